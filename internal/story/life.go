package story

import (
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// lifeID is the event of a kind in somebody's life.
func (p *Person) lifeID(k life.Kind) id.LifeEvent {
	return ID[id.LifeEvent](p.org.s.seed, "life/"+p.name+"/"+string(k))
}

// Enters says what happened to p, today, and that it is so. Entered again, it
// is the same event.
func (m *Staff) Enters(p *Person, k life.Kind, note string) Answer {
	return m.enters(p, life.Event{Kind: k, On: m.org.s.Today(), Note: note})
}

// EntersFor says what happened to p on a day, and that it is so.
func (m *Staff) EntersFor(p *Person, k life.Kind, on programme.Date) Answer {
	return m.enters(p, life.Event{Kind: k, On: on})
}

func (m *Staff) enters(p *Person, e life.Event) Answer {
	s := m.org.s
	e.ID = p.lifeID(e.Kind)
	return s.answer(s.Care.EnterLife(s.ctx, m.Actor(), p.ID(), e, true))
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
