package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
)

// SeeSender shows what stands on the organisation's letters; the zero sender
// when it has set nothing.
func (a *Admin) SeeSender(ctx context.Context, who authz.Actor) (programme.Sender, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeSender, who.Organisation,
		func(tx *kernel.ReadTx) (programme.Sender, error) {
			return tx.FindSender()
		})
}

// SetSender sets what stands on letters from now on.
func (a *Admin) SetSender(ctx context.Context, who authz.Actor, s programme.Sender) error {
	return kernel.Change(ctx, a.Kernel, who, authz.SetSender, who.Organisation, func(tx *kernel.Tx) error {
		if p := s.Check(); p.Any() {
			return p
		}
		return tx.SetSender(s)
	})
}
