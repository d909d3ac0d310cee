package story

import (
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
)

// lifeID is the event of a kind in somebody's life.
func (p *Person) lifeID(k life.Kind) id.LifeEvent {
	return ID[id.LifeEvent](p.org.s.seed, "life/"+p.name+"/"+string(k))
}

// Enters says what happened to p, today, and that it is so. Entered again, it
// is the same event.
func (m *Staff) Enters(p *Person, k life.Kind, note string) Answer {
	s := m.org.s
	return s.answer(s.Care.EnterLife(s.ctx, m.Actor(), p.ID(), life.Event{ID: p.lifeID(k), Kind: k, On: s.Today(),
		Note: note}, true))
}

// Reads says that m has read the news of it.
func (m *Staff) Reads(p *Person, k life.Kind) Answer {
	s := m.org.s
	return s.answer(s.Care.AcknowledgeLife(s.ctx, m.Actor(), p.ID(), life.Fact{
		ID: ID[id.LifeFact](s.seed, "life_read/"+p.name+"/"+string(k)+"/"+m.Name), Event: p.lifeID(k), Answer: life.ReadIt,
	}))
}

// IsThere says that m has been in touch with the worker who visited p.
func (m *Staff) IsThere(p *Person, k life.Kind) Answer {
	s := m.org.s
	return s.answer(s.Care.SupportLife(s.ctx, m.Actor(), p.ID(), life.Fact{
		ID: ID[id.LifeFact](s.seed, "life_support/"+p.name+"/"+string(k)+"/"+m.Name), Event: p.lifeID(k),
	}))
}

// OpensLife is what m sees of it.
func (m *Staff) OpensLife(p *Person, k life.Kind) (care.LifeNews, Answer) {
	s := m.org.s
	r, err := s.Care.SeeLife(s.ctx, m.Actor(), p.ID(), p.lifeID(k))
	return r, s.answer(err)
}
