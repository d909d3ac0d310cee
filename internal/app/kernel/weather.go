package kernel

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync/atomic"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store"
)

// A weather tells whoever runs the service once that the database has gone, with why, and
// once that it is back, however many requests meet it meanwhile. A server whose standby is
// away still answers who reads: reading and writing have a weather each.
type weather struct {
	log  *slog.Logger
	what string
	away atomic.Bool
}

// saw takes note of how something went that the database was asked for.
func (w *weather) saw(ctx context.Context, err error) {
	switch {
	case fault.Away(err) && !w.away.Swap(true):
		what := "the database does not answer"
		if fault.KeyOf(err) == fault.KeyOf(store.ErrFull) {
			what = "the database's disk is full"
		}
		w.log.WarnContext(ctx, what, "asked", w.what, "fault", err.Error())
	case err == nil && w.away.Load() && w.away.Swap(false):
		w.log.WarnContext(ctx, "the database answers again", "asked", w.what)
	}
}

// inTime says of what a context ended, because its time ran out, that this was so. A change's
// transaction ends with who asked for it, and can't tell their going away from that.
func inTime(ctx context.Context, err error) error {
	ended := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	if ended && fault.Of(err) == fault.Internal && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fault.Wrap(fault.Unavailable, "fault.unavailable", err)
	}
	return err
}

// caught runs do, in which a panic is a mistake of ours and no more than do's failing: the log
// has where it was, but not with what.
func caught(ctx context.Context, log *slog.Logger, in string, do func() error) (err error) {
	defer func() {
		if recover() != nil {
			log.ErrorContext(ctx, "panic", "in", in, "stack", string(debug.Stack()))
			err = fault.New(fault.Internal, "fault.internal")
		}
	}()
	return do()
}
