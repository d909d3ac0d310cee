package store

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// ListCoveredBy lists those to whom a worker goes once in a colleague's place, or went
// and wrote about it, in the course that they are in now.
func (t *ReadTx) ListCoveredBy(worker id.Account) ([]programme.Person, error) {
	found, err := t.q.ListCoveredByWorker(t.ctx, rows.ListCoveredByWorkerParams{
		OrganisationID: string(t.org), WorkerID: string(worker),
	})
	list := make([]programme.Person, len(found))
	for i, row := range found {
		p, err := t.visitedPerson(row.Person, exactly{row.Exactly, row.ExactlyStands, row.ExactlySince, row.WorkerID})
		if err != nil {
			return nil, err
		}
		p.Covered = []id.Account{worker}
		if row.Awaited {
			p.Covering = p.Covered
		}
		list[i] = p
	}
	return list, busy(err)
}

// scopeOfCovered adds who goes to somebody once in their worker's place, or went.
func (t *ReadTx) scopeOfCovered(s *Scope) error {
	found, err := t.q.ListCovering(t.ctx, s.ID)
	for _, c := range found {
		s.Covered = append(s.Covered, id.Account(c.WorkerID))
		if c.Awaited {
			s.Covering = append(s.Covering, id.Account(c.WorkerID))
		}
	}
	return err
}

// coveringOf is what is to be projected of who covers visits of a course, by its history.
func coveringOf(org id.Organisation, of programme.CourseOfSupport, history course.History) (all []rows.Covering) {
	for _, c := range history.Covering() {
		all = append(all, rows.Covering{ParticipantID: string(of.Participant), CourseID: string(of.ID),
			OrganisationID: string(org), WorkerID: string(c.Worker), Awaited: c.Awaited})
	}
	slices.SortFunc(all, func(a, b rows.Covering) int { return cmp.Compare(a.WorkerID, b.WorkerID) })
	return all
}

// keepCovering stores who covers visits of the course that somebody is in now. Those of
// a course before are its worker's again.
func (t *Tx) keepCovering(of programme.CourseOfSupport, history course.History) error {
	before, err := t.q.ListCovering(t.ctx, string(of.Participant))
	if err != nil {
		return busy(err)
	}
	return exchange(before, coveringOf(t.org, of, history), func(c rows.Covering) error {
		return t.q.DropCovering(t.ctx, rows.DropCoveringParams{ParticipantID: c.ParticipantID, CourseID: c.CourseID,
			WorkerID: c.WorkerID, OrganisationID: c.OrganisationID})
	}, func(c rows.Covering) error { return t.q.AddCovering(t.ctx, rows.AddCoveringParams(c)) })
}
