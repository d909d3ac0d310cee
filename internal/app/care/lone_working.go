package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/safety"
)

// SeeLoneWorking shows the service's own steps for working alone.
func (c *Care) SeeLoneWorking(ctx context.Context, who authz.Actor) (safety.LoneWorking, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeLoneWorking, who.Organisation,
		func(tx *kernel.ReadTx) (safety.LoneWorking, error) { return tx.FindLoneWorking() })
}

// SetLoneWorking sets the steps that workers read on each visit from now on.
func (c *Care) SetLoneWorking(ctx context.Context, who authz.Actor, l safety.LoneWorking) error {
	return kernel.Change(ctx, c.Kernel, who, authz.SetLoneWorking, who.Organisation, func(tx *kernel.Tx) error {
		if p := l.Check(); p.Any() {
			return p
		}
		return tx.SetLoneWorking(l)
	})
}
