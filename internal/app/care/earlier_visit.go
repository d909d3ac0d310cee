package care

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// SeeEarlierVisit shows staff one appointment of a course that participant was in
// before, and what is still to be done about it. The worker of then finds those of a
// course that has left them something, and no others.
func (c *Care) SeeEarlierVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	a id.Appointment) (VisitRecord, course.Appointment, error) {
	r, err := kernel.View(ctx, c.Kernel, who, authz.SeeEarlierVisits, participant,
		func(tx *kernel.ReadTx) (VisitRecord, error) {
			was, d, _, _, err := courseBefore(tx, tx.Zone, participant, a)
			if err != nil {
				return VisitRecord{}, err
			}
			if err := leftOr(tx, who, was); err != nil {
				return VisitRecord{}, err
			}
			staff, err := tx.ListStaffApart()
			if err != nil {
				return VisitRecord{}, err
			}
			r, err := earlierVisits(tx, was, d, staff)
			b, _ := r.Course.Find(a)
			r.May.Record = b.State != course.AppointmentCancelled && tx.May(authz.RecordEarlierVisit)
			r.May.CopyNote, r.May.SeePerson = tx.May(authz.CopyEarlierNote), tx.May(authz.SeePerson)
			return r, err
		})
	b, _ := r.Course.Find(a)
	return r, b, err
}

// RecordEarlierVisit stores what came of an appointment of a course before, or puts right
// what is stored. It happened while that course lasted. Sending it again is safe.
func (c *Care) RecordEarlierVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	v course.Visit) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RecordEarlierVisit, participant, func(tx *kernel.Tx) error {
		was, visits, until, err := visitsLeftBefore(tx, participant, v.Appointment)
		if err != nil {
			return err
		}
		f := course.Fact{Visited: &v}
		return kernel.Record(tx, tx.CourseFacts(was.CurrentCourse()), f, func() error {
			if err := leftOr(tx, who, was); err != nil {
				return err
			}
			b, _ := visits.Find(v.Appointment)
			if b.State == course.AppointmentCancelled || v.InError {
				return fault.New(fault.Conflict, "visit.moved.text")
			}
			within, err := agreedSpan(tx, was)
			if err != nil {
				return err
			}
			within = within.Until(until, "visit.started_at.course_over")
			p := slices.Concat(v.Check(tx.Now, tx.Zone, within), v.CheckBegun(b, tx.Now, tx.Zone), v.CheckHours(b, tx.Zone))
			if p, err = checkMeeting(tx, was, visits, b, v, p); err != nil {
				return err
			} else if p.Any() {
				return p
			}
			_, err = visits.Take(f)
			return err
		})
	})
}

// CopyEarlierNote stores that who has copied the text about a visit of a course before.
// Sending it again is safe.
func (c *Care) CopyEarlierNote(ctx context.Context, who authz.Actor, participant id.Participant, a id.Appointment,
	v course.NoteCopy) error {
	return kernel.Change(ctx, c.Kernel, who, authz.CopyEarlierNote, participant, func(tx *kernel.Tx) error {
		was, visits, _, err := visitsLeftBefore(tx, participant, a)
		if err != nil {
			return err
		}
		may := func() error { return leftOr(tx, who, was) }
		return copyNote(tx, was.CurrentCourse(), visits, a, v, may)
	})
}

// looksAfterAll tells whether who looks after everybody's visits.
func looksAfterAll(who authz.Actor) bool { return who.Has(authz.Supervisor) || who.Has(authz.Lead) }

// leftOr refuses, as if it weren't there, what the course that was is in hasn't left to
// who, unless they look after everybody's visits.
func leftOr(tx interface {
	UnfinishedBy(programme.CourseOfSupport) (id.Account, error)
}, who authz.Actor, was programme.Person) error {
	if looksAfterAll(who) {
		return nil
	}
	left, err := tx.UnfinishedBy(was.CurrentCourse())
	if err == nil && left != who.Account {
		err = fault.Absent
	}
	return err
}

// An earlierReader is a change or a look.
type earlierReader interface {
	FindToldApart(id.Participant) (programme.Person, error)
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
}

// courseBefore finds the course before to which an appointment of participant's
// belongs, with what became of its visits, and the day on which it ended.
func courseBefore(tx earlierReader, zone *time.Location, participant id.Participant, a id.Appointment) (
	was programme.Person, d programme.Definition, history course.History, until programme.Date, err error) {
	person, err := tx.FindToldApart(participant)
	if err != nil {
		return was, d, nil, until, err
	}
	list, err := tx.ListEarlierCourses(person)
	if err != nil {
		return was, d, nil, until, err
	}
	for was, next := range withNext(list, person) {
		history, err := tx.FindCourseHistory(was.CurrentCourse())
		if err != nil {
			return was, d, nil, until, err
		}
		if slices.ContainsFunc(history, func(s course.Step) bool { return s.Fact.Of() == a }) {
			d, err := content.Programme(was.Definition)
			return mourned(was, person), d, history, endedBy(was, next, d, zone), err
		}
	}
	return was, d, nil, until, fault.Absent
}

// mourned is somebody as they were in a course before, unless they have died since:
// that holds of every course.
func mourned(was, now programme.Person) programme.Person {
	if now.Standing.Died() {
		was.Standing = now.Standing
	}
	return was
}

func visitsLeftBefore(tx *kernel.Tx, participant id.Participant,
	a id.Appointment) (programme.Person, course.Course, programme.Date, error) {
	was, d, history, until, err := courseBefore(tx, tx.Zone, participant, a)
	return was, history.Course(d), until, err
}

// addUnfinished adds to load what earlier courses have left to its worker.
func addUnfinished(tx *kernel.ReadTx, worker id.Account, load *Caseload) error {
	left, err := tx.ListUnfinishedOfWorker(worker)
	if err != nil {
		return err
	}
	for _, u := range left {
		d, err := content.Programme(u.Was.Definition)
		if err != nil {
			return err
		}
		v := &VisitedPerson{Person: mourned(u.Was, u.Person), Over: true, Before: true}
		if v.History, v.Copies, err = historyOf(tx, u.Was); err != nil {
			return err
		}
		v.Course = v.History.Course(d)
		v.ToCopy = v.Course.NotCopied(v.Copies)
		load.Left = append(load.Left, v)
	}
	return kernel.Shows(tx, authz.SeeEarlierVisits, left)
}

// A historyReader is a change or a look.
type historyReader interface {
	CourseHistoriesOf([]programme.Person) (map[id.Participant]course.History, error)
	NoteCopiesOf([]programme.Person) (map[id.Participant][]course.NoteCopy, error)
}

// historyOf is what became of the visits of the course that was is in, and what was
// copied of them.
func historyOf(tx historyReader, was programme.Person) (course.History, []course.NoteCopy, error) {
	one := []programme.Person{was}
	histories, err := tx.CourseHistoriesOf(one)
	if err != nil {
		return nil, nil, err
	}
	copies, err := tx.NoteCopiesOf(one)
	return histories[was.ID], copies[was.ID], err
}
