package course

import (
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// Within these somebody moves a visit of their own, and it holds at once. What
// lies outside is not forbidden: it is agreed with staff, who can see more.
const (
	OwnMoveFrom   = 8             // o'clock, when the earliest visit begins
	OwnMoveUntil  = 18            // o'clock, when the latest is over
	OwnMoveNotice = 2 * time.Hour // so that the worker who visits sees it before they set out
)

// Changeable tells whether a can be moved or called off beforehand at now.
func (a Appointment) Changeable(now time.Time) bool {
	return a.State == AppointmentPlanned && a.Start.After(now)
}

// CheckOwn reports what keeps m, a participant's own wish, from being taken at
// once. Taken is what the worker who visits and they themselves have planned already:
// that there is another visit is all that is said of it.
func (m Move) CheckOwn(b Appointment, w Window, taken []Appointment, now time.Time,
	zone *time.Location) fault.Problems {
	var p fault.Problems
	anew := !m.To.Start.Equal(b.Start)
	p.If(!anew && m.To.Place == b.Place, "to.start", "own_visit.same")
	if !anew || m.To.Start.IsZero() {
		return p // only how they meet changes: the time was agreed before
	}
	begins, ends := programme.LocalTimeOf(m.To.Start, zone), programme.LocalTimeOf(m.To.End(), zone)
	soon := m.To.Start.Before(now.Add(OwnMoveNotice))
	p.If(m.To.Start.Before(now), "to.start", "own_visit.past")
	p.If(soon && !m.To.Start.Before(now), "to.start", "own_visit.soon")
	p.If(w.Overrun(begins.Date), "to.start", "own_visit.window")
	weekend := programme.WeekdayOf(begins.Date).Weekend() && !programme.WeekdayOf(programme.Of(b.Start, zone)).Weekend()
	p.If(weekend, "to.start", "own_visit.weekend")
	late := ends.Date != begins.Date || ends.At.Hour()*60+ends.At.Minute() > OwnMoveUntil*60
	p.If(begins.At.Hour() < OwnMoveFrom || late, "at", "own_visit.hours")
	_, clash := m.To.Clash(b.ID, taken, BetweenVisits)
	p.If(!p.Any() && clash, "to.start", "own_visit.taken")
	return p
}
