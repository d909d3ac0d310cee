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
	_, err = tx.takeFinding()
	return err == nil, err
}

// takeFinding takes up what people and sign-ins are found by, where it is kept, and names the
// master key that wraps it; none where it isn't.
func (t *ReadTx) takeFinding() (by string, err error) {
	kept, err := t.q.FindFindingKey(t.ctx, findingKey)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", busy(err)
	}
	if t.master.TakeFinding(kept.Wrapped) != nil {
		return "", errOtherKey
	}
	return kept.MasterKey, nil
}

const findingKey = "finding"

// BeginFinding draws what people and sign-ins are found by, where there is nobody to be found
// yet. Of several copies of the service that start at once one does, in a turn; where there is
// nothing to do no start waits for one.
func (db *DB) BeginFinding(ctx context.Context) error {
	look, err := db.View(ctx, "")
	if err != nil {
		return err
	}
	begins, err := look.findsNobody()
	look.Close()
	if err != nil || !begins {
		return err
	}
	t, err := db.Begin(ctx, "")
	if err != nil {
		return err
	}
	defer t.Close()
	if begins, err := t.findsNobody(); err != nil || !begins { // another copy was first
		return err
	}
	t.master.NewFinding(db.draw("finding_key", crypt.FindingKeySize))
	return t.keepFinding("")
}

// findsNobody tells whether nothing is kept and nobody is there, and takes up what is kept.
func (t *ReadTx) findsNobody() (bool, error) {
	by, err := t.takeFinding()
	if err != nil || by != "" {
		return false, err
	}
	there, err := t.q.ListOrganisations(t.ctx)
	return len(there) == 0, busy(err)
}

// KeepFinding has what people and sign-ins are found by wrapped by the newest master key. It
// stays the same.
func (db *DB) KeepFinding(ctx context.Context) error {
	t, err := db.Begin(ctx, "")
	if err != nil {
		return err
	}
	defer t.Close()
	by, err := t.takeFinding()
	if err != nil || by == t.master.Newest() {
		return err
	}
	return t.keepFinding(by)
}

// keepFinding commits what is in use, wrapped by the newest master key. One that is kept
// already is wrapped by that called before.
func (t *Turn) keepFinding(before string) error {
	by := t.master.Newest()
	wrapped, err := t.master.WrapFinding(by)
	if err != nil {
		return err
	}
	if before == "" {
		err = t.q.AddFindingKey(t.ctx, rows.AddFindingKeyParams{ID: findingKey, Wrapped: wrapped, MasterKey: by})
	} else {
		err = t.q.SetFindingKey(t.ctx, rows.SetFindingKeyParams{ID: findingKey, Wrapped: wrapped, MasterKey: by})
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
