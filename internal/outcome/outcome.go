package outcome

import (
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// A Result is one outcome of one person.
type Result struct {
	Relapsed bool
	On       programme.Date // the first day in the window that counts; none without relapse
	DaysIn   int            // days from From to On
	From     programme.Date // the first day of the window
	Until    programme.Date // the last day of the window
	Pending  bool           // an unconfirmed episode would make this a relapse, or an earlier one
}

// Over tells whether the window has passed on the day today, so that "no
// relapse" means none, and not none yet.
func (r Result) Over(today programme.Date) bool { return r.Until.Before(today) }

// ResultFor returns the outcome of somebody allocated and discharged on the
// given days, under outcome definition o of programme d. In a service, allocated
// is no date. It is a fault when the date that the clock needs is lacking.
//
// The window runs from the clock's day to o's months or days later, both days
// counted; months end as Date.AddMonths says. The rule for what counts is
// "needed acute care in the window", and the care that somebody had just left
// is not a relapse. So an episode counts when it is confirmed and of o's kinds,
//
//   - it began on or after the base day (allocation, or discharge without one;
//     an admission on that same day counts), and
//   - it touches the window: begun in it, or begun before and still going on
//     on its first day or ended that day.
//
// An episode that is under way on the base day therefore never counts, however
// long it lasts. One that began during the planned course and still goes on
// when the course is over counts from the first day of a window that starts
// there; one that was over before counts under such a definition not at all.
func ResultFor(o programme.OutcomeDefinition, allocated, discharge programme.Date, d programme.Definition,
	episodes []Episode) (Result, error) {
	base, from := clockOf(o, allocated, discharge, d)
	if from.IsZero() {
		return Result{}, fault.New(fault.Conflict, "outcome.clock.missing")
	}
	r := Result{From: from, Until: from.AddMonths(o.WithinMonths).AddDays(o.WithinDays)}
	var pending programme.Date
	for _, e := range CurrentEpisodes(episodes) {
		on := counts(o, e, base, r)
		switch {
		case on.IsZero():
		case e.Certainty == Confirmed:
			r.On = earlier(r.On, on)
		default:
			pending = earlier(pending, on)
		}
	}
	r.Relapsed = !r.On.IsZero()
	r.DaysIn = r.On.Sub(r.From)
	r.Pending = !pending.IsZero() && (!r.Relapsed || pending.Before(r.On))
	return r, nil
}

// clockOf returns the base day, and the first day of the window.
func clockOf(o programme.OutcomeDefinition, allocated, discharge programme.Date, d programme.Definition) (base,
	from programme.Date) {
	base = allocated
	if base.IsZero() && o.From == programme.FromPlannedEnd || o.From == programme.FromDischarge {
		base = discharge
	}
	if o.From == programme.FromPlannedEnd {
		return base, course.PlannedEnd(d, base)
	}
	return base, base
}

// counts returns the first day of e in r's window, or no date when e doesn't count.
func counts(o programme.OutcomeDefinition, e Episode, base programme.Date, r Result) programme.Date {
	over := !e.EndedOn.IsZero() && e.EndedOn.Before(r.From)
	if !slices.Contains(o.Kinds, e.Kind) || e.StartedOn.Before(base) || e.StartedOn.After(r.Until) || over {
		return programme.Date{}
	}
	if e.StartedOn.Before(r.From) {
		return r.From
	}
	return e.StartedOn
}

func earlier(d, e programme.Date) programme.Date {
	if d.IsZero() || e.Before(d) {
		return e
	}
	return d
}
