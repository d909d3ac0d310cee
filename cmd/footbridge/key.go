package main

import (
	"context"
	"fmt"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/fault"
)

type keyCommand struct {
	New    keyNewCommand    `cmd:"" help:"Write a new master key to a file that only you can read."`
	Rotate keyRotateCommand `cmd:"" help:"Change the master key for another, while Footbridge runs."`
}

type keyNewCommand struct {
	File string `arg:"" type:"path" help:"The file, which must not be there yet."`
}

func (keyNewCommand) Help() string {
	return `Example: footbridge key new /etc/footbridge/master.key

For a PostgreSQL database; a data folder makes its own. Keep a copy away from
the backups: without the key, nobody can read the data.`
}

// Run writes the key and says where it is.
func (c keyNewCommand) Run(t terminal) error {
	if err := config.WriteKey(c.File, newSecret()); err != nil {
		return err
	}
	_, err := fmt.Fprintln(t.Out, t.Say("key.made", c.File))
	return err
}

type keyRotateCommand struct{ place }

func (keyRotateCommand) Help() string {
	return `Example: footbridge key rotate --data /srv/footbridge

A new key goes into the key's file, before the old one, and everything that the
old one wraps is wrapped anew while people go on working. Stopped half-way, run
it again: it goes on, and the old key stays until it is done.

With --database the first run only makes the new key, so that you can copy the
file to every machine that runs Footbridge; the second changes over. Where the
key is in FOOTBRIDGE_MASTER_KEY, put a new one before it with a comma between,
and start every copy of Footbridge anew first.`
}

// rewrapAtOnce is how many keys are wrapped anew in one change.
const rewrapAtOnce = 100

// Run changes the key, and names the old one once it isn't needed any more.
func (c keyRotateCommand) Run(ctx context.Context, t terminal) error {
	where := c.config()
	if err := where.Check(); err != nil {
		return misuse{err}
	}
	if err := where.CheckThere(); err != nil {
		return err
	}
	added, err := where.AddKey(newSecret)
	if err != nil {
		return err
	}
	if added && where.Database != "" {
		_, err = fmt.Fprintln(t.Out, t.Say("key.added", where.KeyFile))
		return err
	}
	return c.with(ctx, t, func(k *kernel.Kernel) error {
		progress := newBar(t, t.Say("key.rotating"))
		did, err := (&admin.Admin{Kernel: k}).RotateKey(ctx, rewrapAtOnce, func(done, of int64) {
			progress.move(int(done), int(of))
		})
		progress.clear()
		if err != nil {
			return err
		}
		if did.ID == "" {
			return misuse{fault.New(fault.Invalid, "key.rotate.one")}
		}
		fmt.Fprintln(t.Out, t.Say("key.rotated", did.Done, did.To))
		_, err = fmt.Fprintln(t.Out, t.Say("key.old", did.From))
		return err
	})
}
