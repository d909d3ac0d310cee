package course

import (
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func happened(name string, k life.Kind, on string) life.Event {
	return life.Event{ID: id.LifeEvent(name), Participant: "p", Kind: k, On: programmetest.Day(on)}
}

func TestDaysPausedAreAddedToTheWindow(t *testing.T) {
	d, discharge := programmetest.Service(), programmetest.Day("2026-11-02") // closes on 1 February
	lifeNow := life.After([]life.Event{happened("1", life.Readmission, "2026-12-01"),
		happened("2", life.GoingOn, "2026-12-11")})
	w := WindowFor(d, discharge, lifeNow, programmetest.Day("2026-12-20"))
	if w.Paused != 10 || w.Closes != programmetest.Day("2027-02-11") || w.LastStart != programmetest.Day("2026-11-30") ||
		lifeNow.State != life.GoesOn {
		t.Errorf("%+v", w)
	}
	still := life.After([]life.Event{happened("1", life.Readmission, "2026-11-20")})
	for today, want := range map[string]int{"2026-11-20": 0, "2026-11-21": 1, "2026-12-20": 30} {
		if got := WindowFor(d, discharge, still, programmetest.Day(today)); got.Paused != want ||
			got.LastStart != programmetest.Day("2026-11-30").AddDays(want) {
			t.Errorf("on %s: %+v", today, got)
		}
	}
	late := life.After([]life.Event{happened("1", life.Readmission, "2027-02-02"),
		happened("2", life.GoingOn, "2027-03-02")})
	if w := WindowFor(d, discharge, late, programmetest.Day("2027-03-10")); w.Paused != 0 {
		t.Errorf("a pause after the window brings it back: %+v", w)
	}
	if w := WindowFor(d, discharge, life.Life{},
		programmetest.Day("2027-01-30")); w.DaysLeft(programmetest.Day("2027-01-30")) != 2 ||
		w.DaysLeft(programmetest.Day("2027-02-03")) != -2 {
		t.Error("the days left are counted wrongly")
	}
}

func TestOnePauseWithTwoReasonsIsCountedOnce(t *testing.T) {
	life := life.After([]life.Event{
		happened("1", life.MovingAway, "2026-11-10"), happened("2", life.Readmission, "2026-11-15"),
		happened("3", life.LossOfCapacity, "2026-11-18"), happened("4", life.GoingOn, "2026-11-20"),
		happened("5", life.Readmission, "2026-11-19"),
		happened("6", life.GoingOn, "2026-11-22"), // entered late, and overlapping
	})
	if w := WindowFor(programmetest.Service(), programmetest.Day("2026-11-02"), life,
		programmetest.Day("2026-12-01")); w.Paused != 12 || len(life.Pauses) != 2 {
		t.Errorf("%+v of %+v", w, life)
	}
}

func anyHistory(t *rapid.T) []life.Event {
	var history []life.Event
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		name, kind := rapid.StringMatching(`[a-h]`).Draw(t, "name"), rapid.SampledFrom(life.Kinds()).Draw(t, "kind")
		e := happened(name, kind, "2026-10-20")
		e.On = e.On.AddDays(rapid.IntRange(0, 150).Draw(t, "on"))
		history = append(history, e)
	}
	return history
}

func TestPausingNeverShortensTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, discharge, history := programmetest.Service(), programmetest.Day("2026-11-02"), anyHistory(t)
		today := discharge.AddDays(rapid.IntRange(0, 200).Draw(t, "today"))
		for _, e := range history {
			today = programme.Later(today, e.On)
		}
		without := WindowFor(d, discharge, life.Life{State: life.GoesOn}, today)
		with := WindowFor(d, discharge, life.After(history), today)
		if with.Closes.Before(without.Closes) || with.LastStart.Before(without.LastStart) ||
			with.StartBy.Before(without.StartBy) {
			t.Fatalf("%+v became %+v", without, with)
		}
		if with.Paused != with.Closes.Sub(without.Closes) || with.Paused > today.Sub(discharge) {
			t.Fatalf("%d days paused in %d", with.Paused, today.Sub(discharge))
		}
		if tomorrow := WindowFor(d, discharge, life.After(history), today.AddDays(1)); tomorrow.Closes.Before(with.Closes) {
			t.Fatal("the window is shorter a day later")
		}
	})
}

func TestTenWeeklyVisitsInNinetyOneDaysMustBeginByDayTwentyEight(t *testing.T) {
	for _, c := range []struct{ discharge, want string }{
		{"2026-11-01", "2026-11-29"},
		{"2026-10-01", "2026-10-29"}, // across the October clock change
		{"2028-02-10", "2028-03-09"}, // across a leap day
		{"2027-02-10", "2027-03-10"},
		{"2026-12-15", "2027-01-12"},
	} {
		if got := LastWorkableStart(programmetest.Service(), programmetest.Day(c.discharge)).String(); got != c.want {
			t.Errorf("discharged %s: %s, want %s", c.discharge, got, c.want)
		}
	}
}

func TestStartingOnTheLastWorkableDayJustFitsTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := programme.Definition{
			Sessions: rapid.IntRange(1, 20).Draw(t, "sessions"), CadenceDays: rapid.IntRange(1, 14).Draw(t, "cadence"),
			WindowDays: rapid.IntRange(1, 400).Draw(t, "window"),
		}
		discharge := programmetest.Day("2000-01-01").AddDays(rapid.IntRange(-30_000, 60_000).Draw(t, "discharge"))
		session := LastWorkableStart(d, discharge)
		for range d.Sessions - 1 {
			session = session.AddDays(d.CadenceDays)
		}
		if session != discharge.AddDays(d.WindowDays) {
			t.Fatalf("the last session falls on %v", session)
		}
	})
}

func TestStartByIsTheProgrammesLimitWhereThatComesFirst(t *testing.T) {
	d, discharge := programmetest.Service(), programmetest.Day("2026-11-01")
	if got := StartBy(d, discharge); got != LastWorkableStart(d, discharge) {
		t.Errorf("a window of 91 days: %v", got)
	}
	d.WindowDays = 122
	if got := StartBy(d, discharge); got != programmetest.Day("2026-12-02") {
		t.Errorf("a window of four months, to begin within 31 days: %v", got)
	}
	d.StartWithinDays = 0
	if got := StartBy(d, discharge); got != programmetest.Day("2026-12-30") {
		t.Errorf("no limit of its own: %v", got)
	}
}

func TestDaysSinceCountsFromTheDayItself(t *testing.T) {
	discharge := programmetest.Day("2026-10-20")
	for on, want := range map[string]int{"2026-10-19": -1, "2026-10-20": 0, "2026-10-27": 7} {
		if got := DaysSince(discharge, programmetest.Day(on)); got != want {
			t.Errorf("%s: %d, want %d", on, got, want)
		}
	}
}

// Who moves away on a day to come has until the day before it, and no longer.
func TestTheTimeForVisitsEndsTheDayBeforeAMove(t *testing.T) {
	d := programme.Definition{Sessions: 10, CadenceDays: 7, WindowDays: 91, StartWithinDays: 28}
	discharge, today := programmetest.Day("2026-11-20"), programmetest.Day("2026-11-24")
	at := func(day string) Window {
		return WindowFor(d, discharge, life.After([]life.Event{happened("1", life.MovingAhead, day)}), today)
	}
	w, last := at("2026-12-03"), programmetest.Day("2026-12-02")
	if w.By(w.Closes) != last || w.By(w.StartBy) != last || w.Room != 2 {
		t.Errorf("%+v", w)
	}
	if w := at("2026-11-25"); w.By(w.StartBy) != today || w.Room != 1 {
		t.Errorf("on the last day: %+v", w)
	}
	if w := at("2027-06-01"); w.By(w.Closes) != w.Closes || w.By(w.StartBy) != w.StartBy {
		t.Errorf("a move after their time changes it: %+v", w)
	}
}
