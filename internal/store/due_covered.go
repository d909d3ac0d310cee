package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// coverDue has the trail cover the due work of a database that was written before it did.
func (db *DB) coverDue(ctx context.Context, inner *sql.Tx) error {
	found, err := rows.New(newRecorder(inner, "")).ListAllDue(ctx)
	if err != nil {
		return busy(err)
	}
	keys := map[id.Organisation][]string{}
	for _, row := range found {
		org := id.Organisation(row.OrganisationID)
		keys[org] = append(keys[org], row.ID)
	}
	for _, org := range slices.Sorted(maps.Keys(keys)) {
		if err := db.Engine.takeTurn(ctx, inner, turn(org, audit.Changes)); err != nil {
			return err
		}
		t := newTurn(ctx, db, &lasting{Tx: inner}, org, audit.Changes)
		if err := t.cover("due", keys[org]); err != nil {
			return err
		}
	}
	return nil
}

// cover appends an entry that covers rows of a table as they are stored. A migration knows no
// time but that of the change before it.
func (t *Turn) cover(table string, keys []string) error {
	for _, key := range keys {
		row := &touched{table: table, key: []string{key}}
		t.rec.touched = append(t.rec.touched, row)
		if err := t.rec.before(t.ctx, row); err != nil {
			return busy(err)
		}
	}
	e := audit.Entry{Actor: "system:migration", Action: table + ".cover", SubjectKind: ofOrganisation,
		Subject: string(t.org)}
	last, err := t.ListNewestEntries(audit.Changes, audit.Asked{}, 0, 1)
	if err != nil {
		return err
	}
	for _, before := range last {
		e.At = before.At
	}
	return t.append(e)
}
