package kernel_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store"
)

// Of somebody who has just been added there is nothing to find.
func TestAReferralReadsNothingOfSomebodyWhoIsNew(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := store.Watching(t.Context(), func(query string) {
			name, _, _ := strings.Cut(strings.TrimPrefix(query, "-- name: "), " ")
			if strings.HasPrefix(name, "List") || strings.HasPrefix(name, "Remove") {
				t.Errorf("%s was run", name)
			}
		})
		ok(t, b.care.MakeReferral(ctx, b.referrer, b.referral("Sam"), true))
		b.verify()
	})
}
