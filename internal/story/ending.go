package story

import (
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
)

// PlansEnding writes down with p what they take along. It replaces the plan
// that m reads there. Called again with the same words, it is another plan.
func (m *Staff) PlansEnding(p *Person, plan course.EndingPlan) Answer {
	s := m.org.s
	r, answer := m.OpensEnding(p)
	if answer.Err != nil {
		return answer
	}
	now, _ := r.Ending.Plan()
	plan.ID, plan.Replaces = ID[id.EndingPlan](s.seed, "ending_plan/"+p.name+"/"+string(now.ID)), now.ID
	return s.answer(s.Care.PlanEnding(s.ctx, m.Actor(), p.ID(), plan))
}

// Ends says that p's visits are over today, and calls off what is planned.
// Said again, it is the same ending.
func (m *Staff) Ends(p *Person, kind course.EndingKind, note string) Answer {
	s := m.org.s
	return s.answer(s.Care.EndVisits(s.ctx, m.Actor(), p.ID(), course.Ending{
		ID: ID[id.Ending](s.seed, "ending/"+p.name), Kind: kind, On: s.Today(), Note: note,
	}, true))
}

// OpensEnding is what m sees of the end of p's visits.
func (m *Staff) OpensEnding(p *Person) (care.EndingRecord, Answer) {
	s := m.org.s
	r, err := s.Care.SeeEnding(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}
