package care

import (
	"cmp"
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
			if err := h.holds(func() (Departure, error) { return closing(tx.Look(), from, grant) }); err != nil {
				return err
			}
			return endGrants(tx, from, []authz.Held{g}, h)
		}
		tenures, err := tx.ListTenures(from)
		if !slices.ContainsFunc(tenures, func(t authz.Tenure) bool { return t.ID == grant }) {
			return cmp.Or(err, error(fault.Absent)) // it never was theirs
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
		if err := h.holds(func() (Departure, error) { return closing(tx.Look(), a, "") }); err != nil {
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

// endGrants takes roles back. It is the one place where a role ends: with a worker's, whom they
// visit is handed over, and who looks after the service is told of that, and of a role that
// others rely on and nobody holds any more.
func endGrants(tx *kernel.Tx, a id.Account, list []authz.Held, h HandOver) error {
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return err
	}
	for _, g := range list {
		if err := tx.EndGrant(g); err != nil {
			return err
		}
	}
	return leaveWork(tx, a, list, held, h)
}

// leaveWork leaves to others what a did in roles that have ended, or are shut to them, of
// those that were held before.
func leaveWork(tx *kernel.Tx, a id.Account, list, held []authz.Held, h HandOver) error {
	var done handedOver
	told := false
	for _, g := range list {
		if g.Role == authz.PeerWorker {
			of, _, err := handOver(tx, a, h)
			if err != nil {
				return err
			}
			done.add(of)
			told = told || of != (handedOver{})
		}
		if err := releaseWorries(tx, g); err != nil {
			return err
		}
		if g.Role == authz.Lead || slices.Contains(authz.MaskedRoles(), g.Role) { // whoever is masked no more may lead again
			if err := tx.TellOfHandedWorries(); err != nil {
				return err
			}
			if err := tx.LeadHasGone(); err != nil {
				return err
			}
		}
		told = told || g.Role.ReliedOn() && len(othersWith(held, g)) == 0
	}
	stays, err := tx.ListGrants(a)
	if err != nil {
		return err
	}
	if _, err := handOverWords(tx, a, stays); err != nil || !told {
		return err
	}
	return tellOfDeparture(tx, a, done)
}

// othersWith are those who do the work of the role of g besides its holder: in the same
// team, where it is held in one.
func othersWith(held []authz.Held, g authz.Held) (list []id.Account) {
	for _, o := range authz.InForce(held) {
		if o.Account != g.Account && o.Role == g.Role && o.Team == g.Team {
			list = append(list, o.Account)
		}
	}
	return list
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
	if authz.OnlyAdministrator(held, from) {
		return fault.Problems{{Key: "account.last_administrator"}}
	}
	return nil
}
