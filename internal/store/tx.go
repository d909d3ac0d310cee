package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// A ReadTx sees one organisation's data at one moment. It has no way to write.
type ReadTx struct {
	ctx    context.Context
	q      *rows.Queries
	inner  *sql.Tx
	org    id.Organisation
	master *crypt.Master
	keys   map[string]*crypt.Person
}

// A Tx changes one organisation's data in its turn. Whatever it writes, the
// entry that Commit appends covers.
type Tx struct {
	*ReadTx
	chain audit.Chain
	rec   *recorder
	draw  Draw
	now   time.Time
	by    string
}

func newReadTx(ctx context.Context, db *DB, inner *sql.Tx, org id.Organisation) *ReadTx {
	rec := &recorder{inner: inner}
	return &ReadTx{ctx: ctx, q: rows.New(rec), inner: inner, org: org, master: db.master, keys: map[string]*crypt.Person{}}
}

func newTx(ctx context.Context, db *DB, inner *sql.Tx, org id.Organisation, chain audit.Chain) *Tx {
	rec := &recorder{inner: inner}
	read := &ReadTx{ctx: ctx, q: rows.New(rec), inner: inner, org: org, master: db.master, keys: map[string]*crypt.Person{}}
	return &Tx{ReadTx: read, chain: chain, rec: rec, draw: db.draw}
}

// Stamp says when the change happens and by whom; rows carry both.
func (t *Tx) Stamp(now time.Time, by string) { t.now, t.by = now, by }

// Organisation is whose data this transaction sees.
func (t *ReadTx) Organisation() id.Organisation { return t.org }

// Close ends a reading transaction.
func (t *ReadTx) Close() { _ = t.inner.Rollback() }

// Commit appends e, which then covers every row written, and makes all of it
// durable, or none.
func (t *Tx) Commit(e audit.Entry) error {
	if err := t.append(e); err != nil {
		return err
	}
	return t.CommitQuietly()
}

// Append adds an entry without committing; a batch of looks uses it.
func (t *Tx) Append(e audit.Entry) error { return t.append(e) }

// CommitQuietly commits what Append has added.
func (t *Tx) CommitQuietly() error { return busy(t.inner.Commit()) }

// absent turns "no such row" into the one answer for what is not there.
func absent(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Absent
	}
	return busy(err)
}

// busy gives a database that is overloaded or away its own kind, so that the
// asker is told to try again rather than that something broke.
func busy(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, sign := range []string{"SQLITE_BUSY", "database is locked", "SQLSTATE 40001", "SQLSTATE 40P01", "SQLSTATE 53300", "SQLSTATE 57P0", "cached plan must not change", "failed to connect", "connection refused"} {
		if strings.Contains(text, sign) {
			return fault.Wrap(fault.Unavailable, "fault.unavailable", err)
		}
	}
	return err
}
