package kernel

import (
	"context"

	"footbridge.org/footbridge/internal/id"
)

// Together has every Change that do makes with the context that it is given be one transaction:
// each has its own decision, entry and outcome, as by itself, and leaves nothing if it fails; all
// the others become durable at once. Nobody may be told that one of them is done before Together
// returns without an error. Nothing is looked at meanwhile: a look would not see them.
func Together(ctx context.Context, k *Kernel, org id.Organisation, do func(context.Context) error) error {
	err := inTime(ctx, k.db.Together(ctx, org, do))
	k.writes.saw(ctx, err)
	if err == nil {
		k.signal() // what is due by them can be seen only now
	}
	return err
}
