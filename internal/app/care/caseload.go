package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// Caseloads is one page of everybody who is being visited, or of those whom it is
// narrowed to: the oldest discharge first, or by name. Beside it is what it can be
// narrowed to.
type Caseloads struct {
	People  []VisitProgress
	Count   int
	Beside  int               // how many of them are in the list under another record, too: see store.VisitedCount
	ByName  bool              // their order
	Page    programme.Page    // that they are
	Found   programme.Matches // where they were sought
	Teams   []identity.Team
	Workers []identity.Account
}

// ListCaseloads shows everybody who is being visited, and how their visits go.
func (c *Care) ListCaseloads(ctx context.Context, who authz.Actor, page programme.Page) (Caseloads, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListCaseloads, who.Organisation,
		func(tx *kernel.ReadTx) (Caseloads, error) {
			found, err := tx.ListVisited(page, tx.Today)
			if err != nil {
				return Caseloads{}, err
			}
			staff, err := tx.ListStaffApart()
			if err != nil {
				return Caseloads{}, err
			}
			all := Caseloads{Count: found.Count.Records, Beside: found.Count.Beside, ByName: found.ByName, Page: found.Page}
			if all.Teams, err = tx.ListTeams(); err != nil {
				return Caseloads{}, err
			}
			if all.Workers, err = tx.ListInRole(string(authz.PeerWorker)); err != nil {
				return Caseloads{}, err
			}
			elsewhere, err := tx.ListGoingOnElsewhere(found.People, tx.Today)
			if err != nil {
				return Caseloads{}, err
			}
			for _, p := range found.People {
				one, err := progressIn(tx, p, found.Histories[p.ID], found.Life(p.ID), elsewhere[p.ID] != "")
				if err != nil {
					return Caseloads{}, err
				}
				one.Staff = staff
				all.People = append(all.People, one)
			}
			return all, kernel.Shows(tx, authz.SeeVisits, found.People)
		})
}

// FindInCaseloads finds those who are being visited by name, day of birth or NHS number,
// with how their visits go.
func (c *Care) FindInCaseloads(ctx context.Context, who authz.Actor, typed string) (Caseloads, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListCaseloads, who.Organisation,
		func(tx *kernel.ReadTx) (all Caseloads, err error) {
			if all.Found, err = tx.FindVisited(programme.ReadSought(typed, tx.Today), tx.Today); err != nil {
				return all, err
			}
			staff, err := tx.ListStaffApart()
			if err != nil {
				return all, err
			}
			progress, err := progressOf(tx, all.Found.People)
			if err != nil {
				return all, err
			}
			for _, p := range all.Found.People {
				one := progress[p.ID]
				one.Staff = staff
				all.People = append(all.People, one)
			}
			all.Count = len(all.People)
			return all, kernel.Shows(tx, authz.SeeVisits, all.Found.People)
		})
}
