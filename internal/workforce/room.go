package workforce

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// What a week asks of a worker, in minutes. A visit is more than its hour. The
// figures are a planning rule of ours, not a measurement.
const (
	VisitMinutes       = course.UsualMinutes
	TravelMinutes      = 40 // there and back
	NotesMinutes       = 20
	SupervisionMinutes = 90 // the group's session

	minutesEach = VisitMinutes + TravelMinutes + NotesMinutes
)

// A Commitment is somebody whom a worker visits now.
type Commitment struct {
	Worker      id.Account
	Participant id.Participant
	Left        int // sessions to be held yet; with none left it takes no time
}

// Hours are how a worker's week is used, in minutes.
type Hours struct {
	Contracted  int
	Supervision int
	Visits      int // with travel and notes
	People      int // visited now
	Each        int // what one more person would take
}

// Room works out w's week from those commitments that are w's. Somebody who
// stands there twice counts once.
func Room(w Worker, d programme.Definition, commitments []Commitment) Hours {
	h := Hours{
		Contracted:  w.ContractedMinutes,
		Supervision: weekly(SupervisionMinutes, d.Workers.GroupSupervisionDays),
		Each:        weekly(minutesEach, d.CadenceDays),
	}
	seen := map[id.Participant]bool{}
	for _, c := range commitments {
		if c.Worker == w.ID && c.Left > 0 && !seen[c.Participant] {
			seen[c.Participant] = true
			h.People++
		}
	}
	h.Visits = h.People * h.Each
	return h
}

// weekly is what comes to a week of minutes that are spent every so many days,
// rounded up.
func weekly(minutes, days int) int {
	if days < 1 {
		return minutes
	}
	return (minutes*7 + days - 1) / days
}

// Used is what is spoken for.
func (h Hours) Used() int { return h.Supervision + h.Visits }

// Free is what is left: negative when there is too much.
func (h Hours) Free() int { return h.Contracted - h.Used() }

// Places is how many more people there is room for.
func (h Hours) Places() int {
	if h.Each < 1 || h.Free() < 0 {
		return 0
	}
	return h.Free() / h.Each
}
