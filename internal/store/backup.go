package store

import (
	"database/sql"
	"errors"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddBackup notes what became of a backup.
func (t *Tx) AddBackup(b audit.Backup) error {
	return busy(t.q.AddBackup(t.ctx, rows.AddBackupParams{
		ID: string(b.ID), OrganisationID: string(t.org), At: instant.At(b.At), EndedAt: instant.At(b.EndedAt),
		Size: b.Size, EntryCount: b.Entries, RowCount: b.Rows, FaultCount: b.Faults,
		Failed: sql.NullString{String: b.Failed, Valid: b.Failed != ""},
	}))
}

// ListBackups lists up to limit that were made, newest first, and the latest that failed.
func (t *ReadTx) ListBackups(limit int) (audit.Backups, error) {
	found, err := t.q.ListBackups(t.ctx, rows.ListBackupsParams{OrganisationID: string(t.org), Limit: int32(limit)})
	if err != nil {
		return audit.Backups{}, busy(err)
	}
	b := audit.Backups{Made: make([]audit.Backup, len(found))}
	for i, r := range found {
		b.Made[i] = audit.Backup{
			ID: id.Backup(r.ID), At: r.At.Time, EndedAt: r.EndedAt.Time, Size: r.Size,
			Entries: r.EntryCount, Rows: r.RowCount, Faults: r.FaultCount,
		}
	}
	failed, err := t.q.FindFailedBackup(t.ctx, string(t.org))
	if errors.Is(absent(err), fault.Absent) {
		return b, nil
	}
	b.Failed = audit.Backup{ID: id.Backup(failed.ID), At: failed.At.Time, EndedAt: failed.EndedAt.Time,
		Failed: failed.Failed.String}
	return b, busy(err)
}

// ListAccountsLetIn lists up to limit accounts that are signed in at now, or have a code,
// a link or a card that still opens.
func (t *ReadTx) ListAccountsLetIn(now time.Time, limit int) ([]id.Account, error) {
	found, err := t.q.ListAccountsLetIn(t.ctx, rows.ListAccountsLetInParams{OrganisationID: string(t.org),
		ExpiresAt: instant.At(now), Limit: int32(limit)})
	list := make([]id.Account, len(found))
	for i, a := range found {
		list[i] = id.Account(a)
	}
	return list, busy(err)
}

// ListOpenSignIns lists the codes, links and cards of an account that still open at now.
func (t *ReadTx) ListOpenSignIns(a id.Account, now time.Time) ([]identity.SignIn, error) {
	found, err := t.q.ListOpenSignIns(t.ctx, rows.ListOpenSignInsParams{AccountID: string(a), ExpiresAt: instant.At(now),
		Limit: allOf})
	list := make([]identity.SignIn, len(found))
	for i, row := range found {
		list[i] = signIn(row)
	}
	return list, busy(err)
}
