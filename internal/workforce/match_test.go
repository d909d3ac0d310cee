package workforce

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

func begins(name id.Match, worker id.Account) MatchFact {
	return MatchFact{Matched: &Match{ID: name, Participant: "sam", Worker: worker, On: today}}
}

func ends(name id.Match, why MatchEndReason) MatchFact {
	return MatchFact{Ended: &MatchEnded{ID: id.MatchEnd("end-" + name), Match: name, Participant: "sam", On: today, Reason: why}}
}

func TestSomebodyHasOneWorkerAtATime(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash")})
	if _, err := m.Take(begins("m2", "jo")); fault.Of(err) != fault.Conflict {
		t.Errorf("a second worker: %v", err)
	}
	m = MatchesAfter([]MatchFact{begins("m1", "ash"), ends("m1", AskedForAnother), begins("m2", "jo")})
	now, ok := m.Current()
	first, _ := m.First()
	if !ok || now.Worker != "jo" || first.Worker != "ash" || !slices.Equal(m.Changed(), []id.Account{"ash"}) || m.Known() != nil {
		t.Errorf("%+v", m)
	}
}

func TestAMatchSentTwiceIsThereOnce(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash")})
	if _, err := m.Take(begins("m1", "ash")); !errors.Is(err, fault.Unchanged) {
		t.Errorf("sent again: %v", err)
	}
	m, _ = m.Take(ends("m1", ""))
	for what, f := range map[string]MatchFact{"the end": ends("m1", ""), "the beginning": begins("m1", "ash")} {
		if _, err := m.Take(f); !errors.Is(err, fault.Unchanged) {
			t.Errorf("%s sent again after the end: %v", what, err)
		}
	}
}

func TestOnlyTheMatchThatHoldsCanEnd(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash"), ends("m1", KnowEachOther), begins("m2", "jo")})
	late := ends("m1", VisitsOver)
	late.Ended.ID = "another"
	if _, err := m.Take(late); fault.Of(err) != fault.Conflict {
		t.Errorf("ended again: %v", err)
	}
	if _, err := MatchesAfter(nil).Take(ends("m1", "")); fault.Of(err) != fault.Conflict {
		t.Errorf("ended before it began: %v", err)
	}
	if _, err := m.Take(MatchFact{}); fault.Of(err) != fault.Conflict {
		t.Errorf("no fact at all: %v", err)
	}
	if !slices.Equal(m.Known(), []id.Account{"ash"}) {
		t.Errorf("known %v", m.Known())
	}
}

// Whatever comes, in whatever order, there is no way out of the table of moves.
func TestAnyHistoryLeavesAtMostOneWorker(t *testing.T) {
	facts := rapid.SliceOf(rapid.Custom(func(t *rapid.T) MatchFact {
		name := rapid.SampledFrom([]id.Match{"m1", "m2", "m3"}).Draw(t, "match")
		if rapid.Bool().Draw(t, "begins") {
			return begins(name, id.Account("worker-"+name))
		}
		return ends(name, rapid.SampledFrom(append(MatchEndReasons(), "")).Draw(t, "reason"))
	}))
	rapid.Check(t, func(t *rapid.T) {
		m := MatchesAfter(nil)
		for _, f := range facts.Draw(t, "history") {
			before := m
			next, err := m.Take(f)
			if err != nil && (next.State != before.State || len(next.All)+len(next.Ends) != len(before.All)+len(before.Ends)) {
				t.Fatalf("refused, yet changed: %+v", next)
			}
			m = next
		}
		_, has := m.Current()
		if open := len(m.All) - len(m.Ends); open < 0 || open > 1 || has != (open == 1) {
			t.Errorf("%d matches with %d ends, and a worker: %v", len(m.All), len(m.Ends), has)
		}
	})
}

func TestTheMovesOfAMatchAreDrawn(t *testing.T) {
	want := []string{"[*] --> unmatched", "unmatched --> matched: begin", "matched --> unmatched: end"}
	for _, line := range want {
		if !strings.Contains(MatchMoves().Diagram(), line) {
			t.Errorf("%s is not drawn", line)
		}
	}
}
