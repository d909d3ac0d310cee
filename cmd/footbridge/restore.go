package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/backup"
	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
)

type restoreCommand struct {
	From     string `required:"" type:"path" placeholder:"FILE" help:"The backup."`
	Identity string `required:"" type:"path" placeholder:"FILE" help:"The secret key that opens it, as age-keygen wrote it."`
	Key      string `type:"path" placeholder:"FILE" env:"FOOTBRIDGE_MASTER_KEY_FILE" help:"The copy that you kept of the master key. The key itself can be in FOOTBRIDGE_MASTER_KEY, with --database."`
	Data     string `type:"path" placeholder:"FOLDER" help:"Where to restore to: a folder that is empty, or isn't there."`
	Database string `placeholder:"URL" help:"A PostgreSQL database instead, which holds nothing."`
}

func (restoreCommand) Help() string {
	return `Example: footbridge restore --from footbridge-20261130T030012Z.age --identity backup.key --key master.key --data /srv/footbridge

A backup of either database can be restored to either. Everybody is signed out.
Messages that were still to be sent when the backup was made will be sent.`
}

// Run restores a backup and says what it did.
func (c restoreCommand) Run(ctx context.Context, t terminal) (err error) {
	where := config.Config{Data: c.Data, Database: c.Database}
	if err := where.Check(); err != nil {
		return misuse{err}
	}
	keys := config.Config{Database: c.Database, KeyFile: c.Key}.FromEnvironment(os.Getenv).MasterSecrets
	_, err = keys()
	if fault.KeyOf(err) == "config.key.missing" {
		return misuse{fault.New(fault.Invalid, "restore.key")}
	}
	if err != nil {
		return err
	}
	from, err := c.open()
	if err != nil {
		return err
	}
	defer from.Close()
	with := kernel.Config{Keys: keys, Log: quiet(t)}
	restore := c.intoFolder
	if c.Database != "" {
		restore = c.intoDatabase
	}
	did, err := restore(ctx, from, with)
	if err != nil {
		return err
	}
	for _, flaw := range did.Found.Faults {
		fmt.Fprintln(t.Out, flaw)
	}
	fmt.Fprintln(t.Out, t.Say("restore.done"))
	fmt.Fprintln(t.Out, t.Say("restore.signed_out", did.SignedOut))
	if !did.Found.Whole() {
		return errors.New(t.Say("verify.faults", len(did.Found.Faults)))
	}
	_, err = fmt.Fprintln(t.Out, t.Say("backup.verified", did.Found.Entries, did.Found.Rows))
	return err
}

func (c restoreCommand) open() (io.ReadCloser, error) {
	text, err := os.ReadFile(c.Identity)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "backup.identity.unread", err)
	}
	identity, err := crypt.ParseIdentity(string(text))
	if err != nil {
		return nil, fault.New(fault.Invalid, "backup.identity.unread")
	}
	return backup.Open(c.From, identity)
}

// intoFolder gives the database its name once all of it is there, and the key its place
// after that: a folder with the one and not the other is refused by every command.
func (c restoreCommand) intoFolder(ctx context.Context, from io.Reader, with kernel.Config) (did admin.Restored,
	err error) {
	where := config.Config{Data: c.Data}
	if there, err := os.ReadDir(c.Data); err == nil && len(there) > 0 {
		return did, fault.New(fault.Conflict, "restore.not_empty")
	}
	if err := where.Prepare(); err != nil {
		return did, err
	}
	path := where.UnfinishedFile()
	did, err = admin.Restore(ctx, from, path, with)
	if err == nil {
		err = os.Rename(path, where.DatabaseFile())
	}
	if err != nil {
		for _, left := range []string{path, path + "-wal", path + "-shm"} {
			_ = os.Remove(left) // which may never have been there
		}
		return did, err
	}
	secrets, err := with.Keys()
	if err != nil {
		return did, err
	}
	return did, config.WriteKey(filepath.Join(c.Data, "master.key"), secrets...)
}

// intoDatabase restores to a file first, where a program that stops half-way leaves
// nothing in the database, and then copies that in one transaction.
func (c restoreCommand) intoDatabase(ctx context.Context, from io.Reader, with kernel.Config) (did admin.Restored,
	err error) {
	with.Database = c.Database
	k, err := kernel.Open(with)
	if err != nil {
		return did, err
	}
	defer closing(k, &err)
	if err := admin.CheckEmpty(ctx, k); err != nil {
		return did, err
	}
	scratch, remove, err := backup.Scratch(os.TempDir(), k.Now())
	if err != nil {
		return did, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	return admin.RestoreTo(ctx, k, from, filepath.Join(scratch, "restored.db"), with)
}
