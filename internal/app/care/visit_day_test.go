package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// on is v as it was held so many days after the day it was planned for.
func on(v course.Visit, days int) course.Visit {
	v.StartedAt = v.StartedAt.AddDate(0, 0, days)
	return v
}

// While everything waits, somebody may be visited on a ward, and the day may be a slip.
func TestAVisitInAPauseIsAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.planned("Sam", ash) // from Tuesday 24 November
		v := held(b.visits(ash, sam), 0)
		b.now = b.now.AddDate(0, 0, 3)
		b.lives(sam, "in", life.Readmission) // on the 26th
		b.now = b.now.AddDate(0, 0, 6)
		b.says(b.care.RecordVisit(ctx, ash, sam, on(v, 4)), "started_at", "visit.day.paused")
		b.resumed(sam) // on the 2nd
		first := b.visits(ash, sam).Appointments[0]
		b.says(b.care.MoveVisit(ctx, ash, sam, moveTo("m", first, first.Start.AddDate(0, 0, 3))), "to.start",
			"visit.day.paused")
		b.says(b.care.RecordVisit(ctx, ash, sam, on(v, 7)), "started_at", "visit.day.paused")
		b.ok(b.care.RecordVisit(ctx, ash, sam, on(v, 2))) // on the day on which it began

		right := on(held(b.visits(ash, sam), 0), 5)
		right.ID, right.Replaces = named[id.Visit]("right"), v.ID
		b.says(b.care.RecordVisit(ctx, ash, sam, right), "started_at", "visit.day.paused")
		right.Sure = fault.SureOf("started_at")
		b.ok(b.care.RecordVisit(ctx, ash, sam, right))
		longer := right
		longer.ID, longer.Replaces, longer.Minutes, longer.Sure = named[id.Visit]("longer"), right.ID, 70, ""
		b.ok(b.care.RecordVisit(ctx, ash, sam, longer)) // the day was said before
		b.whole()
	})
}

func TestAVisitAfterTheyMovedAwayOrStoppedIsRefusedOrAskedAbout(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam, jo := b.planned("Sam", ash), b.plannedAt(14, "Jo", ash)
		moved, stopped := held(b.visits(ash, sam), 0), held(b.visits(ash, jo), 0)
		b.now = b.now.AddDate(0, 0, 3)
		b.lives(sam, "moved", life.MovingAway)
		b.ok(b.care.RecordWithdrawal(ctx, b.cora(), jo, pathway.Withdrawal{ID: named[id.Withdrawal]("w"),
			Scope: pathway.FromVisitsOnly, On: programme.Of(b.now, b.now.Location())}))
		b.now = b.now.AddDate(0, 0, 6)
		late := on(moved, 4)
		late.Sure = fault.SureOf("started_at") // being sure is no answer
		b.says(b.care.RecordVisit(ctx, ash, sam, late), "started_at", "visit.day.moved")
		b.ok(b.care.RecordVisit(ctx, ash, sam, on(moved, 2)))
		b.says(b.care.RecordVisit(ctx, ash, jo, on(stopped, 4)), "started_at", "visit.day.stopped")
		stopped.Sure = fault.SureOf("started_at")
		b.ok(b.care.RecordVisit(ctx, ash, jo, on(stopped, 4)))
		b.whole()
	})
}

func TestAVisitIsNotPutAfterTheDayOnWhichTheyEnded(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.visitedOnce(ash) // on the 24th
		e := course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: date("2026-11-25")}
		b.ok(b.care.EndVisits(ctx, ash, sam, e, true))
		b.now = b.now.AddDate(0, 0, 1)
		first := b.visits(ash, sam).Appointments[0]
		was, _ := first.Visit()
		right := was
		right.ID, right.Replaces = named[id.Visit]("right"), was.ID
		b.says(b.care.RecordVisit(ctx, b.staff("Ruth", authz.Supervisor), sam, on(right, 2)), "started_at",
			"visit.day.ended")
		b.ok(b.care.RecordVisit(ctx, ash, sam, on(right, 1)))
		b.whole()
	})
}
