package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// errOtherKey is of data that needs a master key which this program wasn't given.
var errOtherKey = fault.New(fault.Unavailable, "config.key.other")

// KnowsKey tells whether the master key is the one that this database was
// written with: some chain's end bears its seal. An empty database knows none. It fails where
// one of several keys that are needed is missing, and takes up what people are found by.
func (db *DB) KnowsKey(ctx context.Context) (bool, error) {
	tx, err := db.View(ctx, "")
	if err != nil {
		return false, err
	}
	defer tx.Close()
	chains, err := tx.q.ListChains(ctx)
	if err != nil {
		return false, busy(err)
	}
	known := len(chains) == 0
	for _, c := range chains {
		known = known || bytes.Equal(c.Seal,
			tx.master.Head(crypt.SealedBy(c.Seal), c.OrganisationID, c.Chain, fmt.Sprint(c.Seq), string(c.Head)))
	}
	if !known {
		return false, nil
	}
	open, err := tx.q.ListOpenRotations(ctx)
	if err != nil {
		return false, busy(err)
	}
	for _, r := range open {
		if err := cmp.Or(tx.knows(r.FromKey), tx.knows(r.ToKey)); err != nil {
			return false, err
		}
	}
	return true, tx.takeFinding()
}

// takeFinding takes up what people and sign-ins are found by, where it is kept.
func (t *ReadTx) takeFinding() error {
	kept, err := t.q.FindFindingKey(t.ctx, findingKey)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return busy(err)
	}
	if t.master.TakeFinding(kept.Wrapped) != nil {
		return errOtherKey
	}
	return nil
}

const findingKey = "finding"

// BeginFinding draws what people and sign-ins are found by, where there is nobody to be found
// yet. Of several copies of the service that start at once one does.
func (db *DB) BeginFinding(ctx context.Context) error { return db.keepFinding(ctx, true) }

// KeepFinding has what people and sign-ins are found by wrapped by the newest master key. It
// stays the same.
func (db *DB) KeepFinding(ctx context.Context) error { return db.keepFinding(ctx, false) }

func (db *DB) keepFinding(ctx context.Context, begins bool) error {
	t, err := db.Begin(ctx, "")
	if err != nil {
		return err
	}
	defer t.Close()
	there, err := t.q.ListOrganisations(ctx)
	if err != nil {
		return busy(err)
	}
	kept, err := t.q.FindFindingKey(ctx, findingKey)
	isNew := errors.Is(err, sql.ErrNoRows)
	if err == nil || isNew {
		err = t.takeFinding()
	}
	if err != nil {
		return busy(err)
	}
	by := t.master.Newest()
	switch {
	case kept.MasterKey == by, begins && (!isNew || len(there) > 0):
		return nil
	case begins:
		t.master.NewFinding(db.draw("finding_key", crypt.FindingKeySize))
	}
	wrapped, err := t.master.WrapFinding(by)
	if err != nil {
		return err
	}
	if isNew {
		err = t.q.AddFindingKey(ctx, rows.AddFindingKeyParams{ID: findingKey, Wrapped: wrapped, MasterKey: by})
	} else {
		err = t.q.SetFindingKey(ctx, rows.SetFindingKeyParams{ID: findingKey, Wrapped: wrapped, MasterKey: by})
	}
	if err != nil {
		return busy(err)
	}
	return t.CommitQuietly()
}

// Fits tells whether the schema is exactly this program's.
func (db *DB) Fits(ctx context.Context) error {
	provider, err := db.provider()
	if err != nil {
		return err
	}
	if err := db.refuseNewer(ctx, provider); err != nil {
		return err
	}
	behind, err := provider.HasPending(ctx)
	if err == nil && behind {
		return fmt.Errorf("this database is older than this Footbridge: run footbridge migrate")
	}
	return err
}
