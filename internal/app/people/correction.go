package people

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// CorrectAccount puts right what a member of staff is called and how they are
// reached. By a new e-mail address they sign in from now on, and by the old one no
// more. The form was drawn when there were so many corrections: another since is a
// conflict. Sending it again is safe.
func (p *People) CorrectAccount(ctx context.Context, who authz.Actor, a id.Account, c identity.Correction,
	drawn int) error {
	return kernel.Change(ctx, p.Kernel, who, authz.CorrectAccount, a, func(tx *kernel.Tx) error {
		before, err := tx.FindAccount(a)
		if err != nil {
			return err
		}
		first, is, err := tx.AccountCorrections(a).Earlier(c)
		if c.Was = before.Reached(); is {
			c.Was = first.Was
		}
		if err != nil {
			return err
		}
		made, err := tx.AccountCorrections(a).All()
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.AccountCorrections(a), c, func() error {
			if !before.EndedAt.IsZero() || len(made) != drawn {
				return fault.New(fault.Conflict, "correction.moved")
			}
			return c.Check(before).Err()
		}, func() error { return tx.SetAccount(before, before.With(c.Is)) })
	})
}
