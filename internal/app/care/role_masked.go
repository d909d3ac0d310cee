package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// SeeMasking shows whom it touches when somebody is given a masked role: what they do in
// others is closed to them from then on, as if these had ended.
func (c *Care) SeeMasking(ctx context.Context, who authz.Actor, a id.Account, r authz.Role) (Departure, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeAccount, a, func(tx *kernel.ReadTx) (Departure, error) {
		return masking(tx, a, r)
	})
}

func masking(tx *kernel.ReadTx, a id.Account, r authz.Role) (Departure, error) {
	held, err := tx.ListGrants(a)
	if err != nil {
		return Departure{}, err
	}
	closed := authz.ClosedBy(held, r)
	d, err := departure(tx, a, shutOf(closed))
	if err != nil {
		return d, err
	}
	d.Closed = closed
	for i, left := range d.Roles { // they still do what leaves both arms alike
		d.Roles[i].Waiting = slices.DeleteFunc(left.Waiting, func(w Waiting) bool { return !w.By.RevealsArm() })
	}
	return d, d.countWords(tx, append(held, authz.Held{Account: a, Grant: authz.Grant{Role: r}}))
}

// shutOf are those of the roles that a masked one closes of which nothing is left to do.
func shutOf(closed []authz.Held) []authz.Held {
	return slices.DeleteFunc(slices.Clone(closed), func(g authz.Held) bool { return !g.Role.ShutByMask() })
}

// GiveMaskedRole gives a member of staff a masked role. What they did in roles that it
// shuts others do, in the same change, as when those end.
func (c *Care) GiveMaskedRole(ctx context.Context, who authz.Actor, to id.Account, r authz.Role, h HandOver) error {
	return kernel.Change(ctx, c.Kernel, who, authz.GrantRole, to, func(tx *kernel.Tx) error {
		account, err := tx.FindAccount(to)
		if err != nil {
			return err
		}
		if !account.EndedAt.IsZero() || !slices.Contains(authz.MaskedRoles(), r) {
			return fault.New(fault.Conflict, "fault.conflict") // closed while the page stood open
		}
		own, err := tx.ListGrants(to)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(own, func(g authz.Held) bool { return g.Role == r }) {
			return fault.Unchanged
		}
		if err := h.holds(func() (Departure, error) { return masking(tx.Look(), to, r) }); err != nil {
			return err
		}
		held, err := tx.ListGrantsOfStaff()
		if err != nil {
			return err
		}
		key := id.From[id.Grant]([16]byte(tx.Draw("grant/"+string(to)+"/"+string(r)+"/"+tx.Now.String(), 16)))
		if err := tx.AddGrant(authz.Held{ID: key, Account: to, Grant: authz.Grant{Role: r}}); err != nil {
			return err
		}
		return leaveWork(tx, to, shutOf(authz.ClosedBy(own, r)), held, h)
	})
}
