//go:build !linux && !darwin && !freebsd

package config

import "errors"

func freeIn(string) (int64, error) { return 0, errors.ErrUnsupported }
