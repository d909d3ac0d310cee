package people

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// Devices are where somebody is signed in, where somebody else may have tried, and the
// cards that could be used. Who gave one is told by what they do, never by name.
type Devices struct {
	Sessions []identity.Session
	Guesses  []identity.Guesses // within identity.FailuresShown, newest first
	Cards    []identity.SignIn  // that were given for them, newest first
	Phones   []identity.RememberedPhone
	Numbers  []identity.OwnNumber // of their own, newest first

	Readdressed time.Time // when they last came to sign in by another address, or by none
}

// SeeDevices shows somebody their own.
func (p *People) SeeDevices(ctx context.Context, who authz.Actor) (Devices, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListSessions, who.Account,
		func(tx *kernel.ReadTx) (d Devices, err error) {
			if d.Sessions, err = sessionsOf(tx, who); err != nil {
				return d, err
			}
			if len(d.Sessions) > 0 {
				d.Readdressed = d.Sessions[0].Readdressed
			}
			if d.Guesses, err = tx.ListGuesses(who.Account, tx.Now.Add(-identity.FailuresShown)); err != nil {
				return d, err
			}
			if d.Cards, err = tx.ListCards(who.Account); err != nil || who.Participant == "" {
				return d, err
			}
			if d.Phones, err = tx.ListPhones(who.Account, tx.Now); err != nil {
				return d, err
			}
			d.Numbers, err = tx.ListOwnNumbers(who.Account)
			return d, err
		})
}

// sessionsOf are the newest of who's, and always the one that they look from.
func sessionsOf(tx *kernel.ReadTx, who authz.Actor) ([]identity.Session, error) {
	list, err := tx.ListSessions(who.Account, tx.Now)
	if err != nil || who.Session == "" ||
		slices.ContainsFunc(list, func(s identity.Session) bool { return s.ID == who.Session }) {
		return list, err
	}
	own, err := tx.FindSession(who.Account, who.Session)
	return append(list, own), err
}

// An ending stops some of the ways in which an account is let in, and counts them.
type ending func(*kernel.Tx, id.Account) (int, error)

// SignOut ends the session that the actor is in.
func (p *People) SignOut(ctx context.Context, who authz.Actor) error {
	return p.end(ctx, who, authz.EndSession, who.Account, session(who.Session))
}

// EndSession signs one of the actor's other browsers out.
func (p *People) EndSession(ctx context.Context, who authz.Actor, s id.Session) error {
	return p.end(ctx, who, authz.EndElsewhere, who.Account, theirs(string(s)), session(s))
}

// theirs ends nothing, and answers that a session or a phone is absent which never was a's.
func theirs(device string) ending {
	return func(tx *kernel.Tx, a id.Account) (int, error) {
		had, err := tx.HadDevice(a, device)
		if err == nil && !had {
			err = fault.Absent
		}
		return 0, err
	}
}

// SignOutEverywhere ends all of the actor's own sessions, this one too, revokes a card that
// nobody has used, and forgets every phone.
func (p *People) SignOutEverywhere(ctx context.Context, who authz.Actor) error {
	return p.SignOutAccount(ctx, who, who.Account)
}

// SignOutAccount does the same for somebody else, for an administrator.
func (p *People) SignOutAccount(ctx context.Context, who authz.Actor, a id.Account) error {
	return p.end(ctx, who, authz.EndElsewhere, a, everywhere...)
}

// EndHeld ends the session that a browser held until somebody signed in with it anew, if it
// held one.
func (p *People) EndHeld(ctx context.Context, token string) error {
	guest, err := p.Kernel.Authenticate(ctx, token)
	if err != nil {
		return fault.UnlessAbsent(err)
	}
	return p.SignOut(ctx, guest.Actor)
}

// shorten ends the sessions that last longer than somebody's roles allow by now: they sign in
// again, and what they typed is kept.
func shorten(tx *kernel.Tx, a id.Account) error {
	held, err := tx.ListGrants(a)
	if err != nil {
		return err
	}
	most := authz.SessionLife(held)
	_, err = tx.EndSessions(a, func(s identity.Session) bool { return s.ExpiresAt.Sub(s.CreatedAt) > most })
	return err
}

// everywhere is all by which somebody is let in, or could be.
var everywhere = []ending{sessions(identity.EverySession), endSignIns, endPhones}

func endSignIns(tx *kernel.Tx, a id.Account) (int, error) {
	return tx.EndSignIns(a, identity.EverySignIn)
}

func session(one id.Session) ending {
	return sessions(func(s identity.Session) bool { return s.ID == one })
}

func sessions(which func(identity.Session) bool) ending {
	return func(tx *kernel.Tx, a id.Account) (int, error) { return tx.EndSessions(a, which) }
}

func (p *People) end(ctx context.Context, who authz.Actor, action authz.Action, a id.Account, all ...ending) error {
	return kernel.Change(ctx, p.Kernel, who, action, a, func(tx *kernel.Tx) error { return endEach(tx, a, all) })
}

// endEach does all to a's account; where none of them ended anything, nothing has happened.
func endEach(tx *kernel.Tx, a id.Account, all []ending) error {
	ended := 0
	for _, do := range all {
		n, err := do(tx, a)
		if err != nil {
			return err
		}
		ended += n
	}
	if ended == 0 {
		return fault.Unchanged
	}
	return nil
}
