package course

import (
	"maps"
	"math"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A Step is one fact of somebody's visits as the server has it.
type Step = ledger.Received[Fact]

// A History is everything that became of somebody's visits, in the
// server's order. Nothing in it is ever overwritten.
type History []Step

// Course is what holds after all of it.
func (h History) Course(d programme.Definition) Course {
	facts := make([]Fact, len(h))
	for i, step := range h {
		facts[i] = step.Fact
	}
	return After(d, facts)
}

// Of is the part of it that is about one appointment.
func (h History) Of(a id.Appointment) History {
	return slices.DeleteFunc(slices.Clone(h), func(s Step) bool { return s.Fact.Of() != a })
}

// OffTogether are those of list that the last cancellation among them called off, with
// all that was called off in one change with it: not what had been called off before.
func (h History) OffTogether(list []Appointment) []Appointment {
	at := func(b Appointment) (t time.Time) {
		for _, s := range h {
			if b.State == AppointmentCancelled && s.Fact.Cancelled != nil && s.Fact.Of() == b.ID {
				t = s.At
			}
		}
		return t
	}
	var last time.Time
	for _, b := range list {
		if t := at(b); t.After(last) {
			last = t
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(b Appointment) bool {
		return b.State != AppointmentCancelled || !at(b).Equal(last)
	})
}

// OffSince are those appointments of c that were called off at the moment at or later.
func (h History) OffSince(c Course, at time.Time) (list []Appointment) {
	for _, b := range c.Appointments {
		for _, s := range h.Of(b.ID) {
			if b.State == AppointmentCancelled && s.Fact.Cancelled != nil && s.Fact.Cancelled.ID == b.lastCancelled().ID &&
				!s.At.Before(at) {
				list = append(list, b)
			}
		}
	}
	return list
}

// AnyOff tells whether an appointment of h was ever called off.
func (h History) AnyOff() bool {
	return slices.ContainsFunc(h, func(s Step) bool { return s.Fact.Cancelled != nil })
}

// Mistaken is h where that an appointment was called off at one of the moments at was a mistake.
func (h History) Mistaken(at []time.Time) History {
	h = slices.Clone(h)
	for i, s := range h {
		if s.Fact.Cancelled != nil && slices.ContainsFunc(at, s.At.Equal) {
			off := *s.Fact.Cancelled
			off.Mistake, h[i].Fact.Cancelled = true, &off
		}
	}
	return h
}

// PlannedAnew tells whether visits were planned since a was called off.
func (h History) PlannedAnew(a id.Appointment) bool {
	off := len(h)
	for i, s := range h {
		if s.Fact.Cancelled != nil && s.Fact.Of() == a {
			off = i
		}
	}
	return slices.ContainsFunc(h[off:], func(s Step) bool { return s.Fact.Planned != nil })
}

// Kind is what sort of fact it is, as it is stored.
func (f Fact) Kind() string {
	switch {
	case f.Planned != nil:
		return "planned"
	case f.Moved != nil:
		return "moved"
	case f.Cancelled != nil:
		return "cancelled"
	case f.Visited != nil:
		return "visited"
	}
	return ""
}

// Key is the fact's own id.
func (f Fact) Key() string {
	switch {
	case f.Planned != nil:
		return string(f.Planned.ID)
	case f.Moved != nil:
		return string(f.Moved.ID)
	case f.Cancelled != nil:
		return string(f.Cancelled.ID)
	case f.Visited != nil:
		return string(f.Visited.ID)
	}
	return ""
}

// anyCourse is what holds after all of it, of whichever programme it is.
func (h History) anyCourse() Course { return h.Course(programme.Definition{Sessions: math.MaxInt}) }

// Open lists the visits to come or to be written up, the earliest first.
func (h History) Open() []Appointment { return h.anyCourse().Open() }

// SessionsHeld counts the visits that were held.
func (h History) SessionsHeld() int { return len(h.anyCourse().Held()) }

// Unfinished tells whether something of h is left to its worker once no visits are to
// come: a visit to write up, or a note of which there is no copy.
func (h History) Unfinished(copies []NoteCopy) bool { return h.anyCourse().unfinished(copies) }

func (c Course) unfinished(copies []NoteCopy) bool {
	return len(c.Open()) > 0 || len(c.NotCopied(copies)) > 0
}

// Settled is the day of the last visit of h, whatever became of it, once none is to be made,
// written up or copied; none before that.
func (h History) Settled(copies []NoteCopy) (last programme.Date) {
	c := h.anyCourse()
	if c.unfinished(copies) {
		return last
	}
	for _, b := range c.Appointments {
		for _, at := range []time.Time{b.Start, b.Begins()} {
			if on := programme.Of(at, time.UTC); last.IsZero() || on.After(last) {
				last = on
			}
		}
	}
	return last
}

// ToReplan tells whether nothing is to come, and the last that became of some session
// is that it was called off.
func (h History) ToReplan() bool {
	last := map[int]AppointmentState{}
	for _, b := range h.anyCourse().Appointments {
		if b.State == AppointmentPlanned {
			return false
		}
		last[b.Session] = b.State
	}
	return slices.Contains(slices.Collect(maps.Values(last)), AppointmentCancelled)
}

// WentOnSince tells whether visits went on since at: anything became of them but a calling
// off, or the writing up of one that had begun by then.
func (h History) WentOnSince(at time.Time) bool {
	c := h.anyCourse()
	return slices.ContainsFunc(h, func(s Step) bool {
		b, _ := c.Find(s.Fact.Of())
		before := s.Fact.Visited != nil && b.Start.Before(at)
		return !s.At.Before(at) && s.Fact.Cancelled == nil && !before
	})
}

// AttendedSince tells whether a visit that holds was written up since at to which they came.
func (h History) AttendedSince(at time.Time) bool {
	c := h.anyCourse()
	return slices.ContainsFunc(h, func(s Step) bool {
		b, _ := c.Find(s.Fact.Of())
		return s.At.After(at) && s.Fact.Visited != nil && b.State == AppointmentHeld
	})
}

// LeftBehind tells whether a waits to be written up by nobody: worker, who visits now, was
// not to make it, and whoever was makes it no more.
func (a Appointment) LeftBehind(worker id.Account) bool {
	return a.State == AppointmentPlanned && a.Worker != worker && a.Covers == ""
}

// Left is the day of the first visit that has left something to nobody: nothing is
// recorded of it and it is neither worker's, who visits now, nor anybody's who makes it in
// a colleague's place; or, when nobody visits, there is no copy of its note. The worker
// who visits now copies the notes of those before.
func (h History) Left(worker id.Account, copies []NoteCopy) (first programme.Date) {
	c := h.anyCourse()
	for _, b := range c.Appointments {
		unwritten := b.LeftBehind(worker)
		if !unwritten && (worker != "" || len(c.NotCopiedOf(b, copies)) == 0) {
			continue
		}
		if on := programme.Of(b.Start, time.UTC); first.IsZero() || on.Before(first) {
			first = on
		}
	}
	return first
}
