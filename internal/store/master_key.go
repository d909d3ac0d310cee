package store

import (
	"bytes"
	"context"
	"fmt"
)

// KnowsKey tells whether the master key is the one that this database was
// written with: some chain's end bears its seal. An empty database knows none.
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
	for _, c := range chains {
		if bytes.Equal(c.Seal, tx.master.Head(c.OrganisationID, c.Chain, fmt.Sprint(c.Seq), string(c.Head))) {
			return true, nil
		}
	}
	return len(chains) == 0, nil
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
