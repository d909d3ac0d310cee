package workforce

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A tale is what became of somebody's visits and what they were told, in short: each step is
// a change of the service's own.
type tale struct {
	visits   course.History
	tellings []ledger.Received[TellingFact]
	change   int64
}

var hour = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

func at(n int, worker id.Account) course.Arrangement {
	return course.Arrangement{Worker: worker, Start: hour.Add(time.Duration(n) * time.Hour), Minutes: 60,
		Place: course.PlaceHome}
}

func (s *tale) fact(f course.Fact) {
	s.visits = append(s.visits, course.Step{Fact: f, Change: s.change})
}

func (s *tale) telling(f TellingFact) {
	s.tellings = append(s.tellings, ledger.Received[TellingFact]{Fact: f, Change: s.change})
}

// toTell has staff be about to tell of the visit; who has an e-mail reads it instead.
func (s *tale) toTell(v id.Appointment, off bool) {
	s.telling(TellingFact{ToTell: &ToTell{ID: id.ToTell(fmt.Sprint("t", s.change)), Visits: []id.Appointment{v}, Off: off,
		From: today}})
}

func (s *tale) now(v id.Appointment) course.Appointment {
	b, _ := s.visits.Course(programme.Definition{Sessions: 10}).Find(v)
	return b
}

func (s *tale) does(step string) {
	s.change++
	var v id.Appointment
	var n int
	worker := id.Account("ash")
	fmt.Sscan(step[1:], &v, &n, &worker) // what isn't said stays
	m := &course.Move{ID: id.Move(fmt.Sprint("m", s.change)), Appointment: v, From: s.now(v).Start, To: at(n, worker),
		By: course.PartyService}
	off := &course.Cancellation{ID: id.Cancellation(fmt.Sprint("c", s.change)), Appointment: v, By: course.PartyService}
	switch step[:1] {
	case "p": // planned
		s.fact(course.Fact{Planned: &course.PlannedAppointment{ID: v, Session: len(s.visits) + 1,
			Arrangement: at(n, worker)}})
		s.toTell(v, false)
	case "m": // moved
		s.fact(course.Fact{Moved: m})
		s.toTell(v, false)
	case "w": // moved, as they wished
		m.By = course.PartyParticipant
		s.fact(course.Fact{Moved: m})
	case "c": // cancelled
		s.fact(course.Fact{Cancelled: off})
		s.toTell(v, true)
	case "x": // cancelled, as they wished
		off.By = course.PartyParticipant
		s.fact(course.Fact{Cancelled: off})
	case "d": // cancelled while nobody could tell them
		s.fact(course.Fact{Cancelled: off})
	case "o": // now somebody can
		s.toTell(v, true)
	case "t": // told all that is open
		told := Telling{ID: id.Telling(fmt.Sprint("told", s.change))}
		for _, o := range OpenToTell(s.tellings) {
			told.Of = append(told.Of, o.ID)
		}
		s.telling(TellingFact{Told: &told})
	case "s": // told by somebody who looked before the last change
		open := OpenToTell(s.tellings)
		told := Telling{ID: id.Telling(fmt.Sprint("told", s.change))}
		for _, o := range open[:len(open)-1] {
			told.Of = append(told.Of, o.ID)
		}
		s.telling(TellingFact{Told: &told})
	}
}

// What there is to tell somebody of their visits is the difference between what they know
// and how they are: "-" is a time at which nobody comes any more, "+" one that is new, or
// at which they expect somebody else.
func TestVisitsAreToldAsTheyDifferFromWhatSomebodyKnows(t *testing.T) {
	for what, c := range map[string]struct {
		steps, news string
		over        bool
	}{
		"planned":                        {"p a 0", "+0 ash", false},
		"planned, told":                  {"p a 0;t", "", false},
		"planned, cancelled":             {"p a 0;c a", "", false},
		"planned, cancelled, others":     {"p a 0;c a;p b 1", "+1 ash", false},
		"cancelled":                      {"p a 0;t;c a", "-0", false},
		"cancelled, over":                {"p a 0;t;c a", "-0", true},
		"cancelled, told":                {"p a 0;t;c a;t", "", false},
		"cancelled, others":              {"p a 0;t;c a;p b 1", "-0 +1 ash", false},
		"cancelled, others, over":        {"p a 0;t;c a;p b 1", "-0", true},
		"cancelled, the same time again": {"p a 0;t;c a;p b 0", "", false},
		"cancelled, told, the same time": {"p a 0;t;c a;t;p b 0", "+0 ash", false},
		"the same time, and moved":       {"p a 0;t;c a;p b 0;m b 2", "-0 +2 ash", false},
		"the same time, by another":      {"p a 0;t;c a;p b 0 bo", "+0 bo for ash", false},
		"moved":                          {"p a 0;t;m a 1", "-0 +1 ash", false},
		"moved, moved again":             {"p a 0;t;m a 1;m a 2", "-0 +2 ash", false},
		"moved, moved back":              {"p a 0;t;m a 1;m a 0", "", false},
		"moved, told, moved back":        {"p a 0;t;m a 1;t;m a 0", "-1 +0 ash", false},
		"moved, cancelled":               {"p a 0;t;m a 1;c a", "-0", false},
		"moved, as they wished":          {"p a 0;t;w a 1", "", false},
		"moved, then as they wished":     {"p a 0;t;m a 1;w a 2", "", false},
		"moved, cancelled as they wished": {"p a 0;t;m a 1;x a", "",
			false},
		"the same time, and moved as they wished": {"p a 0;t;c a;p b 0;w b 2", "", false},
		"by another": {"p a 0;t;m a 0 bo", "+0 bo for ash", false},
		"by another, and not": {"p a 0;t;m a 0 bo;m a 0", "",
			false},
		"by another, told, and not":  {"p a 0;t;m a 0 bo;t;m a 0", "+0 ash for bo", false},
		"exchanged":                  {"p a 0;p b 1;t;m a 2;m b 0;m a 1", "", false},
		"told of less than there is": {"p a 0;t;m a 1;m a 2;s", "-1 +2 ash", false},
		"cancelled unseen, and told of it later": {"p a 0;t;d a;o a", "-0",
			false},
		"cancelled as they never wished":                {"p a 0;t;x a;o a", "-0", false},
		"cancelled as they never wished, others":        {"p a 0;t;x a;o a;p b 1", "-0 +1 ash", false},
		"cancelled as they never wished, before heard":  {"p a 0;x a;o a", "", false},
		"moved, cancelled as they never wished":         {"p a 0;t;m a 1;x a;o a", "-0", false},
		"cancelled as they never wished, the same time": {"p a 0;t;x a;o a;p b 0", "", false},
	} {
		t.Run(what, func(t *testing.T) {
			var s tale
			for step := range strings.SplitSeq(c.steps, ";") {
				s.does(step)
			}
			n := VisitsToTell(s.tellings, s.visits, c.over)
			var news []string
			for _, b := range n.Off {
				news = append(news, fmt.Sprintf("-%d", int(b.Start.Sub(hour).Hours())))
			}
			for _, b := range n.Now {
				news = append(news, fmt.Sprintf("+%d %s", int(b.Start.Sub(hour).Hours()), b.Worker))
				if w := n.Instead[b.ID]; w != "" {
					news = append(news, "for "+string(w))
				}
			}
			if got := strings.Join(news, " "); got != c.news || n.From().IsZero() != (c.news == "") {
				t.Errorf("%q, not %q; from %s", got, c.news, n.From())
			}
		})
	}
}
