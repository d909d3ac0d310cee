package audit

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Backup is one encrypted copy of the whole installation, or a try at one. Once it was
// written it was read back, restored and verified: what was found is of that.
type Backup struct {
	ID      id.Backup
	At      time.Time // it holds what was saved by then
	EndedAt time.Time
	Size    int64  // of its file, in bytes
	Entries int64  // of the trail that were walked
	Rows    int64  // held against their digests
	Faults  int64  // things that are not as they were written
	Failed  string // why there is none, as a message's key; empty when there is
}

// Whole tells whether what was restored from b is as it was written.
func (b Backup) Whole() bool { return b.Failed == "" && b.Faults == 0 }

// Backups are what became of the latest ones.
type Backups struct {
	Made   []Backup // newest first
	Failed Backup   // the latest that failed; the zero Backup when none did
}

// lateAfter is how old the newest backup may be: a night that was missed is noticed on
// the second day.
const lateAfter = 48 * time.Hour

// Late tells whether the newest backup is too old at now, or there is none.
func (b Backups) Late(now time.Time) bool {
	return len(b.Made) == 0 || now.Sub(b.Made[0].At) > lateAfter
}

// StillFails tells whether none has been made since the one that failed.
func (b Backups) StillFails() bool {
	return b.Failed.Failed != "" && (len(b.Made) == 0 || b.Failed.At.After(b.Made[0].At))
}
