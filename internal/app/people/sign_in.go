package people

import (
	"cmp"
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
)

// AskCode has a link and a code sent to an address, if it belongs to anybody, and to each
// who shares it. Whether it does is looked up afterwards, as due work: what is done here,
// and how long it takes, is the same whatever there is.
func (p *People) AskCode(ctx context.Context, email string, b identity.Browser) error {
	if !identity.AddressLike(email) {
		return fault.Problems{{Field: "email", Key: "account.email.wrong"}}
	}
	org, err := p.door(ctx)
	if err != nil || org == "" {
		return err
	}
	return p.attempt(ctx, authz.AskSignIn, org, b.Device, byBrowser(b, email),
		func(tx *kernel.Tx, asker identity.Asker, tally identity.Tally) error {
			if !p.Unlimited && !tally.MayAsk(asker) {
				return fault.Problems{{Field: "email", Key: "sign_in.email.often"}}
			}
			a := newAttempt(tx, identity.AttemptCode, asker, b.Device, tally.Asked)
			if err := addAttempt(tx, a, b.Mark); err != nil {
				return err
			}
			return tx.AddDue(jobs.AnswerAttempt, string(org), string(a.ID), tx.Now)
		})
}

// answerAttempt sends a code to each who signs in by the address that was typed.
func (p *People) answerAttempt(ctx context.Context, d jobs.Due) error {
	var a identity.Attempt
	owners, err := kernel.BeforeSignIn(ctx, p.Kernel, func(r kernel.SignInReader) (list []identity.SignIn, err error) {
		if a, err = r.FindAttempt(id.Attempt(d.Item)); err == nil {
			list, err = r.ListByAttempt(a)
		}
		return list, err
	})
	for _, owner := range owners {
		if err == nil {
			err = kernel.Change(ctx, p.Kernel, authz.System("due", owner.Organisation), authz.AskCode, owner.Account,
				func(tx *kernel.Tx) error { return p.sendCode(tx, owner.Account, a) })
		}
	}
	if err != nil {
		return err
	}
	return kernel.Change(ctx, p.Kernel, authz.System("due", d.Organisation), authz.AnswerSignIn, d.Organisation,
		func(tx *kernel.Tx) error { return tx.FinishDue(d.ID) })
}

func (p *People) sendCode(tx *kernel.Tx, account id.Account, a identity.Attempt) error {
	before, err := tx.ListSignInsOfAttempt(a.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(before, func(s identity.SignIn) bool { return s.Account == account }) {
		return fault.Unchanged // the power went in between
	}
	if safe, err := maySendCode(tx, account); err != nil || !safe {
		return cmp.Or(err, fault.Unchanged)
	}
	purpose := "sign_in/" + string(account) + "/" + string(a.ID)
	s := p.newSignIn(tx, account, identity.ByCode, purpose, identity.CodeLife)
	s.Attempt, s.Browser = a.ID, a.Browser
	secret := identity.Secret{
		Token: identity.Token(tx.Draw(purpose+"/token", 32)),
		Code:  identity.Digits(tx.Draw(purpose+"/code", 8)),
	}
	if err := tx.AddSignIn(s, secret); err != nil {
		return err
	}
	return tx.AddDue(jobs.SendSignIn, string(account), string(s.ID), tx.Now)
}

// maySendCode tells whether a code may be sent to who an account is of, whoever asked for it.
func maySendCode(tx *kernel.Tx, account id.Account) (bool, error) {
	if tx.Scope.Participant == "" {
		return true, nil
	}
	codes, err := findCodes(tx, account, tx.Scope.Participant)
	return codes == CodesSent, err
}

func (p *People) newSignIn(tx *kernel.Tx, account id.Account, kind identity.Kind, purpose string,
	life time.Duration) identity.SignIn {
	return identity.SignIn{
		ID: id.From[id.Code]([16]byte(tx.Draw(purpose, 16))), Organisation: tx.Organisation(),
		Account: account, Kind: kind, ExpiresAt: tx.Now.Add(life),
	}
}

// card makes a sign-in that is handed over rather than sent. Its link and its
// code are the same secret, and it works in any browser, once. The cards before it
// work no more, and no phone is remembered. An empty key is drawn.
func (p *People) card(tx *kernel.Tx, account id.Account, key id.Code) (identity.Secret, error) {
	if _, err := revokeCards(tx, account); err != nil {
		return identity.Secret{}, err
	}
	if _, err := tx.EndPhones(account, identity.EveryPhone); err != nil {
		return identity.Secret{}, err
	}
	purpose := "sign_in/" + string(account) + "/" + tx.Now.Format(time.RFC3339Nano)
	s := p.newSignIn(tx, account, identity.ByCard, purpose, identity.CardLife)
	s.ID = cmp.Or(key, s.ID)
	s.GivenBy = tx.Actor.Name()
	code := identity.CardCode(tx.Draw("card/"+string(s.ID), 16))
	secret := identity.Secret{Token: identity.NormalCode(code), Code: code}
	if err := tx.AddSignIn(s, secret); err != nil || tx.Scope.Kind != id.Participant("").Kind() {
		return secret, err
	}
	return secret, tx.AddDue(jobs.NoticeCard, string(account), string(s.ID), tx.Now)
}

// mayBeLetIn answers with a problem when participant has died, or when another record of theirs
// goes on and nobody has let them into this one yet.
func mayBeLetIn(tx *kernel.Tx, participant id.Participant) error {
	person, err := tx.FindToldApart(participant)
	if err := cmp.Or(err, lives(tx, participant)); err != nil {
		return err
	}
	if elsewhere, err := kernel.GoesOnElsewhere(tx, person, tx.Today); err != nil || !elsewhere {
		return err
	}
	_, err = tx.FindAccountOfParticipant(participant)
	if fault.Of(err) == fault.NotFound {
		return fault.Problems{{Key: "same_person.no_sign_in"}}
	}
	return err
}

// lives answers with a problem when participant has died: nobody is asked to
// sign in.
func lives(tx *kernel.Tx, participant id.Participant) error {
	lifeNow, err := tx.FindLife(participant)
	if err == nil && lifeNow.State == life.Stopped {
		return fault.Problems{{Key: "life.no_sign_in"}}
	}
	return err
}

// accountOf finds participant's account, or makes one. Their address is kept
// only when they said that it is safe to e-mail them; one that came with another referral
// of theirs, once that is accepted.
func (p *People) accountOf(tx *kernel.Tx, participant id.Participant) (id.Account, error) {
	account, err := tx.FindAccountOfParticipant(participant)
	if fault.Of(err) != fault.NotFound {
		return account, err
	}
	person, err := tx.FindPerson(participant)
	if err != nil {
		return "", err
	}
	a := identity.Account{
		ID:   id.From[id.Account]([16]byte(tx.Draw("account/"+string(participant), 16))),
		Name: person.Identity.CalledName(), Participant: participant,
	}
	if person.Contact.SafeToEmail.Allowed() && !person.Unaccepted() {
		a.Email = person.Contact.Email
	}
	err = tx.AddAccount(a)
	if _, taken := fault.AsProblems(err); taken { // as many sign in by that address as can
		a.Email = ""
		err = tx.SetAccount(a, a, identity.Readdressing{})
	}
	return a.ID, err
}

// A LinkTarget is what a link leads to, for the page that asks before it is used:
// scanners fetch links, so looking at one must not use it up.
type LinkTarget struct {
	Open    bool // can still be used
	ThisOne bool // in this browser; otherwise the code is typed where it was asked for
	WasCard bool
	SignIn  identity.SignIn
}

// SeeLink tells where a link leads, without using it.
func (p *People) SeeLink(ctx context.Context, token, mark string) (LinkTarget, error) {
	return kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) (LinkTarget, error) {
		s, err := d.FindSignInByLink(identity.NormalToken(token))
		if err != nil {
			return LinkTarget{}, err
		}
		here := s.Kind == identity.ByCard || d.FromBrowser(s, mark)
		return LinkTarget{Open: s.Open(p.Kernel.Now()), ThisOne: here, WasCard: s.Kind == identity.ByCard, SignIn: s}, nil
	})
}

// SignedIn is a new session: the token goes into the cookie and nowhere else.
type SignedIn struct {
	Token   string
	Account id.Account
	ByCard  bool // somebody's own, who has shown no more than a card so far
}

// UseLink signs in by a link, in the browser that asked for it, or by a card.
func (p *People) UseLink(ctx context.Context, token string, b identity.Browser) (SignedIn, error) {
	way, err := p.SeeLink(ctx, token, b.Mark)
	if err != nil {
		return SignedIn{}, err
	}
	if !way.ThisOne {
		return SignedIn{}, wrongCode()
	}
	return p.use(ctx, way.SignIn, b.Device)
}

// EnterCode signs in by the code typed in the browser that asked for it last. Of several
// who share an address, the code decides who it is.
func (p *People) EnterCode(ctx context.Context, typed string, b identity.Browser) (SignedIn, error) {
	if problems := identity.CheckCode(typed); problems.Any() {
		return SignedIn{}, problems
	}
	asked, err := kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) (identity.Attempt, error) {
		return d.FindNewestAttempt(b.Mark)
	})
	if fault.Of(err) == fault.NotFound {
		return SignedIn{}, wrongCode()
	}
	if err != nil {
		return SignedIn{}, err
	}
	s, err := p.tryCode(ctx, asked, typed)
	if err != nil || s.ID == "" {
		return SignedIn{}, cmp.Or(err, wrongCode())
	}
	return p.use(ctx, s, b.Device)
}

// UseCard signs in by what is printed on a card. A wrong one is on record; a right one is
// taken however many wrong ones came before, from wherever: nobody guesses one.
func (p *People) UseCard(ctx context.Context, typed string, b identity.Browser) (SignedIn, error) {
	code := identity.NormalCode(typed)
	if code == "" {
		return SignedIn{}, fault.Problems{{Field: "card", Key: "sign_in.card.missing"}}
	}
	b.Mark = ""
	signed, err := p.UseLink(ctx, code, b)
	_, refused := fault.AsProblems(err)
	if !refused && fault.Of(err) != fault.NotFound {
		return signed, err
	}
	if err := p.keepWrongCard(ctx, b); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{}, fault.Problems{{Field: "card", Key: "sign_in.card.wrong"}}
}

// wrongCode is made anew each time: the caller may rewrite what it says.
func wrongCode() error { return fault.Problems{{Field: "code", Key: "sign_in.code.wrong"}} }

// use spends a sign-in, and begins a session.
func (p *People) use(ctx context.Context, s identity.SignIn, device string) (SignedIn, error) {
	var signed SignedIn
	err := kernel.Change(ctx, p.Kernel, authz.Visitor(s.Organisation), authz.StartSession, s.Account,
		func(tx *kernel.Tx) error {
			now, err := tx.FindSignIn(s.ID) // again, in our turn: two may press at once
			if err != nil {
				return err
			}
			if died, err := died(tx); err != nil {
				return err
			} else if died || !now.Open(tx.Now) {
				return fault.Unchanged // spent already: no session starts, and none is said to have
			}
			if err := tx.UseSignIn(now); err != nil {
				return err
			}
			s := identity.Session{Account: now.Account, SignIn: now.ID, Device: device}
			if now.Kind == identity.ByCode {
				s.ProvenAt = tx.Now
			}
			signed, err = p.begin(tx, s)
			return err
		})
	if err == nil && signed.Token == "" {
		err = wrongCode()
	}
	return signed, err
}

// died tells whether an account is that of somebody who has died: nobody signs
// in as them.
func died(tx *kernel.Tx) (bool, error) {
	if tx.Scope.Participant == "" {
		return false, nil
	}
	lifeNow, err := tx.FindLife(tx.Scope.Participant)
	return lifeNow.State == life.Stopped, err
}

func (p *People) begin(tx *kernel.Tx, s identity.Session) (SignedIn, error) {
	held, err := tx.ListGrants(s.Account)
	if err != nil {
		return SignedIn{}, err
	}
	purpose := "session/" + string(s.Account) + "/" + tx.Now.Format(time.RFC3339Nano)
	s.ID, s.ExpiresAt = id.From[id.Session]([16]byte(tx.Draw(purpose, 16))), tx.Now.Add(authz.SessionLife(held))
	token := identity.Token(tx.Draw(purpose+"/token", 32))
	return SignedIn{Token: tx.Stamped(token, tx.Now), Account: s.Account,
		ByCard: s.ProvenAt.IsZero() && tx.Scope.Participant != ""}, tx.AddSession(s, token)
}
