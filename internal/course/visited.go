package course

import (
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Visited person is one whom a worker is to visit, or visited, with how far that has come.
type Visited struct {
	programme.Person
	Over       bool           // their visits have ended
	Held       int            // visits
	RestsAfter programme.Date // as a Situation has it
}

// Rests tells whether nothing of p's visits is to be done, to be told or new any more: what
// became of them need not be read to list p.
func (p Visited) Rests(today programme.Date) bool {
	return !p.RestsAfter.IsZero() && p.RestsAfter.Before(today)
}

// restsAfter is for how many days after the last visit what became of it is shown yet.
const restsAfter = 14

// RestsAfter is the last day on which something of the visits is to be done, to be told or
// new; none while they go on, or nobody knows how long.
func (s Situation) RestsAfter() programme.Date {
	goesOn := s.Stage == programme.Consented && s.Standing.Is != programme.Ended && !s.Standing.Died()
	if goesOn || s.Settled.IsZero() || !s.ToTell.IsZero() && s.ToTellLast.IsZero() {
		return programme.Date{}
	}
	last := s.Settled.AddDays(restsAfter)
	if !s.ToTellLast.IsZero() && s.ToTellLast.After(last) {
		last = s.ToTellLast
	}
	return last
}

// A VisitDay is a day, as the store has days, on which a worker has a visit to make or to write up.
type VisitDay struct {
	Worker id.Account
	On     programme.Date
}

// VisitDays lists them, each once. What a worker has left who visits no more is nobody's: worker
// is who visits now.
func (h History) VisitDays(worker id.Account) (list []VisitDay) {
	known := map[VisitDay]bool{}
	for _, b := range h.anyCourse().Open() {
		day := VisitDay{b.Worker, programme.Of(b.Start, time.UTC)}
		if !b.LeftBehind(worker) && !known[day] {
			known[day] = true
			list = append(list, day)
		}
	}
	return list
}
