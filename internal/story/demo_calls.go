package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// A called is what came of a call about the six months after the course, so
// many days ago.
type called struct {
	ago    int
	result outcome.CallResult
	later  int // in so many days they asked to be called
	note   string
	slip   bool // it was to somebody else, and taken back
}

// calls are by the names of those who are followed up in the study that is
// open: done, said no, never reached, another day asked for, tried, and (of
// whom nothing stands here) to be called today.
var calls = map[string][]called{
	"Thandiwe Moyo": {
		{ago: 60, result: outcome.CallNoAnswer},
		{ago: 59, result: outcome.CallAnswered, note: "Glad to be asked. The stay in spring was the only one."},
	},
	"Ursula Finch": {
		{ago: 31, result: outcome.CallNoAnswer}, {ago: 30, result: outcome.CallNoAnswer},
		{ago: 28, result: outcome.CallMessage},
		{ago: 24, result: outcome.CallNoAnswer}, {ago: 17, result: outcome.CallNoAnswer},
		{ago: 10, result: outcome.CallNoAnswer},
	},
	"Moses Okonjo": {{ago: 18, result: outcome.CallSaidNo}},
	"Petra Holm": {{ago: 9, result: outcome.CallLater, later: 15,
		note: "Is with her sister until then. After ten is best."}},
	"Leonard Achebe": {
		{ago: 7, result: outcome.CallAnswered, slip: true},
		{ago: 7, result: outcome.CallNoAnswer}, {ago: 5, result: outcome.CallMessage, note: "First name only, as he asked."},
	},
}

// calling has the assessor call about the six months after the course, and tells
// of somebody for whom that has to wait.
func (t *telling) calling(c *company, p *Person, who subject) {
	const about = "after_course"
	for i, x := range calls[who.name] {
		at := []string{"10:20", "14:45", "17:30"}[i%3]
		t.on(x.ago, at, fmt.Sprintf("call %d of %s", i, who.name), func() {
			var later programme.Date
			if x.later > 0 {
				later = t.s.Today().AddDays(x.later)
			}
			c.mei.Calls(p, about, x.result, later, x.note).OK()
			if x.slip {
				c.mei.TakesBackTheCall(p, about).OK()
			}
		})
	}
	if who.name == "Yasmin Aziz" {
		t.on(58, "11:35", "readmitted "+who.name, func() {
			c.idris.Enters(p, life.Readmission, "").OK()
			c.lena.Reads(p, life.Readmission).OK()
		})
	}
}

// calledThrough has the assessor call somebody of the closed study about both
// outcomes, a few days after each has fallen due, unless they have withdrawn by
// then.
func (t *telling) calledThrough(c *company, p *Person, who subject) {
	results := []outcome.CallResult{outcome.CallAnswered, outcome.CallAnswered, outcome.CallAnswered, outcome.CallLooked,
		outcome.CallAnswered, outcome.CallSaidNo}
	for outcome, days := range map[string]int{"after_course": 257, "within_year": 369} {
		ago, name := who.joined-days, outcome+"/"+who.name
		if ago < who.withdrew {
			continue
		}
		r := results[t.s.Below("call/"+name, len(results))]
		t.on(ago, t.timeOf("call/"+name), "call "+name, func() { c.mei.Calls(p, outcome, r, programme.Date{}, "").OK() })
	}
}
