package story

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
)

// AsksForSupport asks for support from a visit to p.
func (m *Staff) AsksForSupport(p *Person, visit id.Appointment, urgency safety.SupportUrgency, words string) Answer {
	s := m.org.s
	return s.answer(s.Care.AskSupport(s.ctx, m.Actor(), safety.SupportRequest{
		ID: ID[id.SupportRequest](s.seed, "support/"+p.name), Participant: p.ID(), Visit: visit, Urgency: urgency,
		Words: words,
	}))
}
