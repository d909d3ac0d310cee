package audit

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Rotation is a change of the master key for another: each key that it wraps is wrapped anew.
type Rotation struct {
	ID       id.Rotation // zero when there never was one
	At       time.Time
	From, To string // the names of the two master keys
	Keys     int64  // to be wrapped anew
	Done     int64  // of them
	EndedAt  time.Time
}

// Underway tells whether both master keys are needed.
func (r Rotation) Underway() bool { return r.ID != "" && r.EndedAt.IsZero() }
