package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

func TestAMatchThatHasEndedIsOverAtOnceAndSomebodyElseCanBeChosen(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ruth := context.Background(), b.staff("Ruth", authz.Supervisor)
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash)
		end := workforce.MatchEnded{ID: named[id.MatchEnd]("end"), Match: named[id.Match]("Sam"), On: date("2026-11-23"),
			Reason: workforce.AskedForAnother}

		b.fails(b.care.EndMatch(ctx, ash, sam, end), fault.Denied)
		early := end
		early.ID, early.On = named[id.MatchEnd]("early"), date("2026-11-22")
		if _, refused := fault.AsProblems(b.care.EndMatch(ctx, ruth, sam, early)); !refused {
			t.Error("it may end before it began")
		}
		b.ok(b.care.EndMatch(ctx, ruth, sam, end))
		b.ok(b.care.EndMatch(ctx, ruth, sam, end)) // the second tap
		again := end
		again.ID = named[id.MatchEnd]("again")
		b.fails(b.care.EndMatch(ctx, ruth, sam, again), fault.Conflict)

		_, err := b.care.SeeVisits(ctx, ash, sam)
		b.fails(err, fault.NotFound) // Ash knows of Sam no more
		if c := b.visits(ruth, sam); c.Planned() != 0 || len(c.ToPlan()) != 10 || len(c.Appointments) != 10 {
			t.Errorf("%d planned, %d to plan, %d appointments", c.Planned(), len(c.ToPlan()), len(c.Appointments))
		}
		m, err := b.care.SeeMatching(ctx, ruth, sam)
		b.ok(err)
		for _, c := range m.Workers {
			if c.Fits != (c.Worker == bo.Account) {
				t.Errorf("%s fits: %v", m.Names[c.Worker], c.Fits)
			}
		}
		next := b.match("Sam to Bo", bo)
		b.ok(b.care.MakeMatch(ctx, ruth, sam, next))
		b.ok(b.care.PlanVisits(ctx, bo, sam, named[id.Series]("Bo"), tuesdays()))
		b.whole()
	})
}
