package kernel

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"

	"footbridge.org/footbridge/internal/fault"
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
	switch fault.Of(err) {
	case fault.Unavailable, fault.Uncertain:
		if !w.away.Swap(true) {
			w.log.WarnContext(ctx, "the database does not answer", "asked", w.what, "fault", err.Error())
		}
	default:
		if err == nil && w.away.Load() && w.away.Swap(false) {
			w.log.WarnContext(ctx, "the database answers again", "asked", w.what)
		}
	}
}

// inTime says of a change whose time ran out what it was. Its transaction ends with who
// asked for it, and can't tell their going away from that.
func inTime(ctx context.Context, err error) error {
	ranOut := errors.Is(ctx.Err(), context.DeadlineExceeded)
	if ranOut && fault.Of(err) == fault.Internal && errors.Is(err, context.Canceled) {
		return fault.Wrap(fault.Unavailable, "fault.unavailable", err)
	}
	return err
}
