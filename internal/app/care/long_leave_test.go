package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// What only one person has is a worry that they took on. Somebody else's work in such a
// role waits for anybody in it, so there is nothing of theirs to hand over.
func TestTheWorriesOfWhoIsAwayForLongGoBackToNobody(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), outbox()
		ash, ruth, lena := b.worker("Ash"), b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
		b.holds("Bea", authz.Supervisor)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		takesOn := func(name string) error {
			return b.care.AcknowledgeWorry(ctx, ruth, sam,
				safety.Acknowledgement{ID: named[id.Acknowledgement](name), Worry: w.ID})
		}
		b.ok(takesOn("yes"))
		b.now = b.now.Add(time.Hour)
		before := b.sent(out)

		seen, err := b.care.SeeHandOver(ctx, lena, ruth.Account)
		b.ok(err)
		if seen.Worries != 1 || len(seen.Roles) != 1 || len(seen.Roles[0].Others) != 1 || !seen.Touches() {
			t.Errorf("of a supervisor: %+v", seen)
		}
		b.ok(b.care.HandOver(ctx, lena, ruth.Account, care.HandOver{}))
		b.ok(b.care.HandOver(ctx, lena, ruth.Account, care.HandOver{}))
		after := b.sent(out)
		if after["bea@example.org"] != before["bea@example.org"]+1 {
			t.Errorf("told %v, and before %v", after, before)
		}
		board, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Open != 1 {
			t.Errorf("%d worries have nobody", board.Open)
		}
		b.ok(b.care.HandOver(ctx, lena, ruth.Account, care.HandOver{}))
		if again := b.sent(out); again["bea@example.org"] != after["bea@example.org"] {
			t.Errorf("told once more: %v", again)
		}
		b.now = b.now.Add(time.Minute)
		b.ok(takesOn("back")) // the role is kept

		cora, err := b.care.SeeHandOver(ctx, lena, b.cora().Account)
		b.ok(err)
		if cora.Touches() || len(cora.Roles) != 1 {
			t.Errorf("of a coordinator: %+v", cora)
		}
		b.fails(b.care.HandOver(ctx, b.cora(), ruth.Account, care.HandOver{}), fault.Denied)
		b.whole()
	})
}
