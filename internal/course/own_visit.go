package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// Within these somebody moves a visit of their own, and it holds at once. What
// lies outside is not forbidden: it is agreed with staff, who can see more.
const (
	OwnMoveNotice = 2 * time.Hour // so that the worker who visits sees it before they set out
)

// The hours of visits: those in which somebody moves one of their own, and those outside
// which a time that staff enter is asked about, for it may be half past one in the afternoon.
var (
	OwnMoveHours = programme.Hours{From: 8, Until: 18}
	usualHours   = programme.Hours{From: 7, Until: 21}
)

// Changeable tells whether a can be moved or called off beforehand at now.
func (a Appointment) Changeable(now time.Time) bool {
	return a.State == AppointmentPlanned && a.Start.After(now)
}

// CheckOwn reports what keeps m, a participant's own wish, from being taken at
// once. Holidays are the days on which nobody works; taken is what the worker who visits
// and they themselves have planned already: that there is another visit is all that is
// said of it.
func (m Move) CheckOwn(b Appointment, w Window, holidays []programme.Date, taken []Appointment, now time.Time,
	zone *time.Location) fault.Problems {
	var p fault.Problems
	anew := !m.To.Start.Equal(b.Start)
	p.If(!anew && m.To.Place == b.Place, "to.start", "own_visit.same")
	if !anew || m.To.Start.IsZero() {
		return p // only how they meet changes: the time was agreed before
	}
	begins := programme.LocalTimeOf(m.To.Start, zone)
	soon := m.To.Start.Before(now.Add(OwnMoveNotice))
	p.If(m.To.Start.Before(now), "to.start", "own_visit.past")
	p.If(soon && !m.To.Start.Before(now), "to.start", "own_visit.soon")
	p.If(w.Overrun(begins.Date), "to.start", "own_visit.window")
	weekend := programme.WeekdayOf(begins.Date).Weekend() && !programme.WeekdayOf(programme.Of(b.Start, zone)).Weekend()
	p.If(weekend, "to.start", "own_visit.weekend")
	p.If(slices.Contains(holidays, begins.Date), "to.start", "own_visit.holiday")
	p.If(!OwnMoveHours.Hold(begins.At, m.To.Minutes), "at", "own_visit.hours")
	_, clash := m.To.Clash(b.ID, taken, BetweenVisits)
	p.If(!p.Any() && clash, "to.start", "own_visit.taken")
	return p
}
