package care_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// clashes holds err to say, beside field, who is where then.
func (b *bench) clashes(err error, field, key string, args ...any) {
	b.t.Helper()
	b.says(err, field, key)
	problems, _ := fault.AsProblems(err)
	p, _ := problems.On(field)
	for i, want := range args {
		if i >= len(p.Args) || p.Args[i] != want {
			b.t.Errorf("it says %v and not %v", p.Args, args)
			return
		}
	}
}

func moveTo(name string, b course.Appointment, start time.Time) course.Move {
	m := course.Move{ID: named[id.Move](name), Appointment: b.ID, From: b.Start, To: b.Arrangement, By: course.PartyWorker}
	m.To.Start = start
	return m
}

func TestVisitsAreNotPlannedWhereTheWorkerIsWithSomebodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		b.planned("Sam", ash)
		jo, lee := b.matched("Jo", ash), b.matched("Lee", bo)
		half := tuesdaysAt(9)
		half.Minutes = 61
		b.clashes(b.care.PlanVisits(ctx, ash, jo, named[id.Series]("half"), half), "at", "appointment.clash.worker",
			"Ash", "Tuesday 24 November 2026", "10:00", "11:00")
		b.ok(b.care.PlanVisits(ctx, ash, jo, named[id.Series]("s"), tuesdaysAt(11)))
		b.ok(b.care.PlanVisits(ctx, ash, jo, named[id.Series]("s"), tuesdaysAt(11))) // the second tap
		b.ok(b.care.PlanVisits(ctx, bo, lee, named[id.Series]("lee"), tuesdays()))   // another worker
		b.whole()
	})
}

func TestAVisitIsNotMovedWhereTheWorkerOrThePersonIsAlready(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		of := b.visits(ash, sam).Appointments
		second := b.visits(ash, jo).Appointments[1].Start
		b.clashes(b.care.MoveVisit(ctx, ash, sam, moveTo("jo", of[0], second.Add(30*time.Minute))), "to.start",
			"appointment.clash.worker", "Ash", "Tuesday 1 December 2026", "14:00", "15:00")
		b.clashes(b.care.MoveVisit(ctx, ash, sam, moveTo("own", of[0], of[1].Start)), "to.start",
			"appointment.clash.person", "Tuesday 1 December 2026", "10:00", "11:00")
		b.ok(b.care.MoveVisit(ctx, ash, sam, moveTo("later", of[0], of[0].Start.Add(30*time.Minute)))) // its own old time
		b.ok(b.care.MoveVisit(ctx, ash, sam, moveTo("after", of[1], second.Add(time.Hour))))
		b.whole()
	})
}

// What has been recorded was so: nobody was in two visits at once.
func TestAVisitWasNotHeldWhereTheWorkerOrThePersonWasAlready(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		b.now = b.visits(ash, sam).Appointments[1].Start.AddDate(0, 0, 1)
		record := func(who id.Participant, v course.Visit) error { return b.care.RecordVisit(ctx, ash, who, v) }
		first, second, other := held(b.visits(ash, sam), 0), held(b.visits(ash, sam), 1), held(b.visits(ash, jo), 0)
		b.ok(record(sam, first))
		b.ok(record(sam, second))
		wrong := other
		wrong.StartedAt = first.StartedAt.Add(30 * time.Minute)
		b.clashes(record(jo, wrong), "started_at", "visit.clash.worker", "Ash", "Tuesday 24 November 2026", "10:00", "10:55")
		b.ok(record(jo, other))
		wrong.ID, wrong.Replaces = named[id.Visit]("wrong"), other.ID
		b.clashes(record(jo, wrong), "started_at", "visit.clash.worker", "Ash")
		again := first
		again.ID, again.Replaces = named[id.Visit]("again"), first.ID
		again.StartedAt = second.StartedAt.Add(-54 * time.Minute)
		b.clashes(record(sam, again), "started_at", "visit.clash.person", "Tuesday 1 December 2026", "10:00", "10:55")
		again.StartedAt = first.StartedAt.Add(30 * time.Minute)
		b.ok(record(sam, again)) // its own old time
		b.whole()
	})
}

// Whom a worker no longer visits they did visit then: those handed on, and those whose
// match has ended.
func TestAVisitWasNotHeldWhileTheWorkerWasWithSomebodyTheyNoLongerVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		b.now = b.visits(ash, sam).Appointments[0].End().AddDate(0, 0, 1)
		first, wrong := held(b.visits(ash, sam), 0), held(b.visits(ash, jo), 0)
		b.ok(b.care.RecordVisit(ctx, ash, sam, first))
		b.ok(b.care.EndMatch(ctx, b.staff("Ruth", authz.Supervisor), sam, workforce.MatchEnded{
			ID: named[id.MatchEnd]("end"), Match: named[id.Match]("Sam"), On: date("2026-11-24")}))
		wrong.StartedAt = first.StartedAt.Add(30 * time.Minute)
		b.clashes(b.care.RecordVisit(ctx, ash, jo, wrong), "started_at", "visit.clash.worker", "Ash",
			"Tuesday 24 November 2026", "10:00", "10:55")
		wrong.StartedAt = first.StartedAt.Add(55 * time.Minute)
		b.ok(b.care.RecordVisit(ctx, ash, jo, wrong))
		b.whole()
	})
}

// Who was away had a colleague make their visits; another day is likelier.
func TestAVisitOnADayOnWhichAColleagueCameInTheWorkersPlaceIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		b.covers(ash, jo, bo)
		b.now = b.visits(ash, jo).Appointments[0].End().Add(time.Hour)
		v := held(b.visits(ash, sam), 0)
		b.clashes(b.care.RecordVisit(ctx, ash, sam, v), "started_at", "visit.started_at.away", "Bo", "Ash")
		v.Sure = fault.SureOf("started_at")
		b.ok(b.care.RecordVisit(ctx, ash, sam, v))
		b.ok(b.care.RecordCoveredVisit(ctx, bo, jo, held(b.visits(ash, jo), 0))) // it is the colleague's
		b.whole()
	})
}

// Whoever names a colleague who doesn't visit this person learns nothing of their day.
func TestAMoveToAColleagueWhoDoesNotVisitThemSaysNothingOfTheirDay(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		b.planned("Jo", bo)
		first := b.visits(ash, sam).Appointments[0]
		for name, at := range map[string]time.Time{"busy": first.Start, "free": first.Start.Add(3 * time.Hour)} {
			m := moveTo(name, first, at)
			m.To.Worker = bo.Account
			b.fails(b.care.MoveVisit(ctx, ash, sam, m), fault.Conflict)
		}
	})
}

// Who is free to make a visit is asked in as many queries however many workers there are,
// and of each by all that they have to do, in a colleague's place too.
func TestWhoCanCoverIsFoundInAsManyQueriesForManyWorkersAsForFew(t *testing.T) {
	storetest.InTheWholeRun(t)
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, cy := b.worker("Ash"), b.worker("Bo"), b.worker("Cy")
		sam, kim := b.planned("Sam", ash), b.plannedAt(14, "Kim", bo)
		b.covers(bo, kim, cy)
		first, later := b.visits(ash, sam).Appointments[0], b.visits(ash, sam).Appointments[1]
		m := course.Move{ID: named[id.Move]("m"), Appointment: first.ID, From: first.Start, To: first.Arrangement,
			By: course.PartyWorker}
		m.To.Start = first.Start.Add(4*time.Hour + 30*time.Minute)
		b.ok(b.care.MoveVisit(context.Background(), ash, sam, m))
		free := func(a id.Appointment) (names []string, queries int) {
			watched := store.Watching(context.Background(), func(string) { queries++ })
			_, _, list, err := b.care.SeeCovering(watched, ash, sam, a)
			b.ok(err)
			for _, w := range list {
				names = append(names, w.Name)
			}
			return names, queries
		}
		if names, _ := free(first.ID); !slices.Equal(names, []string{"Bo"}) {
			t.Errorf("while Cy makes Kim's visit of 14:00, free at 14:30 are %v", names)
		}
		few, asked := free(later.ID)
		for i := range 27 {
			b.matched(fmt.Sprint("Jo", i), b.worker(fmt.Sprint("Dee", i)))
		}
		many, again := free(later.ID)
		if len(few) != 2 || len(many) != 29 || asked != again {
			t.Errorf("%d workers in %d queries, and %d in %d", len(few), asked, len(many), again)
		}
	})
}
