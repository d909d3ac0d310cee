package care_test

import (
	"context"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

func TestVisitsThatHaveEndedAreNotToStop(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.planned("Sam", ash)
		me := b.themselves(sam)
		b.ok(b.care.EndVisits(ctx, ash, sam, course.Ending{ID: named[id.Ending]("e"), Kind: course.EndedSooner,
			On: date("2026-11-23")}, true))
		for _, see := range []authz.Actor{me, lena} {
			read := b.care.SeeConsents
			if see.Account == me.Account {
				read = b.care.SeeOwnConsents
			}
			if r, err := read(ctx, see, sam); err != nil || r.May.StopVisits || !r.May.Stop {
				t.Errorf("may %+v, %v", r.May, err)
			}
		}
		w := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.FromVisitsOnly, On: date("2026-11-23")}
		b.says(b.care.Withdraw(ctx, me, sam, w), "scope", "withdrawal.scope.ended")
		b.says(b.care.RecordWithdrawal(ctx, lena, sam, w), "scope", "withdrawal.scope.ended")
		w.Scope = pathway.Wholly
		b.ok(b.care.Withdraw(ctx, me, sam, w))
	})
}
