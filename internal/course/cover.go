package course

import (
	"slices"

	"footbridge.org/footbridge/internal/id"
)

// A Covering is a worker who was asked to make a visit in a colleague's place.
type Covering struct {
	Worker  id.Account
	Awaited bool // one such visit is theirs, and not written up yet
}

// Covering lists who they are, each once.
func (h History) Covering() []Covering {
	var list []Covering
	for _, b := range h.anyCourse().Appointments {
		for _, m := range b.Moves {
			if m.To.Covers == "" {
				continue
			}
			i := slices.IndexFunc(list, func(c Covering) bool { return c.Worker == m.To.Worker })
			if i < 0 {
				i, list = len(list), append(list, Covering{Worker: m.To.Worker})
			}
			awaited := b.CoveredBy(m.To.Worker) && b.State == AppointmentPlanned
			list[i].Awaited = list[i].Awaited || awaited
		}
	}
	return list
}

// CoveredBy tells whether worker makes a, or made it, in a colleague's place.
func (a Appointment) CoveredBy(worker id.Account) bool { return a.Covers != "" && a.Worker == worker }

// CoveredBy lists the visits that worker makes, or made, in a colleague's place.
func (h History) CoveredBy(worker id.Account) []Appointment {
	return slices.DeleteFunc(h.anyCourse().Appointments, func(b Appointment) bool { return !b.CoveredBy(worker) })
}

// LastCover is the newest word on who makes a this time, if there is any.
func (a Appointment) LastCover() (Move, bool) {
	for _, m := range slices.Backward(a.Moves) {
		if m.Covers() {
			return m, true
		}
	}
	return Move{}, false
}

// ByColleagueOf tells whether somebody else makes a, or made it, in their worker's place.
func (a Appointment) ByColleagueOf(worker id.Account) bool {
	return a.Covers != "" && a.Worker != worker
}

// WasToVisit tells whether worker was ever to make any of the visits, once or for good.
func (h History) WasToVisit(worker id.Account) bool {
	return slices.ContainsFunc(h.anyCourse().Appointments, func(b Appointment) bool { return b.Was(worker) })
}

// MadeBy lists what worker makes of c, or made.
func (c Course) MadeBy(worker id.Account) []Appointment {
	return slices.DeleteFunc(slices.Clone(c.Appointments), func(b Appointment) bool { return b.Worker != worker })
}

// WrittenBy is what worker wrote about b, having made it in a colleague's place.
func (h History) WrittenBy(b Appointment, worker id.Account) History {
	if !b.CoveredBy(worker) {
		return nil
	}
	return slices.DeleteFunc(h.Of(b.ID), func(s Step) bool {
		return s.Fact.Visited == nil || s.By != string(worker)
	})
}

// KnownTo is what worker, who makes b in a colleague's place or has made it, knows of how it
// came about: when it was to be and who was to come, and what they wrote themselves. Why
// others moved it is between those others; why it came to them, they know until it is
// written up.
func (h History) KnownTo(b Appointment, worker id.Account) (known History) {
	for _, s := range h.Of(b.ID) {
		switch f := s.Fact; {
		case f.Visited != nil && s.By != string(worker):
			continue
		case f.Moved != nil && (b.State != AppointmentPlanned || f.Moved.To.Worker != worker):
			moved := *f.Moved
			moved.Reason, s.Fact.Moved = "", &moved
		case f.Cancelled != nil:
			cancelled := *f.Cancelled
			cancelled.Reason, s.Fact.Cancelled = "", &cancelled
		}
		known = append(known, s)
	}
	return known
}

// WrittenByCover tells whether who made b in a colleague's place wrote what holds of it:
// then its note is theirs to copy, for as long as they work.
func (h History) WrittenByCover(b Appointment) bool {
	v, written := b.Visit()
	wrote := h.WrittenBy(b, b.Worker)
	return written && len(wrote) > 0 && wrote[len(wrote)-1].Fact.Visited.ID == v.ID
}

// NotCopied are the visits whose notes are to be copied by the worker who visits now: of
// all that hold, but for those that somebody who works still wrote in a colleague's place.
func (h History) NotCopied(c Course, copies []NoteCopy, works func(id.Account) bool) (list []Visit) {
	for _, b := range c.Appointments {
		if !h.WrittenByCover(b) || !works(b.Worker) {
			list = append(list, c.NotCopiedOf(b, copies)...)
		}
	}
	return list
}

// Before is a as it was until its move m.
func (a Appointment) Before(m id.Move) Appointment {
	i := slices.IndexFunc(a.Moves, func(x Move) bool { return x.ID == m })
	if i < 0 {
		return a
	}
	a.Moves, a.Arrangement = a.Moves[:i], a.First
	if i > 0 {
		a.Arrangement = a.Moves[i-1].To
	}
	return a
}

// Hands tells whether nothing of a is another by its move m but who comes, once or for good.
func (a Appointment) Hands(m Move) bool {
	was := a.Before(m.ID).Arrangement
	return m.Covers() || m.To.Worker != was.Worker && m.To.Start.Equal(was.Start) && m.To.Minutes == was.Minutes &&
		m.To.Place == was.Place && m.To.Where == was.Where
}

// HandsOver tells whether a became somebody's own by its move m who had it from nobody
// before: they visit the person now.
func (a Appointment) HandsOver(m Move) bool {
	return a.Hands(m) && m.To.Covers == "" && !a.Before(m.ID).wasOf(m.To.Worker)
}

// wasOf tells whether a was ever worker's own.
func (a Appointment) wasOf(worker id.Account) bool {
	own := func(to Arrangement) bool { return to.Worker == worker && to.Covers == "" }
	return own(a.First) || slices.ContainsFunc(a.Moves, func(m Move) bool { return own(m.To) })
}

// Rescheduled tells whether a ever went to another time or place.
func (a Appointment) Rescheduled() bool {
	return slices.ContainsFunc(a.Moves, func(m Move) bool { return !a.Hands(m) })
}
