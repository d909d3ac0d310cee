package programme

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

func lived(name string, k LifeKind, on string) LifeEvent {
	return LifeEvent{ID: id.LifeEvent(name), Participant: "p", Kind: k, On: day(on)}
}

func anyLife(t *rapid.T) []LifeEvent {
	var history []LifeEvent
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		e := lived(rapid.StringMatching(`[a-h]`).Draw(t, "name"), rapid.SampledFrom(LifeKinds()).Draw(t, "kind"), "2026-10-20")
		e.On = e.On.AddDays(rapid.IntRange(0, 150).Draw(t, "on"))
		history = append(history, e)
	}
	return history
}

func TestLifeGoesNowhereThatTheDiagramLacks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := anyLife(t)
		seen := map[id.LifeEvent]bool{}
		for n, e := range history {
			before, after := LifeAfter(history[:n]), LifeAfter(history[:n+1])
			if to, ok := LifeMoves().Next(before.State, e.Kind); seen[e.ID] || !ok {
				if !cmp.Equal(before, after, cmp.AllowUnexported(Date{})) {
					t.Fatalf("%s changed %s to %s", e.Kind, before.State, after.State)
				}
			} else if after.State != to {
				t.Fatalf("%s led from %s to %s", e.Kind, before.State, after.State)
			}
			seen[e.ID] = true
			if after.State == LifeStopped && e.Kind != Death && before.State != LifeStopped {
				t.Fatalf("%s stopped everything", e.Kind)
			}
		}
	})
}

func TestADeathStopsEverythingForGoodAndSupportsTheWorker(t *testing.T) {
	life := LifeAfter([]LifeEvent{lived("1", Death, "2026-12-01"), lived("2", GoingOn, "2026-12-02"), lived("3", Readmission, "2026-12-03")})
	want := Effects{Stopped, Stopped, Stopped, Stopped, true}
	if life.State != LifeStopped || life.State.Effects() != want {
		t.Errorf("%+v", life)
	}
	alive := LifeAfter([]LifeEvent{lived("1", Death, "2026-12-01"), lived("2", DeathInError, "2026-12-02")})
	if alive.State != LifePaused || alive.State.Effects().Visits != Waits {
		t.Errorf("nothing goes on by itself: %+v", alive)
	}
	if _, err := NextLife(LifeGoesOn, GoingOn); fault.KeyOf(err) != "life.move.refused" {
		t.Error(err)
	}
	if LifeState("").Effects() != want {
		t.Error("an unknown state lets things go on")
	}
}

func TestEachFlawOfALifeEventIsNamedAtItsField(t *testing.T) {
	today := day("2026-12-01")
	if p := lived("1", Readmission, "2026-12-01").Check(today); p.Any() {
		t.Error(p)
	}
	if p := lived("1", Readmission, "2026-12-02").Check(today); said(p)["on"] != "life.on.future" {
		t.Error(p)
	}
	if p := (LifeEvent{}).Check(today); len(p) != 4 || said(p)["kind"] != "life.kind.missing" {
		t.Error(p)
	}
}
