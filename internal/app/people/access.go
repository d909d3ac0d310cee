package people

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
)

// Codes tell whether somebody is sent codes by e-mail, and if not, why.
type Codes string

// Whether they are.
const (
	CodesSent      Codes = "sent"
	CodesUnsafe    Codes = "unsafe" // others read what comes to their address
	CodesNoAddress Codes = "no_address"
)

func codesTo(a identity.Account, p programme.Person) Codes {
	switch {
	case a.Email == "":
		return CodesNoAddress
	case !a.MayBeSentCodes(p.Contact):
		return CodesUnsafe
	}
	return CodesSent
}

// findCodes finds them for whose account a is, a participant.
func findCodes(tx accountReader, a id.Account, of id.Participant) (Codes, error) {
	own, err := tx.FindAccount(a)
	if err != nil {
		return "", err
	}
	person, err := tx.FindPerson(of)
	return codesTo(own, person), err
}

// An accountReader finds what is known of an account and of whose it is.
type accountReader interface {
	FindAccount(a id.Account) (identity.Account, error)
	FindPerson(p id.Participant) (programme.Person, error)
}

// An Access is how somebody signs in, as staff who may give them a card see it.
type Access struct {
	Person   programme.Person
	Cards    []identity.SignIn // newest first
	Staff    map[id.Account]string
	Guesses  []identity.Guesses // within identity.FailuresShown, newest first
	Sessions int
	Phones   int
	Account  bool // they have been let in, or could have been
	Codes    Codes
	Number   bool // of their own
	Told     bool // what is done here is told to them by e-mail
}

// Open tells whether there is anything that signing them out would end.
func (a Access) Open(now time.Time) bool { return a.Sessions+a.Phones > 0 || a.CardOpen(now) }

// CardOpen tells whether a card can still be used.
func (a Access) CardOpen(now time.Time) bool {
	return len(a.Cards) > 0 && a.Cards[0].Open(now) // a newer one stops those before it
}

// SeeAccess shows how participant signs in.
func (p *People) SeeAccess(ctx context.Context, who authz.Actor, participant id.Participant) (Access, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeAccess, participant, func(tx *kernel.ReadTx) (a Access, err error) {
		if a.Person, err = tx.FindToldApart(participant); err != nil {
			return a, err
		}
		a.Codes = CodesNoAddress
		account, err := tx.FindAccountOfParticipant(participant)
		if err != nil {
			return a, fault.UnlessAbsent(err)
		}
		if a.Cards, err = tx.ListCards(account); err != nil {
			return a, err
		}
		if a.Guesses, err = tx.ListGuesses(account, tx.Now.Add(-identity.FailuresShown)); err != nil {
			return a, err
		}
		if a.Staff, err = tx.ListStaffApart(); err != nil {
			return a, err
		}
		number, err := tx.FindOwnNumber(account)
		if err != nil {
			return a, err
		}
		phones, err := tx.ListPhones(account, tx.Now)
		if err != nil {
			return a, err
		}
		sessions, err := tx.ListSessions(account, tx.Now)
		if err != nil {
			return a, err
		}
		own, err := tx.FindAccount(account)
		a.Account, a.Number, a.Phones, a.Sessions = true, number.ID != "", len(phones), len(sessions)
		a.Codes, a.Told = codesTo(own, a.Person), tellable(own, a.Person)
		return a, err
	})
}

// StopCard has a card of participant's that nobody has used be of no use.
func (p *People) StopCard(ctx context.Context, who authz.Actor, participant id.Participant) error {
	return p.onAccess(ctx, who, authz.StopCard, participant, jobs.NoticeStopped, revokeCards)
}

// SignThemOut ends wherever participant is signed in, stops a card that nobody has used, and
// forgets their phones: of somebody who has lost one.
func (p *People) SignThemOut(ctx context.Context, who authz.Actor, participant id.Participant) error {
	return p.onAccess(ctx, who, authz.SignThemOut, participant, jobs.NoticeSignedOut, everywhere...)
}

// TakeNumberBack has participant's number open nothing any more, nor any phone: they have
// forgotten it, and choose another with the next card.
func (p *People) TakeNumberBack(ctx context.Context, who authz.Actor, participant id.Participant) error {
	return p.onAccess(ctx, who, authz.TakeNumberBack, participant, jobs.NoticeNumber,
		func(tx *kernel.Tx, a id.Account) (int, error) { return endNumber(tx, a, tx.Actor.Name()) }, endPhones)
}

// onAccess does all to participant's account, and tells them.
func (p *People) onAccess(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	notice string, all ...ending) error {
	return kernel.Change(ctx, p.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		account, err := tx.FindAccountOfParticipant(participant)
		if fault.Of(err) == fault.NotFound {
			return fault.Unchanged // they have never signed in
		}
		if err != nil {
			return err
		}
		if err := endEach(tx, account, all); err != nil {
			return err
		}
		return tx.AddDue(notice, string(account), tx.Now.Format(time.RFC3339Nano), tx.Now)
	})
}

// tellable tells whether what is done to a is told to them at the address that they sign in
// by: where they have said that it is safe.
func tellable(a identity.Account, p programme.Person) bool {
	return a.Email != "" && p.Contact.MayEmail() && !p.Unaccepted() &&
		identity.NormalAddress(a.Email) == identity.NormalAddress(p.Contact.Email)
}

// safeAddress is that address; none where it isn't safe to write to, or the account is staff's.
func safeAddress(d post.Draft) (string, error) {
	a, err := d.FindAccount(id.Account(d.Due.Subject))
	if err != nil || a.Participant == "" {
		return "", err
	}
	person, err := d.FindPerson(a.Participant)
	if err != nil || !tellable(a, person) {
		return "", err
	}
	return a.Email, nil
}
