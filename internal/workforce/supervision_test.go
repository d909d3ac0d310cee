package workforce

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func session(name string, on programme.Date) Supervision {
	return Supervision{ID: id.Supervision(name), On: on, Led: "lee", Came: []id.Account{"ash"}}
}

func TestTheNextSupervisionIsAWeekAfterTheLast(t *testing.T) {
	began := day("2026-11-02")
	due, last := NextSupervision(aProgramme(), nil, began, today)
	if !last.IsZero() || due != day("2026-11-09") {
		t.Errorf("with none held: last %s, due %s", last, due)
	}
	all := []Supervision{session("b", day("2026-11-26")), session("a", day("2026-11-19")), session("c", today.AddDays(3))}
	if due, last = NextSupervision(aProgramme(), all, began, today); last != day("2026-11-26") ||
		due != day("2026-12-03") {
		t.Errorf("last %s, due %s", last, due)
	}
	all = append(all, Supervision{ID: "d", Correction: Correction[id.Supervision]{Replaces: "b", InError: true}})
	if due, last = NextSupervision(aProgramme(), all, began, today); last != day("2026-11-19") ||
		due != day("2026-11-26") {
		t.Errorf("with the last taken back: last %s, due %s", last, due)
	}
}

func TestTwoSessionsInAWeekDoNotMakeUpForNoneInTheNext(t *testing.T) {
	from := day("2026-11-02") // four weeks to the 30th
	all := []Supervision{session("a", from), session("b", from.AddDays(6)), session("c", from.AddDays(14)),
		session("before", from.AddDays(-1)), session("after", from.AddDays(28))}
	if held, due := SupervisionHeld(aProgramme(), all, from, from.AddDays(28)); held != 2 || due != 4 {
		t.Errorf("%d of %d", held, due)
	}
}

func TestAWeekThatIsNotOverIsNotHeldAgainstAnybody(t *testing.T) {
	from := day("2026-11-02")
	if held, due := SupervisionHeld(aProgramme(), []Supervision{session("a", from)}, from,
		from.AddDays(10)); held != 1 || due != 1 {
		t.Errorf("%d of %d", held, due)
	}
	if held, due := SupervisionHeld(aProgramme(), []Supervision{session("a", from.AddDays(8))}, from,
		from.AddDays(10)); held != 1 || due != 2 {
		t.Errorf("held early in the second: %d of %d", held, due)
	}
	if held, due := SupervisionHeld(aProgramme(), nil, from, from.AddDays(-10)); held != 0 || due != 0 {
		t.Errorf("backwards: %d of %d", held, due)
	}
}

func TestSupervisionHeldIsNeverMoreThanDueOrThanSessions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Supervision
		for i, on := range rapid.SliceOf(someDay).Draw(t, "days") {
			all = append(all, session(fmt.Sprint(i), on))
		}
		from, before := someDay.Draw(t, "from"), someDay.Draw(t, "before")
		held, due := SupervisionHeld(aProgramme(), all, from, before)
		if held > due || held > len(all) || held < 0 {
			t.Errorf("%d of %d with %d sessions", held, due, len(all))
		}
		slices.Reverse(all)
		if again, same := SupervisionHeld(aProgramme(), all, from, before); again != held || same != due {
			t.Errorf("another order gives %d of %d", again, same)
		}
	})
}

func TestTheSupervisorIsRemindedTheDayAfterAndTheLeadAWeekLater(t *testing.T) {
	began := day("2026-11-02") // due by the 9th
	for on, want := range map[string]SupervisionReminder{
		"2026-11-09": {Next: day("2026-11-10")},
		"2026-11-10": {Supervisor: true, Next: day("2026-11-17")},
		"2026-11-16": {Supervisor: true, Next: day("2026-11-17")},
		"2026-11-17": {Supervisor: true, Lead: true},
		"2027-03-01": {Supervisor: true, Lead: true},
	} {
		s := SupervisionAfter(aProgramme(), nil, began, day(on))
		if got := RemindOfSupervision(aProgramme(), s, day(on)); got != want {
			t.Errorf("on %s: %+v", on, got)
		}
	}
}

func TestWhereNobodyVisitsYetNoSupervisionIsDue(t *testing.T) {
	s := SupervisionAfter(aProgramme(), nil, programme.Date{}, today)
	if s != (SupervisionStanding{}) || s.Late(today) != 0 || RemindOfSupervision(aProgramme(), s,
		today) != (SupervisionReminder{}) {
		t.Errorf("it stands as %+v", s)
	}
}

func TestTheSameSessionIsKnownInWhateverOrderThoseWhoCameAreNamed(t *testing.T) {
	a := session("a", today)
	a.Came = []id.Account{"ash", "bo"}
	b := a
	b.Came = []id.Account{"bo", "ash"}
	if !a.Same(b) {
		t.Error("another order is another session")
	}
	for _, other := range []Supervision{session("b", today), session("a", today),
		{ID: "a", On: today, Led: "kim", Came: a.Came}} {
		if a.Same(other) {
			t.Errorf("%+v is taken for it", other)
		}
	}
}
