package story

import (
	"time"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
)

// A lifeTurn is something that happened in somebody's life, so many days ago,
// or so long before now on the day itself.
type lifeTurn struct {
	days   int
	lately time.Duration // instead of days: nobody has read it yet
	kind   life.Kind
	note   string
}

// happens tells what happened in somebody's life, and that it was read, and
// after a death that the supervisor was there for the worker.
func (t *telling) happens(c *company, p *Person, l biography) {
	worker := func() *Staff { return c.workers[l.visits.worker] }
	for _, turn := range l.visits.happened {
		name := "visits " + l.name() + " 4 life " + string(turn.kind)
		enter := func() { c.ruth.Enters(p, turn.kind, turn.note).OK() }
		if turn.lately > 0 {
			t.ago(turn.lately, name, enter)
			continue
		}
		t.on(turn.days, "17:20", name+" 1 entered", enter)
		t.on(turn.days, "17:45", name+" 2 read", func() { worker().Reads(p, turn.kind).OK() })
		switch turn.kind {
		case life.Death:
			t.on(turn.days, "17:50", name+" 3 supported", func() { c.ruth.IsThere(p, turn.kind).OK() })
		case life.GoingOn:
			t.on(turn.days, "17:55", name+" 3 planned anew",
				func() { worker().PlansAnew(p, t.today.AddDays(4), l.visits.at).OK() })
		}
	}
}

// happenedLives are people in whose lives something happened that mattered more.
func happenedLives() []biography {
	agreed := []turn{{45, pathway.EventInvite, ""}, {40, pathway.EventConsent, ""}}
	return []biography{
		{given: "Marek", family: "Zielinski", pronouns: "he/him", born: "1985-03-08", team: northTeam, left: 52, referred: 51,
			at: "09:40", decided: 49, then: agreed,
			visits: &visiting{worker: bronwenTate, matched: 38, first: 36, at: "11:30", until: 12,
				happened: []lifeTurn{{days: 12, kind: life.Readmission,
					note: "The ward rang. He went in by his own wish and would like to go on later."}}},
			with: []change{home("8 Tanners Row", "Heathbridge", "HV3 6LA"), drOyelaran}},
		{given: "Bethany", family: "Okeke", pronouns: "she/her", born: "1993-12-01", team: northTeam, left: 54, referred: 53,
			at: "14:05", decided: 50, then: agreed,
			visits: &visiting{worker: bronwenTate, matched: 38, first: 35, at: "09:30", until: 23, happened: []lifeTurn{
				{days: 23, kind: life.Readmission, note: "Three weeks at the crisis house."},
				{days: 2, kind: life.GoingOn, note: "She is home, and asked for Bronwen."}},
				lent: &lent{days: 1, at: "16:35", session: 3, to: ashMurray, reason: "I have a hospital appointment."}},
			with: []change{home("21 Malthouse Lane", "Heathbridge", "HV3 8DT"), drOyelaran}},
		{given: "Callie", family: "Summers", pronouns: "she/her", born: "2000-05-30", team: southTeam, left: 58, referred: 57,
			at: "10:20", decided: 55, then: agreed,
			visits: &visiting{worker: deleAkande, matched: 38, first: 37, at: "13:30", until: 9,
				happened: []lifeTurn{{days: 9, kind: life.MovingAway,
					note: "She is moving in with her sister, two counties away."}}},
			with: []change{home("3 Ferry Lane", "Weymere", "HV7 2NB"), drFarrow}},
		{given: "Desmond", family: "Achebe", pronouns: "he/him", born: "1957-07-17", team: southTeam, left: 60, referred: 59,
			at: "15:10", decided: 56, then: agreed,
			visits: &visiting{worker: deleAkande, matched: 38, first: 36, at: "10:30", until: 15,
				happened: []lifeTurn{{days: 15, kind: life.Death, note: "His daughter rang. It was his heart, at home."}}},
			with: []change{home("40 Quay Street", "Weymere", "HV7 4TW"), drFarrow}},
		{given: "Ines", family: "Carvalho", pronouns: "she/her", born: "1988-10-23", team: northTeam, left: 48, referred: 47,
			at: "12:15", decided: 46, then: agreed,
			visits: &visiting{worker: ashMurray, matched: 38, first: 31, at: "16:30",
				happened: []lifeTurn{{lately: 70 * time.Minute, kind: life.Readmission,
					note: "The crisis team rang: she is back on their caseload since last night."}}},
			with: []change{home("15 Weir Close", "Heathbridge", "HV3 2KS"), drOyelaran}},
	}
}
