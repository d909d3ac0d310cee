package story

import (
	"strings"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Invites gives p the information sheet, today.
func (m *Staff) Invites(p *Person, how pathway.InvitationMethod) Answer {
	s := m.org.s
	return s.answer(s.Care.Invite(s.ctx, m.Actor(), p.ID(), pathway.Invitation{
		ID: ID[id.Invitation](s.seed, "invitation/"+p.name), On: s.Today(), How: how,
		SheetVersion: p.definition().InformationSheet.Version,
	}))
}

// TakesConsent records what p agrees to now: every item but those in without.
func (m *Staff) TakesConsent(p *Person, how pathway.ConsentMethod, without ...string) Answer {
	s := m.org.s
	v := pathway.Consent{ID: ID[id.Consent](s.seed, "consent/"+p.name), Items: p.agreeing(without), How: how,
		At: s.Clock.Now()}
	if how == pathway.TelephoneWithWitness {
		v.Witness = "Ada Lindqvist"
	}
	return s.answer(s.Care.RecordConsent(s.ctx, m.Actor(), p.ID(), v))
}

// agreeing answers every consent item with yes, but for those in without.
func (p *Person) agreeing(without []string) []pathway.ItemAnswer {
	var items []pathway.ItemAnswer
	for _, item := range p.definition().Consent {
		given := true
		for _, key := range without {
			given = given && key != item.Key
		}
		items = append(items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: given})
	}
	return items
}

// definition is the version of the programme that p is under.
func (p *Person) definition() programme.Definition {
	p.org.s.t.Helper()
	d, err := content.Latest(p.org.Programme)
	p.org.s.must("the programme", err)
	return d
}

// HearsNo records that p does not want to take part.
func (m *Staff) HearsNo(p *Person, reason string) Answer {
	s := m.org.s
	return s.answer(s.Care.RecordDeclining(s.ctx, m.Actor(), p.ID(), pathway.Declining{
		ID: ID[id.Declining](s.seed, "declining/"+p.name), On: s.Today(), Reason: reason,
	}))
}

// HearsStop records that p stops, wholly or from visits only.
func (m *Staff) HearsStop(p *Person, scope pathway.Scope, reason string) Answer {
	s := m.org.s
	return s.answer(s.Care.RecordWithdrawal(s.ctx, m.Actor(), p.ID(), pathway.Withdrawal{
		ID: ID[id.Withdrawal](s.seed, "withdrawal/"+p.name+"/"+string(scope)), Scope: scope, On: s.Today(), Reason: reason,
	}))
}

// themselves is p as they act once they have signed in.
func (p *Person) themselves() authz.Actor {
	s := p.org.s
	return authz.Actor{Account: ID[id.Account](s.seed, "account/"+p.name), Organisation: p.org.ID, Participant: p.ID()}
}

// Agrees has p agree on their own screen: to every item but those in without.
func (p *Person) Agrees(without ...string) Answer {
	s := p.org.s
	v := pathway.Consent{ID: ID[id.Consent](s.seed, "own consent/"+p.name+"/"+strings.Join(without, ",")),
		Items: p.agreeing(without)}
	return s.answer(s.Care.Agree(s.ctx, p.themselves(), p.ID(), v))
}

// SaysNo has p say no, on their own screen.
func (p *Person) SaysNo() Answer {
	s := p.org.s
	return s.answer(s.Care.SayNo(s.ctx, p.themselves(), p.ID(),
		pathway.Declining{ID: ID[id.Declining](s.seed, "own declining/"+p.name)}))
}

// Stops has p stop, on their own screen: wholly, or the visits only.
func (p *Person) Stops(scope pathway.Scope) Answer {
	s := p.org.s
	w := pathway.Withdrawal{ID: ID[id.Withdrawal](s.seed, "own withdrawal/"+p.name+"/"+string(scope)), Scope: scope}
	return s.answer(s.Care.Withdraw(s.ctx, p.themselves(), p.ID(), w))
}

// ReadsOwnConsents is what p sees of what they agreed to.
func (p *Person) ReadsOwnConsents() (care.ConsentRecord, Answer) {
	s := p.org.s
	r, err := s.Care.SeeOwnConsents(s.ctx, p.themselves(), p.ID())
	return r, s.answer(err)
}

// OpensConsents is what m sees of what p was asked and answered.
func (m *Staff) OpensConsents(p *Person) (care.ConsentRecord, Answer) {
	s := m.org.s
	r, err := s.Care.SeeConsents(s.ctx, m.Actor(), p.ID())
	return r, s.answer(err)
}
