// Package spent tells what of the processor a process has had. It reads /proc, so it runs on Linux.
package spent

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// By is the processor's time that all threads of a process have had.
func By(pid int) (sum time.Duration, err error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, thread := range threads {
		var ran time.Duration
		said, err := os.ReadFile(thread)
		if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // it has ended
		}
		if err != nil {
			return 0, err
		}
		if _, err := fmt.Sscan(string(said), &ran); err != nil {
			return 0, err
		}
		sum += ran
	}
	return sum, err
}
