package store

import (
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

var matchFacts = journal(Journal[programme.CourseOfSupport, workforce.MatchFact]{
	Table:  "match_fact",
	Undone: "undoing_of_visits", Noun: "MatchFact", Key: workforce.MatchFact.Key, Beside: []string{"match_id"},
	Clear: []Column[workforce.MatchFact]{{"kind", func(f workforce.MatchFact) any { return f.Kind() }}},
})

// MatchFacts are what became of matches besides their ends. A new one is about
// match.
func (t *ReadTx) MatchFacts(of programme.CourseOfSupport, match id.Match) Facts[workforce.MatchFact] {
	return matchFacts.facts(t, of, string(match))
}

// FindMatchHistory finds all that became of who visits somebody: the matches in
// the server's order, each with what became of it, and its end before who was
// told of it.
func (t *ReadTx) FindMatchHistory(of programme.CourseOfSupport) ([]ledger.Received[workforce.MatchFact], error) {
	found, err := t.matchHistories([]programme.CourseOfSupport{of})
	return found[of], err
}

// MatchHistoriesOf finds it for each of several people.
func (t *ReadTx) MatchHistoriesOf(people []programme.Person) (
	map[id.Participant][]ledger.Received[workforce.MatchFact], error,
) {
	found, err := t.matchHistories(coursesOf(people))
	histories := map[id.Participant][]ledger.Received[workforce.MatchFact]{}
	for of, history := range found {
		histories[of.Participant] = history
	}
	return histories, err
}

func (t *ReadTx) matchHistories(courses []programme.CourseOfSupport) (
	map[programme.CourseOfSupport][]ledger.Received[workforce.MatchFact], error,
) {
	made, err := matches.Of(t, courses)
	if err != nil || len(made) == 0 {
		return nil, err
	}
	ends, err := matchEnds.Of(t, courses)
	if err != nil {
		return nil, err
	}
	facts, err := matchFacts.of(t, courses)
	histories := map[programme.CourseOfSupport][]ledger.Received[workforce.MatchFact]{}
	for of, list := range made {
		histories[of] = matchHistory(list, ends[of], facts[of])
	}
	return histories, err
}

// matchHistory puts the matches of one course, their ends and the rest in order.
func matchHistory(
	made []ledger.Received[workforce.Match], ends []ledger.Received[workforce.MatchEnded],
	facts []storedAs[workforce.MatchFact],
) (history []ledger.Received[workforce.MatchFact]) {
	add := func(f workforce.MatchFact, at time.Time, by string) {
		history = append(history, ledger.Received[workforce.MatchFact]{Fact: f, At: at, By: by})
	}
	for _, m := range made {
		add(workforce.MatchFact{Matched: &m.Fact}, m.At, m.By)
		during, after := ofMatch(facts, m.Fact.ID)
		history = append(history, during...)
		for _, e := range ends {
			if e.Fact.Match == m.Fact.ID {
				add(workforce.MatchFact{Ended: &e.Fact}, e.At, e.By)
			}
		}
		history = append(history, after...)
	}
	return history
}

// ofMatch are the facts of one match: those from while it held, and who was told
// that it no longer does.
func ofMatch(
	all []storedAs[workforce.MatchFact], match id.Match,
) (during, after []ledger.Received[workforce.MatchFact]) {
	for _, f := range all {
		switch told := f.Fact.Told; {
		case f.row.text("match_id") != string(match):
		case told != nil && told.Of == workforce.MatchEnds:
			after = append(after, f.Received)
		default:
			during = append(during, f.Received)
		}
	}
	return during, after
}
