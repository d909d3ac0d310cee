package course

import (
	"math"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Cover is who makes a visit in place of the worker who visits; none while nobody
// covers it. The match stays as it is.
func (a Appointment) Cover() id.Account {
	var cover id.Account
	worker := a.First.Worker
	for _, m := range a.Moves {
		switch {
		case m.Cover:
			cover = m.To.Worker
		case m.To.Worker != worker:
			cover = ""
		}
		worker = m.To.Worker
	}
	return cover
}

// Is tells whether worker is to make a.
func (a Appointment) Is(worker id.Account) bool {
	return a.State == AppointmentPlanned && a.Worker == worker
}

// Was tells whether a was ever to be made by worker.
func (a Appointment) Was(worker id.Account) bool {
	return a.First.Worker == worker || slices.ContainsFunc(a.Moves, func(m Move) bool { return m.To.Worker == worker })
}

// open are the appointments of h with nothing recorded, whatever the programme.
func (h History) open() []Appointment {
	return h.Course(programme.Definition{Sessions: math.MaxInt}).Open()
}

// Covering are those who cover a visit for worker, each once, in order, with spaces
// between: until it is written up.
func (h History) Covering(worker id.Account) string {
	var list []string
	for _, b := range h.open() {
		if c := b.Cover(); c != "" && c != worker && !slices.Contains(list, string(c)) {
			list = append(list, string(c))
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// Unwritten is the day of the first visit with nothing recorded that was neither
// worker's, who visits now, nor covered.
func (h History) Unwritten(worker id.Account) (first programme.Date) {
	for _, b := range h.open() {
		if b.Worker != worker && b.Cover() == "" && first.IsZero() {
			first = programme.Of(b.Start, time.UTC)
		}
	}
	return first
}
