package story

import (
	"fmt"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/workforce"
)

// The peer support workers of the demonstration, and who supports them.
const (
	ashMurray      = "Ash Murray"
	bronwenTate    = "Bronwen Tate"
	deleAkande     = "Dele Akande"
	ruthCastellano = "Ruth Castellano"
)

// preparations is what each worker has on record. The clearances were given
// long ago: one of Bronwen's runs out soon, and one of Dele's has run out.
func preparations() map[string]preparation {
	ash, bronwen, dele := fully(), fully(), fully()
	bronwen.introduction, bronwen.districts, bronwen.hours,
		bronwen.soon = "I read a lot, and I am good at sitting quietly with a cup of tea.",
		[]workforce.District{"HV3"}, 22, settled+21
	dele.introduction, dele.districts, dele.hours, dele.soon = "I sing in a choir, and I know every bus in the county.",
		[]workforce.District{"HV7", "HV9"}, 15, settled-4
	dele.topUps = 0
	return map[string]preparation{ashMurray: ash, bronwenTate: bronwen, deleAkande: dele}
}

// A visiting is how somebody's visits went. Days count back from today.
type visiting struct {
	worker    string
	matched   int    // days since somebody was chosen
	first     int    // days since the first visit
	at        string // the time of day; empty while nothing is planned
	missed    []int  // sessions at which they did not meet
	moved     []int  // those that were put off by a day
	cancelled []int  // those that the worker called off
	unwritten []int  // held, and not written up
	uncopied  []int  // written up, and not copied into the clinical record
	corrected []int  // copied, and put right after that
	own       []wish // what they changed themselves
	lent      *lent  // what a colleague makes this time
	worry     *worried
	happened  []lifeTurn
	parting   *parting
	before    string // who was chosen first, for some days: the two knew each other
	untold    bool   // nobody has told them yet who visits
	another   int    // days since they asked for another worker; none if they did not
	until     int    // days since the visits ended for them: none is told of after it
}

// A wish is what somebody changed of a visit of their own, so many days ago.
type wish struct {
	days    int
	at      string // the time of day
	session int
	by      time.Duration // how much later; none is by telephone instead
	off     bool          // called off
	reason  string        // where they gave one
}

// wishes tells of what somebody changed themselves.
func (t *telling) wishes(p *Person, l biography) {
	for _, w := range l.visits.own {
		t.on(w.days, w.at, fmt.Sprintf("visits %s 2 wish %02d", l.name(), w.session), func() {
			switch {
			case w.off:
				p.CallsOffOwn(w.session, w.reason).OK()
			case w.by > 0:
				p.MovesOwn(w.session, w.by, w.reason).OK()
			default:
				p.TelephonesInstead(w.session, w.reason).OK()
			}
		})
	}
}

// A lent visit is one that a colleague makes this time, as was said so many days ago.
type lent struct {
	days    int
	at      string // the time of day
	session int
	to      string
	reason  string
}

// lends tells of a visit that a colleague makes.
func (t *telling) lends(c *company, p *Person, l biography) {
	if v := l.visits.lent; v != nil {
		t.on(v.days, v.at, "visits "+l.name()+" 5 lent", func() { // bank holidays move visits: the colleague may be busy
			c.workers[l.visits.worker].Lends(p.Session(v.session), c.workers[v.to], v.reason).OK()
		})
	}
}

// A worried worker told somebody of it, so many days ago, or so long before now
// on the day itself.
type worried struct {
	days    int
	at      string        // the time of day
	lately  time.Duration // instead of days and at
	urgency safety.Urgency
	about   safety.Concern
	words   string
	next    string // what the supervisor said, an hour later; empty while nobody has it
}

// worries tells of a worry, and of its being taken on.
func (t *telling) worries(c *company, p *Person, l biography) {
	w := l.visits.worry
	if w == nil {
		return
	}
	var told Worrying
	raise := func() {
		m := c.workers[l.visits.worker]
		told = m.WorriesAbout(p, w.urgency, w.about, w.words)
		m.Raises(told).OK()
	}
	if w.lately > 0 {
		t.ago(w.lately, "worry "+l.name(), raise)
		return
	}
	t.on(w.days, w.at, "worry "+l.name(), raise)
	at, err := time.Parse("15:04", w.at)
	t.s.must("a time of day", err)
	t.on(w.days, at.Add(time.Hour).Format("15:04"), "worry "+l.name()+" taken on",
		func() { c.ruth.TakesOn(told, w.next).OK() })
}

// visits tells how somebody's visits went.
func (t *telling) visits(c *company, p *Person, l biography) {
	v := l.visits
	if v == nil {
		return
	}
	t.worries(c, p, l)
	name := l.name()
	t.matching(c, p, l)
	if v.at == "" {
		return
	}
	t.on(v.matched, "15:50", "visits "+name+" 2 plan",
		func() { c.workers[v.worker].Plans(p, t.today.AddDays(-v.first), v.at).OK() })
	t.wishes(p, l)
	t.lends(c, p, l)
	t.happens(c, p, l)
	if t.s.Below("letters/"+name, 5) > 0 { // one in five is still to be written to
		t.on(v.matched, "16:20", "visits "+name+" 2 start letters", func() { c.idris.SendsLetters(p, course.LetterStart) })
	}
	falls := t.fallsOn(v.first, v.at)
	t.parts(c, p, l, falls)
	for i, days := range falls {
		t.visit(c, p, l, i+1, days)
	}
}

// fallsOn is how many days ago each of ten visits is, the first of which is to
// be so many days ago: as they are planned, past the bank holidays.
func (t *telling) fallsOn(first int, clock string) []int {
	at, err := programme.ParseTimeOfDay(clock)
	t.s.must("a time of day", err)
	d, err := content.Latest(serviceProgramme)
	t.s.must("the programme", err)
	closed, err := content.HolidaysFor(helpPack)
	t.s.must("the bank holidays", err)
	from := t.today.AddDays(-first)
	series := course.Series{From: from, Weekday: programme.WeekdayOf(from), At: at}
	var days []int
	for _, slot := range course.PlanSeries(d, series, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, London, closed.Dates()) {
		days = append(days, t.today.Sub(slot.Local.Date))
	}
	return days
}

// matching tells how it was found who visits somebody.
func (t *telling) matching(c *company, p *Person, l biography) {
	v, name := l.visits, "visits "+l.name()
	if v.before != "" {
		t.on(v.matched+1, "11:10", name+" 0 match", func() { c.lena.Matches(p, c.workers[v.before]).OK() })
		t.on(v.matched, "10:20", name+" 0 match ended",
			func() { c.ruth.EndsMatch(p, c.workers[v.before], workforce.KnowEachOther).OK() })
	}
	t.on(v.matched, "15:30", name+" 1 match", func() { c.lena.Matches(p, c.workers[v.worker]).OK() })
	if !v.untold {
		t.on(v.matched, "15:40", name+" 1 match told", func() { c.lena.TellsOfMatch(p, workforce.ToldByPhone) })
	}
	if v.another > 0 {
		t.on(v.another, "21:15", name+" 4 another", func() { p.AsksForAnother().OK() })
	}
}

// visit tells of one, which was planned for so many days ago.
func (t *telling) visit(c *company, p *Person, l biography, number, days int) {
	v, name := l.visits, fmt.Sprintf("visits %s 3 session %02d", l.name(), number)
	if days < v.until || v.until > 0 && days == v.until {
		return
	}
	worker := func() *Staff { return c.workers[v.worker] }
	if slices.Contains(v.cancelled, number) {
		t.on(days+2, "17:05", name+" off", func() {
			worker().CallsOff(p.Session(number), course.PartyWorker, "I am on a training day. We will find another.").OK()
		})
		return
	}
	if slices.Contains(v.moved, number) {
		t.on(days+1, "12:40", name+" moved", func() {
			worker().Moves(p.Session(number), 24*time.Hour, course.PartyParticipant, "The plumber was to come that day.").OK()
		})
		days--
	}
	begins, err := time.Parse("15:04", v.at)
	t.s.must("a time of day", err)
	written := begins.Add(85 * time.Minute).Format("15:04")
	if days < 0 || !t.moment(days, written).Before(t.now) || slices.Contains(v.unwritten, number) {
		return // it is still to come, or to be written up
	}
	outcome := Attended
	if slices.Contains(v.missed, number) {
		outcome = DidNotAttend
	}
	t.on(days, written, name+" written", func() {
		s := worker()
		s.Sends(s.WritesUp(p.Session(number), outcome)).OK()
	})
	if slices.Contains(v.uncopied, number) {
		return
	}
	copied := begins.Add(100 * time.Minute).Format("15:04")
	t.on(days, copied, name+" written, copied", func() { worker().CopiesNote(p.Session(number)).OK() })
	if slices.Contains(v.corrected, number) {
		t.on(days, copied, name+" written, copied, corrected", func() { worker().Corrects(p.Session(number), 45).OK() })
	}
}

// visitedLives are more people, further along.
func visitedLives() []biography {
	return []biography{
		{given: "Leila", family: "Farahani", pronouns: "she/her", born: "1978-02-11", team: northTeam, left: 88, referred: 87,
			at: "10:15", decided: 85,
			then: []turn{{80, pathway.EventInvite, ""}, {75, pathway.EventConsent, ""}}, visits: &visiting{worker: ashMurray,
				matched: 74, first: 71, at: "15:30", uncopied: []int{9}, parting: &parting{over: true, plan: course.EndingPlan{
					Helped:      "Getting out before ten, even just to the corner. Saying out loud that a day is a bad one.",
					Keeps:       "The page about keeping well, and the list on the fridge.",
					StillOpen:   "The flat. The letter from the council has not come yet.",
					WhereToTurn: "My sister first. The allotment group on Thursdays. The crisis line, at any hour.",
					Goodbye:     "A walk to the river and a cup of tea, as at the first visit."}}},
			key: "participant-ending", try: "demo.try.participant_ending",
			with: []change{home("4 Fuller's Yard", "Heathbridge", "HV3 5QT"), eastVale, bethan}},
		{given: "Nora", family: "Whitcombe", pronouns: "she/her", born: "1969-06-05", team: northTeam, left: 110,
			referred: 109, at: "14:20", decided: 107,
			then: []turn{{104, pathway.EventInvite, ""}, {99, pathway.EventConsent, ""}}, visits: &visiting{worker: ashMurray,
				matched: 95, first: 92, at: "11:15", moved: []int{4}, parting: &parting{over: true, plan: course.EndingPlan{
					Helped:      "Knowing that Monday mornings are the hard ones, and not planning anything for them.",
					Keeps:       "The walk with the dog before breakfast.",
					WhereToTurn: "The choir on Wednesdays. My daughter, in the evening. The crisis line, at any hour.",
					Goodbye:     "Coffee at the station, where the first visit began."}}},
			with: []change{home("7 Tannery Row", "Heathbridge", "HV3 2QD"), eastVale}},
		{given: "Owen", family: "Pritchard", pronouns: "he/him", born: "1991-09-19", team: southTeam, left: 66, referred: 65,
			at: "13:45", decided: 63,
			then: []turn{{60, pathway.EventInvite, ""}, {55, pathway.EventConsent, ""}}, visits: &visiting{worker: ashMurray,
				before: deleAkande, matched: 53, first: 50, at: "13:00", missed: []int{3}, moved: []int{6}, unwritten: []int{8},
				corrected: []int{7},
				own:       []wish{{days: 1, at: "19:20", session: 9, by: 2 * time.Hour, reason: "I have the dentist at one."}},
				worry: &worried{days: 36, at: "14:20", urgency: safety.TalkOver, about: safety.Health,
					words: "He wasn't in, and when I rang he had not eaten since Saturday. He says he is all right. I would like to think about it with you.",
					next:  "I have rung his care coordinator, who sees him tomorrow. Let us talk on Thursday."},
				parting: &parting{plan: course.EndingPlan{Helped: "Writing down what knocks me, and where it came from.",
					StillOpen: "Eating when nobody is there."}}},
			with: []change{home("12 Wharf View", "Weymere", "HV7 6DD"), drFarrow}},
		{given: "Grace", family: "Adomako", pronouns: "she/her", born: "1996-04-27", team: northTeam, left: 20, referred: 19,
			at: "11:30", decided: 17,
			then: []turn{{13, pathway.EventInvite, ""}, {4, pathway.EventConsent, ""}}, visits: &visiting{worker: bronwenTate,
				matched: 1, untold: true,
				worry: &worried{lately: 95 * time.Minute, urgency: safety.Today, about: safety.AdultSafeguarding,
					words: "When I rang to say hello, somebody took the phone from her and said she needs nobody. She rang back, whispering, to say that it was her cousin and that he keeps her bank card."}},
			with: []change{home("59 Foundry Street", "Heathbridge", "HV3 7YY"), drOyelaran}},
	}
}
