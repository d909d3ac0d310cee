package workforce

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
)

func names(list []Candidate) []id.Account {
	var all []id.Account
	for _, c := range list {
		all = append(all, c.Worker)
	}
	return all
}

func why(c Candidate) []string {
	var all []string
	for _, r := range c.Reasons {
		all = append(all, string(r.Weight)+": "+r.In(english))
	}
	return all
}

func weighed(s PersonToMatch, a Available) Candidate {
	return Candidates(s, []Available{a}, aProgramme(), today)[0]
}

func TestACandidateSaysWhyInWords(t *testing.T) {
	c := weighed(PersonToMatch{District: "ZZ1"}, busy(available("ash"), 3))
	want := []string{
		"ask: No personal tie that we know of. Ask the worker before you decide.",
		"for: Trained and cleared.",
		"for: Has room for 3 more people.",
		"for: Works in ZZ1, where they live.",
	}
	if diff := cmp.Diff(want, why(c)); diff != "" || !c.Fits {
		t.Errorf("fits %v, -want +got\n%s", c.Fits, diff)
	}
}

func TestWhatBarsAMatchIsSaidFirst(t *testing.T) {
	for what, x := range map[string]struct {
		s    PersonToMatch
		a    Available
		want string
	}{
		"not trained": {PersonToMatch{}, Available{Worker: aWorker("ash"), Facts: Facts{Clearances: trained().Clearances}},
			"5 days of the introductory course left to do."},
		"not cleared": {PersonToMatch{}, Available{Worker: aWorker("ash"), Facts: Facts{Trainings: trained().Trainings}},
			"Not on record: Enhanced check."},
		"no room":         {PersonToMatch{}, busy(available("ash"), 6), "Has no room: visits 6 people now."},
		"a tie":           {PersonToMatch{Ties: []id.Account{"ash"}}, available("ash"), "They have a personal tie."},
		"asked to change": {PersonToMatch{Changed: []id.Account{"ash"}}, available("ash"), "The person asked to change from this worker."},
	} {
		c := weighed(x.s, x.a)
		if c.Fits || c.Reasons[0].Weight != Bars || c.Reasons[0].In(english) != x.want {
			t.Errorf("%s: fits %v: %q", what, c.Fits, why(c))
		}
	}
}

// Each worker differs from the one before in one thing, and the list says which.
func TestTheOrderOfCandidatesIsExplained(t *testing.T) {
	s := PersonToMatch{District: "ZZ1"}
	near, area, else1, else2, else3 := available("near"), available("area"), available("free"),
		available("less"), available("same")
	area.Districts = []District{"ZZ9"}
	for _, a := range []*Available{&else1, &else2, &else3} {
		a.Districts = []District{"YY1"}
	}
	full := busy(available("full"), 9)
	pool := []Available{full, busy(else2, 1), busy(else3, 1), else1, area, near}
	list := Candidates(s, pool, aProgramme(), today)
	if diff := cmp.Diff([]id.Account{"near", "area", "free", "less", "same", "full"}, names(list)); diff != "" {
		t.Error(diff)
	}
	var rule []string
	for _, c := range list {
		rule = append(rule, c.Ahead.Key)
	}
	want := []string{"matching.ahead.near", "matching.ahead.near", "matching.ahead.room", "matching.ahead.same",
		"matching.ahead.fits", ""}
	if diff := cmp.Diff(want, rule); diff != "" {
		t.Error(diff)
	}
}

// With half the hours, one person is as much as two.
func TestBalanceLooksAtThePartOfTheHours(t *testing.T) {
	half, whole := busy(available("half"), 1), busy(available("whole"), 2)
	half.ContractedMinutes, whole.ContractedMinutes = 10*60, 30*60
	list := Candidates(PersonToMatch{}, []Available{half, whole}, aProgramme(), today)
	if diff := cmp.Diff([]id.Account{"whole", "half"}, names(list)); diff != "" {
		t.Error(diff)
	}
}

func TestAWeekIsVisitsTravelNotesAndSupervision(t *testing.T) {
	w := aWorker("ash")
	others := []Commitment{{"jo", "x", 5}, {"ash", "done", 0}, {"ash", "sam", 5}, {"ash", "sam", 5}, {"ash", "lee", 1}}
	h := Room(w, aProgramme(), others)
	want := Hours{Contracted: 900, Supervision: 90, Visits: 240, People: 2, Each: 120}
	if h != want || h.Used() != 330 || h.Free() != 570 || h.Places() != 4 {
		t.Errorf("%+v: used %d, free %d, places %d", h, h.Used(), h.Free(), h.Places())
	}
	fortnightly := aProgramme()
	fortnightly.CadenceDays = 14
	if h := Room(w, fortnightly, others); h.Each != 60 {
		t.Errorf("a visit every fortnight takes %d minutes a week", h.Each)
	}
	w.ContractedMinutes = 60
	if h := Room(w, aProgramme(), others); h.Places() != 0 || h.Free() >= 0 {
		t.Errorf("over the hours: free %d, places %d", h.Free(), h.Places())
	}
}

// A list of candidates leaves nobody out and puts nobody who is barred first.
func TestEveryWorkerIsListedOnceAndTheBarredLast(t *testing.T) {
	district := rapid.SampledFrom([]District{"ZZ1", "ZZ2", "YY1"})
	rapid.Check(t, func(t *rapid.T) {
		var pool []Available
		for i := range rapid.IntRange(0, 8).Draw(t, "workers") {
			a := busy(available(fmt.Sprint("w", i)), rapid.IntRange(0, 8).Draw(t, "people"))
			a.Districts = []District{district.Draw(t, "district")}
			pool = append(pool, a)
		}
		s := PersonToMatch{District: rapid.SampledFrom([]District{"ZZ1", "", "XX1"}).Draw(t, "lives in")}
		list := Candidates(s, pool, aProgramme(), today)
		if len(list) != len(pool) || repeats(names(list)) {
			t.Fatalf("of %d workers %v are listed", len(pool), names(list))
		}
		for i := range list {
			c := list[i]
			bars := slices.ContainsFunc(c.Reasons, func(r Reason) bool { return r.Weight == Bars })
			if c.Fits == bars || i > 0 && c.Fits && !list[i-1].Fits {
				t.Errorf("%s fits %v: %v", c.Worker, c.Fits, why(c))
			}
			if (c.Ahead.Key == "") != (i == len(list)-1) {
				t.Errorf("place %d says %q", i, c.Ahead.Key)
			}
			if c.Fits && c.Hours.Free() < c.Hours.Each {
				t.Errorf("%s fits without room", c.Worker)
			}
		}
	})
}
