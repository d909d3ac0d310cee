package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"filippo.io/age"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/backup"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/story"
)

// A restoring measures how long backups of so many people take, and getting all of it back.
type restoring struct {
	people int
	told   string // a copy of the database that tells of them, once there is one
}

var ctx = context.Background()

// measure backs people up as the service does, restores that to another database of the
// same engine, and verifies it there once more.
func (r *restoring) measure(table io.Writer, engine, url string) (err error) {
	k, err := r.open(url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	folder, err := os.MkdirTemp("", "footbridge-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	to, err := crypt.ParseRecipients(key.Recipient().String())
	if err != nil {
		return err
	}
	work, began := worked(), time.Now()
	name, made, err := (&admin.Admin{Kernel: k}).BackUp(ctx,
		admin.Backups{Folder: backup.Folder{Path: folder, To: to}, Scratch: folder})
	if err != nil {
		return err
	}
	backedUp := time.Since(began)

	began = time.Now()
	again, err := restore(name, key.String(), engine, url, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, again.Close()) }()
	restored := time.Since(began)

	began = time.Now()
	found, err := again.Verify(ctx, nil)
	if err == nil && (!found.Whole() || made.Faults > 0) {
		err = fmt.Errorf("what was restored is not whole: %q", found.Faults)
	}
	verified := time.Since(began)
	fmt.Fprintf(table, "%s\t%d\t%d\t%d MB\t%.1f s\t%.1f s\t%.1f s\t%.1f s\t%.1f s\t\n", engine, r.people, found.Rows,
		made.Size>>20, backedUp.Seconds(), restored.Seconds(), verified.Seconds(),
		(backedUp + restored + verified).Seconds(), (worked() - work).Seconds())
	return err
}

// open is a database that tells of the people: told in the first, copied into the next. All
// were referred, and one in twenty is visited.
func (r *restoring) open(url string) (*kernel.Kernel, error) {
	if r.told == "" {
		b, err := openBridge(url, 1+r.people/perWorker/20)
		if err != nil {
			return nil, err
		}
		for n := range b.pending {
			if err := b.visit(ctx, int64(n)); err != nil {
				return nil, err
			}
		}
		if err := b.refer(r.people); err != nil {
			return nil, err
		}
		folder, err := os.MkdirTemp("", "footbridge-bench-")
		if err != nil {
			return nil, err
		}
		r.told = filepath.Join(folder, "told.db")
		return b.Kernel, b.Kernel.CopyTo(ctx, r.told)
	}
	k, err := kernel.Open(kernel.Config{Database: url, Secret: secret()})
	if err == nil {
		err = k.Migrate(ctx)
	}
	if err != nil {
		return nil, err
	}
	return k, k.FillFrom(ctx, r.told)
}

func (r *restoring) close() {
	if r.told != "" {
		os.RemoveAll(filepath.Dir(r.told))
	}
}

// worked is the processors' time that this process has had: on a machine with others at work
// it says more than the clock.
func worked() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func secret() []byte { return story.NewSeed(storySeed).MasterSecret() }

// restore does what the command does, and opens what is there then.
func restore(name, identity, engine, url, folder string) (*kernel.Kernel, error) {
	opens, err := crypt.ParseIdentity(identity)
	if err != nil {
		return nil, err
	}
	from, err := backup.Open(name, opens)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	path := filepath.Join(folder, "restored.db")
	with := kernel.Config{Secret: secret()}
	if engine == "SQLite" {
		if _, err := admin.Restore(ctx, from, path, with); err != nil {
			return nil, err
		}
		with.Database = "sqlite:" + path
		return kernel.Open(with)
	}
	if with.Database, err = another(url, "restored"); err != nil {
		return nil, err
	}
	k, err := kernel.Open(with)
	if err != nil {
		return nil, err
	}
	if err := admin.CheckEmpty(ctx, k); err != nil {
		return k, err
	}
	_, err = admin.RestoreTo(ctx, k, from, path, with)
	return k, err
}
