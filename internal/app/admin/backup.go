package admin

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/backup"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// Backups are how this installation is backed up.
type Backups struct {
	Folder       backup.Folder
	Scratch      string // a folder of this machine's own, for a copy that is not encrypted yet
	Hour, Minute int    // of each day, on the clock of the organisation that was here first
}

// BackUp makes a backup of the whole installation while others write, and says what it
// is called. What was written is read back from where it lies, restored and verified, and
// what became of it is kept for the administrator: a copy in which something is not as it
// was written is kept, too, for it may be the last. Then those that are no longer needed
// are removed.
func (a *Admin) BackUp(ctx context.Context, by Backups) (name string, made audit.Backup, err error) {
	there, err := kernel.BeforeSignIn(ctx, a.Kernel, kernel.SignInReader.ListOrganisations)
	if err != nil {
		return "", made, err
	}
	if len(there) == 0 {
		return "", made, fault.New(fault.Invalid, "backup.nothing")
	}
	zone, err := there[0].Place()
	if err != nil {
		return "", made, err
	}
	made.At = a.Kernel.Now()
	name, failed := a.backUp(ctx, by, &made)
	if ctx.Err() != nil {
		return "", made, failed // somebody stopped it, and knows
	}
	if failed != nil {
		made = audit.Backup{At: made.At, Failed: fault.KeyOf(failed)}
	}
	made.EndedAt = a.Kernel.Now()
	err = errors.Join(failed, a.recordBackup(ctx, there, made))
	if err == nil {
		_, err = by.Folder.Prune(made.At, zone)
	}
	return name, made, err
}

func (a *Admin) backUp(ctx context.Context, by Backups, made *audit.Backup) (name string, err error) {
	scratch, remove, err := backup.Scratch(by.Scratch, made.At)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, remove()) }()
	copied := filepath.Join(scratch, "copy.db")
	if err := a.Kernel.CopyTo(ctx, copied); err != nil {
		return "", fault.Wrap(fault.Unavailable, "backup.copy", err)
	}
	from, err := os.Open(copied)
	if err != nil {
		return "", fault.Wrap(fault.Unavailable, "backup.scratch", err)
	}
	defer from.Close()
	name, made.Size, err = by.Folder.Write(made.At, stopping{ctx, from}, func(back io.Reader) error {
		if err := os.Remove(copied); err != nil { // so that there is never room needed for two
			return fault.Wrap(fault.Unavailable, "backup.scratch", err)
		}
		restored := filepath.Join(scratch, "restored.db")
		if err := fill(restored, stopping{ctx, back}); err != nil {
			return err
		}
		found, err := a.Kernel.VerifyCopy(ctx, restored)
		made.Entries, made.Rows, made.Faults = found.Entries, found.Rows, int64(len(found.Faults))
		return err
	})
	return name, err
}

// stopping ends a copy when ctx does.
type stopping struct {
	ctx context.Context
	io.Reader
}

func (s stopping) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(b)
}

// fill writes a new file that is its owner's alone.
func fill(path string, from io.Reader) error {
	into, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "backup.scratch", err)
	}
	_, err = io.Copy(into, from)
	if err = errors.Join(err, into.Sync(), into.Close()); fault.Of(err) == fault.Internal && err != nil {
		err = fault.Wrap(fault.Unavailable, "backup.scratch", err)
	}
	return err
}

// recordBackup keeps what became of a backup, for the administrators of everybody's
// organisation whose data it holds.
func (a *Admin) recordBackup(ctx context.Context, there []identity.Organisation, b audit.Backup) error {
	for _, o := range there {
		if err := a.RecordBackup(ctx, o.ID, b); err != nil {
			return err
		}
	}
	return nil
}

// RecordBackup keeps what became of a backup.
func (a *Admin) RecordBackup(ctx context.Context, org id.Organisation, b audit.Backup) error {
	b.ID = kernel.NewID[id.Backup](a.Kernel, "backup/"+string(org)+"/"+b.At.UTC().Format(time.RFC3339Nano))
	return kernel.Change(ctx, a.Kernel, authz.System("backup", org), authz.RecordBackup, org, func(tx *kernel.Tx) error {
		return tx.AddBackup(b)
	})
}

// BackUpWhenDue makes a backup if its hour has come and no copy of the service has made
// one since.
func (a *Admin) BackUpWhenDue(ctx context.Context, by Backups) error {
	if due, err := a.backupDue(ctx, by); err != nil || !due {
		return err
	}
	_, err := a.Kernel.Alone(ctx, func() error {
		if due, err := a.backupDue(ctx, by); err != nil || !due {
			return err
		}
		_, _, err := a.BackUp(ctx, by)
		return err
	})
	return err
}

func (a *Admin) backupDue(ctx context.Context, by Backups) (bool, error) {
	there, err := kernel.BeforeSignIn(ctx, a.Kernel, kernel.SignInReader.ListOrganisations)
	if err != nil || len(there) == 0 {
		return false, err
	}
	zone, err := there[0].Place()
	if err != nil {
		return false, err
	}
	b, err := a.Kernel.Backups(ctx, there[0].ID)
	var newest time.Time
	if len(b.Made) > 0 {
		newest = b.Made[0].At
	}
	return backup.Schedule{Hour: by.Hour, Minute: by.Minute, Zone: zone}.Due(newest, b.Failed.EndedAt, a.Kernel.Now()), err
}
