package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
)

type verifyCommand struct {
	place
	Ends   string `placeholder:"FILE" type:"path" help:"Write to FILE how far each trail has come, to be kept on another machine."`
	Expect string `placeholder:"FILE" type:"path" help:"Hold the trails against such a FILE from before."`
}

func (verifyCommand) Help() string {
	return `Example: footbridge verify --data /srv/footbridge

Walks the trail from its first entry, holds every row against what the trail
says of it, compares what the database is made of with what Footbridge makes,
and has the database check itself. The exit status is 0 only when all of it is
as it was written; what is not is named, a line each. Nothing is changed by it:
of the embedded database, not a byte, and it may be on read-only media. A
service that runs meanwhile is seen as it is at one moment.

An older copy of everything is whole in itself. To find that one was put back,
write the trails' ends with --ends, keep the file where nobody can write who has
the database, and give it back with --expect.`
}

// Run says that all is whole, or names every fault.
func (c verifyCommand) Run(ctx context.Context, t terminal) error {
	expected, err := c.expected(t)
	if err != nil {
		return err
	}
	return c.withAs(ctx, kernel.Config{Log: quiet(t), ReadOnly: true}, func(k *kernel.Kernel) error {
		progress := newBar(t, t.Say("verify.walking"))
		found, err := k.Verify(ctx, func(done, of int64) { progress.move(int(done), int(of)) }, expected...)
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
		if err := c.write(found.Ends); err != nil {
			return err
		}
		_, err = fmt.Fprintln(t.Out, t.Say("verify.whole", found.Entries, found.Rows, strings.Join(found.Checks, ", ")))
		return err
	})
}

// expected reads the ends that the trails had before.
func (c verifyCommand) expected(t terminal) (list []kernel.End, err error) {
	if c.Expect == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Expect)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(text, &list) != nil || len(list) == 0 {
		return nil, misuse{errors.New(t.Say("verify.no_ends", c.Expect))}
	}
	return list, nil
}

// write writes the ends, of a database that is whole, for another time.
func (c verifyCommand) write(ends []kernel.End) error {
	if c.Ends == "" {
		return nil
	}
	text, err := json.MarshalIndent(ends, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(c.Ends, append(text, '\n'), 0o600)
}
