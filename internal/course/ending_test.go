package course

import (
	"fmt"
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func held(n int) Course {
	var history []Fact
	for i := 1; i <= n; i++ {
		name := fmt.Sprint(i)
		history = append(history, planned(name, i), met("v"+name, name, tuesday(i)))
	}
	return After(programmetest.Service(), history)
}

func TestTheEndingPlanIsBegunAtTheSeventhVisitOfTen(t *testing.T) {
	for n, want := range map[int]EndingStage{0: EndingAhead, 5: EndingAhead, 6: EndingToPlan, 8: EndingToPlan,
		9: EndingGoodbye, 10: EndingReached} {
		if got := EndingStageOf(programmetest.Service(), held(n)); got != want {
			t.Errorf("after %d visits: %s", n, got)
		}
	}
	short := programmetest.Service()
	if short.Sessions = 2; EndingPlanFrom(short) != 1 || EndingPlanFrom(programmetest.Service()) != 7 {
		t.Error("the plan is begun at the wrong visit")
	}
}

func TestEachFlawOfAnEndingIsNamedAtItsField(t *testing.T) {
	today := programmetest.Day("2027-03-01")
	e := Ending{ID: "e", Participant: "p", Kind: EndedAllHeld, On: today}
	if p := e.Check(held(10), today, programme.InCourse); p.Any() {
		t.Error(p)
	}
	if p := e.Check(held(9), today, programme.InCourse); programmetest.
		Said(p)["kind"] != "ending.kind.not_all" || p[0].Args[0] != 9 {
		t.Errorf("nine are not all: %v", p)
	}
	e.Kind = EndedSooner
	if p := e.Check(held(3), today, programme.InCourse); p.Any() {
		t.Errorf("sooner is a good ending, too: %v", p)
	}
	open := After(programmetest.Service(), []Fact{planned("a", 1)})
	if p := e.Check(open, today, programme.InCourse); programmetest.Said(p)["kind"] != "ending.planned" {
		t.Errorf("somebody would wait at a door: %v", p)
	}
	if p := (Ending{}).Check(held(1), today, programme.InCourse); len(p) != 4 {
		t.Errorf("an empty ending: %v", p)
	}
	if p := (EndingPlan{ID: "x", Participant: "p", Keeps: "walks"}).Check(); p.Any() {
		t.Error(p)
	}
	if p := (EndingPlan{ID: "x", Participant: "p",
		Keeps: " "}).Check(); programmetest.Said(p)["helped"] != "ending.plan.empty" {
		t.Error(p)
	}
}

func TestTheFirstOfTwoCorrectionsHolds(t *testing.T) {
	first := Ending{ID: "1", Kind: EndedSooner}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Kind: EndedLife, Replaces: "1"},
		{ID: "3", Kind: EndedWindow, Replaces: "1"}, first}); !ok || got.ID != "2" {
		t.Errorf("%v %v", got, ok)
	}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Replaces: "1", InError: true}, first}); ok {
		t.Errorf("taken back, and yet %v", got)
	}
	if got, ok := CurrentEnding([]Ending{first, {ID: "2", Replaces: "1", InError: true},
		{ID: "3", Kind: EndedLife}}); !ok || got.ID != "3" {
		t.Errorf("ended anew: %v %v", got, ok)
	}
	if got, ok := CurrentEndingPlan([]EndingPlan{{ID: "1"}, {ID: "2", Replaces: "1"}}); !ok || got.ID != "2" {
		t.Errorf("%v %v", got, ok)
	}
	if _, ok := CurrentEndingPlan(nil); ok {
		t.Error("a plan from nothing")
	}
}
