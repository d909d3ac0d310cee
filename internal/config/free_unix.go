//go:build linux || darwin || freebsd

package config

import "syscall"

func freeIn(folder string) (int64, error) {
	var s syscall.Statfs_t
	err := syscall.Statfs(folder, &s)
	return int64(s.Bavail) * int64(s.Bsize), err
}
