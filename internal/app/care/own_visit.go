package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// SeeOwnVisit shows participant, who asks, one appointment of theirs, for doing
// something with it.
func (c *Care) SeeOwnVisit(ctx context.Context, who authz.Actor, a id.Appointment) (VisitRecord,
	course.Appointment, error) {
	r, err := c.SeeOwnVisits(ctx, who)
	if err != nil {
		return VisitRecord{}, course.Appointment{}, err
	}
	b, found := r.Course.Find(a)
	if !found {
		return VisitRecord{}, course.Appointment{}, fault.Absent
	}
	return r, b, nil
}

// MoveOwnVisit stores that a visit goes to another time, or is held by
// telephone instead, as the person themselves wishes, and has their worker
// told. Of m.To, the start and the place are theirs to choose. Sending it
// again is safe.
func (c *Care) MoveOwnVisit(ctx context.Context, who authz.Actor, m course.Move) error {
	wish := m.To
	return c.changeOwn(ctx, who, authz.MoveOwnVisit, m.Appointment, func(b course.Appointment) course.Fact {
		m.By, m.Overrun, m.To = course.PartyParticipant, "", rearranged(b, m.ID, wish)
		return course.Fact{Moved: &m}
	}, func(tx *kernel.Tx, person programme.Person, b course.Appointment) (fault.Problems, error) {
		if tx.Scope.Worker == "" {
			return nil, fault.New(fault.Conflict, "own_visit.over")
		}
		taken, err := takenFor(tx, b.Worker, m.To.Start, m.To.End())
		if err != nil {
			return nil, err
		}
		window, err := windowOf(tx, person)
		if err != nil {
			return nil, err
		}
		closed, err := holidays(tx)
		if err != nil {
			return nil, err
		}
		p := append(m.Check(tx.Now), m.CheckOwn(b, window, closed.Dates(), taken, tx.Now, tx.Zone)...)
		unreachable := m.To.Place == course.PlaceTelephone && b.Place != m.To.Place && person.Contact.Phone.Blank()
		p.If(unreachable, "to.place", "own_visit.no_phone")
		if err != nil || p.Any() {
			return p, err
		}
		return afterTheirMove(tx, "to.start", m.To.Start)
	})
}

// rearranged is what b becomes by the wish. Where the move is there already,
// what it kept of the appointment stays as it was then.
func rearranged(b course.Appointment, move id.Move, wish course.Arrangement) course.Arrangement {
	to := b.Arrangement
	if m, is := b.Move(move); is {
		to = m.To
	}
	if wish.Place != to.Place {
		to.Where = ""
	}
	to.Start, to.Place = wish.Start, wish.Place
	return to
}

// CancelOwnVisit stores that a visit is called off beforehand, as the person
// themselves wishes, and has their worker told. Its session is then to be
// planned again. Sending it again is safe.
func (c *Care) CancelOwnVisit(ctx context.Context, who authz.Actor, v course.Cancellation) error {
	v.By = course.PartyParticipant
	return c.changeOwn(ctx, who, authz.CancelOwnVisit, v.Appointment, func(course.Appointment) course.Fact {
		return course.Fact{Cancelled: &v}
	}, func(*kernel.Tx, programme.Person, course.Appointment) (fault.Problems, error) {
		return v.Check(), nil
	})
}

// changeOwn stores one fact about an appointment of the person asking, if it keeps
// its rules and the appointment is still to come.
func (c *Care) changeOwn(ctx context.Context, who authz.Actor, action authz.Action, a id.Appointment,
	fact func(course.Appointment) course.Fact, check func(*kernel.Tx, programme.Person,
		course.Appointment) (fault.Problems, error),
) error {
	return kernel.Change(ctx, c.Kernel, who, action, who.Participant, func(tx *kernel.Tx) error {
		person, visits, err := courseOf(tx)
		if err != nil {
			return err
		}
		b, found := visits.Find(a)
		if !found {
			return fault.Absent // another's appointment is as absent as none
		}
		f := fact(b)
		return kernel.Record(tx, tx.CourseFacts(tx.Course), f, func() error {
			lifeNow, err := tx.FindLife(person.ID)
			if err != nil {
				return err
			}
			if person.State != programme.Consented || lifeNow.State != life.GoesOn || !b.Changeable(tx.Now) {
				return fault.New(fault.Conflict, "own_visit.over")
			}
			if p, err := check(tx, person, b); err != nil {
				return err
			} else if p.Any() {
				return p
			}
			_, err = visits.Take(f)
			return err
		}, func() error { return tellOfChange(tx, person, b, f) })
	})
}
