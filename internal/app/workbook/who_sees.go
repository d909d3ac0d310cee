package workbook

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// An AccessOverview is who can see what of somebody, for themselves.
type AccessOverview struct {
	Person     programme.Person
	Definition workbook.Definition // empty while they have no workbook
	Access     PageAccess
	Others     []Reader
}

// A Reader is what people with a role can look at in somebody's record.
type Reader struct {
	Role authz.Role
	Sees []authz.Action
}

// ofVisits are the looks of which somebody hears only when they have to do with
// visits: in a study, who has none must not learn that others have.
var ofVisits = []authz.Action{authz.SeeMatching, authz.SeeVisits, authz.SeeCoveredVisit, authz.ListShared,
	authz.SeeShared}

// visitsOf tells whether somebody has, or had, to do with visits, and whether they had
// before the course of support that they are in.
func visitsOf(tx *kernel.ReadTx, person programme.Person) (now, before bool, err error) {
	history, err := tx.FindCourseHistory(tx.Course)
	if err != nil || !person.Returned() {
		return tx.Scope.Worker != "" || len(history) > 0, false, err
	}
	earlier, err := tx.ListEarlierCourses(person)
	for _, was := range earlier {
		if before || err != nil {
			break
		}
		var then course.History
		then, err = tx.FindCourseHistory(was.CurrentCourse())
		before = len(then) > 0
	}
	return tx.Scope.Worker != "" || len(history) > 0, before, err
}

// SeeSharing shows who, a participant, who can see what of them.
func (w *Workbooks) SeeSharing(ctx context.Context, who authz.Actor) (AccessOverview, error) {
	return kernel.View(ctx, w.Kernel, who, authz.SeeSharing, who.Participant,
		func(tx *kernel.ReadTx) (AccessOverview, error) {
			person, err := tx.FindPerson(who.Participant)
			if err != nil {
				return AccessOverview{}, err
			}
			all := AccessOverview{Person: person}
			if person.State.HasWorkbook() {
				if all.Definition, err = bookOf(tx.Definition, person.State); err != nil {
					return AccessOverview{}, err
				}
			}
			if all.Access, err = pageAccess(tx, person); err != nil {
				return AccessOverview{}, err
			}
			now, before, err := visitsOf(tx, person)
			all.Others = readers(w.Kernel.Policy(), tx.Scope, now, before)
			return all, err
		})
}

// readers asks the policy what people with each role can look at of somebody, so
// that the page cannot say other than what the policy does. visits and before
// tell whether they have to do with visits, and had before.
func readers(policy *authz.Policy, of authz.Resource, visits, before bool) []Reader {
	var all []Reader
	for _, role := range authz.Roles() {
		r := Reader{Role: role}
		for _, look := range authz.Actions() {
			told := look.On == of.Kind && !look.Writes && (visits || !slices.Contains(ofVisits, look)) &&
				(before || look != authz.SeeEarlierVisits)
			if told && policy.ReachesThis(role, look, of) {
				r.Sees = append(r.Sees, look)
			}
		}
		if len(r.Sees) > 0 {
			all = append(all, r)
		}
	}
	return all
}
