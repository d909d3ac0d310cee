package main

import "errors"

func (b *bench) growth() error { return errors.New("not yet") }
