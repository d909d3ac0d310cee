package kernel

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store"
)

// always are the changes that an account makes however many it made, and however little room
// there is: nobody is kept signed in.
var always = []authz.Action{authz.EndSession, authz.EndElsewhere, authz.LimitChanges}

// urgent are the changes that a life may hang on. They are taken when there is little room, for
// some is kept, and on top of as much as others are.
var urgent = []authz.Action{authz.RaiseWorry, authz.AddToWorry}

// admitted tells whether who is somebody whose changes are held to limits, as action is. The
// door has limits of its own (docs/adr/0023), and what the service does itself is little, and
// due: a worry that is still to reach somebody.
func admitted(who authz.Actor, action authz.Action) bool {
	return who.Account == "" || slices.Contains(always, action)
}

// A room is how much the disk still takes. Near its end nobody's changes are taken any more:
// what is left is for signing in, for the trail of who looked, and for what is due.
type room struct {
	free   func() (int64, error) // bytes; nil where nobody knows
	margin int64
	log    *slog.Logger
	low    atomic.Bool
}

// left is how many bytes there are, and whether that is too few; neither where nobody knows.
// Who runs the service is told once when it becomes so, and once when it is over.
func (r *room) left(ctx context.Context) (bytes int64, low bool) {
	if r.free == nil {
		return 0, false
	}
	bytes, err := r.free()
	if err != nil {
		return 0, false
	}
	low = bytes < r.margin
	if low != r.low.Swap(low) {
		what := "there is room on the disk again: changes are taken"
		if low {
			what = "the disk is nearly full: no changes are taken"
		}
		r.log.WarnContext(ctx, what, "free", bytes, "margin", r.margin)
	}
	return bytes, low
}

func (r *room) admits(ctx context.Context, who authz.Actor, action authz.Action) error {
	if admitted(who, action) || slices.Contains(urgent, action) {
		return nil
	}
	if _, low := r.left(ctx); low {
		return store.ErrFull
	}
	return nil
}

// A Room is what the administrator sees of the disk: nothing where the database is elsewhere.
type Room struct {
	Known        bool
	Free, Margin int64
	Low          bool
}

// Room tells how much the disk still takes.
func (k *Kernel) Room(ctx context.Context) Room {
	free, low := k.room.left(ctx)
	return Room{Known: k.room.free != nil, Free: free, Margin: k.room.margin, Low: low}
}

// ErrTooFast is the answer to somebody who changes more than anybody types.
var ErrTooFast = fault.New(fault.TooMany, "fault.too_fast")

type pacesKey struct{}

// WithPaces returns a context in which no account changes more than paces allow.
func WithPaces(ctx context.Context, paces []identity.Pace) context.Context {
	return context.WithValue(ctx, pacesKey{}, paces)
}

// inPace counts, in the organisation's turn, what who has changed: of many at once each counts
// those before it.
func (k *Kernel) inPace(ctx context.Context, tx *store.ReadTx, who authz.Actor, action authz.Action) error {
	if admitted(who, action) {
		return nil
	}
	given, _ := ctx.Value(pacesKey{}).([]identity.Pace)
	paces := slices.Clone(given)
	if slices.Contains(urgent, action) {
		for i := range paces {
			paces[i].Most *= 2
		}
	}
	tooMany, err := identity.TooMany(paces, k.now(), func(since time.Time) (int, error) {
		return tx.CountChangesBy(who.Name(), since)
	})
	if tooMany {
		return ErrTooFast
	}
	return err
}
