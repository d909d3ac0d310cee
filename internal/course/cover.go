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

// Rescheduled tells whether a ever went to another time, place or worker for good.
func (a Appointment) Rescheduled() bool {
	return slices.ContainsFunc(a.Moves, func(m Move) bool { return !m.Covers() })
}
