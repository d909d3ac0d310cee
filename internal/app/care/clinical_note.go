package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// CopyClinicalNote stores that who has copied the text about a visit as it
// holds. Where the visit was corrected since they read it, that is a conflict:
// what they copied is not what is written now. Sending it again is safe.
func (c *Care) CopyClinicalNote(ctx context.Context, who authz.Actor, participant id.Participant, a id.Appointment,
	v course.NoteCopy) error {
	return kernel.Change(ctx, c.Kernel, who, authz.CopyClinicalNote, participant, func(tx *kernel.Tx) error {
		_, visits, err := courseOf(tx)
		if err != nil {
			return err
		}
		return copyNote(tx, tx.Course, visits, a, v, func() error { return nil })
	})
}

// copyNote stores v, about an appointment of visits, which are those of a course, where
// may has nothing against it.
func copyNote(tx *kernel.Tx, of programme.CourseOfSupport, visits course.Course, a id.Appointment,
	v course.NoteCopy, may func() error) error {
	v.Participant, v.By, v.On = of.Participant, tx.Actor.Account, tx.Today
	first, is, err := tx.NoteCopies(of).Earlier(v)
	if err != nil {
		return err
	}
	if is {
		v.On, v.Number = first.On, first.Number
	}
	if p := v.Check(tx.Today); p.Any() {
		return p
	}
	b, _ := visits.Find(a)
	visit := b.Noted()
	if visit.ID == "" {
		return fault.Absent
	}
	return kernel.Record(tx, tx.NoteCopies(of), v, func() error {
		if err := may(); err != nil {
			return err
		}
		if visit.ID != v.Visit || visits.Renumbers(v, b) {
			return fault.New(fault.Conflict, "clinical_note.corrected")
		}
		return nil
	})
}

// Copied is the newest copy of what was ever written about an appointment, and
// whether there is one; current tells whether it is of what holds now.
func (r VisitRecord) Copied(b course.Appointment) (newest ledger.Received[course.NoteCopy], is, current bool) {
	last, is, current := r.Course.LastCopy(b, ledger.Facts(r.Copies))
	for _, c := range r.Copies {
		if is && c.Fact.ID == last.ID {
			newest = c
		}
	}
	return newest, is, current
}
