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

func TestDaysPausedAreAddedToTheWindow(t *testing.T) {
	d, discharge := aService(), day("2026-11-02") // closes on 1 February
	life := LifeAfter([]LifeEvent{lived("1", Readmission, "2026-12-01"), lived("2", GoingOn, "2026-12-11")})
	w := WindowFor(d, discharge, life, day("2026-12-20"))
	if w.Paused != 10 || w.Closes != day("2027-02-11") || w.LastStart != day("2026-11-30") || life.State != LifeGoesOn {
		t.Errorf("%+v", w)
	}
	still := LifeAfter([]LifeEvent{lived("1", Readmission, "2026-11-20")})
	for today, want := range map[string]int{"2026-11-20": 0, "2026-11-21": 1, "2026-12-20": 30} {
		if got := WindowFor(d, discharge, still, day(today)); got.Paused != want || got.LastStart != day("2026-11-30").AddDays(want) {
			t.Errorf("on %s: %+v", today, got)
		}
	}
	late := LifeAfter([]LifeEvent{lived("1", Readmission, "2027-02-02"), lived("2", GoingOn, "2027-03-02")})
	if w := WindowFor(d, discharge, late, day("2027-03-10")); w.Paused != 0 {
		t.Errorf("a pause after the window brings it back: %+v", w)
	}
	if w := WindowFor(d, discharge, Life{}, day("2027-01-30")); w.DaysLeft(day("2027-01-30")) != 2 || w.DaysLeft(day("2027-02-03")) != -2 {
		t.Error("the days left are counted wrongly")
	}
}

func TestOnePauseWithTwoReasonsIsCountedOnce(t *testing.T) {
	life := LifeAfter([]LifeEvent{
		lived("1", MovingAway, "2026-11-10"), lived("2", Readmission, "2026-11-15"), lived("3", LossOfCapacity, "2026-11-18"), lived("4", GoingOn, "2026-11-20"),
		lived("5", Readmission, "2026-11-19"), lived("6", GoingOn, "2026-11-22"), // entered late, and overlapping
	})
	if w := WindowFor(aService(), day("2026-11-02"), life, day("2026-12-01")); w.Paused != 12 || len(life.Pauses) != 2 {
		t.Errorf("%+v of %+v", w, life)
	}
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

func TestPausingNeverShortensTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, discharge, history := aService(), day("2026-11-02"), anyLife(t)
		today := discharge.AddDays(rapid.IntRange(0, 200).Draw(t, "today"))
		for _, e := range history {
			today = later(today, e.On)
		}
		without := WindowFor(d, discharge, Life{State: LifeGoesOn}, today)
		with := WindowFor(d, discharge, LifeAfter(history), today)
		if with.Closes.Before(without.Closes) || with.LastStart.Before(without.LastStart) || with.StartBy.Before(without.StartBy) {
			t.Fatalf("%+v became %+v", without, with)
		}
		if with.Paused != with.Closes.Sub(without.Closes) || with.Paused > today.Sub(discharge) {
			t.Fatalf("%d days paused in %d", with.Paused, today.Sub(discharge))
		}
		if tomorrow := WindowFor(d, discharge, LifeAfter(history), today.AddDays(1)); tomorrow.Closes.Before(with.Closes) {
			t.Fatal("the window is shorter a day later")
		}
	})
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

func TestTheActCallsOffWhatIsToComeAndNoMore(t *testing.T) {
	c := CourseAfter(aService(), []CourseFact{planned("a", 1), met("v", "a", tuesday(1)), planned("b", 2), planned("c", 3)})
	for state, want := range map[LifeState]int{LifeGoesOn: 0, LifeAway: 1, LifePaused: 1, LifeStopped: 1} {
		if list := (Life{State: state}).CalledOff(c, tuesday(2)); len(list) != want || want > 0 && list[0].ID != "c" {
			t.Errorf("%s: %v", state, list)
		}
	}
	if e := LifeAway.Effects(); e.FollowUps != Flows || e.Messages != Flows || e.Visits != Waits {
		t.Errorf("who moves away is not met with silence: %+v", e)
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
