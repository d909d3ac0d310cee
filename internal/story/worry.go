package story

import (
	"net/url"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/safety"
)

// A Worrying is a worry about somebody, raised or not.
type Worrying struct {
	p     *Person
	Worry safety.Worry
}

// WorriesAbout is what m would write down about p.
func (m *Staff) WorriesAbout(p *Person, u safety.Urgency, about safety.Concern, words string) Worrying {
	return Worrying{p, safety.Worry{ID: ID[id.Worry](m.org.s.seed, "worry/"+p.name+"/"+string(u)+"/"+string(about)),
		Urgency: u, About: about, Words: words}}
}

// Raises has everybody who must hear of it told. Raised again, it is the same worry.
func (m *Staff) Raises(w Worrying) Answer {
	s := m.org.s
	return s.answer(s.Care.RaiseWorry(s.ctx, m.Actor(), w.p.ID(), w.Worry))
}

// HandsOver gives the lead what m had typed as a worry about p and could not save.
func (m *Staff) HandsOver(p *Person, words string) Answer {
	s := m.org.s
	kept, err := s.People.KeepDraft(s.ctx, m.Actor(), identity.Typed{
		Page: "/people/" + string(p.ID()) + "/worry", Form: "/people/{participant}/worry", Noun: "worry",
		Values: url.Values{"words": {words}},
	}, true)
	if err != nil {
		return s.answer(err)
	}
	_, err = s.People.HandDraft(s.ctx, m.Actor(), kept.ID)
	return s.answer(err)
}

// TakesOn says that m has it.
func (m *Staff) TakesOn(w Worrying, next string) Answer {
	s := m.org.s
	return s.answer(s.Care.AcknowledgeWorry(s.ctx, m.Actor(), w.p.ID(), safety.Acknowledgement{
		ID: ID[id.Acknowledgement](s.seed, "receipt/"+string(w.Worry.ID)+"/"+m.Name), Worry: w.Worry.ID, Next: next,
	}))
}

// OpensWorry is what m sees of it.
func (m *Staff) OpensWorry(w Worrying) (care.WorryRecord, Answer) {
	s := m.org.s
	r, err := s.Care.SeeWorry(s.ctx, m.Actor(), w.p.ID(), w.Worry.ID)
	return r, s.answer(err)
}
