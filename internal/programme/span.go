package programme

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
)

// A Span is the days that a date can be. Every date field of a form has one, and
// the rule that the date is held to has it too. It is the outer bound: whether a
// day may lie ahead of today at all, the rule says in its own words.
type Span struct {
	back, ahead int // years from today; 0 ahead leaves it to the rule
	since       []bound
	until       Date
	late        string
}

// A bound is a day that others can't be before, and the key that says so.
type bound struct {
	day Date
	key string
}

// The spans of what has been, and of what is to come.
var (
	InLife   = Span{back: 120}           // what happens in somebody's life
	InCourse = Span{back: 3}             // what belongs to somebody's course of support
	InWork   = Span{back: 60}            // what a member of staff did
	ToCome   = Span{back: 1, ahead: 3}   // what is planned, or to be looked at again
	ToHold   = Span{back: 60, ahead: 30} // until when something holds
)

// From is s without the days before since. Key says so of such a day, where it isn't
// outside s already.
func (s Span) From(since Date, key string) Span {
	s.since = append(slices.Clip(s.since), bound{since, key})
	return s
}

// Until is s without the days after until. Key says so of such a day.
func (s Span) Until(until Date, key string) Span {
	s.until, s.late = until, key
	return s
}

// CheckAs reports to found, beside field, that d lies outside s on the day today.
func (s Span) CheckAs(field string, d, today Date, found *fault.Problems) {
	early := slices.IndexFunc(s.since, func(b bound) bool { return d.Before(b.day) })
	switch long := d.Before(today.AddMonths(-12 * s.back)); {
	case d.IsZero():
	case early >= 0:
		found.If(true, field, s.since[early].key)
	case !s.until.IsZero() && d.After(s.until):
		found.If(true, field, s.late)
	case long:
		found.If(true, field, "date.long_ago", s.back)
	default:
		found.If(s.ahead > 0 && d.After(today.AddMonths(12*s.ahead)), field, "date.far_ahead", s.ahead)
	}
}

// Unread is what to say beside a field whose date can't be read, for a reason: of a day
// that no field takes, as the span says it of one that is as far away.
func (s Span) Unread(field string, reason error) fault.Problem {
	switch key := fault.KeyOf(reason); {
	case key == "date.early":
		return fault.Problem{Field: field, Key: "date.long_ago", Args: []any{s.back}}
	case key == "date.late" && s.ahead > 0:
		return fault.Problem{Field: field, Key: "date.far_ahead", Args: []any{s.ahead}}
	default:
		return fault.Problem{Field: field, Key: key}
	}
}

// CheckMomentAs is CheckAs of the day of t in zone; no time is no day.
func (s Span) CheckMomentAs(field string, t, now time.Time, zone *time.Location, found *fault.Problems) {
	if !t.IsZero() {
		s.CheckAs(field, Of(t, zone), Of(now, zone), found)
	}
}

// SinceBirth is when something can be told of p's life: not before it began. Their
// death can be too, and that they are alive after all, on a later day.
func (p Person) SinceBirth() Span { return InLife.From(p.Identity.BirthDate, "date.before.birth") }

// LifeSpan is when something can have happened to p: in their lifetime.
func (p Person) LifeSpan() Span { return p.inLifetime(p.SinceBirth()) }

// inLifetime is s, which a death ends. What was done on its day, or before it, can
// still be entered.
func (p Person) inLifetime(s Span) Span {
	if !p.Standing.Died() {
		return s
	}
	return s.Until(p.Standing.Since, "life.after_death")
}

// CourseSpan is when something can have been done with p. Where a service works
// on paper, a referral is typed in late: what came after the discharge may come
// before it. Nothing is done with anybody after their death.
func (p Person) CourseSpan(zone *time.Location) Span {
	first := Of(p.ReferredAt, zone)
	if !p.Discharged.IsZero() && p.Discharged.Before(first) {
		first = p.Discharged
	}
	return p.inLifetime(InCourse.From(first, "date.before.referral"))
}
