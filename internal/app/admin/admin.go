// Package admin owns the use cases of governance and of looking after the
// system: the trail, the policy, the organisation's own help line, and whether
// everything is intact. It refuses clinical content: nothing it shows holds a
// participant's name or words, and accounts are the business of people.
package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
)

// Admin are the use cases of the governance lead and the administrator.
type Admin struct {
	Kernel  *kernel.Kernel
	Version string // of this program
	Help    string // the key of the help pack that is shown
}

// Works are the bodies of the due work that admin asks for.
func (a *Admin) Works() map[string]kernel.Work { return verifyWorks(a) }

// SeePolicy returns the policy in force.
func (a *Admin) SeePolicy(ctx context.Context, who authz.Actor) (*authz.Policy, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeePolicy, who.Organisation, func(*kernel.ReadTx) (*authz.Policy, error) {
		return a.Kernel.Policy(), nil
	})
}
