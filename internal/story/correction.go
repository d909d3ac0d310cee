package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// PutsRight records that what is known of p on topic is as change makes it, and why.
// m has asked anew what is safe.
func (m *Staff) PutsRight(p *Person, topic pathway.Topic, why string, change func(*pathway.Known)) Answer {
	s := m.org.s
	now, err := s.Care.AskCorrection(s.ctx, m.Actor(), p.ID())
	if err != nil {
		return s.answer(err)
	}
	known := now.Known
	change(&known)
	return s.answer(s.Care.PutRight(s.ctx, m.Actor(), p.ID(), pathway.Correction{
		ID: ID[id.Correction](s.seed, fmt.Sprintf("correction/%s/%d", p.name, now.Made)), Topic: topic, Is: known, Why: why,
		Asked: pathway.SafetyAnswers(),
	}, now.Made, true))
}

// Doubts records that m found something known of p to be wrong.
func (m *Staff) Doubts(p *Person, about pathway.Wrong, note string) Answer {
	s := m.org.s
	return s.answer(s.Care.RaiseDoubt(s.ctx, m.Actor(), p.ID(), pathway.Doubt{
		ID: ID[id.Doubt](s.seed, fmt.Sprintf("doubt/%s/%s", p.name, about)), About: about, Note: note,
	}))
}
