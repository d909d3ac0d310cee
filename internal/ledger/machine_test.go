package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
)

func TestEveryTableIsWholeAndDrawn(t *testing.T) {
	wholeAndDrawn(t, "appointment", course.AppointmentMoves())
	wholeAndDrawn(t, "session", course.SessionMoves())
	wholeAndDrawn(t, "life", life.Moves())
	wholeAndDrawn(t, "follow-up", outcome.FollowUpMoves())
}

// wholeAndDrawn: no move stands twice, every state can be reached from the
// start, and the diagram shows each move and each end.
func wholeAndDrawn[S, E ~string](t *testing.T, name string, m ledger.Machine[S, E]) {
	drawn, seen, reached := m.Diagram(), map[string]bool{}, map[S]bool{m.Start: true}
	for _, arc := range m.Arcs {
		key := fmt.Sprint(arc.From, " ", arc.On)
		if seen[key] {
			t.Errorf("%s: %s stands twice", name, key)
		}
		seen[key] = true
		if !strings.Contains(drawn, fmt.Sprintf("    %s --> %s: %s\n", arc.From, arc.To, arc.On)) {
			t.Errorf("%s: %v is not drawn", name, arc)
		}
	}
	for range m.Arcs {
		for _, arc := range m.Arcs {
			reached[arc.To] = reached[arc.To] || reached[arc.From]
		}
	}
	for _, s := range m.States() {
		if !reached[s] {
			t.Errorf("%s: nothing leads to %s", name, s)
		}
		if m.Final(s) != strings.Contains(drawn, fmt.Sprintf("%s --> [*]", s)) {
			t.Errorf("%s: the end %s is drawn wrongly", name, s)
		}
	}
	if !strings.HasPrefix(drawn, fmt.Sprintf("stateDiagram-v2\n    [*] --> %s\n", m.Start)) {
		t.Errorf("%s: the start is not drawn", name)
	}
	if s, ok := m.Next(m.Start, "no such event"); ok || s != m.Start {
		t.Errorf("%s: an unknown event leads to %s", name, s)
	}
}
