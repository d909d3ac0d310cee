package story

import (
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/identity"
)

// ownNumber is what everybody in a story chooses as the number of their own.
const ownNumber = "482913"

// ComesByCard signs p in by a card that m gave them, on a phone of their own: they choose a
// number, or give the one that they have. Who has an address shows with a code who they are. What
// it returns are the tokens of the session and of the phone.
func (p *Person) ComesByCard(m *Staff, device string) (session, phone string) {
	s := m.org.s
	s.t.Helper()
	card, a := m.GivesCard(p)
	a.OK()
	signed, err := s.People.UseCard(s.ctx, identity.NormalCode(card.Code), identity.Browser{Device: device})
	s.must("signing in with a card", err)
	who, err := s.Actor(signed.Token)
	s.must("signing in with a card", err)
	now, err := s.People.SeeOwnNumber(s.ctx, who)
	s.must("looking at one's number", err)
	if now.MustGive() {
		phone, err = s.People.GiveNumber(s.ctx, who, ownNumber, true)
		s.must("giving one's number", err)
		return signed.Token, phone
	}
	if !now.MayChoose() {
		signed, err = s.SignInAs(s.ctx, p.Referral.Contact.Email, device)
		s.must("signing in with a code", err)
		who, err = s.Actor(signed.Token)
		s.must("signing in with a code", err)
	}
	phone, err = s.People.ChooseNumber(s.ctx, who, people.Choice{Number: ownNumber, Again: ownNumber, Keep: true})
	s.must("a number of their own", err)
	return signed.Token, phone
}

// ComesBack signs p in on a phone that is remembered, by their number.
func (p *Person) ComesBack(phone, device string) (session string) {
	s := p.org.s
	s.t.Helper()
	signed, err := s.People.EnterNumber(s.ctx, ownNumber, phone, device)
	s.must("coming back by a number", err)
	return signed.Token
}
