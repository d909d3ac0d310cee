package outcome

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func aFollowUp(t interface{ Fatal(...any) }) DueFollowUp {
	list, err := FollowUps(programmetest.Service(), programme.Date{}, programmetest.Day("2026-01-05"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	list[0].ID = "f"
	return list[0]
}

// openToAll is somebody who agreed to everything.
var openToAll = pathway.Standing{Given: []string{QuestionnairesItem, HealthRecordItem}}

func called(name string, r CallResult, on programme.Date) Call {
	return Call{ID: id.Call(name), Participant: "p", FollowUp: "f", At: on.Time().Add(12 * time.Hour), Result: r}
}

func TestAFollowUpFallsDueTheDayAfterWhatItAsksAbout(t *testing.T) {
	list, err := FollowUps(programmetest.Study(), programmetest.Day("2026-01-12"), programmetest.Day("2026-01-05"))
	want := []DueFollowUp{
		{"", "after_course", "After the course", programmetest.Day("2026-03-23"), programmetest.Day("2026-09-23"),
			programmetest.Day("2026-09-24"), programmetest.Day("2026-01-12"), false},
		{"", "year", "A year", programmetest.Day("2026-01-12"), programmetest.Day("2027-01-12"),
			programmetest.Day("2027-01-13"), programmetest.Day("2026-01-12"), false},
	}
	if diff := cmp.Diff(want, list, cmp.AllowUnexported(programme.Date{})); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := FollowUps(programmetest.Study(), programme.Date{}, programmetest.Day("2026-01-05")); err == nil {
		t.Error("a study without an allocation has a clock")
	}
}

func TestCallsAreSpacedAndThenEnd(t *testing.T) {
	f, on := aFollowUp(t), programme.Date{}
	var calls []Call
	for n, wait := range []int{1, 2, 4, 7, 7} {
		s := f.After(calls, life.Life{State: life.GoesOn}, programmetest.London, f.DueOn)
		on = programme.Later(s.CallOn, f.DueOn)
		calls = append(calls, called(fmt.Sprint(n), CallNoAnswer, on))
		if s = f.After(calls, life.Life{State: life.GoesOn}, programmetest.London, on); s.State != FollowUpDue ||
			s.CallOn != on.AddDays(wait) || s.Tries != n+1 || s.Last != on {
			t.Fatalf("after call %d on %v: %+v", n, on, s)
		}
	}
	calls = append(calls, called("last", CallMessage, on.AddDays(7)))
	if s := f.After(calls, life.Life{State: life.GoesOn}, programmetest.London,
		on.AddDays(60)); s.State != FollowUpNotReached || !s.CallOn.IsZero() {
		t.Errorf("after six: %+v", s)
	}
	calls = append(calls, called("rang back", CallAnswered, on.AddDays(61)))
	if s := f.After(calls, life.Life{State: life.GoesOn}, programmetest.London, on.AddDays(61)); s.State != FollowUpDone {
		t.Errorf("who rings back: %+v", s)
	}
}

func TestADayThatSomebodyAskedForIsKept(t *testing.T) {
	f := aFollowUp(t)
	later := called("1", CallLater, f.DueOn)
	later.CallOn = f.DueOn.AddDays(20)
	if s := f.After([]Call{later}, life.Life{State: life.GoesOn}, programmetest.London,
		f.DueOn.AddDays(2)); s.CallOn != later.CallOn || s.Tries != 0 {
		t.Errorf("%+v", s)
	}
	if s := f.After([]Call{later}, life.Life{State: life.GoesOn}, programmetest.London,
		f.DueOn.AddDays(30)); s.CallOn != f.DueOn.AddDays(30) {
		t.Errorf("a day that has passed is today: %+v", s)
	}
	wrong := called("2", CallAnswered, f.DueOn)
	right := called("3", CallNoAnswer, f.DueOn)
	right.Replaces = "2"
	if s := f.After([]Call{wrong, right}, life.Life{State: life.GoesOn}, programmetest.London,
		f.DueOn); s.State != FollowUpDue || s.Tries != 1 {
		t.Errorf("a corrected call: %+v", s)
	}
}

// What comes of a call before that day changes nothing about it: they are expecting one.
func TestADayThatSomebodyAskedForIsKeptUntilItHasCome(t *testing.T) {
	f := aFollowUp(t)
	goesOn := life.Life{State: life.GoesOn}
	later := called("later", CallLater, f.DueOn)
	later.CallOn = f.DueOn.AddDays(10)
	calls := []Call{later}
	for n, r := range []CallResult{CallWrongNumber, CallNoAnswer, CallMessage, CallNoAnswer, CallNoAnswer, CallNoAnswer} {
		on := f.DueOn.AddDays(n + 1)
		calls = append(calls, called(fmt.Sprint(n), r, on))
		if s := f.After(calls, goesOn, programmetest.London, on); s.State != FollowUpDue || s.CallOn != later.CallOn {
			t.Errorf("%s on %v: %+v", r, on, s)
		}
	}
	early := slices.Clone(calls[:2])
	early = append(early, called("on the day", CallNoAnswer, later.CallOn))
	if s := f.After(early, goesOn, programmetest.London, later.CallOn); s.CallOn != later.CallOn.AddDays(2) {
		t.Errorf("once the day has come, calls are spaced again: %+v", s)
	}
	calls = append(calls, called("on the day", CallNoAnswer, later.CallOn))
	if s := f.After(calls, goesOn, programmetest.London, later.CallOn); s.State != FollowUpNotReached {
		t.Errorf("once the day has come, they end: %+v", s)
	}
}

func TestLifeMakesAFollowUpWaitAndNeverMovesItsDays(t *testing.T) {
	f := aFollowUp(t)
	if s := f.After(nil, life.Life{State: life.Paused}, programmetest.London, f.DueOn); !s.Waits || !s.CallOn.IsZero() ||
		s.State != FollowUpDue {
		t.Errorf("paused: %+v", s)
	}
	if s := f.After(nil, life.Life{State: life.Stopped}, programmetest.London, f.DueOn); s.Waits || !s.CallOn.IsZero() {
		t.Errorf("stopped: %+v", s)
	}
	if s := f.After(nil, life.Life{State: life.GoesOn}, programmetest.London,
		f.DueOn.AddDays(-1)); s.State != FollowUpWaiting || s.CallOn != f.DueOn {
		t.Errorf("not due: %+v", s)
	}
}

func TestNobodyIsCalledOnceTheyAnsweredOrSaidNo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := aFollowUp(t)
		var calls []Call
		var asked programme.Date
		on, was := f.DueOn, FollowUpDue
		for n := range rapid.IntRange(1, 15).Draw(t, "calls") {
			on = on.AddDays(rapid.IntRange(0, 5).Draw(t, "days"))
			c := called(fmt.Sprint(n), rapid.SampledFrom(CallResults()).Draw(t, "result"), on)
			if c.Result == CallLater {
				c.CallOn = on.AddDays(rapid.IntRange(1, 30).Draw(t, "later"))
				asked = c.CallOn
			}
			calls = append(calls, c)
			s := f.After(calls, life.Life{State: life.GoesOn}, programmetest.London, on)
			reached := s.State == was
			for _, arc := range FollowUpMoves().Arcs {
				reached = reached || arc.From == was && arc.To == s.State
			}
			if !reached {
				t.Fatalf("from %s to %s", was, s.State)
			}
			if was == FollowUpDone && s.State != was || was == FollowUpSaidNo && s.State != was {
				t.Fatalf("%s is the end, but then %s", was, s.State)
			}
			if s.CallOn.IsZero() != (s.State != FollowUpDue) || s.CallOn.Before(on) && !s.CallOn.IsZero() ||
				s.Tries > 6 && asked.IsZero() {
				t.Fatalf("%+v on %v", s, on)
			}
			was = s.State
		}
	})
}

func TestEachFlawOfACallIsNamedAtItsField(t *testing.T) {
	f := aFollowUp(t)
	at := f.DueOn.Time().Add(36 * time.Hour)
	good := called("1", CallNoAnswer, f.DueOn)
	if p := good.Check(f, openToAll, programmetest.London, at); p.Any() {
		t.Error(p)
	}
	for key, c := range map[string]struct {
		field  string
		change func(*Call)
	}{
		"call.id.missing":          {"id", func(c *Call) { c.ID = "" }},
		"call.participant.missing": {"participant", func(c *Call) { c.Participant = "" }},
		"call.follow_up.other":     {"follow_up", func(c *Call) { c.FollowUp = "another" }},
		"call.result.missing":      {"result", func(c *Call) { c.Result = "" }},
		"call.at.missing":          {"at", func(c *Call) { c.At = time.Time{} }},
		"call.at.future":           {"at", func(c *Call) { c.At = at.Add(time.Second) }},
		"call.at.early":            {"at", func(c *Call) { c.At = c.At.AddDate(0, 0, -1) }},
		"call.call_on.missing":     {"call_on", func(c *Call) { c.Result = CallLater }},
		"call.call_on.past":        {"call_on", func(c *Call) { c.Result, c.CallOn = CallLater, f.DueOn }},
		"call.call_on.not_asked":   {"call_on", func(c *Call) { c.CallOn = f.DueOn.AddDays(9) }},
		"call.replaces.itself":     {"replaces", func(c *Call) { c.Replaces = c.ID }},
		"call.in_error.of_nothing": {"in_error", func(c *Call) { c.InError = true }},
	} {
		call := good
		c.change(&call)
		if p := call.Check(f, openToAll, programmetest.London, at); len(p) != 1 || p[0].Field != c.field || p[0].Key != key {
			t.Errorf("%s: %v", key, p)
		}
	}
}

func TestNobodyIsAskedOrLookedUpWithoutHavingAgreed(t *testing.T) {
	f := aFollowUp(t)
	at := f.DueOn.Time().Add(36 * time.Hour)
	for _, c := range []struct {
		given []string
		offer []CallResult
		wrong CallResult
		key   string
	}{
		{[]string{QuestionnairesItem},
			[]CallResult{CallAnswered, CallLater, CallNoAnswer, CallMessage, CallWrongNumber, CallSaidNo},
			CallLooked, "call.result.not_looked_up"},
		{[]string{HealthRecordItem}, []CallResult{CallLooked}, CallAnswered, "call.result.not_asked"},
		{nil, []CallResult{}, CallNoAnswer, "call.result.not_asked"},
	} {
		s := pathway.Standing{Given: c.given}
		if diff := cmp.Diff(c.offer, CallResultsFor(s)); diff != "" {
			t.Errorf("with %v: %s", c.given, diff)
		}
		if p := called("1", c.wrong, f.DueOn).Check(f, s, programmetest.London, at); len(p) != 1 || p[0].Key != c.key ||
			p[0].Field != "result" {
			t.Errorf("with %v: %v", c.given, p)
		}
	}
}

func TestAFollowUpFallsDueAtNineWhicheverWayTheClocksHaveGone(t *testing.T) {
	for _, on := range []string{"2026-10-24", "2026-10-25", "2026-10-26", "2027-03-28", "2028-02-29"} {
		at := DueFollowUp{DueOn: programmetest.Day(on)}.FallsDue(programmetest.London)
		if clock := at.In(programmetest.London).Format("2006-01-02 15:04"); clock != on+" 09:00" {
			t.Errorf("%s: %s", on, clock)
		}
	}
}

func TestACallAfterTheEndIsNotTaken(t *testing.T) {
	f := aFollowUp(t)
	done := []Call{called("1", CallLooked, f.DueOn)}
	if f.Takes(done, called("2", CallNoAnswer, f.DueOn), programmetest.London, f.DueOn) ||
		f.Takes(done, called("2", CallAnswered, f.DueOn), programmetest.London, f.DueOn) {
		t.Error("somebody who is done is called again")
	}
	if !f.Takes(nil, called("2", CallNoAnswer, f.DueOn), programmetest.London, f.DueOn) {
		t.Error("the first call is not taken")
	}
}
