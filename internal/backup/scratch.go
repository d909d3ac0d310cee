package backup

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"footbridge.org/footbridge/internal/fault"
)

const scratchName = ".footbridge-backup-"

// Scratch makes a folder of this machine's own in a folder, for what is not encrypted
// yet, and returns what removes it. What a process that was killed left there a day ago
// goes, too.
func Scratch(in string, now time.Time) (folder string, remove func() error, err error) {
	left, err := filepath.Glob(filepath.Join(in, scratchName+"*"))
	for _, old := range left {
		if info, failed := os.Stat(old); failed == nil && now.Sub(info.ModTime()) > 24*time.Hour {
			err = errors.Join(err, os.RemoveAll(old))
		}
	}
	if err == nil {
		folder, err = os.MkdirTemp(in, scratchName)
	}
	if err != nil {
		return "", nil, fault.Wrap(fault.Unavailable, "backup.scratch", err)
	}
	return folder, func() error { return os.RemoveAll(folder) }, nil
}
