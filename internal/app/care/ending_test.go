package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

func TestAnEndingPlanIsReplacedByALaterOneAndByNobodyWhoHasNotReadIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		lena := b.staff("Lena", authz.Lead)
		first := course.EndingPlan{ID: named[id.EndingPlan]("first"), Helped: "the radio at night"}
		b.ok(b.care.PlanEnding(ctx, ash, sam, first))
		b.ok(b.care.PlanEnding(ctx, ash, sam, first)) // the second tap
		b.fails(b.care.PlanEnding(ctx, lena, sam, course.EndingPlan{ID: named[id.EndingPlan]("unread"),
			Keeps: "a list"}), fault.Conflict)
		first.Helped = "something else"
		b.fails(b.care.PlanEnding(ctx, ash, sam, first), fault.Conflict) // another thing under the same id
		b.ok(b.care.PlanEnding(ctx, lena, sam, course.EndingPlan{ID: named[id.EndingPlan]("second"), Keeps: "a list",
			Replaces: first.ID}))
		r, err := b.care.SeeEnding(ctx, ash, sam)
		b.ok(err)
		if now, _ := r.Ending.Plan(); len(r.Ending) != 2 || now.Keeps != "a list" ||
			r.Ending[0].Fact.Plan.Helped != "the radio at night" {
			t.Errorf("kept %+v", r.Ending)
		}
		own, err := b.care.SeeOwnVisits(ctx, b.themselves(sam))
		b.ok(err)
		if now, _ := own.Ending.Plan(); now.Keeps != "a list" {
			t.Error("the person does not read it")
		}
		b.whole()
	})
}

func TestAnEndingCallsOffWhatIsPlannedInTheSameMomentOrNothingAtAll(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash)
		e := course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}
		said := func(e course.Ending, callsOff bool, field string) {
			t.Helper()
			problems, refused := fault.AsProblems(b.care.EndVisits(ctx, ash, sam, e, callsOff))
			if _, on := problems.On(field); !refused || !on {
				t.Errorf("of %s is said: %v", field, problems)
			}
		}
		said(e, false, "kind") // ten are still planned
		late := e
		late.On = e.On.AddDays(1)
		said(late, true, "on")
		r, err := b.care.SeeEnding(ctx, ash, sam)
		b.ok(err)
		if r.Planned != 10 {
			t.Errorf("an ending that was refused left %d visits", r.Planned)
		}
		b.ok(b.care.EndVisits(ctx, ash, sam, e, true))
		b.ok(b.care.EndVisits(ctx, ash, sam, e, true)) // the second tap
		r, err = b.care.SeeEnding(ctx, ash, sam)
		b.ok(err)
		if now, over := r.Ending.Ending(); !over || now.Kind != course.EndedSooner || len(r.Ending) != 1 || r.Planned != 0 ||
			r.May.Plan || len(r.Summaries) == 0 {
			t.Errorf("it stands %+v, with %d planned, planning: %v, summaries: %v", r.Ending, r.Planned, r.May.Plan, r.Summaries)
		}
		again := e
		again.ID = named[id.Ending]("again")
		b.fails(b.care.EndVisits(ctx, b.staff("Lena", authz.Lead), sam, again, true), fault.Conflict)
		b.fails(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("more"), tuesdays()), fault.Conflict)
		load, err := b.care.ListVisits(ctx, ash)
		b.ok(err)
		if len(load.People) != 1 || !load.People[0].Over {
			t.Errorf("the worker's list: %+v", load.People)
		}
		b.ok(b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("on"), Replaces: e.ID,
			InError: true}, false))
		b.ok(b.care.PlanVisits(ctx, ash, sam, named[id.Series]("more"), tuesdays()))
		b.whole()
	})
}

func TestNobodyElseSeesAnEndingAndNobodyEndsWhatThereIsNot(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.referred("Jo")
		for _, who := range []authz.Actor{b.staff("Bo", authz.PeerWorker), b.staff("Asa", authz.Assessor), b.themselves(jo)} {
			if _, err := b.care.SeeEnding(ctx, who, sam); fault.Of(err) != fault.NotFound && fault.Of(err) != fault.Denied {
				t.Errorf("%s saw it: %v", who.Account, err)
			}
		}
		e := course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}
		b.fails(b.care.EndVisits(ctx, b.staff("Lena", authz.Lead), jo, e, false), fault.Conflict)
		b.whole()
	})
}

// The board and the visited leave out whoever has had their last visit.
func TestNothingWaitsOnTheBoardForWhoseVisitsHaveEnded(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		unmatched, unplanned, visited := b.takesPart("Una"), b.matched("Uma", ash), b.planned("Vic", ash)
		b.ok(b.tells(lena, "planned", b.told(visited)))
		page := programme.Page{}
		before, err := b.care.SeeBoard(ctx, lena, page)
		b.ok(err)
		loads, err := b.care.ListCaseloads(ctx, lena, page)
		b.ok(err)
		if before.Counts[course.NeedsWorker] != 1 || before.Counts[course.NeedsPlan] != 1 || loads.Count != 2 {
			t.Fatalf("before: %v, %d visited", before.Counts, loads.Count)
		}
		for _, sam := range []id.Participant{unmatched, unplanned, visited} {
			e := course.Ending{ID: named[id.Ending](string(sam)), Kind: course.EndedSooner, On: programme.Of(b.now, time.UTC)}
			b.ok(b.care.EndVisits(ctx, lena, sam, e, true))
		}
		loads, err = b.care.ListCaseloads(ctx, lena, page)
		b.ok(err)
		if loads.Count != 0 {
			t.Errorf("after: %d visited", loads.Count)
		}
		b.needsAre(lena, "telling Vic") // which visits are cancelled
		b.ok(b.tells(lena, "told", b.told(visited)))
		if after, err := b.care.SeeBoard(ctx, lena, page); err != nil || len(after.Counts)+len(after.Waiting) != 0 {
			t.Errorf("after: %v, %d lines, %v", after.Counts, len(after.Waiting), err)
		}
		b.whole()
	})
}
