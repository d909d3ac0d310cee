package ledger

import (
	"fmt"
	"slices"
	"strings"
)

// An Arc is one allowed move of a machine.
type Arc[S, E ~string] struct {
	From S
	On   E
	To   S
}

// A Machine is where a thing begins and every move it may make; there are no
// others. The documents' diagrams are drawn from it.
type Machine[S, E ~string] struct {
	Start S
	Arcs  []Arc[S, E]
}

// Next returns the state that on leads to from s, and whether there is such a
// move. Without one it returns s.
func (m Machine[S, E]) Next(s S, on E) (S, bool) {
	for _, arc := range m.Arcs {
		if arc.From == s && arc.On == on {
			return arc.To, true
		}
	}
	return s, false
}

// States lists every state, the start first, in the table's order.
func (m Machine[S, E]) States() []S {
	states := []S{m.Start}
	for _, arc := range m.Arcs {
		for _, s := range []S{arc.From, arc.To} {
			if !slices.Contains(states, s) {
				states = append(states, s)
			}
		}
	}
	return states
}

// Events lists every event, in the table's order.
func (m Machine[S, E]) Events() []E {
	var events []E
	for _, arc := range m.Arcs {
		if !slices.Contains(events, arc.On) {
			events = append(events, arc.On)
		}
	}
	return events
}

// Final tells whether nothing leads on from s.
func (m Machine[S, E]) Final(s S) bool {
	return !slices.ContainsFunc(m.Arcs, func(arc Arc[S, E]) bool { return arc.From == s })
}

// Diagram draws the moves as a Mermaid state diagram, for the documents.
func (m Machine[S, E]) Diagram() string {
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    [*] --> %s\n", m.Start)
	for _, arc := range m.Arcs {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", arc.From, arc.To, arc.On)
	}
	for _, s := range m.States() {
		if m.Final(s) {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	return b.String()
}
