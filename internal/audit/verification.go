package audit

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Verification is one walk along the trails of the whole installation, with
// how much was found. What is wrong, and where, the command line tells: it is
// read by somebody who can put it right.
type Verification struct {
	ID         id.Verification
	AskedAt    time.Time
	FinishedAt time.Time // zero while it is under way
	Entries    int64     // walked
	Rows       int64     // held against their digests
	Faults     int64     // things that are not as they were written
}

// Whole tells whether v has finished and found everything as it was written.
func (v Verification) Whole() bool { return !v.FinishedAt.IsZero() && v.Faults == 0 }
