package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A MatchFact is one entry of the history of somebody's workers. One of the
// two kinds of fact is there.
type MatchFact struct {
	Matched *Match
	Ended   *MatchEnded
}

// Matches are somebody's workers, the one they have and those they had.
type Matches struct {
	State MatchState
	All   []Match // in the server's order
	Ends  []MatchEnded
}

// MatchesAfter returns what holds after history, which the caller brings in the
// server's order. What Take refuses changes nothing.
func MatchesAfter(history []MatchFact) Matches {
	m := Matches{State: Unmatched}
	for _, f := range history {
		m, _ = m.Take(f)
	}
	return m
}

// Take returns the matches with one more fact. A fact that is there already is
// fault.Unchanged; a second worker at once, and an end of what has ended or
// never began, are conflicts. Then m itself is returned. Matches are never
// altered in place.
func (m Matches) Take(f MatchFact) (Matches, error) {
	if m.knows(f) {
		return m, fault.Unchanged
	}
	now, _ := m.Current()
	if f.Ended != nil && f.Ended.Match != now.ID {
		return m, fault.New(fault.Conflict, "matching.ended_already")
	}
	next, ok := MatchMoves().Next(m.State, f.event())
	if !ok {
		return m, fault.New(fault.Conflict, "matching.move.refused")
	}
	m.State = next
	if f.Ended != nil {
		m.Ends = append(slices.Clip(m.Ends), *f.Ended)
	} else {
		m.All = append(slices.Clip(m.All), *f.Matched)
	}
	return m, nil
}

func (f MatchFact) event() MatchEvent {
	switch {
	case f.Ended != nil:
		return MatchEnds
	case f.Matched != nil:
		return MatchBegins
	}
	return ""
}

func (m Matches) knows(f MatchFact) bool {
	switch {
	case f.Matched != nil:
		return slices.ContainsFunc(m.All, func(x Match) bool { return x.ID == f.Matched.ID })
	case f.Ended != nil:
		return slices.ContainsFunc(m.Ends, func(x MatchEnded) bool { return x.ID == f.Ended.ID })
	}
	return false
}

// Current returns the match that holds, and whether there is one.
func (m Matches) Current() (Match, bool) {
	if m.State != Matched {
		return Match{}, false
	}
	return m.All[len(m.All)-1], true
}

// First returns the first match, and whether there was any: waiting is counted
// to it.
func (m Matches) First() (Match, bool) {
	if len(m.All) == 0 {
		return Match{}, false
	}
	return m.All[0], true
}

// Changed lists the workers that the person asked to change, in order.
func (m Matches) Changed() []id.Account { return m.endedFor(AskedForAnother) }

// Known lists the workers who turned out to know the person, in order.
func (m Matches) Known() []id.Account { return m.endedFor(KnowEachOther) }

func (m Matches) endedFor(reason MatchEndReason) []id.Account {
	var workers []id.Account
	for _, e := range m.Ends {
		i := slices.IndexFunc(m.All, func(x Match) bool { return x.ID == e.Match })
		if i >= 0 && e.Reason == reason && !slices.Contains(workers, m.All[i].Worker) {
			workers = append(workers, m.All[i].Worker)
		}
	}
	return workers
}
