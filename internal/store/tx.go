package store

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// A ReadTx reads one organisation's data at one moment. It has no way to write,
// and none to end the transaction that it reads in.
type ReadTx struct {
	ctx    context.Context
	q      *rows.Queries
	rec    *recorder
	org    id.Organisation
	master *crypt.Master
	keys   map[string]*crypt.Person
	walk   *walk // through everybody; nil while somebody is asked about

	counted map[string]*counting // how each organisation counts, once it was asked for
}

// A Tx writes one organisation's data, and there only what is of the subjects
// that its Turn bound it to. Whatever it writes, the entry that the Turn commits
// covers: it can't commit, or leave an entry, by itself.
type Tx struct {
	*ReadTx
	engine Engine
	draw   Draw
	now    time.Time
	by     string
	end    *rows.FindChainRow // of the changes' chain, once it was asked for

	addresses error // why nobody else's address can be changed; nil where it can

	sealsBy string // the master key that seals the trail from this change on; empty for the one that did
}

func newReadTx(ctx context.Context, db *DB, inner statements, org id.Organisation) *ReadTx {
	rec := newRecorder(inner, org)
	return &ReadTx{ctx: ctx, q: rows.New(rec), rec: rec, org: org, master: db.master, keys: map[string]*crypt.Person{}}
}

// Organisation is whose data this transaction sees.
func (t *ReadTx) Organisation() id.Organisation { return t.org }
