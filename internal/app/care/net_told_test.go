package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workforce"
)

// Messages that wait tell how things are when they leave: of a worker who came and went
// meanwhile nobody reads.
func TestAMessageThatWaitsSaysNothingWhereTheSameWorkerVisitsAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash, byEmail("sam@example.org"))
		b.signsIn(sam)
		b.ok(b.tells(lena, "who visits", b.told(sam)))
		b.mails(outbox())
		b.ok(b.care.HandOver(ctx, lena, ash.Account, care.HandOver{To: bo.Account}))
		b.ok(b.care.HandOver(ctx, lena, bo.Account, care.HandOver{To: ash.Account}))
		out := outbox()
		b.delivers(out)
		for _, m := range out.List() {
			if m.To == "sam@example.org" {
				t.Errorf("Sam reads %s", m.Subject)
			}
		}
		if p := b.told(sam); p.Any() {
			t.Errorf("to be told by staff: %+v", p)
		}
		b.whole()
	})
}

// Days that were called off with a worker of whom somebody never heard are told by
// themselves: no message about who visits leads to them.
func TestDaysAreToldWhereNothingIsToldOfWhoVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash, byEmail("sam@example.org"))
		b.signsIn(sam)
		b.ok(b.plans(ash, sam, "s", date("2026-11-26"))) // the message tells of the days alone
		b.ok(b.care.EndMatch(ctx, lena, sam, workforce.MatchEnded{ID: named[id.MatchEnd]("end"),
			Match: named[id.Match]("Sam"), On: date("2026-11-23"), Reason: workforce.WorkerAway}))
		if got := b.mails(outbox())[datesOff]; len(got) != 1 {
			t.Errorf("told of the days: %v", got)
		}
		b.whole()
	})
}

// Nobody has to be told who visits them whom that worker has visited.
func TestWhoWasVisitedKnowsWhoVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		b.now = b.visits(ash, sam).Appointments[0].End()
		b.ok(b.care.RecordVisit(context.Background(), ash, sam, held(b.visits(ash, sam), 0)))
		if p := b.told(sam); len(p.Match) > 0 {
			t.Errorf("to be told: %+v", p.Match)
		}
		b.ok(b.care.HandOver(context.Background(), lena, ash.Account, care.HandOver{To: bo.Account}))
		if p := b.told(sam); len(p.Match) != 2 || p.Match[0].Worker != ash.Account || p.Match[1].Worker != bo.Account {
			t.Errorf("to be told: %+v", p.Match)
		}
		b.whole()
	})
}
