package store

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// HeldBy lists the visits that worker held in every course in which they held some about
// at, of whomever, each at the time at which it really was.
func (t *ReadTx) HeldBy(worker id.Account, at time.Time) (list []course.Appointment, err error) {
	day := programme.Of(at, time.UTC) // one around midnight has two
	found, err := t.q.ListHeldByWorker(t.ctx, rows.ListHeldByWorkerParams{
		OrganisationID: string(t.org), WorkerID: string(worker),
		LastOn: day.AddDays(-1).String(), FirstOn: day.AddDays(1).String(),
	})
	if err != nil {
		return nil, busy(err)
	}
	histories, err := historiesFound(t, found)
	for _, h := range histories {
		list = append(list, h.HeldBy(worker)...)
	}
	return list, err
}

// workOutHeldBy is what is to be projected of who held visits of the courses of whom of
// is one, by their facts alone: those of that one are history.
func (t *ReadTx) workOutHeldBy(org id.Organisation, of programme.CourseOfSupport,
	history course.History) ([]rows.HeldBy, error) {
	var courses []programme.CourseOfSupport
	if !of.First() {
		earlier, err := t.earlierCourses(string(of.Participant))
		if err != nil {
			return nil, err
		}
		for _, c := range earlier {
			courses = append(courses, programme.CourseOf(of.Participant, id.Course(c.ID)))
		}
	}
	histories, err := courseFacts.Of(t, courses)
	histories[of] = history
	var all []rows.HeldBy
	for of, history := range histories {
		for _, h := range course.History(history).Held() {
			all = append(all, rows.HeldBy{ParticipantID: string(of.Participant), CourseID: string(of.ID),
				OrganisationID: string(org), WorkerID: string(h.Worker), FirstOn: h.First.String(), LastOn: h.Last.String()})
		}
	}
	slices.SortFunc(all, func(a, b rows.HeldBy) int {
		return cmp.Or(cmp.Compare(a.CourseID, b.CourseID), cmp.Compare(a.WorkerID, b.WorkerID))
	})
	return all, err
}

// keepHeldBy stores who held visits of participant's, in whichever course.
func (t *Tx) keepHeldBy(of programme.CourseOfSupport, history course.History) error {
	before, err := t.q.ListHeldBy(t.ctx, string(of.Participant))
	if err != nil {
		return busy(err)
	}
	now, err := t.workOutHeldBy(t.org, of, history)
	if err != nil {
		return err
	}
	return exchange(before, now, func(h rows.HeldBy) error {
		return t.q.DropHeldBy(t.ctx, rows.DropHeldByParams{ParticipantID: h.ParticipantID, CourseID: h.CourseID,
			WorkerID: h.WorkerID, OrganisationID: h.OrganisationID})
	}, func(h rows.HeldBy) error { return t.q.AddHeldBy(t.ctx, rows.AddHeldByParams(h)) })
}
