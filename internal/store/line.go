package store

import "context"

// A line lets in one at a time, in the order in which they came. SQLite has one writer, and
// database/sql would let in any of those who wait for it: the last of twenty waits several
// times as long. A line that is nil lets everybody in.
type line chan struct{}

func newLine() line { return make(line, 1) }

// enter returns once it is the caller's time, or they no longer want it.
func (l line) enter(ctx context.Context) error {
	if l == nil {
		return nil
	}
	select {
	case l <- struct{}{}: // who waits to send is served in order
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave lets in the next.
func (l line) leave() {
	if l != nil {
		<-l
	}
}
