package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// One person is Sam, whom Ash visits at ten, and Kim, whom Bo visits at two, and can sign in as either.
func (b *bench) twoRecords(ash, bo authz.Actor) (sam, kim id.Participant) {
	b.t.Helper()
	sam, kim = b.planned("Sam", ash), b.plannedAt(14, "Kim", bo)
	b.signsIn(sam)
	b.signsIn(kim)
	b.now = b.now.Add(time.Minute)
	b.ok(b.care.JoinRecords(context.Background(), b.staff("Lena", authz.Lead), kim,
		pathway.Joining(named[id.SamePerson]("joined"), kim, sam, false), true))
	return sam, kim
}

func TestAVisitIsNotMovedWhereThePersonIsInAnotherOfTheirRecords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam, kim := b.twoRecords(ash, bo)
		first, theirs := b.visits(ash, sam).Appointments[0], b.visits(bo, kim).Appointments[0]
		at := theirs.Start.Add(30 * time.Minute)
		b.clashes(b.care.MoveVisit(ctx, ash, sam, moveTo("into", first, at)), "to.start", "appointment.clash.person",
			"Tuesday 24 November 2026", "14:00", "15:00")
		back := moveTo("back", theirs, first.Start.Add(-30*time.Minute))
		b.clashes(b.care.MoveVisit(ctx, bo, kim, back), "to.start", "appointment.clash.person",
			"Tuesday 24 November 2026", "10:00", "11:00")
		b.clashes(b.care.MoveOwnVisit(ctx, b.themselves(sam), moveTo("own", first, at)), "to.start", "own_visit.taken")
		b.ok(b.care.MoveVisit(ctx, ash, sam, moveTo("after", first, theirs.End())))
		b.whole()
	})
}

func TestVisitsAreNotPlannedWhereThePersonIsInAnotherOfTheirRecords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam, kim := b.twoRecords(ash, bo) // Kim's record goes on, with Sam's visits still planned
		off := func(who authz.Actor, of id.Participant) {
			a := b.visits(who, of).Appointments[1]
			b.ok(b.care.CancelVisit(ctx, who, of, course.Cancellation{ID: named[id.Cancellation](string(of)),
				Appointment: a.ID, From: a.Start, By: course.PartyWorker, Reason: "Ill"}))
		}
		off(bo, kim)
		again := tuesdays()
		again.From = date("2026-12-01")
		b.clashes(b.care.PlanVisits(ctx, bo, kim, named[id.Series]("again"), again), "at", "appointment.clash.person",
			"Tuesday 1 December 2026", "10:00", "11:00")
		off(ash, sam)
		b.ok(b.care.PlanVisits(ctx, bo, kim, named[id.Series]("again"), again))
		b.whole()
	})
}

// What has been recorded was so in either record: nobody was in two visits at once.
func TestAVisitWasNotHeldWhereThePersonWasInAnotherOfTheirRecords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		sam, kim := b.twoRecords(ash, bo)
		b.now = b.visits(ash, sam).Appointments[0].Start.AddDate(0, 0, 1)
		first, wrong := held(b.visits(ash, sam), 0), held(b.visits(bo, kim), 0)
		b.ok(b.care.RecordVisit(ctx, ash, sam, first))
		wrong.StartedAt = first.StartedAt.Add(30 * time.Minute)
		b.clashes(b.care.RecordVisit(ctx, bo, kim, wrong), "started_at", "visit.clash.person",
			"Tuesday 24 November 2026", "10:00", "10:55")
		wrong.StartedAt, wrong.Sure = first.StartedAt.Add(time.Hour), fault.SureOf("started_at")
		b.ok(b.care.RecordVisit(ctx, bo, kim, wrong))
		b.whole()
	})
}
