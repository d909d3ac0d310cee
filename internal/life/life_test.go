package life

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func lived(name string, k Kind, on string) Event {
	return Event{ID: id.LifeEvent(name), Participant: "p", Kind: k, On: programmetest.Day(on)}
}

func anyLife(t *rapid.T) []Event {
	var history []Event
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		e := lived(rapid.StringMatching(`[a-h]`).Draw(t, "name"), rapid.SampledFrom(Kinds()).Draw(t, "kind"), "2026-10-20")
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
			before, after := After(history[:n]), After(history[:n+1])
			if to, ok := Moves().Next(before.State, e.Kind); seen[e.ID] || !ok {
				if !cmp.Equal(before, after, cmp.AllowUnexported(programme.Date{})) {
					t.Fatalf("%s changed %s to %s", e.Kind, before.State, after.State)
				}
			} else if after.State != to {
				t.Fatalf("%s led from %s to %s", e.Kind, before.State, after.State)
			}
			seen[e.ID] = true
			if after.State == Stopped && e.Kind != Death && before.State != Stopped {
				t.Fatalf("%s stopped everything", e.Kind)
			}
		}
	})
}

func TestADeathStopsEverythingForGoodAndSupportsTheWorker(t *testing.T) {
	life := After([]Event{lived("1", Death, "2026-12-01"), lived("2", GoingOn, "2026-12-02"),
		lived("3", Readmission, "2026-12-03")})
	want := Effects{Stops, Stops, Stops, Stops, true}
	if life.State != Stopped || life.State.Effects() != want {
		t.Errorf("%+v", life)
	}
	alive := After([]Event{lived("1", Death, "2026-12-01"), lived("2", DeathInError, "2026-12-02")})
	if alive.State != Paused || alive.State.Effects().Visits != Waits {
		t.Errorf("nothing goes on by itself: %+v", alive)
	}
	if _, err := Next(GoesOn, GoingOn); fault.KeyOf(err) != "life.move.refused" {
		t.Error(err)
	}
	if State("").Effects() != want {
		t.Error("an unknown state lets things go on")
	}
}

func TestADayOfDeathThatWasWrongIsPutRight(t *testing.T) {
	paused := lived("0", Readmission, "2026-11-20")
	for _, c := range []struct {
		before []Event
		pause  string // where the pause begins that the death is in
	}{{nil, "2026-11-29"}, {[]Event{paused}, "2026-11-20"}} {
		now := After(append(c.before, lived("1", Death, "2026-12-01"), lived("2", DeathDay, "2026-11-29")))
		if now.State != Stopped || now.Since != programmetest.Day("2026-11-29") ||
			now.Pauses[0].From != programmetest.Day(c.pause) {
			t.Errorf("%+v", now)
		}
	}
	if _, err := Next(Paused, DeathDay); fault.Of(err) != fault.Conflict {
		t.Error("somebody who lives has a day of death")
	}
	if p := lived("1", DeathDay, "2026-12-01").Check(programmetest.Day("2026-12-01"),
		programme.InLife); programmetest.Said(p)["note"] != "life.note.why" {
		t.Error("nobody says how they know:", p)
	}
}

func TestEachFlawOfALifeEventIsNamedAtItsField(t *testing.T) {
	today := programmetest.Day("2026-12-01")
	if p := lived("1", Readmission, "2026-12-01").Check(today, programme.InLife); p.Any() {
		t.Error(p)
	}
	if p := lived("1", Readmission, "2026-12-02").Check(today,
		programme.InLife); programmetest.Said(p)["on"] != "life.on.future" {
		t.Error(p)
	}
	if p := (Event{}).Check(today, programme.InLife); len(p) != 4 || programmetest.Said(p)["kind"] != "life.kind.missing" {
		t.Error(p)
	}
}

func TestWhoCannotDecideMayNotUntilTheyGoOn(t *testing.T) {
	l := After([]Event{
		lived("1", Readmission, "2026-11-25"), lived("2", LossOfCapacity, "2026-12-01"),
		lived("3", LossOfCapacity, "2026-12-03"), lived("4", GoingOn, "2026-12-08"),
		lived("5", LossOfCapacity, "2026-12-20"), lived("6", MovingAway, "2026-12-22"),
	})
	for on, may := range map[string]bool{"2026-11-26": true, "2026-11-30": true, "2026-12-01": false,
		"2026-12-07": false, "2026-12-08": true, "2026-12-19": true, "2026-12-20": false, "2027-03-01": false} {
		if l.MayDecide(programmetest.Day(on)) != may {
			t.Errorf("on %s: %t", on, !may)
		}
	}
}

func TestOnADayOfAChangeWhatLeavesMoreRoomHeldToo(t *testing.T) {
	for _, c := range []struct {
		events []Event
		held   map[string]State
	}{
		{[]Event{lived("1", MovingAway, "2026-11-25"), lived("2", Readmission, "2026-12-01"),
			lived("3", GoingOn, "2026-12-08"), lived("4", LossOfCapacity, "2026-12-05")},
			map[string]State{"2026-11-25": GoesOn, "2026-11-26": Away, "2026-12-01": Away, "2026-12-02": Paused,
				"2026-12-08": GoesOn, "2026-12-07": Paused}},
		{[]Event{lived("1", Death, "2026-11-25"), lived("2", DeathDay, "2026-11-23")},
			map[string]State{"2026-11-23": GoesOn, "2026-11-24": Stopped}},
		{[]Event{lived("1", Death, "2026-11-25"), lived("2", DeathInError, "2026-11-30"), lived("3", GoingOn, "2026-12-02")},
			map[string]State{"2026-11-27": GoesOn, "2026-12-01": Paused, "2026-12-02": GoesOn}},
	} {
		for on, want := range c.held {
			if is := After(c.events).On(programmetest.Day(on)); is.State != want {
				t.Errorf("on %s: %+v", on, is)
			}
		}
	}
}
