package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// One act, a stop in each record, and one taking back of both; each is as the other engine has it.
func TestAStopOfTwoRecordsIsStoredInEachAndTakenBackOfBoth(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam, kim := b.takesPart("Sam"), b.takesPart("Kim")
		b.now = b.now.Add(time.Minute)
		b.ok(b.care.JoinRecords(ctx, lena, kim, pathway.Joining(named[id.SamePerson]("joined"), kim, sam, false), true))
		b.now = b.now.Add(time.Minute)
		w := pathway.Withdrawal{ID: named[id.Withdrawal]("w"), Scope: pathway.Wholly, On: date("2026-11-23"),
			Also: []id.Participant{kim}}
		for range 2 { // the second tap
			b.ok(b.care.RecordWithdrawal(ctx, lena, sam, w))
		}
		stand := func(want programme.State) {
			t.Helper()
			for _, p := range []id.Participant{sam, kim} {
				if now := b.stands(p); now != want {
					t.Errorf("is %s, not %s", now, want)
				}
			}
		}
		stand(programme.Withdrawn)
		b.whole()
		b.ok(b.care.Undo(ctx, lena, sam, pathway.Undoing{ID: named[id.Undoing]("u"), Why: "A slip",
			Also: []id.Participant{kim}, Of: pathway.Entered{Kind: pathway.UndoWithdrawal, Fact: string(w.ID)}}))
		stand(programme.Consented)
		b.whole()
	})
}
