package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/backup"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

type backupCommand struct {
	place
	To        string   `required:"" type:"path" placeholder:"FOLDER" help:"Where the backup goes: a folder that is there already."`
	Recipient []string `required:"" placeholder:"KEY|FILE" help:"Whose key opens it: age1…, or a file of such keys. Say it again for more."`
}

func (backupCommand) Help() string {
	return `Example: footbridge backup --data /srv/footbridge --to /mnt/backups --recipient age1…

Copies everything while others write, encrypts it with age, reads it back and
verifies it. The master key is NOT in it: keep a copy of that elsewhere, for
without it nobody can read what is restored. Make the other key with age-keygen,
and keep its secret part away from this machine.`
}

// Run makes a backup and says where it is, and what verifying it found.
func (c backupCommand) Run(ctx context.Context, t terminal) error {
	by, err := backupsOf(c.place, c.To, c.Recipient)
	if err != nil {
		return err
	}
	return c.with(ctx, t, func(k *kernel.Kernel) error {
		name, made, err := (&admin.Admin{Kernel: k}).BackUp(ctx, by)
		if err != nil {
			return err
		}
		fmt.Fprintln(t.Out, t.Say("backup.made", name, t.Size(made.Size)))
		if made.Faults > 0 {
			return errors.New(t.Say("backup.faults", int(made.Faults)))
		}
		fmt.Fprintln(t.Out, t.Say("backup.verified", made.Entries, made.Rows))
		_, err = fmt.Fprintln(t.Out, t.Say("backup.key_apart"))
		return err
	})
}

// backupsOf is where backups go and whose keys open them.
func backupsOf(p place, to string, recipients []string) (admin.Backups, error) {
	text, err := keysIn(recipients)
	if err != nil {
		return admin.Backups{}, err
	}
	keys, err := crypt.ParseRecipients(text)
	if err != nil {
		return admin.Backups{}, misuse{fault.New(fault.Invalid, "backup.recipient")}
	}
	scratch := p.Data
	if scratch == "" {
		scratch = os.TempDir()
	}
	return admin.Backups{Folder: backup.Folder{Path: to, To: keys}, Scratch: scratch}, nil
}

// keysIn are the keys that were given, a line each; a file's are its own.
func keysIn(recipients []string) (string, error) {
	var lines []string
	for _, r := range recipients {
		if strings.HasPrefix(r, "age1") {
			lines = append(lines, r)
			continue
		}
		text, err := os.ReadFile(r)
		if err != nil {
			return "", misuse{fault.Wrap(fault.Invalid, "backup.recipient", err)}
		}
		lines = append(lines, string(text))
	}
	return strings.Join(lines, "\n"), nil
}

// backupFlags have serve make backups.
type backupFlags struct {
	BackupTo        string   `type:"path" placeholder:"FOLDER" env:"FOOTBRIDGE_BACKUP_TO" group:"Backups" help:"Make a backup every day, into this folder."`
	BackupRecipient []string `placeholder:"KEY|FILE" env:"FOOTBRIDGE_BACKUP_RECIPIENT" group:"Backups" help:"Whose key opens them: age1…, or a file of such keys."`
	BackupAt        string   `default:"03:00" placeholder:"HH:MM" env:"FOOTBRIDGE_BACKUP_AT" group:"Backups" help:"When, on the organisation's clock, ${default} if you don't say."`
}

// daily is what makes a backup when its hour has come; nil where none was asked for.
func (f backupFlags) daily(p place, log *slog.Logger) (func(context.Context, *kernel.Kernel), error) {
	if f.BackupTo == "" {
		return nil, nil
	}
	by, err := backupsOf(p, f.BackupTo, f.BackupRecipient)
	if err != nil {
		return nil, err
	}
	at, err := programme.ParseTimeOfDay(f.BackupAt)
	if err != nil {
		return nil, misuse{fault.New(fault.Invalid, "backup.at")}
	}
	by.Hour, by.Minute = at.Hour(), at.Minute()
	return func(ctx context.Context, k *kernel.Kernel) {
		if err := (&admin.Admin{Kernel: k}).BackUpWhenDue(ctx, by); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "backup", "fault", fault.KeyOf(err))
		}
	}, nil
}
