package main

import (
	"fmt"

	"footbridge.org/footbridge/internal/config"
)

type keyCommand struct {
	New keyNewCommand `cmd:"" help:"Write a new master key to a file that only you can read."`
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
