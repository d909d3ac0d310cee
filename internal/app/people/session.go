package people

import (
	"context"
	"slices"

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
	Failures []identity.Failure // within identity.FailuresShown
	Cards    []identity.SignIn  // that were given for them, newest first
	Givers   map[string]authz.Role
	Phones   []identity.RememberedPhone
	Numbers  []identity.OwnNumber   // of their own, newest first
	Wrong    []identity.WrongNumber // within identity.FailuresShown
}

// SeeDevices shows somebody their own.
func (p *People) SeeDevices(ctx context.Context, who authz.Actor) (Devices, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListSessions, who.Account,
		func(tx *kernel.ReadTx) (d Devices, err error) {
			if d.Sessions, err = tx.ListSessions(who.Account, tx.Now); err != nil {
				return d, err
			}
			if d.Failures, err = tx.ListFailures(who.Account, tx.Now.Add(-identity.FailuresShown)); err != nil {
				return d, err
			}
			if d.Cards, err = tx.ListCards(who.Account); err != nil {
				return d, err
			}
			if who.Participant != "" {
				if err := seeNumber(tx, who.Account, &d); err != nil {
					return d, err
				}
			}
			if len(d.Cards)+len(d.Numbers) == 0 {
				return d, nil
			}
			held, err := tx.ListGrantsOfStaff()
			d.Givers = map[string]authz.Role{}
			for _, g := range slices.Backward(held) {
				d.Givers[string(g.Account)] = g.Role
			}
			return d, err
		})
}

// seeNumber adds what there is of a number of a's own.
func seeNumber(tx *kernel.ReadTx, a id.Account, d *Devices) (err error) {
	if d.Phones, err = tx.ListPhones(a, tx.Now); err != nil {
		return err
	}
	if d.Numbers, err = tx.ListOwnNumbers(a); err != nil {
		return err
	}
	d.Wrong, err = tx.ListWrongNumbers(a, tx.Now.Add(-identity.FailuresShown))
	return err
}

// SignOut ends the session that the actor is in.
func (p *People) SignOut(ctx context.Context, who authz.Actor) error {
	return p.endSessions(ctx, who, authz.EndSession, who.Account, only(who.Session))
}

// EndSession signs one of the actor's other browsers out.
func (p *People) EndSession(ctx context.Context, who authz.Actor, s id.Session) error {
	return p.endSessions(ctx, who, authz.EndElsewhere, who.Account, only(s))
}

func only(s id.Session) func(identity.Session) bool {
	return func(found identity.Session) bool { return found.ID == s }
}

// SignOutEverywhere ends all of the actor's own sessions, this one too, revokes a card that
// nobody has used, and forgets every phone.
func (p *People) SignOutEverywhere(ctx context.Context, who authz.Actor) error {
	return p.endAll(ctx, who, who.Account)
}

// SignOutAccount does the same for somebody else, for an administrator.
func (p *People) SignOutAccount(ctx context.Context, who authz.Actor, a id.Account) error {
	return p.endAll(ctx, who, a)
}

// EndHeld ends the session that a browser held until somebody signed in with it anew, if it
// held one.
func (p *People) EndHeld(ctx context.Context, token string) error {
	guest, err := p.Kernel.Authenticate(ctx, token)
	if fault.Of(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
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
	open, err := tx.ListSessions(a, tx.Now)
	for _, s := range open {
		if err == nil && s.ExpiresAt.Sub(s.CreatedAt) > authz.SessionLife(held) {
			err = tx.EndSession(s)
		}
	}
	return err
}

func (p *People) endAll(ctx context.Context, who authz.Actor, a id.Account) error {
	every := func(identity.Session) bool { return true }
	return p.endSessions(ctx, who, authz.EndElsewhere, a, every, revokeCards, endPhones)
}

func (p *People) endSessions(ctx context.Context, who authz.Actor, action authz.Action, a id.Account,
	which func(identity.Session) bool, also ...func(*kernel.Tx, id.Account) (int, error)) error {
	return kernel.Change(ctx, p.Kernel, who, action, a, func(tx *kernel.Tx) error {
		open, err := tx.ListSessions(a, tx.Now)
		if err != nil {
			return err
		}
		ended := 0
		for _, s := range open {
			if !which(s) {
				continue
			}
			if err := tx.EndSession(s); err != nil {
				return err
			}
			ended++
		}
		for _, do := range also {
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
	})
}
