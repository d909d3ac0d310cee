package programme

// A VisitWindow is the time in which somebody's visits are to be held, with the
// days on which life paused them added.
type VisitWindow struct {
	StartBy   Date // the programme wants the first session by this day
	LastStart Date // the last day from which all sessions fit at the programme's cadence
	Closes    Date // the last day of the window
	Paused    int  // days added to Closes
}

// WindowFor returns the window of somebody discharged on that day, as it stands
// on the day today. Each of its days is put off by the days paused before it,
// so that a pause never shortens it; one that is still going on counts up to
// today. A pause that begins once a day has passed does not bring it back.
func WindowFor(d Definition, discharge Date, life Life, today Date) VisitWindow {
	closes := discharge.AddDays(d.WindowDays)
	w := VisitWindow{
		StartBy:   life.putOff(StartBy(d, discharge), discharge, today),
		LastStart: life.putOff(LastWorkableStart(d, discharge), discharge, today),
		Closes:    life.putOff(closes, discharge, today),
	}
	w.Paused = w.Closes.Sub(closes)
	return w
}

// putOff returns day, later by the days paused from the start up to it.
func (l Life) putOff(day, start, today Date) Date {
	counted := start // days before it are counted, or don't count
	for _, p := range l.Pauses {
		from, until := later(p.From, counted), p.Until
		if until.IsZero() {
			until = today
		}
		if !from.After(day) && until.After(from) {
			day = day.AddDays(until.Sub(from))
		}
		counted = later(counted, until)
	}
	return day
}

func later(d, e Date) Date {
	if e.After(d) {
		return e
	}
	return d
}

// Overrun tells whether day lies past the window.
func (w VisitWindow) Overrun(day Date) bool { return day.After(w.Closes) }

// DaysLeft is how many days the window has from today on, today not counted:
// negative when it has closed.
func (w VisitWindow) DaysLeft(today Date) int { return w.Closes.Sub(today) }

// SessionsThatFit is how many sessions at d's cadence fit into what is left of
// the window when the next is held on the day from, at most the number given.
func (w VisitWindow) SessionsThatFit(d Definition, from Date, most int) int {
	if from.After(w.Closes) || d.CadenceDays < 1 {
		return 0
	}
	return min(most, 1+w.Closes.Sub(from)/d.CadenceDays)
}
