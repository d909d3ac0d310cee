package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/id"
)

// A Turn is a change of one organisation's data from its beginning to its end.
// It alone commits, and appends to the trail. What it embeds is the writer that
// a use case is handed, which does neither.
type Turn struct {
	*Tx
	inner *lasting
	chain audit.Chain
}

func newTurn(ctx context.Context, db *DB, inner *lasting, org id.Organisation, chain audit.Chain) *Turn {
	tx := &Tx{ReadTx: newReadTx(ctx, db, inner.Tx, org), engine: db.Engine, draw: db.draw}
	t := &Turn{Tx: tx, inner: inner, chain: chain}
	t.rec.settle = t.settle
	return t
}

// Stamp says when the change happens and by whom; rows carry both.
func (t *Turn) Stamp(now time.Time, by string) { t.now, t.by = now, by }

// RefuseAddresses has the change end with why where it would have somebody else sign in by
// another address.
func (t *Turn) RefuseAddresses(why error) { t.addresses = why }

// Bind lets the writer write what is of a subject: the change's own, or another
// that the policy was asked about too.
func (t *Turn) Bind(subject Scope) error {
	if subject.Organisation != t.org {
		return fmt.Errorf("store: a change of one organisation is not about another's %s", subject.Kind)
	}
	t.rec.bind(subject.Kind, subject.ID)
	return nil
}

// Commit appends e, which then covers every row written, and makes all of it
// durable, or none.
func (t *Turn) Commit(e audit.Entry) error {
	if err := t.append(e); err != nil {
		return err
	}
	return t.CommitQuietly()
}

// Append adds an entry without committing; a batch of looks uses it.
func (t *Turn) Append(e audit.Entry) error { return t.append(e) }

// CommitQuietly commits what Append has added, with what is projected from the
// facts that were written. It refuses when a write was refused before, even if
// the use case took no notice.
func (t *Turn) CommitQuietly() error {
	err := t.rec.settled()
	if err == nil {
		err = t.settle()
	}
	if err == nil {
		err = t.keepCounters()
	}
	if err != nil {
		return errors.Join(err, t.inner.Rollback())
	}
	return t.inner.commit(t.ctx)
}

// Close ends the turn. What was not committed is gone.
func (t *Turn) Close() { t.inner.close() }

// A Look is one moment of the data, from its beginning to its end. What it
// embeds is the reader that a use case is handed, which can't end it.
type Look struct {
	*ReadTx
	inner *sql.Tx
}

// Close ends the look.
func (l *Look) Close() { _ = l.inner.Rollback() }
