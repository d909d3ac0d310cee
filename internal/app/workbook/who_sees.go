package workbook

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// A WhoSees is who can see what of somebody, for themselves.
type WhoSees struct {
	Person     programme.Person
	Definition workbook.Definition // empty while they have no workbook
	Seeing     Seeing
	Others     []Reader
}

// A Reader is what people with a role can look at in somebody's record.
type Reader struct {
	Role authz.Role
	Sees []authz.Action
}

// ofVisits are the looks of which somebody hears only when they have to do with
// visits: in a study, who has none must not learn that others have.
var ofVisits = []authz.Action{authz.SeeMatching, authz.SeeVisits, authz.ListShared, authz.SeeShared}

// SeeSharing shows who, a participant, who can see what of them.
func (w *Workbooks) SeeSharing(ctx context.Context, who authz.Actor) (WhoSees, error) {
	return kernel.View(ctx, w.Kernel, who, authz.SeeSharing, who.Participant, func(tx *kernel.ReadTx) (WhoSees, error) {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return WhoSees{}, err
		}
		all := WhoSees{Person: person}
		if person.State.HasWorkbook() {
			if all.Definition, err = bookOf(tx.Definition, person.State); err != nil {
				return WhoSees{}, err
			}
		}
		if all.Seeing, err = seeing(tx, person); err != nil {
			return WhoSees{}, err
		}
		course, err := tx.FindCourseHistory(person.ID)
		known := circumstances{study: person.Study, followed: tx.Scope.Followed, visited: tx.Scope.Worker != "", visits: tx.Scope.Worker != "" || len(course) > 0}
		all.Others = readers(w.Kernel.Policy(), known)
		return all, err
	})
}

// circumstances are what decides who can see what of somebody.
type circumstances struct {
	study    bool // they take part in one
	followed bool // there is something to follow them up about
	visited  bool // somebody is their worker
	visits   bool // they have, or had, to do with visits
}

// readers asks the policy what people with each role can look at, so that the
// page cannot say other than what the policy does.
func readers(policy *authz.Policy, c circumstances) []Reader {
	var all []Reader
	person := id.Participant("").Kind()
	for _, role := range authz.Roles() {
		r := Reader{Role: role}
		for _, look := range authz.Actions() {
			told := look.On == person && !look.Writes && (c.visits || !slices.Contains(ofVisits, look))
			if told && c.reached(policy.Reach(role, look)) {
				r.Sees = append(r.Sees, look)
			}
		}
		if len(r.Sees) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// reached tells whether any of those cases is this person's.
func (c circumstances) reached(cases []authz.Case) bool {
	return slices.ContainsFunc(cases, func(x authz.Case) bool {
		switch x {
		case authz.ForAll, authz.ForOwnTeam: // there are people of every role, and in this person's team
			return true
		case authz.ForMatched:
			return c.visited
		case authz.ForInStudy:
			return c.study
		case authz.ForFollowed:
			return c.followed
		case authz.ForOtherTeams:
			return !c.study
		}
		return false
	})
}
