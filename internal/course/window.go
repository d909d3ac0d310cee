package course

import (
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// A Window is the time in which somebody's visits are to be held, with the
// days on which life paused them added.
type Window struct {
	StartBy   programme.Date // the programme wants the first session by this day
	LastStart programme.Date // the last day from which all sessions fit at the programme's cadence
	Closes    programme.Date // the last day of the window
	Paused    int            // days added to Closes
	Room      int            // sessions that can still be held: all, unless somebody is known to move away before
	Last      programme.Date // the day before they move away; none while that isn't known
}

// WindowFor returns the window of somebody discharged on that day, as it stands
// on the day today. Each of its days is put off by the days paused before it,
// so that a pause never shortens it; one that is still going on counts up to
// today. A pause that begins once a day has passed does not bring it back.
func WindowFor(d programme.Definition, discharge programme.Date, life life.Life, today programme.Date) Window {
	closes := discharge.AddDays(d.WindowDays)
	w := Window{
		StartBy:   putOff(life.Pauses, StartBy(d, discharge), discharge, today),
		LastStart: putOff(life.Pauses, LastWorkableStart(d, discharge), discharge, today),
		Closes:    putOff(life.Pauses, closes, discharge, today),
	}
	w.Paused, w.Room = w.Closes.Sub(closes), d.Sessions
	if !life.Moves.IsZero() {
		w.Last = life.Moves.AddDays(-1)
		w.Room = Window{Closes: w.Last}.SessionsThatFit(d, today, d.Sessions)
	}
	return w
}

// By is day, one of w's, as somebody is told of it: who moves away before it has until the
// day before that.
func (w Window) By(day programme.Date) programme.Date {
	if w.Last.IsZero() {
		return day
	}
	return programme.Earlier(day, w.Last)
}

// putOff returns day, later by the days of pauses from the start up to it.
func putOff(pauses []life.Pause, day, start, today programme.Date) programme.Date {
	counted := start // days before it are counted, or don't count
	for _, p := range pauses {
		from, until := programme.Later(p.From, counted), p.Until
		if until.IsZero() {
			until = today
		}
		if !from.After(day) && until.After(from) {
			day = day.AddDays(until.Sub(from))
		}
		counted = programme.Later(counted, until)
	}
	return day
}

// Overrun tells whether day lies past the window.
func (w Window) Overrun(day programme.Date) bool { return day.After(w.Closes) }

// Over tells whether no more visits are expected on the day today of somebody who
// takes part: it was recorded that they have ended, all were held, or their time
// has passed and none is open. Window is their time, pauses included.
func (c Course) Over(recorded bool, window Window, today programme.Date) bool {
	return recorded || c.SessionsHeld() >= c.Of || window.Overrun(today) && len(c.Open()) == 0
}

// DaysLeft is how many days the window has from today on, today not counted:
// negative when it has closed.
func (w Window) DaysLeft(today programme.Date) int { return w.Closes.Sub(today) }

// SessionsThatFit is how many sessions at d's cadence fit into what is left of
// the window when the next is held on the day from, at most the number given.
func (w Window) SessionsThatFit(d programme.Definition, from programme.Date, most int) int {
	if from.After(w.Closes) || d.CadenceDays < 1 {
		return 0
	}
	return min(most, 1+w.Closes.Sub(from)/d.CadenceDays)
}

// DaysSince returns the whole days from the discharge to today: 0 on the day
// itself, negative while the discharge is still ahead.
func DaysSince(discharge, today programme.Date) int { return today.Sub(discharge) }

// LastWorkableStart returns the last day on which the first session can be held
// so that, at the programme's cadence, the last one falls inside the window:
//
//	start + (sessions − 1) × cadence ≤ discharge + window
//
// Ten weekly sessions in 91 days must so begin by day 91 − 9 × 7 = 28.
func LastWorkableStart(d programme.Definition, discharge programme.Date) programme.Date {
	return discharge.AddDays(d.WindowDays - (d.Sessions-1)*d.CadenceDays)
}

// StartBy returns the day by which the programme wants the first session: the
// last workable start, or the programme's own limit where that is earlier.
// Neither cuts anybody off; both are for showing whose time is short.
func StartBy(d programme.Definition, discharge programme.Date) programme.Date {
	workable := LastWorkableStart(d, discharge)
	limit := discharge.AddDays(d.StartWithinDays)
	if d.StartWithinDays > 0 && limit.Before(workable) {
		return limit
	}
	return workable
}

// PlannedEnd returns the day on which the planned course is over, counted from
// a start that everybody has (allocation, or discharge in a service): sessions
// × cadence later, ten weeks in the source. Visits that were held move it not.
func PlannedEnd(d programme.Definition, start programme.Date) programme.Date {
	return start.AddDays(d.Sessions * d.CadenceDays)
}
