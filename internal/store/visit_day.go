package store

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// PlannedOf lists the visits that worker is to make, or to write up, between two moments and on
// the days beside them, of whomever: in a colleague's place too, but not what a colleague makes in
// theirs.
func (t *ReadTx) PlannedOf(worker id.Account, from, to time.Time) ([]course.Appointment, error) {
	first, last := daysAround(from, to)
	found, err := t.q.ListPlannedOfWorker(t.ctx, rows.ListPlannedOfWorkerParams{OrganisationID: string(t.org),
		WorkerID: string(worker), PlannedOn: first, PlannedOn_2: last})
	if err != nil {
		return nil, busy(err)
	}
	list, err := openIn(t, found)
	return slices.DeleteFunc(list, func(b course.Appointment) bool { return b.Worker != worker }), err
}

// PlannedOfEach is the same of every worker.
func (t *ReadTx) PlannedOfEach(from, to time.Time) (map[id.Account][]course.Appointment, error) {
	first, last := daysAround(from, to)
	found, err := t.q.ListPlannedOfRole(t.ctx, rows.ListPlannedOfRoleParams{OrganisationID: string(t.org),
		Role: string(authz.PeerWorker), PlannedOn: first, PlannedOn_2: last})
	if err != nil {
		return nil, busy(err)
	}
	list, err := openIn(t, found)
	each := map[id.Account][]course.Appointment{}
	for _, b := range list {
		each[b.Worker] = append(each[b.Worker], b)
	}
	return each, err
}

// daysAround are the days between two moments, with one more on either side: a visit around
// midnight has two.
func daysAround(from, to time.Time) (first, last string) {
	return programme.Of(from, time.UTC).AddDays(-1).String(), programme.Of(to, time.UTC).AddDays(1).String()
}

// openIn lists the visits of the courses found that are still to be made or written up.
func openIn[R ~courseFound](t *ReadTx, found []R) (list []course.Appointment, err error) {
	histories, err := historiesFound(t, found)
	for _, h := range histories {
		list = append(list, h.Open()...)
	}
	return list, err
}

// CoveredFor lists what became of the visits of those of a worker's people to whom a colleague has
// gone in the worker's place, as far as any of them was on day or after it.
func (t *ReadTx) CoveredFor(worker id.Account, day programme.Date) ([]course.History, error) {
	found, err := t.q.ListCoveredFor(t.ctx, rows.ListCoveredForParams{OrganisationID: string(t.org),
		WorkerID: maybe(string(worker)), SettledOn: day.AddDays(-1).String()})
	if err != nil {
		return nil, busy(err)
	}
	return historiesFound(t, found)
}

// visitDaysOf is what is to be projected of a course on which days who has visits, by its history
// and who visits now.
func visitDaysOf(org id.Organisation, of programme.CourseOfSupport, worker id.Account,
	history course.History) (all []rows.VisitDay) {
	for _, d := range history.VisitDays(worker) {
		all = append(all, rows.VisitDay{ParticipantID: string(of.Participant), CourseID: string(of.ID),
			WorkerID: string(d.Worker), PlannedOn: d.On.String(), OrganisationID: string(org)})
	}
	slices.SortFunc(all, func(a, b rows.VisitDay) int {
		return cmp.Or(cmp.Compare(a.WorkerID, b.WorkerID), cmp.Compare(a.PlannedOn, b.PlannedOn))
	})
	return all
}

// keepVisitDays stores them of the course that somebody is in now. Of a course before there are
// none any more.
func (t *Tx) keepVisitDays(org id.Organisation, of programme.CourseOfSupport, worker id.Account,
	history course.History) error {
	before, err := t.q.ListVisitDays(t.ctx, string(of.Participant))
	if err != nil {
		return busy(err)
	}
	return exchange(before, visitDaysOf(org, of, worker, history), func(d rows.VisitDay) error {
		return t.q.DropVisitDay(t.ctx, rows.DropVisitDayParams(d))
	}, func(d rows.VisitDay) error { return t.q.AddVisitDay(t.ctx, rows.AddVisitDayParams(d)) })
}
