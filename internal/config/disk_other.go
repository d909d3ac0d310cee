//go:build !linux && !darwin && !freebsd

package config

import "errors"

func freeIn(string) (int64, error) { return 0, errors.ErrUnsupported }

func lockFolder(string) (unlock func() error, err error) { return nil, errors.ErrUnsupported }
