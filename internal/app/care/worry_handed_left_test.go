package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
)

// A worry that was handed on to somebody who then leaves, or is away for long, waits for
// nobody: people are told of it at once, and the page says so before.
func TestAWorryHandedOnToWhoLeavesIsToldAnewAtOnce(t *testing.T) {
	for how, leaves := range map[string]func(b *bench, lena, bea authz.Actor) (care.Departure, error){
		"closed": func(b *bench, _, bea authz.Actor) (care.Departure, error) {
			d, err := b.care.SeeClosing(context.Background(), b.ada(), bea.Account, "")
			b.ok(err)
			return d, b.care.EndAccount(context.Background(), b.ada(), bea.Account, care.HandOver{Said: d.Digest()})
		},
		"role ended": func(b *bench, _, bea authz.Actor) (care.Departure, error) {
			grant := b.grantOf(bea)
			d, err := b.care.SeeClosing(context.Background(), b.ada(), bea.Account, grant)
			b.ok(err)
			return d, b.care.EndRole(context.Background(), b.ada(), bea.Account, grant, care.HandOver{Said: d.Digest()})
		},
		"away": func(b *bench, lena, bea authz.Actor) (care.Departure, error) {
			d, err := b.care.SeeHandOver(context.Background(), lena, bea.Account)
			b.ok(err)
			return d, b.care.HandOver(context.Background(), lena, bea.Account, care.HandOver{Said: d.Digest()})
		},
	} {
		t.Run(how, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, out := context.Background(), outbox()
				ash, ruth, lena := b.worker("Ash"), b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
				bea := b.holds("Bea", authz.Supervisor)
				sam, w := b.matched("Sam", ash), worry("w", safety.Today)
				b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
				b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam,
					safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
				b.ok(b.care.HandOnWorry(ctx, ruth, sam, passing("h", bea)))
				b.now = b.now.Add(time.Minute)
				before := b.sent(out)
				d, err := leaves(b, lena, bea)
				b.ok(err)
				if d.Handed != 1 || d.Worries != 0 || !d.Touches() {
					t.Errorf("the page says %+v", d)
				}
				if after := b.sent(out); after["ruth@example.org"] != before["ruth@example.org"]+1 {
					t.Errorf("told %v, and before %v", after, before)
				}
				r, err := b.care.SeeWorry(ctx, lena, sam, w.ID)
				b.ok(err)
				if r.Standing.Named != "" || !r.Standing.Open() || len(r.Standing.Releases) != 1 {
					t.Errorf("it stands as %+v", r.Standing)
				}
				b.whole()
			})
		})
	}
}
