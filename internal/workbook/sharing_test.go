package workbook

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

func minute(n int) time.Time { return time.Date(2026, 12, 1, 9, n, 0, 0, time.UTC) }

func act(page string, a Act, n int) ledger.Received[Sharing] {
	return ledger.Received[Sharing]{Fact: Sharing{Page: page, With: Worker, Act: a}, At: minute(n)}
}

// ash visited all the time.
func ash(time.Time) id.Account { return "ash" }

func TestAPageIsSharedWithAPersonAndNotWithWhoComesNext(t *testing.T) {
	visitor := func(at time.Time) id.Account {
		if at.Before(minute(3)) {
			return "ash"
		}
		return "bo"
	}
	again := act("two", Share, 2)
	again.Fact.To = "bo"
	history := []ledger.Received[Sharing]{act("one", Share, 1), act("two", Share, 2), again}
	want := []Shared{{"one", "ash", minute(1)}, {"two", "ash", minute(2)}, {"two", "bo", minute(2)}}
	if diff := cmp.Diff(want, SharedAfter(history, visitor)); diff != "" {
		t.Error(diff)
	}
	if now := SharedAfter(append(history, act("two", TakeBack, 5)), visitor); len(now) != 1 {
		t.Errorf("taken back, and still seen by somebody: %+v", now)
	}
}

func TestAPageIsPrivateUntilSharedAndAgainWhenTakenBack(t *testing.T) {
	history := []ledger.Received[Sharing]{act("one", Share, 1), act("two", Share, 2), act("one", Share, 3),
		act("two", TakeBack, 4), act("three", TakeBack, 5)}
	if diff := cmp.Diff([]Shared{{"one", "ash", minute(1)}}, SharedAfter(history, ash)); diff != "" {
		t.Error(diff)
	}
	if _, ok := SharedWith(SharedAfter(history, ash), "two", "ash"); ok {
		t.Error("two was taken back")
	}
	if s, ok := SharedWith(SharedAfter(append(history, act("two", Share, 6)), ash), "two", "ash"); !ok ||
		s.Since != minute(6) {
		t.Error("shared again is shared from then on")
	}
}

func TestTheLastActDecidesWhatIsShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := map[string]Act{}
		var history []ledger.Received[Sharing]
		for i := range rapid.IntRange(0, 20).Draw(t, "acts") {
			page := rapid.SampledFrom([]string{"one", "two"}).Draw(t, "page")
			last[page] = rapid.SampledFrom(Acts()).Draw(t, "act")
			history = append(history, act(page, last[page], i))
		}
		for _, page := range []string{"one", "two", "three"} {
			if _, seen := SharedWith(SharedAfter(history, ash), page, "ash"); seen != (last[page] == Share) {
				t.Fatalf("%s: %v", page, seen)
			}
		}
	})
}

func TestASharingNamesAPageAndAnAct(t *testing.T) {
	good := Sharing{ID: "s", Participant: "p", Page: "one", With: Worker, Act: Share}
	if p := good.Check(sound()); p.Any() {
		t.Error(p)
	}
	if p := (Sharing{Page: "elsewhere"}).Check(sound()); len(p) != 5 {
		t.Error(p)
	}
}
