package ledger

import (
	"slices"
	"time"
)

// A Rung is one step of a ladder: who is told, and how long after the news came
// in if it is still open by then.
type Rung[L ~string] struct {
	After time.Duration
	Tell  L
}

// A Ladder is who is told of something and when, in that order. Nobody is on it
// twice, and its times stand nowhere else.
type Ladder[L ~string] []Rung[L]

// At is the ladder with rungs after those that it has, so long after the news.
func (l Ladder[L]) At(after time.Duration, recipients ...L) Ladder[L] {
	for _, recipient := range recipients {
		l = append(slices.Clip(l), Rung[L]{after, recipient})
	}
	return l
}

// Without is the ladder without one recipient, for news that they know already.
func (l Ladder[L]) Without(recipient L) Ladder[L] {
	return slices.DeleteFunc(slices.Clone(l), func(r Rung[L]) bool { return r.Tell == recipient })
}

// An Escalation is how far the service has come on a ladder.
type Escalation[L ~string] struct {
	Ladder Ladder[L]
	Since  time.Time  // when the server had the news: devices' clocks start nothing
	Over   bool       // somebody has taken it on: from now on nobody is told
	Told   map[L]bool // whom the service has turned to; false where nobody held that role
}

// Next returns whom the service tells at now, in this order, and when to look
// again if it is still open then; zero for never. When the service was away,
// everybody whose time has come is told at once. A rung on which there was
// nobody passes its time on to the next. Nobody is told twice.
func (e Escalation[L]) Next(now time.Time) (tell []L, again time.Time) {
	if e.Over {
		return nil, time.Time{}
	}
	var passedOn time.Time // from a rung with nobody on it
	for _, r := range e.Ladder {
		due := e.Since.Add(r.After)
		if !passedOn.IsZero() && passedOn.Before(due) {
			due = passedOn
		}
		passedOn = time.Time{}
		switch heard, told := e.Told[r.Tell]; {
		case told && !heard:
			passedOn = due
		case told:
		case due.After(now):
			return tell, due
		default:
			tell = append(tell, r.Tell)
		}
	}
	return tell, time.Time{}
}

// Awaits tells whether a recipient is on the ladder and hasn't been told yet, and
// whether they are the last such.
func (e Escalation[L]) Awaits(recipient L) (awaited, last bool) {
	left := slices.DeleteFunc(slices.Clone(e.Ladder), func(r Rung[L]) bool { _, told := e.Told[r.Tell]; return told })
	awaited = slices.ContainsFunc(left, func(r Rung[L]) bool { return r.Tell == recipient })
	return awaited, awaited && len(left) == 1
}
