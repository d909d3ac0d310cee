package store

import (
	"database/sql"

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
	found, err := t.q.ListAccountsInRole(t.ctx, rows.ListAccountsInRoleParams{OrganisationID: string(t.org), Role: role})
	if err != nil {
		return nil, busy(err)
	}
	masked, err := t.maskedFor(authz.Role(role))
	if err != nil {
		return nil, err
	}
	list := make([]identity.Account, 0, len(found))
	for _, row := range found {
		if masked[row.ID] {
			continue
		}
		a, err := t.reached(row.ID, row.Wrapped, row.Sealed)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// maskedFor are those who hold a masked role, which shuts r; none where it doesn't.
func (t *ReadTx) maskedFor(r authz.Role) (map[string]bool, error) {
	masked := map[string]bool{}
	if !r.ShutByMask() {
		return masked, nil
	}
	for _, m := range authz.MaskedRoles() {
		found, err := t.q.ListAccountsInRole(t.ctx, rows.ListAccountsInRoleParams{
			OrganisationID: string(t.org), Role: string(m)})
		if err != nil {
			return nil, busy(err)
		}
		for _, row := range found {
			masked[row.ID] = true
		}
	}
	return masked, nil
}

// ListOfWorker lists those whom a worker is matched with, the oldest discharge
// first.
func (t *ReadTx) ListOfWorker(worker id.Account) ([]course.Visited, error) {
	found, err := t.q.ListParticipantsOfWorker(t.ctx, rows.ListParticipantsOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]course.Visited, len(found))
	for i, row := range found {
		p := &list[i]
		if p.Person, err = t.visitedPerson(row.Person, exactly{
			row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID,
		}); err != nil {
			return nil, err
		}
		p.Over, p.Held = row.Over, int(row.Held)
		if err := readDays(day{row.SettledOn, &p.Settled}, day{row.ToTellOn, &p.ToTell},
			day{row.ToTellUntil, &p.ToTellLast}); err != nil {
			return nil, err
		}
	}
	return list, nil
}
