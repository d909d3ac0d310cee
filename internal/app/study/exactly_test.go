package study_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
)

// stopsVisits has sam want no more visits, today.
func (b *bench) stopsVisits(sam id.Participant) {
	b.t.Helper()
	b.ok(b.care.RecordWithdrawal(context.Background(), b.lena(), sam,
		pathway.Withdrawal{ID: named[id.Withdrawal](string(sam)), Scope: pathway.FromVisitsOnly,
			On: programme.Of(b.now, london)}))
}

// finds is how many of those named Example who finds take part without visits, how many
// queries that costs, and which of them reveal an arm.
func (b *bench) finds(who authz.Actor) (without, queries int, arms []string) {
	b.t.Helper()
	found, err := b.care.FindPeople(store.Watching(context.Background(), func(query string) {
		queries++
		if _, reveals := store.ReadsArm(query); reveals {
			arms = append(arms, strings.Fields(query)[2])
		}
	}), who, "Example")
	b.ok(err)
	for _, p := range found.People {
		if p.Standing.Is == programme.Stands(programme.WithoutVisits) && p.State == programme.WithoutVisits {
			without++
		}
	}
	return without, queries, arms
}

func TestASearchAsksOnceWhereEverybodyFoundStandsAndOnlyForWhoMayKnow(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		b.stopsVisits(b.allocated("Sam", "peer_support"))
		_, one, _ := b.finds(b.lena())
		for _, name := range []string{"Jo", "Kim", "Lee"} {
			b.stopsVisits(b.allocated(name, "peer_support"))
		}
		b.allocated("Max", "peer_support")
		without, queries, arms := b.finds(b.lena())
		b.holds("the lead's", without, 4)
		b.holds("asked once", arms, []string{"ListExactly"})
		b.holds("queries", queries, one)

		masked := b.staff("Noor", authz.Lead, authz.Assessor)
		for _, who := range []authz.Actor{b.cora(), masked} {
			without, less, arms := b.finds(who)
			b.holds("without visits", without, 0)
			b.holds("that reveal an arm", arms, []string{})
			b.holds("one query less", less, queries-1)
		}
	})
}
