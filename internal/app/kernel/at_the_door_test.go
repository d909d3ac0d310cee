package kernel_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store"
)

const wrongCode = "00000 00000"

// Whether an address is anybody's shows in nothing that is done before the answer: neither
// when a code is asked for, nor when a wrong one is typed.
func TestAskingAndGuessingAskTheDatabaseTheSameForAnyAddress(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		costs := func(email string) (asked, guessed int64) {
			from := identity.Browser{Mark: "mark of " + email, Source: email, Device: "Firefox"}
			var n store.Cost
			ctx := store.Counting(context.Background(), &n)
			ok(t, b.people.AskCode(ctx, email, from))
			asked = n.Queries.Load()
			_, err := b.k.RunDue(context.Background(), b.works())
			ok(t, err)
			n.Queries.Store(0)
			_, _ = b.people.EnterCode(ctx, wrongCode, from)
			return asked, n.Queries.Load()
		}
		costs("somebody.else@example.org") // what is read once is read
		asked, guessed := costs("Lena@example.org")
		if a, g := costs("nobody@example.org"); a != asked || g != guessed || a == 0 || g == 0 {
			t.Errorf("known: %d and %d queries, unknown: %d and %d", asked, guessed, a, g)
		}
	})
}

// Known against unknown, in turns that nobody foresees: by how long the answer takes, a
// threshold tells them apart no better than chance. 200 of each, three times, where the large
// counts are asked for; in the daily run as many as find what is done for the known alone.
func TestHowLongAskingTakesDoesNotSayWhetherAnAddressIsKnown(t *testing.T) {
	runs, times, apart := 1, 40, 0.3 // of 40 each, chance is off by more than 0.3 once in 200,000 runs
	if os.Getenv("FOOTBRIDGE_DEEP") != "" {
		runs, times, apart = 3, 200, 0.08
	}
	each(t, func(t *testing.T, b *bench) {
		b.people.Unlimited = true
		for run := range runs {
			var took [2][]time.Duration
			for _, known := range rand.Perm(2 * times) {
				email := "Lena@example.org"
				if known%2 == 0 {
					email = fmt.Sprintf("nobody%d@example.org", known)
				}
				from := identity.Browser{Mark: fmt.Sprint(run, known), Source: "10.0.0.1"}
				began := time.Now()
				ok(t, b.people.AskCode(context.Background(), email, from))
				took[known%2] = append(took[known%2], time.Since(began))
				_, err := b.k.RunDue(context.Background(), b.works())
				ok(t, err)
			}
			auc := aucOf(took[1], took[0])
			t.Logf("run %d: %.3f", run+1, auc)
			if math.Abs(auc-0.5) > apart {
				t.Errorf("run %d: a threshold's AUC is %.3f", run+1, auc)
			}
		}
	})
}

// aucOf is the share of pairs in which the first of the two took longer (Mann and Whitney's U).
func aucOf(first, second []time.Duration) float64 {
	wins := 0.0
	for _, a := range first {
		for _, b := range second {
			switch {
			case a > b:
				wins++
			case a == b:
				wins += 0.5
			}
		}
	}
	return wins / float64(len(first)*len(second))
}
