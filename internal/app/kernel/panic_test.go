package kernel_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/jobs"
)

func TestWorkThatPanicsIsOneThingThatFailed(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		works := b.works()
		sends, first := works[jobs.Welcome], true
		works[jobs.Welcome] = func(ctx context.Context, d jobs.Due) error {
			if first {
				first = false
				panic("Sam’s words")
			}
			return sends(ctx, d)
		}
		n, err := b.k.RunDue(context.Background(), works)
		ok(t, err)
		if n == 0 || len(b.out.List()) == 0 {
			t.Error("what was due beside it was not done")
		}
		if said := string(b.log.bytes()); strings.Contains(said, "Sam’s") || !strings.Contains(said, "msg=panic") {
			t.Errorf("the log says: %s", said)
		}
		var state kernel.DueState
		if state, err = b.k.Due(context.Background()); err != nil || state.Open != 1 {
			t.Errorf("%+v is left: %v", state, err)
		}
	})
}
