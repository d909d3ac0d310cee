package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Supervision is a group session that was held, with who came. What was said
// there stays there: it has no room for words.
type Supervision struct {
	ID   id.Supervision `json:"id"` // drawn by the form, so that a retry is harmless
	On   programme.Date `json:"on"`
	Led  id.Account     `json:"led"`
	Came []id.Account   `json:"came"` // workers; the person who led isn't among them
	Correction[id.Supervision]
}

// Check reports every rule that s breaks on the day today. Of an entry that
// takes back another, no more is asked than which.
func (s Supervision) Check(today programme.Date) fault.Problems {
	var p fault.Problems
	p.If(s.ID == "", "id", "supervision.id.missing")
	s.check(s.ID, &p)
	if s.InError {
		return p
	}
	p.If(s.On.IsZero(), "on", "supervision.on.missing")
	p.If(s.On.After(today), "on", "supervision.on.future")
	programme.InWork.CheckAs("on", s.On, today, &p)
	p.If(s.Led == "", "led", "supervision.led.missing")
	p.If(len(s.Came) == 0, "came", "supervision.came.missing")
	p.If(slices.Contains(s.Came, ""), "came", "supervision.came.unknown")
	p.If(repeats(s.Came), "came", "supervision.came.twice")
	p.If(s.Led != "" && slices.Contains(s.Came, s.Led), "came", "supervision.came.led")
	return p
}

// Same tells whether s and t say the same, in whatever order whoever came is
// named.
func (s Supervision) Same(t Supervision) bool {
	return s.ID == t.ID && s.On == t.On && s.Led == t.Led && s.Correction == t.Correction &&
		slices.Equal(slices.Sorted(slices.Values(s.Came)), slices.Sorted(slices.Values(t.Came)))
}

// A SupervisionEntry is a session as it stands among the others.
type SupervisionEntry struct {
	Supervision
	Corrected bool // another entry stands in its place
	TakenBack bool // it was entered in error
}

// Holds tells whether the entry counts.
func (e SupervisionEntry) Holds() bool { return !e.Corrected && !e.TakenBack }

// CurrentSupervisions returns those that no other corrects, in their order.
func CurrentSupervisions(all []Supervision) []Supervision {
	return current(all, func(s Supervision) (id.Supervision, Correction[id.Supervision]) { return s.ID, s.Correction })
}

// NextSupervision is the last day by which d wants the next group session, and
// that of the last one before today or on it, none when there was none: then
// it is counted from the day on which the first worker began.
func NextSupervision(d programme.Definition, all []Supervision, began, today programme.Date) (due,
	last programme.Date) {
	from := began
	for _, s := range CurrentSupervisions(all) {
		if !s.On.IsZero() && !s.On.After(today) && (last.IsZero() || s.On.After(last)) {
			last = s.On
		}
	}
	if !last.IsZero() {
		from = last
	}
	return from.AddDays(d.Workers.GroupSupervisionDays), last
}

// SupervisionHeld holds what was held to what was due: of the stretches of d's
// length from one day up to before another, those with a session in them. A
// stretch that isn't over is due only once something was held in it. Two
// sessions in one stretch don't make up for none in the next.
func SupervisionHeld(d programme.Definition, all []Supervision, from, before programme.Date) (held, due int) {
	days := d.Workers.GroupSupervisionDays
	if days < 1 || from.IsZero() || before.IsZero() {
		return 0, 0
	}
	in := map[int]bool{}
	for _, s := range CurrentSupervisions(all) {
		if !s.On.IsZero() && !s.On.Before(from) && s.On.Before(before) {
			in[s.On.Sub(from)/days] = true
		}
	}
	over := max(0, before.Sub(from)) / days
	if in[over] {
		over++
	}
	return len(in), over
}

// SupervisionWeeks is over how many stretches what was held is told.
const SupervisionWeeks = 12

// A SupervisionStanding is how an organisation's group supervision goes.
type SupervisionStanding struct {
	Due  programme.Date // the last day for the next one; none while nobody visits
	Last programme.Date // of the newest; none when there was none
	From programme.Date // the day from which Held counts
	Held int            // of the Of that were due since From
	Of   int
}

// SupervisionAfter is how things stand on the day today, after all sessions,
// when the first worker began on the day began.
func SupervisionAfter(d programme.Definition, all []Supervision, began, today programme.Date) SupervisionStanding {
	if began.IsZero() || d.Workers.GroupSupervisionDays < 1 {
		return SupervisionStanding{}
	}
	s := SupervisionStanding{From: today.AddDays(1 - SupervisionWeeks*d.Workers.GroupSupervisionDays)}
	if s.From.Before(began) {
		s.From = began
	}
	s.Due, s.Last = NextSupervision(d, all, began, today)
	s.Held, s.Of = SupervisionHeld(d, all, s.From, today.AddDays(1))
	return s
}

// Late returns by how many days the next session is late on the day today.
func (s SupervisionStanding) Late(today programme.Date) int {
	if s.Due.IsZero() {
		return 0
	}
	return max(0, today.Sub(s.Due))
}

// A SupervisionReminder is who is told on a day that a session is late, and the
// day on which somebody else would be; none when everybody was.
type SupervisionReminder struct {
	Supervisor bool
	Lead       bool
	Next       programme.Date
}

// RemindOfSupervision has the supervisor told once a session is late, and the
// lead when it is late by as long again as d leaves between two.
func RemindOfSupervision(d programme.Definition, s SupervisionStanding, today programme.Date) SupervisionReminder {
	if s.Due.IsZero() {
		return SupervisionReminder{}
	}
	first := s.Due.AddDays(1)
	second := first.AddDays(d.Workers.GroupSupervisionDays)
	r := SupervisionReminder{Supervisor: !today.Before(first), Lead: !today.Before(second)}
	switch {
	case !r.Supervisor:
		r.Next = first
	case !r.Lead:
		r.Next = second
	}
	return r
}
