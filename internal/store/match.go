package store

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

var matches = journal(Journal[programme.CourseOfSupport, workforce.Match]{
	Table:  "match",
	Undone: "undoing_of_visits", Noun: "Match", Key: func(m workforce.Match) string { return string(m.ID) },
})

// Matches are those who were chosen to visit somebody.
func (t *ReadTx) Matches(of programme.CourseOfSupport) Facts[workforce.Match] {
	return matches.facts(t, of)
}

// ListInRole lists the accounts that hold a role now and do its work, the oldest first:
// whoever is masked by another role doesn't, where that shuts this one.
func (t *ReadTx) ListInRole(role string) ([]identity.Account, error) {
	found, err := t.working(authz.Role(role))
	if err != nil {
		return nil, err
	}
	list := make([]identity.Account, len(found))
	for i, row := range found {
		if list[i], err = t.reached(row.ID, row.Wrapped, row.Sealed); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// WorkingIn tells who they are, and opens nobody's name.
func (t *ReadTx) WorkingIn(role authz.Role) (map[id.Account]bool, error) {
	found, err := t.working(role)
	working := map[id.Account]bool{}
	for _, row := range found {
		working[id.Account(row.ID)] = true
	}
	return working, err
}

func (t *ReadTx) working(role authz.Role) ([]rows.ListAccountsInRoleRow, error) {
	found, err := t.holding(role)
	if err != nil || !role.ShutByMask() {
		return found, err
	}
	masked := map[string]bool{}
	for _, m := range authz.MaskedRoles() {
		hold, err := t.holding(m)
		if err != nil {
			return nil, err
		}
		for _, row := range hold {
			masked[row.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(row rows.ListAccountsInRoleRow) bool { return masked[row.ID] }), nil
}

// holding are those who hold a role now.
func (t *ReadTx) holding(role authz.Role) ([]rows.ListAccountsInRoleRow, error) {
	return remembered(t, asking{"ListAccountsInRole", string(role)}, func() ([]rows.ListAccountsInRoleRow, error) {
		found, err := t.q.ListAccountsInRole(t.ctx, rows.ListAccountsInRoleParams{
			OrganisationID: string(t.org), Role: string(role)})
		return found, busy(err)
	})
}

// ListOfWorker lists those whom a worker is matched with, the oldest discharge
// first.
func (t *ReadTx) ListOfWorker(worker id.Account) ([]course.Visited, error) {
	found, err := t.q.ListParticipantsOfWorker(t.ctx, rows.ListParticipantsOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: maybe(string(worker)),
	})
	if err != nil {
		return nil, busy(err)
	}
	return visitedOf(t, found)
}

// ListGoingOnOfWorker lists those of them of whom something goes on, is to be told or asked, or
// is news.
func (t *ReadTx) ListGoingOnOfWorker(worker id.Account, today programme.Date) ([]course.Visited, error) {
	found, err := t.q.ListGoingOnOfWorker(t.ctx, rows.ListGoingOnOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: maybe(string(worker)), RestsAfter: today.String(),
	})
	if err != nil {
		return nil, busy(err)
	}
	return visitedOf(t, found)
}

// ListRestingOfWorker lists one page of those whose visits have ended and of whom nothing goes
// on any more, the last first, and counts them.
func (t *ReadTx) ListRestingOfWorker(worker id.Account, today programme.Date, page programme.Page) ([]course.Visited,
	int, error) {
	of := rows.CountRestingOfWorkerParams{OrganisationID: string(t.org), WorkerID: maybe(string(worker)),
		RestsAfter: today.String()}
	count, err := t.q.CountRestingOfWorker(t.ctx, of)
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListRestingOfWorker(t.ctx, rows.ListRestingOfWorkerParams{OrganisationID: of.OrganisationID,
		WorkerID: of.WorkerID, RestsAfter: of.RestsAfter, Limit: int32(page.Limit()), Offset: int32(page.Offset())})
	if err != nil {
		return nil, 0, busy(err)
	}
	list, err := visitedOf(t, found)
	return list, int(count), err
}

func visitedOf[R rows.ListParticipantsOfWorkerRow | rows.ListGoingOnOfWorkerRow | rows.ListRestingOfWorkerRow](
	t *ReadTx, found []R) ([]course.Visited, error) {
	list := make([]course.Visited, len(found))
	for i, row := range found {
		row, p := rows.ListParticipantsOfWorkerRow(row), &list[i]
		var err error
		if p.Person, err = t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		}); err != nil {
			return nil, err
		}
		p.Over, p.Held = row.Over, int(row.Held)
		if err := readDays(day{row.RestsAfter, &p.RestsAfter}); err != nil {
			return nil, err
		}
	}
	return list, nil
}
