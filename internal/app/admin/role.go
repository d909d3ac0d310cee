package admin

import (
	"context"
	"maps"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// GivenRoles are the roles that were given last, and those held together that nobody is given
// together any more.
type GivenRoles struct {
	Last  []authz.Given
	Apart []authz.Clash
	Staff map[id.Account]string
	Teams map[id.Team]string
}

// SeeGivenRoles shows who was given which role by whom, for whoever watches over it.
func (a *Admin) SeeGivenRoles(ctx context.Context, who authz.Actor) (GivenRoles, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeGivenRoles, who.Organisation,
		func(tx *kernel.ReadTx) (g GivenRoles, err error) {
			if g.Last, err = tx.ListGivenRoles(); err != nil {
				return g, err
			}
			tenures, teams, err := rolesHeld(tx)
			if err != nil {
				return g, err
			}
			open, err := tx.StudyOpenSince()
			if err != nil {
				return g, err
			}
			for _, account := range slices.Sorted(maps.Keys(tenures)) {
				g.Apart = append(g.Apart, tenures[account].Standing(open)...)
			}
			g.Teams = teams
			g.Staff, err = tx.ListStaffApart()
			return g, err
		})
}
