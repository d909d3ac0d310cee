package people

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// CorrectAccount puts right what a member of staff is called and how they are
// reached. By a new e-mail address they sign in from now on, and by the old one no
// more. The form was drawn when there were so many corrections: another since is a
// conflict. Sending it again is safe.
func (p *People) CorrectAccount(ctx context.Context, who authz.Actor, a id.Account, c identity.Correction,
	drawn int) error {
	return kernel.Change(ctx, p.Kernel, who, authz.CorrectAccount, a, func(tx *kernel.Tx) error {
		return correct(tx, a, func(identity.Account) identity.Correction { return c }, drawn, false)
	})
}

// An OwnAccount is what a member of staff sees of their own account.
type OwnAccount struct {
	identity.Account
	Made int // how many corrections of it there are
}

// SeeOwnAccount shows a member of staff, who asks, how they are reached.
func (p *People) SeeOwnAccount(ctx context.Context, who authz.Actor, a id.Account) (OwnAccount, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeOwnAccount, a, func(tx *kernel.ReadTx) (OwnAccount, error) {
		account, err := tx.FindAccount(a)
		if err != nil {
			return OwnAccount{}, err
		}
		made, err := tx.AccountCorrections(a).All()
		return OwnAccount{account, len(made)}, err
	})
}

// ChangeOwnPhone has a member of staff be reached at another telephone number: their
// own change, recorded as an administrator's correction is.
func (p *People) ChangeOwnPhone(ctx context.Context, who authz.Actor, key id.Correction, phone programme.Phone,
	drawn int) error {
	return kernel.Change(ctx, p.Kernel, who, authz.ChangeOwnPhone, who.Account, func(tx *kernel.Tx) error {
		return correct(tx, who.Account, func(before identity.Account) identity.Correction {
			is := before.Reached()
			is.Phone = phone
			return identity.Correction{ID: key, Is: is}
		}, drawn, true)
	})
}

// correct records what change makes of a, once.
func correct(tx *kernel.Tx, a id.Account, change func(identity.Account) identity.Correction, drawn int,
	own bool) error {
	before, err := tx.FindAccount(a)
	if err != nil {
		return err
	}
	c := change(before)
	first, is, err := tx.AccountCorrections(a).Earlier(c)
	if err != nil {
		return err
	}
	if c.Was = before.Reached(); is {
		c.Was = first.Was
		if own { // what else was known of them then
			c.Is.Name, c.Is.Email = first.Is.Name, first.Is.Email
		}
	}
	made, err := tx.AccountCorrections(a).All()
	if err != nil {
		return err
	}
	return kernel.Record(tx, tx.AccountCorrections(a), c, func() error {
		if !before.EndedAt.IsZero() || len(made) != drawn {
			return fault.New(fault.Conflict, "correction.moved")
		}
		return c.Check(before, own).Err()
	}, func() error {
		back := slices.ContainsFunc(made, func(x identity.Correction) bool {
			return identity.NormalAddress(x.Was.Email) == identity.NormalAddress(c.Is.Email)
		})
		return tx.SetAccount(before, before.With(c.Is), identity.Readdressing{By: string(c.ID), Tell: true, Back: back})
	})
}
