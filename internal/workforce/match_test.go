package workforce

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func begins(name id.Match, worker id.Account) MatchFact {
	return MatchFact{Matched: &Match{ID: name, Participant: "sam", Worker: worker, On: today}}
}

func ends(name id.Match, why MatchEndReason) MatchFact {
	return MatchFact{Ended: &MatchEnded{ID: id.MatchEnd("end-" + name), Match: name, Participant: "sam",
		On: today, Reason: why}}
}

func TestSomebodyHasOneWorkerAtATime(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash")})
	if _, err := m.Take(begins("m2", "jo")); fault.Of(err) != fault.Conflict {
		t.Errorf("a second worker: %v", err)
	}
	m = MatchesAfter([]MatchFact{begins("m1", "ash"), ends("m1", AskedForAnother), begins("m2", "jo")})
	now, ok := m.Current()
	first, _ := m.First()
	if !ok || now.Worker != "jo" || first.Worker != "ash" || !slices.Equal(m.Changed(), []id.Account{"ash"}) ||
		m.Known() != nil {
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

func asks(name string, match id.Match) MatchFact {
	return MatchFact{Asked: &MatchAsked{ID: id.MatchAsk(name), Match: match, Participant: "sam"}}
}

func keeps(name string, asked id.MatchAsk) MatchFact {
	return MatchFact{Kept: &MatchKept{ID: id.MatchKept(name), Asked: asked, Participant: "sam", On: today}}
}

func tells(name string, match id.Match, of MatchEvent, party Party) MatchFact {
	return MatchFact{Told: &MatchTold{ID: id.MatchTold(name), Participant: "sam", MatchNews: MatchNews{match, of, party},
		How: ToldByPhone, On: today}}
}

func TestWhoAsksForAnotherWorkerWaitsUntilTheMatchEndsOrIsKept(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash"), asks("a1", "m1")})
	if _, err := m.Take(asks("a2", "m1")); !errors.Is(err, fault.Unchanged) {
		t.Errorf("asked again: %v", err)
	}
	if a, open := m.Asking(); !open || a.ID != "a1" {
		t.Errorf("asking: %+v", m)
	}
	kept, err := m.Take(keeps("k1", "a1"))
	if _, open := kept.Asking(); open || err != nil {
		t.Errorf("they talked and it stays: %+v, %v", kept, err)
	}
	if _, err := kept.Take(keeps("k2", "a1")); fault.Of(err) != fault.Conflict {
		t.Errorf("kept twice: %v", err)
	}
	if kept, _ = kept.Take(asks("a3", "m1")); len(kept.Asks) != 2 {
		t.Error("nobody may ask a second time")
	}
	m, _ = m.Take(ends("m1", AskedForAnother))
	if _, open := m.Asking(); open {
		t.Error("still asking, with nobody who visits")
	}
	if _, err := m.Take(asks("a4", "m1")); fault.Of(err) != fault.Conflict {
		t.Errorf("asked of a match that is over: %v", err)
	}
}

func TestNobodyIsToldTwiceAndWhatIsUntoldStays(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash")})
	if n := m.Untold(); len(n) != 2 || n[0] != (MatchNews{"m1", MatchBegins, ThePerson}) {
		t.Errorf("untold: %v", n)
	}
	if _, err := m.Take(tells("t1", "m1", MatchEnds, ThePerson)); fault.Of(err) != fault.Conflict {
		t.Errorf("told of an end that is none: %v", err)
	}
	m, _ = m.Take(tells("t1", "m1", MatchBegins, ThePerson))
	if _, err := m.Take(tells("t2", "m1", MatchBegins, ThePerson)); fault.Of(err) != fault.Conflict {
		t.Errorf("told twice: %v", err)
	}
	m, _ = m.Take(ends("m1", ""))
	if n := m.Untold(); len(n) != 2 || n[0].Of != MatchEnds {
		t.Errorf("after the end: %v", n)
	}
	m, _ = m.Take(tells("t3", "m1", MatchEnds, TheWorker))
	m, _ = m.Take(begins("m2", "jo"))
	if n := m.Untold(); len(n) != 3 || n[0] != (MatchNews{"m1", MatchEnds, ThePerson}) || n[1].Match != "m2" {
		t.Errorf("with somebody new: %v", n)
	}
	if n := m.News(); len(n) != 3 {
		t.Errorf("what the worker was told of the end is over: %v", n)
	}
}

func TestWhatIsSaidOfATellingIsChecked(t *testing.T) {
	m := MatchesAfter([]MatchFact{begins("m1", "ash")})
	for _, field := range []string{"id", "participant", "news", "how", "on"} {
		if _, said := (MatchTold{}).Check(m, today).On(field); !said {
			t.Errorf("nothing is said of %s", field)
		}
	}
	v := *tells("t", "m1", MatchBegins, ThePerson).Told
	if p := v.Check(m, today); p.Any() {
		t.Errorf("a good one: %v", p)
	}
	v.On = today.AddDays(-1)
	if p, _ := v.Check(m, today).On("on"); p.Key != "matching.told.on.early" {
		t.Errorf("before it began: %v", p)
	}
	v.On = today.AddDays(1)
	if p, _ := v.Check(m, today).On("on"); p.Key != "matching.told.on.future" {
		t.Errorf("tomorrow: %v", p)
	}
	for _, field := range []string{"id", "asked", "participant", "on"} {
		if _, said := (MatchKept{}).Check(today, programme.InCourse).On(field); !said {
			t.Errorf("nothing is said of %s", field)
		}
	}
}

func anyMatchFact(t *rapid.T) MatchFact {
	name := rapid.SampledFrom([]id.Match{"m1", "m2", "m3"}).Draw(t, "match")
	which := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "which")
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		return begins(name, id.Account("worker-"+name))
	case 1:
		return ends(name, rapid.SampledFrom(append(MatchEndReasons(), "")).Draw(t, "reason"))
	case 2:
		return asks(which, name)
	case 3:
		return keeps(which, id.MatchAsk(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "asked")))
	}
	return tells(which, name, rapid.SampledFrom([]MatchEvent{MatchBegins, MatchEnds}).Draw(t, "of"),
		rapid.SampledFrom(Parties()).Draw(t, "party"))
}

func (m Matches) size() int {
	return len(m.All) + len(m.Ends) + len(m.Asks) + len(m.Keeps) + len(m.Tells)
}

// Whatever comes, in whatever order, there is no way out of the table of moves,
// nobody is told a thing twice, and nobody waits for an answer of nobody.
func TestAnyHistoryLeavesAtMostOneWorker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := MatchesAfter(nil)
		for _, f := range rapid.SliceOf(rapid.Custom(anyMatchFact)).Draw(t, "history") {
			before := m
			next, err := m.Take(f)
			if err != nil && (next.State != before.State || next.size() != before.size()) {
				t.Fatalf("refused, yet changed: %+v", next)
			}
			if err == nil && next.size() != before.size()+1 {
				t.Fatalf("taken, and not there once: %+v", next)
			}
			m = next
		}
		_, has := m.Current()
		if open := len(m.All) - len(m.Ends); open < 0 || open > 1 || has != (open == 1) {
			t.Errorf("%d matches with %d ends, and a worker: %v", len(m.All), len(m.Ends), has)
		}
		if _, asking := m.Asking(); asking && !has {
			t.Error("somebody waits for another worker, and has none")
		}
		told := map[MatchNews]bool{}
		for _, x := range m.Tells {
			if told[x.MatchNews] {
				t.Errorf("told twice: %+v", x.MatchNews)
			}
			told[x.MatchNews] = true
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
