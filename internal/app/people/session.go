package people

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// Devices are where somebody is signed in, and where somebody else may have tried.
type Devices struct {
	Sessions []identity.Session
	Failures []identity.Failure // within identity.FailuresShown
}

// SeeDevices shows somebody their own.
func (p *People) SeeDevices(ctx context.Context, who authz.Actor) (Devices, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListSessions, who.Account,
		func(tx *kernel.ReadTx) (d Devices, err error) {
			if d.Sessions, err = tx.ListSessions(who.Account, tx.Now); err != nil {
				return d, err
			}
			d.Failures, err = tx.ListFailures(who.Account, tx.Now.Add(-identity.FailuresShown))
			return d, err
		})
}

// EndSession signs one of the actor's own browsers out.
func (p *People) EndSession(ctx context.Context, who authz.Actor, s id.Session) error {
	return p.endSessions(ctx, who, who.Account, func(found identity.Session) bool { return found.ID == s })
}

// SignOutEverywhere ends all of the actor's own sessions, this one too.
func (p *People) SignOutEverywhere(ctx context.Context, who authz.Actor) error {
	return p.endSessions(ctx, who, who.Account, func(identity.Session) bool { return true })
}

// SignOutAccount ends all sessions of somebody else, for an administrator.
func (p *People) SignOutAccount(ctx context.Context, who authz.Actor, a id.Account) error {
	return p.endSessions(ctx, who, a, func(identity.Session) bool { return true })
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
	return p.EndSession(ctx, guest.Actor, guest.Actor.Session)
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

func (p *People) endSessions(ctx context.Context, who authz.Actor, a id.Account,
	which func(identity.Session) bool) error {
	return kernel.Change(ctx, p.Kernel, who, authz.EndSession, a, func(tx *kernel.Tx) error {
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
		if ended == 0 {
			return fault.Unchanged
		}
		return nil
	})
}
