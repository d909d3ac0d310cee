package store

import (
	"context"
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/id"
)

// A group is many changes of one organisation in one transaction, one after the other. Each is
// made or leaves nothing, as by itself; all that were made become durable together.
type group struct {
	inner  *lasting
	org    id.Organisation
	within bool  // a member has begun and not ended
	broken error // what ended the group: the database no longer says what of it there is
}

type groupKey struct{}

func groupOf(ctx context.Context) *group {
	g, _ := ctx.Value(groupKey{}).(*group)
	return g
}

// InGroup tells whether changes of ctx are members of a group.
func InGroup(ctx context.Context) bool { return groupOf(ctx) != nil }

// Together has do's changes, which begin with the context that it is given, be one group. None
// of them may be told to anybody before Together returns without an error.
func (db *DB) Together(ctx context.Context, org id.Organisation, do func(context.Context) error) error {
	if InGroup(ctx) {
		return mistake("a group within a group")
	}
	inner, err := db.beginLasting(ctx)
	if err != nil {
		return err
	}
	defer inner.close()
	if err := db.Engine.takeTurn(ctx, inner.Tx, turn(org, audit.Changes)); err != nil {
		return err
	}
	g := &group{inner: inner, org: org}
	err = do(context.WithValue(ctx, groupKey{}, g))
	if err = errors.Join(err, g.broken); err != nil {
		return err
	}
	return inner.commit(ctx)
}

// begin opens the next member. The turn is the group's already.
func (g *group) begin(ctx context.Context, db *DB, org id.Organisation, chain audit.Chain) (*Turn, error) {
	switch {
	case g.broken != nil:
		return nil, g.broken
	case g.within:
		return nil, mistake("a change within a change")
	case org != g.org || chain != audit.Changes:
		return nil, mistake("a group of one organisation's changes holds another's, or a look")
	}
	if _, err := g.inner.ExecContext(ctx, "SAVEPOINT member"); err != nil {
		return nil, g.breaks(err)
	}
	g.within = true
	return newTurn(ctx, db, &lasting{Tx: g.inner.Tx, of: g}, org, chain), nil
}

// breaks ends the group: what was released may be gone with what was not.
func (g *group) breaks(err error) error {
	g.broken = errors.Join(g.broken, busy(err))
	return g.broken
}

// release keeps what a member did, for the group to commit.
func (e *lasting) release() error {
	if e.ended {
		return sql.ErrTxDone
	}
	e.ended, e.of.within = true, false
	if _, err := e.Tx.Exec("RELEASE SAVEPOINT member"); err != nil {
		return e.of.breaks(err)
	}
	return nil
}

// Rollback undoes what was done since the transaction began, or the member of a group.
func (e *lasting) Rollback() error {
	if e.of == nil {
		return e.Tx.Rollback()
	}
	if e.ended {
		return sql.ErrTxDone
	}
	e.ended, e.of.within = true, false
	for _, undo := range []string{"ROLLBACK TO SAVEPOINT member", "RELEASE SAVEPOINT member"} {
		if _, err := e.Tx.Exec(undo); err != nil {
			return e.of.breaks(err)
		}
	}
	return nil
}
