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
	Settled    programme.Date // as a Situation has it, like the two below
	ToTell     programme.Date
	ToTellLast programme.Date
}

// restsAfter is for how many days after the last visit what became of it is shown yet.
const restsAfter = 14

// Rests tells whether nothing of p's visits is to be done, to be told or new any more: what
// became of them need not be read to list p.
func (p Visited) Rests(today programme.Date) bool {
	tells := !p.ToTell.IsZero() && (p.ToTellLast.IsZero() || !p.ToTellLast.Before(today))
	return !p.StaysVisited() && !tells && !p.Settled.IsZero() && p.Settled.Before(today.AddDays(-restsAfter))
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
