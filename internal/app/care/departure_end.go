package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// EndRole takes a role back; it is gone with the next request, and whom its holder
// visited is handed over in the same change. Nobody takes their own administrator
// role back: a slip would lock the door behind them, and the person who does it
// for them is there to undo it.
func (c *Care) EndRole(ctx context.Context, who authz.Actor, from id.Account, grant id.Grant, h HandOver) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EndRole, from, func(tx *kernel.Tx) error {
		held, err := tx.ListGrants(from)
		if err != nil {
			return err
		}
		for _, g := range held {
			if g.ID != grant {
				continue
			}
			if g.Role == authz.Administrator {
				if err := staysKept(tx, who, from); err != nil {
					return err
				}
			}
			return endGrants(tx, from, []authz.Held{g}, h)
		}
		return fault.Unchanged // taken back already
	})
}

// EndAccount closes a member of staff's account; it is gone with the next
// request, its roles with it, and whom they visited is handed over.
func (c *Care) EndAccount(ctx context.Context, who authz.Actor, a id.Account, h HandOver) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EndAccount, a, func(tx *kernel.Tx) error {
		account, err := tx.FindAccount(a)
		if err != nil {
			return err
		}
		if !account.EndedAt.IsZero() {
			return fault.Unchanged
		}
		if err := staysKept(tx, who, a); err != nil {
			return err
		}
		held, err := tx.ListGrants(a)
		if err != nil {
			return err
		}
		if err := endGrants(tx, a, held, h); err != nil {
			return err
		}
		return tx.EndAccount(account)
	})
}

// endGrants takes roles back. It is the one place where a role ends: with a
// worker's, whom they visit is handed over, and who looks after the service is
// told of that, and of a role that others rely on and nobody holds any more.
func endGrants(tx *kernel.Tx, a id.Account, list []authz.Held, h HandOver) error {
	told := false
	for _, g := range list {
		if err := tx.EndGrant(g); err != nil {
			return err
		}
		touched, err := touches(tx, g, h)
		if err != nil {
			return err
		}
		released, err := releaseWorries(tx, g)
		if err != nil {
			return err
		}
		told = told || touched || released
	}
	if !told {
		return nil
	}
	return tellOfDeparture(tx, a)
}

// touches hands over what goes with a role that has ended, and tells whether
// anybody is to hear of its end.
func touches(tx *kernel.Tx, g authz.Held, h HandOver) (bool, error) {
	if g.Role == authz.PeerWorker {
		return handOver(tx, g.Account, h)
	}
	held, err := tx.ListGrantsOfStaff()
	return g.Role.ReliedOn() && !slices.ContainsFunc(held, func(o authz.Held) bool {
		return o.Role == g.Role && o.Team == g.Team
	}), err
}

// staysKept answers with a problem when an organisation would be left without
// an administrator, or somebody would end their own powers by a slip. The
// second alone is not enough: two administrators may end each other at once.
func staysKept(tx *kernel.Tx, who authz.Actor, from id.Account) error {
	if who.Account == from {
		return fault.Problems{{Key: "account.own"}}
	}
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return err
	}
	loses, others := false, false
	for _, g := range held {
		if g.Role == authz.Administrator {
			loses = loses || g.Account == from
			others = others || g.Account != from
		}
	}
	if loses && !others {
		return fault.Problems{{Key: "account.last_administrator"}}
	}
	return nil
}
