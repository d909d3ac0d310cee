package people

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// EndRole takes a role back; it is gone with the next request. Nobody takes
// their own administrator role back: a slip would lock the door behind them,
// and the person who does it for them is there to undo it.
func (p *People) EndRole(ctx context.Context, who authz.Actor, from id.Account, grant id.Grant) error {
	return kernel.Change(ctx, p.Kernel, who, authz.EndRole, from, func(tx *kernel.Tx) error {
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
			return tx.EndGrant(g)
		}
		return fault.Unchanged // taken back already
	})
}

// EndAccount closes a member of staff's account; it is gone with the next
// request, its roles with it.
func (p *People) EndAccount(ctx context.Context, who authz.Actor, a id.Account) error {
	return kernel.Change(ctx, p.Kernel, who, authz.EndAccount, a, func(tx *kernel.Tx) error {
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
		if err := endGrants(tx, a); err != nil {
			return err
		}
		return tx.EndAccount(account)
	})
}

func endGrants(tx *kernel.Tx, a id.Account) error {
	held, err := tx.ListGrants(a)
	if err != nil {
		return err
	}
	for _, g := range held {
		if err := tx.EndGrant(g); err != nil {
			return err
		}
	}
	return nil
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
