package story

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// A leaf is a page that somebody of the demonstration wrote on, so many days
// ago.
type leaf struct {
	days  int
	at    string
	where string
	says  Says
}

// writing tells what somebody wrote in their workbook.
func (t *telling) writing(p *Person, l biography) {
	for _, w := range leaves[l.name()] {
		t.on(w.days, w.at, "write "+l.name()+" "+w.where, func() {
			p.Writes(w.where, w.says.on(t.s.Today()))
		})
	}
}

// A turning is a page that somebody of the demonstration shared, or took back,
// or that the worker who visits them opened, so many days ago.
type turning struct {
	days  int
	at    string
	where string
	does  string
}

const (
	shares    = "shares"
	takesBack = "takes back"
	isRead    = "is read"
)

// sharing tells which pages somebody shared.
func (t *telling) sharing(c *company, p *Person, l biography) {
	for _, s := range turnings[l.name()] {
		t.on(s.days, s.at, "sharing "+l.name()+" "+s.where+" "+s.does, func() {
			switch s.does {
			case shares:
				p.Shares(s.where).OK()
			case takesBack:
				p.StopsSharing(s.where).OK()
			default:
				_, a := c.workers[l.visits.worker].ReadsShared(p, s.where)
				a.OK()
			}
		})
	}
}

// turnings are by the names of whose pages they are.
var turnings = map[string][]turning{
	"Nkechi Obi": {
		{15, "21:30", "keeping-well/toolbox", shares}, {12, "08:50", "keeping-well/toolbox", isRead},
		{10, "18:20", "keeping-well/me-when-well", shares}, {4, "09:05", "keeping-well/toolbox", isRead},
		{2, "22:55", "ups-and-downs/first-signs", shares}, {1, "07:10", "ups-and-downs/first-signs", takesBack},
	},
	"Leila Farahani": {
		{52, "20:10", "keeping-well/lifts-and-drains", shares}, {49, "14:40", "keeping-well/lifts-and-drains", isRead},
		{30, "19:35", "ups-and-downs/my-ladder", shares}, {28, "14:50", "ups-and-downs/my-ladder", isRead},
		{20, "18:05", "keeping-well/one-small-thing", shares},
	},
	"Owen Pritchard": {{31, "23:05", "ups-and-downs/what-knocks-me", shares},
		{29, "12:20", "ups-and-downs/what-knocks-me", isRead}},
	"Samir Haddad": {{3, "02:05", "ups-and-downs/who-to-call", shares}},
}

// on are the same answers, with each dial about that day.
func (s Says) on(day programme.Date) Says {
	dated := Says{}
	for key, a := range s {
		if d, is := a.(workbook.Dial); is {
			d.On = day
			a = d
		}
		dated[key] = a
	}
	return dated
}

// leaves are by the names of who wrote them. Some write a lot, some a line,
// some nothing at all.
var leaves = map[string][]leaf{
	"Nkechi Obi": {
		{19, "20:40", "keeping-well/me-when-well", Says{
			"well_words": workbook.Text("Bossy, funny, full of plans"),
			"well_like":  workbook.Text("I dance while the rice is on. I know what everybody at work is having for tea. I ring my auntie in Leeds and we are on for an hour."),
			"well_seen":  workbook.List{"My headscarf matches something", "I answer the door before the second knock"},
		}},
		{16, "21:15", "keeping-well/toolbox", Says{
			"tools": workbook.Columns{Left: workbook.List{"Gospel on, loud, one song", "Cold water on my wrists",
				"Stand in the yard and look up"}, Right: workbook.List{"Walk to the lock and back", "Make jollof for Sunday"}},
			"tools_place": workbook.Text("Inside the cupboard where the mugs are"),
		}},
		{9, "08:05", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 6},
			"today_words": workbook.Text("Slept till six. Good.")}},
		{2, "22:50", "ups-and-downs/first-signs", Says{
			"signs_ticks": workbook.Ticks{"sleep", "fast"},
			"signs_own":   workbook.List{"I write lists of my lists", "I stop cooking and say I'm not hungry"},
			"signs_seen":  workbook.Text("My sister, by the length of my messages"),
		}},
		{1, "07:40", "keeping-well/me-when-well", Says{"well_words": workbook.Text("Funny, bossy, full of plans, and kind")}},
	},
	"Leila Farahani": {
		{61, "21:00", "keeping-well/me-when-well", Says{
			"well_words": workbook.Text("Stubborn, tidy, warm"),
			"well_seen":  workbook.List{"There are herbs on the window sill", "I argue with the radio"},
		}},
		{53, "20:30", "keeping-well/lifts-and-drains", Says{
			"lifts_drains": workbook.Columns{Left: workbook.List{"The tram before seven", "Speaking Farsi with the baker"},
				Right: workbook.List{"Forms", "Being thanked for being brave"}},
			"one_change": workbook.Text("One form a day, with tea, then stop."),
		}},
		{44, "22:15", "keeping-well/my-people", Says{
			"my_people": workbook.Contacts{{Name: "Shirin", Who: "my cousin, for laughing", Number: "01632 960 447"},
				{Name: "Mr Ali", Who: "the baker, for the morning"}},
			"how_to_help": workbook.Text("Sit next to me rather than opposite."),
		}},
		{31, "20:50", "ups-and-downs/my-ladder", Says{"ladder": workbook.Ladder{
			Steady: workbook.RungAnswer{Signs: "I cook for more people than are here.", Mine: "Tram, work, herbs.",
				Others: "Come and eat."},
			Slipping: workbook.RungAnswer{Signs: "I iron at midnight.", Mine: "Tell Shirin before the weekend.",
				Others: "Ask me to walk, not to talk."},
			Struggling: workbook.RungAnswer{Signs: "The curtains stay shut.",
				Mine: "Ring the surgery with this page in my hand.", Others: "Ring at nine, and again at six."},
		}}},
		{20, "08:15", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 5}}},
		{7, "19:10", "keeping-well/one-small-thing", Says{"small_thing": workbook.Goal{
			Goal: "Take the ceramics class on Wednesdays", Why: "My hands remember it.",
			Steps: []workbook.Step{{Text: "Look at the room from outside", Done: true}, {Text: "Ask what it costs", Done: true},
				{Text: "Go once"}},
			Near: workbook.Dial{Given: true, Value: 7},
		}}},
		{1, "08:20", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 7},
			"today_words": workbook.Text("Sun on the tram. A bit sad that the visits end.")}},
	},
	"Owen Pritchard": {
		{47, "23:40", "keeping-well/what-i-do", Says{
			"basics":   workbook.Ticks{"food", "outside", "making"},
			"each_day": workbook.List{"Eat something before noon", "Oil one thing that squeaks"},
		}},
		{32, "22:50", "ups-and-downs/what-knocks-me", Says{
			"knocks": workbook.Columns{Left: workbook.List{"A week of nights", "Letters with a window in them"},
				Right: workbook.List{"Say no to the third night", "Open them with Carys there"}},
			"knocks_soon": workbook.Text("The meeting at work, first week of the month"),
		}},
		{12, "23:15", "ups-and-downs/last-time", Says{
			"last_order": workbook.List{"Stopped eating at work", "Stopped ringing Carys back", "Slept in the van"},
			"last_helped": workbook.Columns{Left: workbook.List{"Somebody who brought soup and left"},
				Right: workbook.List{"Being asked what set it off"}},
		}},
		{2, "21:55", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 4}}},
	},
	"Samir Haddad": {
		{12, "02:10", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 2},
			"today_words": workbook.Text("Awake again. The letter about the flat is still on the table.")}},
		{3, "01:35", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 1},
			"today_words": workbook.Text("Rang the night line. The woman there stayed on till the birds started.")}},
		{3, "01:50", "ups-and-downs/who-to-call", Says{
			"call_first": workbook.Contacts{{Name: "Karim", Who: "my brother, after ten in the morning",
				Number: "01632 960 318"}, {Name: "Mrs Doyle", Who: "downstairs, has my spare key"}},
			"call_words": workbook.Text("It's Samir. I don't need you to fix anything. Can you talk about football for a bit?"),
		}},
	},
	"Alasdair MacIntyre": {
		{20, "10:30", "keeping-well/my-people", Says{
			"my_people": workbook.Contacts{{Name: "Morag", Who: "my daughter, for the practical things"},
				{Name: "Peter at the lock", Who: "for saying nothing and drinking tea"}},
		}},
	},
	"Megan Thistlewood": {
		{4, "17:20", "keeping-well/one-small-thing", Says{"small_thing": workbook.Goal{
			Goal: "Go back to roller derby, even just to watch", Why: "It's the only place I'm meant to fall over.",
			Steps: []workbook.Step{{Text: "Find my wrist guards", Done: true}, {Text: "Tell Bex I might come"},
				{Text: "Stand at the back for half an hour"}},
			Near: workbook.Dial{Given: true, Value: 4},
		}}},
	},
	"Joy Mensah": {
		{28, "19:00", "keeping-well/what-i-do", Says{
			"basics":    workbook.Ticks{"sleep", "people", "faith"},
			"each_day":  workbook.List{"Curtains open before the kettle", "Ten minutes in the garden, rain or not"},
			"each_week": workbook.List{"Choir on Thursday", "Phone off on Sunday till noon"},
		}},
		{11, "20:20", "ups-and-downs/my-ladder", Says{"ladder": workbook.Ladder{
			Steady: workbook.RungAnswer{Signs: "I hum on the bus.", Mine: "Keep my Thursdays.",
				Others: "Ask me for things. I like to be asked."},
			Slipping: workbook.RungAnswer{Signs: "I say yes to every shift.",
				Mine: "Look at the rota with Efua before I answer.", Others: "Say: you have done enough this week."},
		}}},
	},
	"Yasmin Aziz": {
		{90, "18:45", "keeping-well/lifts-and-drains", Says{
			"lifts_drains": workbook.Columns{Left: workbook.List{"The early bus with nobody on it", "My niece's drawings"},
				Right: workbook.List{"News at night", "Being asked if I'm better now"}},
			"one_change": workbook.Text("No news after eight."),
		}},
		{30, "21:05", "ups-and-downs/what-knocks-me",
			Says{"knocks": workbook.Columns{Left: workbook.List{"Ramadan without Mum"},
				Right: workbook.List{"Break the fast at Salma's on the hard days"}}}},
	},
	"Xiomara Castillo": {
		{100, "12:10", "keeping-well/toolbox",
			Says{"tools": workbook.Columns{Left: workbook.List{"Peel an orange slowly", "Feet on the floor, shoes off"},
				Right: workbook.List{"Swim", "Ring Luz even though she talks"}}}},
	},
}
