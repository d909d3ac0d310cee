package course

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

// tuesday is ten o'clock in London on the nth Tuesday from 1 December 2026.
func tuesday(n int) time.Time {
	return time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC).AddDate(0, 0, 7*(n-1))
}

func anAppointment(name string, session int) PlannedAppointment {
	return PlannedAppointment{ID: id.Appointment(name), Participant: "p", Session: session, Arrangement: arranged(session)}
}

func arranged(n int) Arrangement {
	return Arrangement{Worker: "w", Start: tuesday(n), Minutes: 60, Place: PlaceHome}
}

func planned(name string, session int) Fact {
	a := anAppointment(name, session)
	return Fact{Planned: &a}
}

func moved(name, appointment string, from, to time.Time) Fact {
	m := Move{ID: id.Move(name), Appointment: id.Appointment(appointment), From: from, To: arranged(1),
		By: PartyParticipant}
	m.To.Start = to
	return Fact{Moved: &m}
}

func cancelled(name, appointment string) Fact {
	return Fact{Cancelled: &Cancellation{ID: id.Cancellation(name), Appointment: id.Appointment(appointment),
		By: PartyWorker, Reason: "a cold"}}
}

func offInError(name, appointment, replaces string) Fact {
	return Fact{Cancelled: &Cancellation{ID: id.Cancellation(name), Appointment: id.Appointment(appointment),
		By: PartyService, Replaces: id.Cancellation(replaces), InError: true}}
}

func aVisit(name, appointment string, started time.Time) Visit {
	return Visit{ID: id.Visit(name), Appointment: id.Appointment(appointment), Outcome: Attended, StartedAt: started,
		Minutes: 55, Place: PlaceHome, WhatWeDid: "We talked about sleep."}
}

func met(name, appointment string, started time.Time) Fact {
	v := aVisit(name, appointment, started)
	return Fact{Visited: &v}
}

func missed(name, appointment string) Fact {
	return Fact{Visited: &Visit{ID: id.Visit(name), Appointment: id.Appointment(appointment), Outcome: DidNotAttend,
		Reason: MissedForgot, Place: PlaceHome}}
}

func replacing(f Fact, earlier id.Visit) Fact {
	v := *f.Visited
	v.Replaces = earlier
	return Fact{Visited: &v}
}

func takenBack(name, appointment string, earlier id.Visit) Fact {
	return Fact{Visited: &Visit{ID: id.Visit(name), Appointment: id.Appointment(appointment),
		Replaces: earlier, InError: true}}
}

func TestAMissedSessionIsPlannedAgainAndIsNotUsed(t *testing.T) {
	c := After(programmetest.Service(), []Fact{
		planned("a", 1), met("v1", "a", tuesday(1)),
		planned("b", 2), missed("v2", "b"),
	})
	if c.SessionsHeld() != 1 || c.Planned() != 0 || c.ToPlan()[0] != 2 || c.Sessions()[1].Tried != 1 {
		t.Errorf("%+v", c.Sessions())
	}
	c, err := c.Take(planned("c", 2))
	if err != nil || c.Sessions()[1].Appointment != "c" || c.VisitNumber("c") != 2 || c.VisitNumber("b") != 0 {
		t.Errorf("planned again: %v, %+v", err, c.Sessions()[1])
	}
}

func TestVisitsAreNumberedAsTheyComeForBoth(t *testing.T) {
	var history []Fact
	for n := 1; n <= 10; n++ {
		history = append(history, planned(fmt.Sprint("a", n), n))
	}
	for n := 1; n <= 6; n++ {
		history = append(history, met(fmt.Sprint("v", n), fmt.Sprint("a", n), tuesday(n)))
	}
	c := After(programmetest.Service(), history)
	if c.VisitNumber("a7") != 7 || c.VisitNumber("a10") != 10 || c.SessionsHeld() != 6 {
		t.Errorf("visit %d of %d", c.VisitNumber("a7"), c.Of)
	}
	// The seventh session is called off and planned again at the end: it is the last visit.
	c = After(programmetest.Service(), append(history, cancelled("x", "a7"),
		moved("m", "a8", tuesday(8), tuesday(8).Add(time.Hour))))
	again := anAppointment("a11", 7)
	again.Start = tuesday(11)
	c, err := c.Take(Fact{Planned: &again})
	if err != nil || c.VisitNumber("a8") != 7 || c.VisitNumber("a11") != 10 || c.VisitNumber("a1") != 1 {
		t.Errorf("%v: a8 is %d, a11 is %d", err, c.VisitNumber("a8"), c.VisitNumber("a11"))
	}
}

func TestAVisitOutweighsACancellationThatCrossedIt(t *testing.T) {
	c := After(programmetest.Service(), []Fact{planned("a", 1), cancelled("x", "a"), met("v", "a", tuesday(1))})
	b, _ := c.Find("a")
	if b.State != AppointmentHeld || c.SessionsHeld() != 1 || len(b.Cancelled) != 1 {
		t.Errorf("%+v", b)
	}
	if _, err := After(programmetest.Service(), []Fact{planned("a", 1), cancelled("x", "a")}).Take(missed("v",
		"a")); fault.KeyOf(err) != "appointment.move.refused" {
		t.Error(err)
	}
}

func TestOfTwoMovesThatMeetTheFirstHolds(t *testing.T) {
	history := []Fact{planned("a", 1), moved("m1", "a", tuesday(1), tuesday(1).Add(24*time.Hour))}
	c := After(programmetest.Service(), history)
	_, err := c.Take(moved("m2", "a", tuesday(1), tuesday(1).Add(48*time.Hour)))
	if fault.KeyOf(err) != "appointment.moved_already" || fault.Of(err) != fault.Conflict {
		t.Error(err)
	}
	if b, _ := c.Find("a"); !b.Start.Equal(tuesday(1).Add(24*time.Hour)) || len(b.Moves) != 1 {
		t.Errorf("%+v", b)
	}
}

func TestASessionNeverHasTwoAppointments(t *testing.T) {
	c := After(programmetest.Service(), []Fact{planned("a", 1)})
	if _, err := c.Take(planned("b", 1)); fault.KeyOf(err) != "appointment.session.twice" {
		t.Errorf("planned twice: %v", err)
	}
	c = After(programmetest.Service(), []Fact{planned("a", 1), missed("v1", "a"), planned("b", 1)})
	if _, err := c.Take(replacing(met("v2", "a", tuesday(1)), "v1")); fault.KeyOf(err) != "appointment.session.twice" {
		t.Errorf("held while it is planned again: %v", err)
	}
	if _, err := c.Take(planned("c", 11)); fault.KeyOf(err) != "appointment.session.none" {
		t.Errorf("an eleventh session: %v", err)
	}
	if _, err := c.Take(cancelled("x", "nowhere")); fault.KeyOf(err) != "appointment.absent" {
		t.Errorf("an appointment that isn't there: %v", err)
	}
	if _, err := c.Take(Fact{}); fault.KeyOf(err) != "appointment.absent" {
		t.Errorf("no fact at all: %v", err)
	}
}

func TestACorrectedVisitKeepsTheFirstToBeRead(t *testing.T) {
	history := []Fact{planned("a", 1), met("v1", "a", tuesday(1)), replacing(missed("v2", "a"), "v1")}
	c := After(programmetest.Service(), history)
	b, _ := c.Find("a")
	if v, ok := b.Visit(); !ok || v.ID != "v2" || len(b.Visits) != 2 || c.SessionsHeld() != 0 {
		t.Errorf("%+v", b)
	}
	if _, err := c.Take(replacing(met("v3", "a", tuesday(1)), "v1")); fault.KeyOf(err) != "visit.replaces.already" {
		t.Errorf("a correction of what was corrected: %v", err)
	}
	if _, err := c.Take(met("v3", "a", tuesday(1))); fault.KeyOf(err) != "visit.replaces.already" {
		t.Errorf("a second visit at one appointment: %v", err)
	}
	c, err := c.Take(takenBack("v3", "a", "v2"))
	if b, _ := c.Find("a"); err != nil || b.State != AppointmentPlanned || len(b.Visits) != 3 {
		t.Errorf("taken back: %v, %+v", err, b)
	}
	if c, err = c.Take(met("v4", "a", tuesday(1))); err != nil || c.SessionsHeld() != 1 {
		t.Errorf("recorded anew: %v", err)
	}
}

func TestWhatIsToCome(t *testing.T) {
	c := After(programmetest.Service(), []Fact{planned("b", 2), planned("a", 1), planned("c", 3)})
	during := tuesday(1).Add(30 * time.Minute)
	if b, ok := c.Next(during); !ok || b.ID != "a" || len(c.ToWriteUp(during)) != 0 {
		t.Errorf("during the first: %v %v", b.ID, ok)
	}
	after := tuesday(1).Add(time.Hour)
	if b, ok := c.Next(after); !ok || b.ID != "b" {
		t.Errorf("after the first: %v", b.ID)
	}
	if list := c.ToWriteUp(after); len(list) != 1 || list[0].ID != "a" {
		t.Errorf("to write up: %v", list)
	}
	if _, ok := c.Next(tuesday(9)); ok || c.Adequate(programmetest.Service()) {
		t.Error("nothing is to come, and nothing was held")
	}
	c = After(programmetest.Service(), []Fact{planned("a", 1), met("1", "a", tuesday(1)), planned("b", 2),
		met("2", "b", tuesday(2)), planned("c", 3), met("3", "c", tuesday(3))})
	if d := programmetest.Service(); !c.Adequate(d) {
		t.Error("three held are an adequate dose")
	} else if d.AdequateSessions = 0; c.Adequate(d) {
		t.Error("where no dose is named there is none to reach")
	}
}

// anyFact draws a fact of three sessions and a handful of appointments,
// sensible or not; names are drawn too, so that some are sent twice.
func anyFact(t *rapid.T, c Course) Fact {
	on := fmt.Sprint("a", rapid.IntRange(1, 5).Draw(t, "appointment"))
	name := fmt.Sprint("f", rapid.IntRange(1, 60).Draw(t, "fact"))
	b, _ := c.Find(id.Appointment(on))
	current, _ := b.Visit()
	replaces := rapid.SampledFrom([]id.Visit{current.ID, current.ID, "", "f1"}).Draw(t, "replaces")
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return planned(on, rapid.IntRange(0, 4).Draw(t, "session"))
	case 1:
		from := rapid.SampledFrom([]time.Time{b.Start, b.Start, tuesday(1)}).Draw(t, "from")
		return moved(name, on, from, tuesday(rapid.IntRange(1, 20).Draw(t, "to")))
	case 2:
		return cancelled(name, on)
	case 3:
		return replacing(met(name, on, tuesday(rapid.IntRange(1, 20).Draw(t, "started"))), replaces)
	case 4:
		return replacing(missed(name, on), replaces)
	}
	return takenBack(name, on, replaces)
}

// What takes back a cancellation names the one that holds, and nobody types it.
func TestACancellationIsTakenBackByNameAndByTheServiceAlone(t *testing.T) {
	d := programmetest.Service()
	c := After(d, []Fact{planned("a", 1), cancelled("1", "a")})
	if _, err := c.Take(offInError("2", "a", "0")); fault.Of(err) != fault.Conflict {
		t.Errorf("another is taken back: %v", err)
	}
	if _, err := After(d, []Fact{planned("a", 1)}).Take(offInError("2", "a", "")); fault.Of(err) != fault.Conflict {
		t.Errorf("none is taken back: %v", err)
	}
	if f := offInError("2", "a", "1"); !f.Cancelled.Check().Any() {
		t.Error("somebody typed it")
	}
}

func TestNoHistoryLeadsWhereTheDiagramsDoNot(t *testing.T) {
	d := programmetest.Service()
	d.Sessions = 3
	rapid.Check(t, func(t *rapid.T) {
		c := After(d, nil)
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			f := anyFact(t, c)
			next, err := c.Take(f)
			if err != nil {
				if !cmp.Equal(next, c) || !errors.Is(err, fault.Unchanged) && fault.Of(err) != fault.Conflict {
					t.Fatalf("refused with %v, and yet changed", err)
				}
				continue
			}
			if flaw := offTheDiagrams(c, next, f); flaw != "" {
				t.Fatal(flaw)
			}
			c = next
		}
	})
}

// offTheDiagrams says what is wrong with next as c after f, or nothing.
func offTheDiagrams(c, next Course, f Fact) string {
	event := c.Event(f)
	about, _ := next.Find(f.Of())
	if b, was := c.Find(f.Of()); was {
		if to, ok := AppointmentMoves().Next(b.State, event); !ok || to != about.State {
			return fmt.Sprintf("an appointment went from %s to %s on %s", b.State, about.State, event)
		}
	}
	for i, s := range next.Sessions() {
		before := c.Sessions()[i]
		if about.Session != s.Number {
			if s != before {
				return fmt.Sprintf("session %d changed by a fact of session %d", s.Number, about.Session)
			}
			continue
		}
		if to, ok := SessionMoves().Next(before.State, event); !ok || to != s.State {
			return fmt.Sprintf("session %d went from %s to %s on %s", s.Number, before.State, s.State, event)
		}
	}
	return ""
}

func TestTheDiagramsShowNoMoveThatNeverHappens(t *testing.T) {
	appointments, sessions := map[string]bool{}, map[string]bool{}
	for _, history := range [][]Fact{
		{planned("a", 1), moved("1", "a", tuesday(1), tuesday(2)), cancelled("2", "a"), met("3", "a", tuesday(2)),
			replacing(met("4", "a", tuesday(2)), "3"), replacing(missed("5", "a"), "4")},
		{planned("a", 1), missed("1", "a"), replacing(missed("2", "a"), "1"), replacing(met("3", "a", tuesday(1)), "2"),
			takenBack("4", "a", "3"), missed("5", "a"), takenBack("6", "a", "5")},
		{planned("a", 1), cancelled("1", "a"), offInError("2", "a", "1"), met("3", "a", tuesday(1))},
		{planned("a", 1), missed("1", "a"), planned("b", 1), replacing(missed("2", "a"), "1"), met("3", "b", tuesday(2))},
	} {
		c := Course{Of: 1}
		for _, f := range history {
			next, err := c.Take(f)
			if err != nil {
				t.Fatal(err)
			}
			if flaw := offTheDiagrams(c, next, f); flaw != "" {
				t.Error(flaw)
			}
			b, _ := c.Find(f.Of())
			appointments[fmt.Sprint(b.State, c.Event(f))] = true
			sessions[fmt.Sprint(c.Sessions()[0].State, c.Event(f))] = true
			c = next
		}
	}
	for _, arc := range AppointmentMoves().Arcs {
		if !appointments[fmt.Sprint(arc.From, arc.On)] {
			t.Errorf("no appointment makes %v", arc)
		}
	}
	for _, arc := range SessionMoves().Arcs {
		if !sessions[fmt.Sprint(arc.From, arc.On)] {
			t.Errorf("no session makes %v", arc)
		}
	}
}

// Every fact that was taken can be read for ever, in the order it was taken.
func TestNothingOfAHistoryIsOverwritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := programmetest.Service()
		c := After(d, nil)
		var history []Fact
		read := map[id.Appointment]string{}
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			f := anyFact(t, c)
			was, _ := json.Marshal(c)
			next, err := c.Take(f)
			if is, _ := json.Marshal(c); string(was) != string(is) {
				t.Fatal("a course was altered in place")
			}
			if err == nil {
				b, _ := next.Find(f.Of())
				now := fmt.Sprint(len(b.Moves), len(b.Cancelled), len(b.Visits))
				if f.Planned == nil && now == read[b.ID] {
					t.Fatalf("%+v was taken and can't be read", f)
				}
				read[b.ID] = now
			}
			history, c = append(history, f), next
		}
		if again := After(d, history); !cmp.Equal(again, c) {
			t.Fatal(cmp.Diff(c, again))
		}
		for _, b := range c.Appointments {
			last := b.First
			for _, m := range b.Moves {
				if !m.From.Equal(last.Start) {
					t.Fatalf("moved from %v, where it was not", m.From)
				}
				last = m.To
			}
			if last != b.Arrangement {
				t.Fatal("an arrangement changed without a move")
			}
		}
	})
}

func TestAFactSentTwiceCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, c := programmetest.Service(), Course{Of: 10}
		var once, twice []Fact
		for range rapid.IntRange(1, 30).Draw(t, "length") {
			f := anyFact(t, c)
			next, err := c.Take(f)
			if err != nil {
				continue
			}
			once, c = append(once, f), next
			twice = append(twice, f, f)
			if len(once) > 1 && rapid.Bool().Draw(t, "an old one again") {
				twice = append(twice, rapid.SampledFrom(once).Draw(t, "old"))
			}
			if _, err := c.Take(f); !errors.Is(err, fault.Unchanged) {
				t.Fatalf("sent again: %v", err)
			}
		}
		if diff := cmp.Diff(After(d, once), After(d, twice)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestVisitsAreCountedFromOneWithoutAGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Course{Of: 5}
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			c, _ = c.Take(anyFact(t, c))
		}
		numbers := map[int]bool{}
		for _, b := range c.Appointments {
			if n := c.VisitNumber(b.ID); n > 0 {
				if numbers[n] {
					t.Fatalf("two visits %d", n)
				}
				numbers[n] = true
			}
		}
		if len(numbers) != c.SessionsHeld()+c.Planned() || len(numbers) > 0 && !numbers[1] || len(numbers) > c.Of {
			t.Fatalf("%v of %d held and %d planned", numbers, c.SessionsHeld(), c.Planned())
		}
		for n := range numbers {
			if n > len(numbers) {
				t.Fatalf("visit %d of %d", n, len(numbers))
			}
		}
	})
}

// Facts are kept as JSON: what is read back is what was taken.
func TestAFactSurvivesBeingWrittenAndRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Course{Of: 3}
		for range rapid.IntRange(1, 20).Draw(t, "length") {
			f := anyFact(t, c)
			text, err := json.Marshal(f)
			var back Fact
			if err == nil {
				err = json.Unmarshal(text, &back)
			}
			if err != nil || !cmp.Equal(f, back) {
				t.Fatalf("%s: %v, %s", text, err, cmp.Diff(f, back))
			}
			c, _ = c.Take(f)
		}
	})
}

func TestOnlyWhoGoesOutIsLookedOutFor(t *testing.T) {
	for place, want := range map[Place]bool{PlaceHome: true, PlaceElsewhere: true, PlaceTelephone: false,
		PlaceVideo: false, "": false} {
		if place.FaceToFace() != want {
			t.Errorf("%q", place)
		}
	}
	if list := After(programmetest.Service(), []Fact{planned("a", 1), cancelled("x", "a")}).Appointments; len(list) != 1 ||
		list[0].State != AppointmentCancelled {
		t.Errorf("%v", list)
	}
}

func TestTheActCallsOffWhatIsToComeAndNoMore(t *testing.T) {
	c := After(programmetest.Service(), []Fact{planned("a", 1), met("v", "a", tuesday(1)),
		planned("b", 2), planned("c", 3)})
	for state, want := range map[life.State]int{life.GoesOn: 0, life.Away: 1, life.Paused: 1, life.Stopped: 1} {
		list := c.CalledOff(life.Event{}, state, tuesday(2), time.UTC)
		if len(list) != want || want > 0 && list[0].ID != "c" {
			t.Errorf("%s: %v", state, list)
		}
	}
	if e := life.Away.Effects(); e.FollowUps != life.Continues || e.Messages != life.Continues || e.Visits != life.Waits {
		t.Errorf("who moves away is not met with silence: %+v", e)
	}
}
