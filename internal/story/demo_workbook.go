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
func (t *telling) writing(p *Person, l life) {
	for _, w := range leaves[l.name()] {
		t.on(w.days, w.at, "write "+l.name()+" "+w.where, func() {
			p.Writes(w.where, w.says.on(t.s.Today()))
		})
	}
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
			"tools":       workbook.Columns{Left: workbook.List{"Gospel on, loud, one song", "Cold water on my wrists", "Stand in the yard and look up"}, Right: workbook.List{"Walk to the lock and back", "Make jollof for Sunday"}},
			"tools_place": workbook.Text("Inside the cupboard where the mugs are"),
		}},
		{9, "08:05", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 6}, "today_words": workbook.Text("Slept till six. Good.")}},
		{2, "22:50", "ups-and-downs/first-signs", Says{
			"signs_ticks": workbook.Ticks{"sleep", "fast"},
			"signs_own":   workbook.List{"I write lists of my lists", "I stop cooking and say I'm not hungry"},
			"signs_seen":  workbook.Text("My sister, by the length of my messages"),
		}},
		{1, "07:40", "keeping-well/me-when-well", Says{"well_words": workbook.Text("Funny, bossy, full of plans, and kind")}},
	},
	"Samir Haddad": {
		{12, "02:10", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 2}, "today_words": workbook.Text("Awake again. The letter about the flat is still on the table.")}},
		{3, "01:35", "ups-and-downs/how-today", Says{"today": workbook.Dial{Given: true, Value: 1}, "today_words": workbook.Text("Rang the night line. The woman there stayed on till the birds started.")}},
		{3, "01:50", "ups-and-downs/who-to-call", Says{
			"call_first": workbook.Contacts{{Name: "Karim", Who: "my brother, after ten in the morning", Number: "01632 960 318"}, {Name: "Mrs Doyle", Who: "downstairs, has my spare key"}},
			"call_words": workbook.Text("It's Samir. I don't need you to fix anything. Can you talk about football for a bit?"),
		}},
	},
	"Alasdair MacIntyre": {
		{20, "10:30", "keeping-well/my-people", Says{
			"my_people": workbook.Contacts{{Name: "Morag", Who: "my daughter, for the practical things"}, {Name: "Peter at the lock", Who: "for saying nothing and drinking tea"}},
		}},
	},
	"Megan Thistlewood": {
		{4, "17:20", "keeping-well/one-small-thing", Says{"small_thing": workbook.Goal{
			Goal: "Go back to roller derby, even just to watch", Why: "It's the only place I'm meant to fall over.",
			Steps: []workbook.Step{{Text: "Find my wrist guards", Done: true}, {Text: "Tell Bex I might come"}, {Text: "Stand at the back for half an hour"}},
			Near:  workbook.Dial{Given: true, Value: 4},
		}}},
	},
	"Joy Mensah": {
		{28, "19:00", "keeping-well/what-i-do", Says{
			"basics":    workbook.Ticks{"sleep", "people", "faith"},
			"each_day":  workbook.List{"Curtains open before the kettle", "Ten minutes in the garden, rain or not"},
			"each_week": workbook.List{"Choir on Thursday", "Phone off on Sunday till noon"},
		}},
		{11, "20:20", "ups-and-downs/my-ladder", Says{"ladder": workbook.Ladder{
			Steady:   workbook.RungAnswer{Signs: "I hum on the bus.", Mine: "Keep my Thursdays.", Others: "Ask me for things. I like to be asked."},
			Slipping: workbook.RungAnswer{Signs: "I say yes to every shift.", Mine: "Look at the rota with Efua before I answer.", Others: "Say: you have done enough this week."},
		}}},
	},
	"Yasmin Aziz": {
		{90, "18:45", "keeping-well/lifts-and-drains", Says{
			"lifts_drains": workbook.Columns{Left: workbook.List{"The early bus with nobody on it", "My niece's drawings"}, Right: workbook.List{"News at night", "Being asked if I'm better now"}},
			"one_change":   workbook.Text("No news after eight."),
		}},
		{30, "21:05", "ups-and-downs/what-knocks-me", Says{"knocks": workbook.Columns{Left: workbook.List{"Ramadan without Mum"}, Right: workbook.List{"Break the fast at Salma's on the hard days"}}}},
	},
	"Xiomara Castillo": {
		{100, "12:10", "keeping-well/toolbox", Says{"tools": workbook.Columns{Left: workbook.List{"Peel an orange slowly", "Feet on the floor, shoes off"}, Right: workbook.List{"Swim", "Ring Luz even though she talks"}}}},
	},
}
