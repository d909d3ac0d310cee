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

// AskCode sends a link and a code to an address, if it belongs to anybody, and to each
// who shares it. The answer is the same whatever there is. mark is what the asking
// browser keeps.
func (p *People) AskCode(ctx context.Context, email, mark string) error {
	if !identity.AddressLike(email) {
		return fault.Problems{{Field: "email", Key: "account.email.wrong"}}
	}
	owners, err := kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) ([]identity.SignIn, error) {
		return d.ListByAddress(email)
	})
	for _, owner := range owners {
		if err == nil {
			err = kernel.Change(ctx, p.Kernel, authz.Visitor(owner.Organisation), authz.AskCode, owner.Account,
				func(tx *kernel.Tx) error { return p.askFor(tx, owner.Account, mark) })
		}
	}
	return err
}

func (p *People) askFor(tx *kernel.Tx, account id.Account, mark string) error {
	asked, err := tx.CountSignIns(account, tx.Now.Add(-identity.AskedWithin))
	if err != nil {
		return err
	}
	if asked >= cmp.Or(p.Asks, identity.MaxAsked) {
		return fault.Unchanged // somebody else may be asking: the owner's newest code still works
	}
	s := p.newSignIn(tx, account, identity.ByCode, identity.CodeLife)
	purpose := "sign_in/" + string(s.ID)
	secret := identity.Secret{
		Token: identity.Token(tx.Draw(purpose+"/token", 32)),
		Code:  identity.SixDigits(tx.Draw(purpose+"/code", 8)),
	}
	if err := tx.AddSignIn(s, secret, mark); err != nil {
		return err
	}
	return tx.AddDue(jobs.SendSignIn, string(account), string(s.ID), tx.Now)
}

func (p *People) newSignIn(tx *kernel.Tx, account id.Account, kind identity.Kind, life time.Duration) identity.SignIn {
	purpose := "sign_in/" + string(account) + "/" + tx.Now.Format(time.RFC3339Nano)
	return identity.SignIn{
		ID: id.From[id.Code]([16]byte(tx.Draw(purpose, 16))), Organisation: tx.Organisation(),
		Account: account, Kind: kind, ExpiresAt: tx.Now.Add(life),
	}
}

// card makes a sign-in that is handed over rather than sent. Its link and its
// code are the same secret, and it works in any browser, once.
func (p *People) card(tx *kernel.Tx, account id.Account) (identity.Secret, error) {
	s := p.newSignIn(tx, account, identity.ByCard, identity.CardLife)
	code := identity.CardCode(tx.Draw("card/"+string(s.ID), 16))
	secret := identity.Secret{Token: identity.NormalCode(code), Code: code}
	return secret, tx.AddSignIn(s, secret, "")
}

// GiveCard makes a one-time card for participant, with an account if they have
// none yet. The secret is shown once, to be printed.
func (p *People) GiveCard(ctx context.Context, who authz.Actor, participant id.Participant) (identity.Secret, error) {
	var secret identity.Secret
	err := kernel.Change(ctx, p.Kernel, who, authz.GiveCard, participant, func(tx *kernel.Tx) error {
		if err := lives(tx, participant); err != nil {
			return err
		}
		account, err := p.accountOf(tx, participant)
		if err != nil {
			return err
		}
		secret, err = p.card(tx, account)
		return err
	})
	return secret, err
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
	if _, taken := fault.AsProblems(err); taken {
		return "", fault.Problems{{Field: "email", Key: "account.email.taken"}}
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
		here := s.Kind == identity.ByCard
		if s.Kind == identity.ByCode {
			asked, err := d.ListSignInsByBrowser(mark)
			if err != nil {
				return LinkTarget{}, err
			}
			here = slices.ContainsFunc(asked, func(a identity.SignIn) bool { return a.ID == s.ID })
		}
		return LinkTarget{Open: s.Open(p.Kernel.Now()), ThisOne: here, WasCard: s.Kind == identity.ByCard, SignIn: s}, nil
	})
}

// SignedIn is a new session: the token goes into the cookie and nowhere else.
type SignedIn struct {
	Token   string
	Account id.Account
}

// UseLink signs in by a link, in the browser that asked for it, or by a card.
func (p *People) UseLink(ctx context.Context, token, mark, device string) (SignedIn, error) {
	way, err := p.SeeLink(ctx, token, mark)
	if err != nil {
		return SignedIn{}, err
	}
	return p.use(ctx, way.SignIn, device, func(*kernel.Tx, identity.SignIn) (bool, error) {
		if !way.ThisOne {
			return false, fault.Unchanged
		}
		return true, nil
	})
}

// EnterCode signs in by the six digits typed in the browser that asked. Of several who
// share an address, the code decides who it is.
func (p *People) EnterCode(ctx context.Context, typed, mark, device string) (SignedIn, error) {
	if problems := identity.CheckCode(typed); problems.Any() {
		return SignedIn{}, problems
	}
	asked, err := kernel.BeforeSignIn(ctx, p.Kernel, func(d kernel.SignInReader) ([]identity.SignIn, error) {
		list, err := d.ListSignInsByBrowser(mark)
		if i := slices.IndexFunc(list, func(s identity.SignIn) bool { return d.CodeMatches(s, typed) }); i >= 0 {
			list = list[i : i+1]
		}
		return list, err
	})
	if err != nil {
		return SignedIn{}, err
	}
	signed, err := SignedIn{}, wrongCode()
	for _, s := range asked { // a wrong code is a try at each
		signed, err = p.use(ctx, s, device, func(tx *kernel.Tx, s identity.SignIn) (bool, error) {
			if tx.CodeMatches(s, typed) {
				return true, nil
			}
			return false, tx.TrySignIn(s)
		})
	}
	return signed, err
}

// UseCard signs in by what is printed on a card.
func (p *People) UseCard(ctx context.Context, typed, device string) (SignedIn, error) {
	code := identity.NormalCode(typed)
	if code == "" {
		return SignedIn{}, fault.Problems{{Field: "card", Key: "sign_in.card.missing"}}
	}
	signed, err := p.UseLink(ctx, code, "", device)
	if fault.Of(err) == fault.NotFound {
		return SignedIn{}, fault.Problems{{Field: "card", Key: "sign_in.card.wrong"}}
	}
	return signed, err
}

// wrongCode is made anew each time: the caller may rewrite what it says.
func wrongCode() error { return fault.Problems{{Field: "code", Key: "sign_in.code.wrong"}} }

// use spends a sign-in that right accepts, and begins a session. What right
// writes (a counted try) is kept even when it says no.
func (p *People) use(ctx context.Context, s identity.SignIn, device string,
	right func(*kernel.Tx, identity.SignIn) (bool, error)) (SignedIn, error) {
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
			ok, err := right(tx, now)
			if err != nil || !ok {
				return err
			}
			if err := tx.UseSignIn(now); err != nil {
				return err
			}
			signed, err = p.begin(tx, now.Account, device)
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

func (p *People) begin(tx *kernel.Tx, account id.Account, device string) (SignedIn, error) {
	held, err := tx.ListGrants(account)
	if err != nil {
		return SignedIn{}, err
	}
	purpose := "session/" + string(account) + "/" + tx.Now.Format(time.RFC3339Nano)
	s := identity.Session{
		ID: id.From[id.Session]([16]byte(tx.Draw(purpose, 16))), Account: account,
		Device: device, ExpiresAt: tx.Now.Add(authz.SessionLife(held)),
	}
	token := identity.Token(tx.Draw(purpose+"/token", 32))
	return SignedIn{token, account}, tx.AddSession(s, token)
}
