//go:build linux || darwin || freebsd

package config

import (
	"errors"
	"os"
	"syscall"
)

func freeIn(folder string) (int64, error) {
	var s syscall.Statfs_t
	err := syscall.Statfs(folder, &s)
	return int64(s.Bavail) * int64(s.Bsize), err
}

// lockFolder keeps others out who would change the same folder's key, until unlock or the
// end of the process.
func lockFolder(name string) (unlock func() error, err error) {
	folder, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return folder.Close, nil
}
