package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
)

// SeeHelpLine shows the organisation's own line of urgent help; the zero line
// when it has set none.
func (a *Admin) SeeHelpLine(ctx context.Context, who authz.Actor) (programme.CrisisLine, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeHelpLine, who.Organisation,
		func(tx *kernel.ReadTx) (programme.CrisisLine, error) {
			return tx.FindHelpLine()
		})
}

// SetHelpLine sets the line that /help shows from now on.
func (a *Admin) SetHelpLine(ctx context.Context, who authz.Actor, c programme.CrisisLine) error {
	return kernel.Change(ctx, a.Kernel, who, authz.SetHelpLine, who.Organisation, func(tx *kernel.Tx) error {
		if p := c.Check(tx.Today); p.Any() {
			return p
		}
		return tx.SetHelpLine(c)
	})
}
