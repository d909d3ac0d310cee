package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
)

type verifyCommand struct{ place }

func (verifyCommand) Help() string {
	return `Example: footbridge verify --data /srv/footbridge

Walks the trail from its first entry, holds every row against what the trail
says of it, and has the database check itself. The exit status is 0 only when
all of it is as it was written; what is not is named, a line each.`
}

// Run says that all is whole, or names every fault.
func (c verifyCommand) Run(ctx context.Context, t terminal) error {
	return c.with(ctx, t, func(k *kernel.Kernel) error {
		progress := newBar(t, t.Say("verify.walking"))
		found, err := k.Verify(ctx, func(done, of int64) { progress.move(int(done), int(of)) })
		progress.clear()
		if err != nil {
			return err
		}
		for _, flaw := range found.Faults {
			fmt.Fprintln(t.Out, flaw)
		}
		if !found.Whole() {
			return errors.New(t.Say("verify.faults", len(found.Faults)))
		}
		_, err = fmt.Fprintln(t.Out, t.Say("verify.whole", found.Entries, found.Rows, strings.Join(found.Checks, ", ")))
		return err
	})
}
