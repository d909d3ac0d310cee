package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
)

// Expected tells whether visits of p are to be planned still, or can be: life goes on, they
// want them, they are not over, as the service report counts it, and no other record of theirs
// goes on in place of this one.
func (p VisitProgress) Expected() bool {
	return p.Person.Standing.GoesOn() && !p.Over() && !p.Elsewhere
}

// Over tells whether the visits of p are over, as the service report counts it, though
// nobody has recorded an ending.
func (p VisitProgress) Over() bool { return p.Course.Over(false, p.Window, p.Today) }

// ToPlan is how many visits of p are to be planned: of those without an appointment,
// as many as there is room for beside the ones to come.
func (p VisitProgress) ToPlan() int { return len(p.toPlan()) }

// toPlan are the sessions of these visits. Where another record of the same person goes on,
// they are planned there.
func (p VisitProgress) toPlan() []int {
	if p.Elsewhere {
		return nil
	}
	return p.Course.ToPlanIn(p.Window, p.Now)
}

// ToPlanAgain tells whether the session of b, which came to nothing, is to have another
// appointment, and can. One of a day on which they have moved away by then has none to ask for.
func (p VisitProgress) ToPlanAgain(b course.Appointment, zone *time.Location) bool {
	return p.Expected() && slices.Contains(p.toPlan(), b.Session) && !p.Life.MovedBy(programme.Of(b.Start, zone))
}
