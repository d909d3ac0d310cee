package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// visitedOnce is Sam, whose match began on the 23rd and whom Ash visited on the 24th.
func (b *bench) visitedOnce(ash authz.Actor) id.Participant {
	sam := b.planned("Sam", ash)
	b.now = b.now.AddDate(0, 0, 3)
	b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(ash, sam), 0)))
	return sam
}

func TestVisitsDoNotEndBeforeOneThatWasHeld(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		sam := b.visitedOnce(ash)
		e := course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner, On: date("2026-11-23")}
		b.says(b.care.EndVisits(ctx, ash, sam, e, true), "on", "ending.on.held")
		e.On = date("2026-11-24")
		b.ok(b.care.EndVisits(ctx, ash, sam, e, true))
		b.ok(b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("on"), Replaces: e.ID, InError: true}, false))
	})
}

func TestAMatchEndsAfterItsVisitsAndTheNextBeginsAfterItsEnd(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, ruth := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Ruth", authz.Supervisor)
		sam := b.visitedOnce(ash)
		end := workforce.MatchEnded{ID: named[id.MatchEnd]("end"), Match: named[id.Match]("Sam"), On: date("2026-11-23")}
		b.says(b.care.EndMatch(ctx, ruth, sam, end), "on", "matching.end.on.held")
		end.On = date("2026-11-24")
		b.ok(b.care.EndMatch(ctx, ruth, sam, end))
		next := b.match("Sam to Bo", bo) // on the 23rd
		b.says(b.care.MakeMatch(ctx, ruth, sam, next), "on", "matching.on.overlap")
		next.On = date("2026-11-24")
		b.ok(b.care.MakeMatch(ctx, ruth, sam, next))
	})
}
