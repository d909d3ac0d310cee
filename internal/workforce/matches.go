package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

// A MatchFact is one entry of the history of somebody's workers. One of the
// kinds of fact is there. The last three leave the state as it is.
type MatchFact struct {
	Matched *Match      `json:"matched,omitempty"`
	Ended   *MatchEnded `json:"ended,omitempty"`
	Asked   *MatchAsked `json:"asked,omitempty"`
	Kept    *MatchKept  `json:"kept,omitempty"`
	Told    *MatchTold  `json:"told,omitempty"`
}

// Matches are somebody's workers, the one they have and those they had.
type Matches struct {
	State MatchState
	All   []Match // in the server's order
	Ends  []MatchEnded
	Asks  []MatchAsked
	Keeps []MatchKept
	Tells []MatchTold
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

// MatchesIn is MatchesAfter for facts with when they came.
func MatchesIn(history []ledger.Received[MatchFact]) Matches {
	facts := make([]MatchFact, len(history))
	for i, x := range history {
		facts[i] = x.Fact
	}
	return MatchesAfter(facts)
}

// Take returns the matches with one more fact. A fact that is there already is
// fault.Unchanged; a second worker at once, and an end of what has ended or
// never began, are conflicts. Then m itself is returned. Matches are never
// altered in place.
func (m Matches) Take(f MatchFact) (Matches, error) {
	if m.knows(f) {
		return m, fault.Unchanged
	}
	if next, is, err := m.takeWord(f); is {
		return next, err
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
	case f.Asked != nil:
		return slices.ContainsFunc(m.Asks, func(x MatchAsked) bool { return x.ID == f.Asked.ID })
	case f.Kept != nil:
		return slices.ContainsFunc(m.Keeps, func(x MatchKept) bool { return x.ID == f.Kept.ID })
	case f.Told != nil:
		return slices.ContainsFunc(m.Tells, func(x MatchTold) bool { return x.ID == f.Told.ID })
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

// ThePersonKnows tells whether the person was told who visits them now, or that
// nobody does any more.
func (m Matches) ThePersonKnows() bool { return len(m.newsToThePerson()) == 0 }

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

// Key is the id under which f is kept. Matches and their ends are kept by themselves.
func (f MatchFact) Key() string {
	switch {
	case f.Asked != nil:
		return string(f.Asked.ID)
	case f.Kept != nil:
		return string(f.Kept.ID)
	case f.Told != nil:
		return string(f.Told.ID)
	}
	return ""
}

// Kind names what f says, without any of its words.
func (f MatchFact) Kind() string {
	switch {
	case f.Asked != nil:
		return "asked"
	case f.Kept != nil:
		return "kept"
	case f.Told != nil:
		return "told." + string(f.Told.Of) + "." + string(f.Told.Party)
	}
	return ""
}

// About is the match that f, which m can take, is about.
func (m Matches) About(f MatchFact) id.Match {
	switch {
	case f.Ended != nil:
		return f.Ended.Match
	case f.Told != nil:
		return f.Told.Match
	}
	now, _ := m.Current()
	return now.ID
}

// IsWith tells whether a match was or is with that worker.
func (m Matches) IsWith(match id.Match, worker id.Account) bool {
	return slices.ContainsFunc(m.All, func(x Match) bool { return x.ID == match && x.Worker == worker })
}
