package admin

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// GivenRoles are the roles that were given, a page of them, and those that one person holds, or
// somebody of their name, and is not given together.
type GivenRoles struct {
	Last      []authz.Tenure // the newest first
	Count     int            // of all
	Apart     []authz.Clash
	Namesakes []Namesakes
	Staff     map[id.Account]string
	Teams     map[id.Team]string
}

// Namesakes are two accounts of one name with roles that one person is not given together.
type Namesakes struct {
	authz.Clash
	Holder id.Account // who holds Role now
}

// SeeGivenRoles shows who was given which role by whom, for whoever watches over it.
func (a *Admin) SeeGivenRoles(ctx context.Context, who authz.Actor, page programme.Page) (GivenRoles, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeGivenRoles, who.Organisation,
		func(tx *kernel.ReadTx) (g GivenRoles, err error) {
			tenures, teams, err := rolesHeld(tx)
			if err != nil {
				return g, err
			}
			open, err := tx.StudyOpenSince()
			if err != nil {
				return g, err
			}
			all := slices.Concat(slices.Collect(maps.Values(tenures))...)
			slices.SortFunc(all, func(a, b authz.Tenure) int {
				return cmp.Or(b.GrantedAt.Compare(a.GrantedAt), cmp.Compare(a.ID, b.ID))
			})
			g.Last, g.Count, g.Teams = programme.Lines(page, all), len(all), teams
			for _, account := range slices.Sorted(maps.Keys(tenures)) {
				g.Apart = append(g.Apart, tenures[account].Standing(open)...)
			}
			staff, err := tx.ListStaffCalled()
			g.Namesakes, g.Staff = namesakes(staff, tenures, open), identity.TellApart(staff)
			return g, err
		})
}

// namesakes finds, among these accounts, a role that is held now and doesn't go with one in
// another account of the same name.
func namesakes(staff []identity.Account, tenures map[id.Account]authz.Tenures,
	studyOpen time.Time) (list []Namesakes) {
	called := map[string][]id.Account{}
	for _, a := range staff {
		name := strings.Join(programme.NameWords(a.Name), " ")
		called[name] = append(called[name], a.ID)
	}
	for _, name := range slices.Sorted(maps.Keys(called)) {
		slices.Sort(called[name])
		for _, a := range called[name] {
			for _, b := range called[name] {
				if a != b {
					list = append(list, heldApart(a, tenures[a], tenures[b], studyOpen)...)
				}
			}
		}
	}
	return list
}

// heldApart are a's roles now that don't go with those of somebody of the same name; of two that
// both go on, the one of the account that comes first.
func heldApart(a id.Account, own, theirs authz.Tenures, studyOpen time.Time) (list []Namesakes) {
	for _, h := range own {
		if !h.Until.IsZero() {
			continue
		}
		for _, c := range theirs.Clashes(h.Role, studyOpen) {
			if !c.With.Until.IsZero() || a < c.With.Account {
				list = append(list, Namesakes{c, a})
			}
		}
	}
	return list
}
