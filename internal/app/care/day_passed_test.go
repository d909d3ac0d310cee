package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/workforce"
)

// untold is somebody with ten visits of which nobody has told them, and ash, who visits.
func (b *bench) untold(lena authz.Actor) (id.Participant, authz.Actor) {
	b.t.Helper()
	ash := b.worker("Ash")
	sam := b.matched("Sam", ash)
	b.knowsWho(lena, sam, workforce.ThePerson)
	b.ok(b.care.PlanVisits(context.Background(), lena, sam, named[id.Series]("s"), tuesdays()))
	return sam, ash
}

// nobodyTells holds the board, the list, the record and the page to there being nothing to tell.
func (b *bench) nobodyTells(lena authz.Actor, sam id.Participant, needs ...string) {
	b.t.Helper()
	b.needsAre(lena, needs...)
	if n := len(b.toTell()); n > 0 {
		b.t.Errorf("%d are listed", n)
	}
	if n := len(b.record(lena, sam).ToTell); n > 0 {
		b.t.Errorf("on the record there are %d visits to tell", n)
	}
	if b.told(sam).Any() {
		b.t.Error("the page has something to tell")
	}
}

// Nobody is asked to tell of a day gone by: of ten visits until the last has been, written up
// or not.
func TestNobodyIsAskedToTellOfDaysThatHavePassed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena := b.staff("Lena", authz.Lead)
		sam, ash := b.untold(lena)
		visits := b.visits(lena, sam).Open()
		b.now = visits[9].Start.Add(2 * time.Hour)
		b.needsAre(lena, "telling Sam")
		b.now = b.now.AddDate(0, 0, 1)
		b.nobodyTells(lena, sam)
		b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(lena, sam), 0)))
		b.nobodyTells(lena, sam)
		b.whole()
	})
}

// What comes after days that have passed is to be told.
func TestAVisitPlannedAfterDaysThatHavePassedIsToBeTold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena := b.staff("Lena", authz.Lead)
		sam, _ := b.untold(lena)
		last := b.visits(lena, sam).Open()[9]
		b.now = last.Start.Add(-time.Hour)
		m := course.Move{ID: named[id.Move]("m"), Appointment: last.ID, From: last.Start, To: last.Arrangement,
			By: course.PartyService}
		m.To.Start = last.Start.AddDate(0, 0, 2)
		b.ok(b.care.MoveVisit(context.Background(), lena, sam, m))
		b.now = last.Start.AddDate(0, 0, 1)
		b.needsAre(lena, "telling Sam")
		b.now = m.To.Start.AddDate(0, 0, 1)
		b.nobodyTells(lena, sam)
		b.whole()
	})
}

// After a death in error, too, only cancelled visits are to be told.
func TestAfterADeathInErrorNobodyIsAskedToTellOfDaysThatHavePassed(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		lena := b.staff("Lena", authz.Lead)
		sam, _ := b.untold(lena)
		b.ok(b.tells(lena, "told", b.told(sam)))
		last := b.visits(lena, sam).Open()[9]
		b.now = last.Start.Add(-time.Hour)
		m := course.Move{ID: named[id.Move]("m"), Appointment: last.ID, From: last.Start, To: last.Arrangement,
			By: course.PartyService}
		m.To.Start = last.Start.Add(2 * time.Hour)
		b.ok(b.care.MoveVisit(context.Background(), lena, sam, m))
		b.now = b.now.AddDate(0, 0, 1)
		b.lives(sam, "dead", life.Death)
		b.lives(sam, "alive", life.DeathInError)
		b.nobodyTells(lena, sam, "speaking Sam")
		b.whole()
	})
}
