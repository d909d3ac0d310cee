package main

import (
	"context"
	"fmt"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
)

type migrateCommand struct{ place }

func (migrateCommand) Help() string {
	return `Example: footbridge migrate --data /srv/footbridge

Make a backup first: there is no way back but the backup. Serve does this by
itself when it starts.`
}

// Run brings the schema forward and says from where to where.
func (c migrateCommand) Run(ctx context.Context, t terminal) (err error) {
	k, err := c.open(c.config(), quiet(t))
	if err != nil {
		return err
	}
	defer closing(k, &err)
	before, err := k.SchemaVersion(ctx)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "config.database.away", err)
	}
	if err := k.Migrate(ctx); err != nil {
		return err
	}
	if err := k.CheckFit(ctx); err != nil {
		return err
	}
	return sayVersions(ctx, t, k, before)
}

func sayVersions(ctx context.Context, t terminal, k *kernel.Kernel, before int64) error {
	after, err := k.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	line := t.Say("migrate.done", before, after)
	if before == after {
		line = t.Say("migrate.nothing", after)
	}
	_, err = fmt.Fprintln(t.Out, line)
	return err
}
