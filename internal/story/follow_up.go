package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
)

// FollowsUp is what m, who assesses, sees of p.
func (m *Staff) FollowsUp(p *Person) (study.PersonFollowUps, Answer) {
	s := m.org.s
	f, err := s.Study.SeeFollowUp(s.ctx, m.Actor(), p.ID())
	return f, s.answer(err)
}

// Calls says what came, now, of calling p about an outcome. A day is one that p
// asked for instead.
func (m *Staff) Calls(p *Person, result string, r outcome.CallResult, later programme.Date, note string) Answer {
	s := m.org.s
	f, a := m.FollowsUp(p)
	if a.Err != nil {
		return a
	}
	c := outcome.Call{At: s.Clock.Now(), Result: r, CallOn: later, Note: note}
	for _, tried := range f.FollowUps {
		if tried.Outcome == result {
			c.FollowUp = tried.ID
			c.ID = ID[id.Call](s.seed, fmt.Sprintf("call/%s/%s/%d", p.name, tried.ID, len(tried.Calls)))
		}
	}
	return s.answer(s.Study.RecordCall(s.ctx, m.Actor(), p.ID(), c))
}

// TakesBackTheCall says that the newest call to p about an outcome was entered
// by mistake.
func (m *Staff) TakesBackTheCall(p *Person, result string) Answer {
	s := m.org.s
	f, a := m.FollowsUp(p)
	if a.Err != nil {
		return a
	}
	var c outcome.Call
	for _, tried := range f.FollowUps {
		if tried.Outcome == result && len(tried.Calls) > 0 {
			c = tried.Calls[len(tried.Calls)-1].Fact
		}
	}
	c.Replaces, c.InError = c.ID, true
	c.ID = ID[id.Call](s.seed, "call/mistake/"+string(c.Replaces))
	return s.answer(s.Study.CorrectCall(s.ctx, m.Actor(), p.ID(), c))
}
