package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"footbridge.org/footbridge/internal/fault"
)

// commitWithin is how long a commit may take, for whom nobody else may be waiting by then:
// it has to reach a standby, where there is one.
const commitWithin = 4 * time.Second

// A lasting is a transaction that ends with whoever asked for it, until it commits. From
// then on they can't end it: a commit that is cancelled while it waits for a standby is
// made on one server alone, and may be gone after the next failover.
type lasting struct {
	*sql.Tx
	follows func() bool // stops the transaction's ending with who asked; false when it has
	end     context.CancelFunc
	leave   func() // lets in the next; once
	of      *group // that it is a member of; nil for one by itself
	ended   bool   // of a member
}

func (db *DB) beginLasting(ctx context.Context) (*lasting, error) {
	if err := db.line.enter(ctx); err != nil {
		return nil, busy(err)
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	e := &lasting{end: end, leave: sync.OnceFunc(db.line.leave), follows: context.AfterFunc(ctx, end)}
	var err error
	if e.Tx, err = db.write.BeginTx(life, nil); err != nil {
		end()
		e.leave()
		return nil, busy(errors.Join(ctx.Err(), err))
	}
	return e, nil
}

// commit makes the transaction durable, or tells that it didn't, or that nobody knows.
func (e *lasting) commit(ctx context.Context) error {
	if e.of != nil {
		return e.release()
	}
	if !e.follows() {
		return busy(context.Cause(ctx))
	}
	limit := time.AfterFunc(commitWithin, e.end)
	defer limit.Stop()
	defer e.leave()
	return committed(e.Tx.Commit())
}

func (e *lasting) close() {
	_ = e.Rollback()
	if e.of != nil {
		return
	}
	e.follows()
	e.end()
	e.leave()
}

// committed tells what the end of a commit means: an engine that answers with an error has
// not committed. Where its answer was lost, it may have. That a driver calls an error safe to
// retry says nothing here: see findings/pgx-lost-commit.sh.
func committed(err error) error {
	var postgres *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &postgres) && postgres.SeverityUnlocalized == "ERROR", errors.As(err, &lite),
		errors.Is(err, sql.ErrTxDone), errors.Is(err, pgx.ErrTxCommitRollback):
		return busy(err)
	}
	return fault.Wrap(fault.Uncertain, "fault.uncertain", inQuery("-- name: Commit", err))
}

// ErrReadOnly is of a server that takes no writes: a standby, or one whose disk is full.
var ErrReadOnly = fault.New(fault.Unavailable, "fault.read_only")

// ErrFull is of a disk that is full, or nearly.
var ErrFull = fault.New(fault.Unavailable, "fault.full")

// Ready tells whether the database answers, and takes writes.
func (db *DB) Ready(ctx context.Context) error {
	if db.Engine == SQLite {
		return busy(db.read.PingContext(ctx))
	}
	var readOnly string
	err := db.write.QueryRowContext(ctx, "SHOW transaction_read_only").Scan(&readOnly)
	if err == nil && readOnly == "on" {
		return ErrReadOnly
	}
	return busy(err)
}

// Confirm returns once all that could be seen before it is as durable as what is committed
// now. Another's commit can be seen, on PostgreSQL, by who comes after one that was given
// up, while it still waits for a standby: who is told that something is saved already must
// have waited as its own change would have.
func (db *DB) Confirm(ctx context.Context) error {
	if db.Engine == SQLite {
		return nil // nothing is seen there before it is on the disk
	}
	e, err := db.beginLasting(ctx)
	if err != nil {
		return err
	}
	defer e.close()
	// The smallest thing that a commit has to wait for: a record that changes nothing.
	if _, err := e.ExecContext(ctx, "SELECT pg_logical_emit_message(true, 'footbridge', '')"); err != nil {
		return busy(err)
	}
	return e.commit(ctx)
}
