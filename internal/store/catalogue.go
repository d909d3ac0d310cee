package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A catalogue is what a database is made of: how each of its objects is defined, by its kind
// and name.
type catalogue map[string]string

// objects asks for the catalogue of the schema that is searched. What a database brings by
// itself isn't in it, nor where the migrations are counted.
var objects = map[Engine]string{
	SQLite: `
		SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
		WHERE name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') AND tbl_name <> 'goose_db_version'`,
	Postgres: postgresObjects,
}

const postgresObjects = `
	WITH here AS (SELECT current_schema()::regnamespace::oid AS id),
	relation AS (
		SELECT c.* FROM pg_class c, here WHERE c.relnamespace = here.id AND c.relkind NOT IN ('i', 't', 'I')
			AND c.relname NOT LIKE 'goose\_db\_version%'),
	listed (object, definition) AS (
		SELECT 'relation ' || relname, concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity, relispartition,
			(SELECT count(*) FROM pg_inherits i WHERE i.inhrelid = r.oid OR i.inhparent = r.oid))
		FROM relation r
		UNION ALL
		SELECT 'column ' || r.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
			a.attnotnull, a.attgenerated, a.attidentity, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid))
		FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
		UNION ALL
		SELECT 'index ' || i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
		FROM pg_index i JOIN relation r ON r.oid = i.indrelid
		UNION ALL
		SELECT 'constraint ' || r.relname || '.' || c.conname, pg_get_constraintdef(c.oid)
		FROM pg_constraint c JOIN relation r ON r.oid = c.conrelid
		UNION ALL
		SELECT 'trigger ' || r.relname || '.' || t.tgname, concat(pg_get_triggerdef(t.oid), t.tgenabled)
		FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
		UNION ALL
		SELECT 'switched off trigger of ' || r.relname || '.' || c.conname, t.tgenabled::text
		FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid JOIN pg_constraint c ON c.oid = t.tgconstraint
		WHERE t.tgisinternal AND t.tgenabled <> 'O'
		UNION ALL
		SELECT 'view ' || relname, pg_get_viewdef(oid) FROM relation WHERE relkind IN ('v', 'm')
		UNION ALL
		SELECT 'rule ' || r.relname || '.' || w.rulename, concat(pg_get_ruledef(w.oid), w.ev_enabled)
		FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
		UNION ALL
		SELECT 'policy ' || r.relname || '.' || p.polname, concat_ws(' ', p.polcmd, p.polpermissive,
			pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
		FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
		UNION ALL
		SELECT 'function ' || p.oid::regprocedure::text, concat(p.prosrc, p.provolatile, p.prosecdef)
		FROM pg_proc p, here WHERE p.pronamespace = here.id
		UNION ALL
		SELECT 'operator ' || o.oid::regoperator::text, o.oprcode::text
		FROM pg_operator o, here WHERE o.oprnamespace = here.id
		UNION ALL
		SELECT 'type ' || t.typname, t.typtype::text FROM pg_type t, here
		WHERE t.typnamespace = here.id AND t.typtype NOT IN ('c', 'b')
	)
	SELECT replace(object, quote_ident(current_schema()) || '.', ''),
		replace(definition, quote_ident(current_schema()) || '.', '') FROM listed`

// catalogueOf is what query finds: objects with their definitions.
func catalogueOf(ctx context.Context, query string, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}) (catalogue, error) {
	found, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, inQuery("-- name: Catalogue", err)
	}
	defer found.Close()
	c := catalogue{}
	for found.Next() {
		var object, definition string
		if err := found.Scan(&object, &definition); err != nil {
			return nil, inQuery("-- name: Catalogue", err)
		}
		c[object] += definition // two of one name would hide each other
	}
	return c, inQuery("-- name: Catalogue", found.Err())
}

// unlike lists the objects in which c is not as made, by name.
func (c catalogue) unlike(made catalogue) (list []string) {
	for _, object := range slices.Sorted(maps.Keys(c)) {
		switch want, is := made[object]; {
		case !is:
			list = append(list, "the "+object+" was not made by Footbridge")
		case want != c[object]:
			list = append(list, "the "+object+" is not as Footbridge makes it")
		}
	}
	for _, object := range slices.Sorted(maps.Keys(made)) {
		if _, is := c[object]; !is {
			list = append(list, "the "+object+" is missing")
		}
	}
	return list
}

// Altered lists what the database is made of that no migration of this program made so, as
// a trigger that changes rows on their way, or a view that leaves some out. An empty list is
// of a database that is as this program makes it.
func (db *DB) Altered(ctx context.Context) ([]string, error) {
	made, err := db.made(ctx)
	if err != nil {
		return nil, fmt.Errorf("making a schema to compare with: %w", busy(err))
	}
	have, err := catalogueOf(ctx, objects[db.Engine], db.read)
	if err != nil {
		return nil, busy(err)
	}
	list := have.unlike(made)
	if db.Engine == Postgres {
		more, err := catalogueOf(ctx, besides, db.read)
		if err != nil {
			return nil, busy(err)
		}
		list = slices.AppendSeq(list, maps.Keys(more))
	}
	return list, nil
}

// besides asks what could come between a query and its table outside the schema: schemas that
// are searched as well, and triggers of the whole database's.
const besides = `
	SELECT 'the schema ' || s || ' is searched beside Footbridge''s own', ''
	FROM unnest(current_schemas(false)) AS s WHERE s <> current_schema()
	UNION ALL
	SELECT 'the event trigger ' || e.evtname || ' was not made by Footbridge', '' FROM pg_event_trigger e
	WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = e.oid AND d.deptype = 'e')`

// The catalogues that the migrations make, by engine and its version: each once in a process.
var (
	madeLock sync.Mutex
	madeBy   = map[string]catalogue{}
)

// made is the catalogue of an empty database of this program's: the migrations are its only
// source, so that it is compared with what they make here and now.
func (db *DB) made(ctx context.Context) (catalogue, error) {
	version := "sqlite"
	if db.Engine == Postgres {
		if err := db.read.QueryRowContext(ctx, "SHOW server_version").Scan(&version); err != nil {
			return nil, inQuery("-- name: Version", err)
		}
	}
	madeLock.Lock()
	defer madeLock.Unlock()
	if c := madeBy[version]; c != nil {
		return c, nil
	}
	make := db.makeSQLite
	if db.Engine == Postgres {
		make = db.makePostgres
	}
	c, err := make(ctx)
	if err == nil {
		madeBy[version] = c
	}
	return c, err
}

func (db *DB) makeSQLite(ctx context.Context) (c catalogue, err error) {
	memory, err := pool("file::memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, memory.Close()) }()
	memory.SetMaxOpenConns(1) // another would be another database
	for _, up := range ups() {
		if _, err := memory.ExecContext(ctx, up); err != nil {
			return nil, err
		}
	}
	return catalogueOf(ctx, objects[SQLite], memory)
}

// makePostgres makes the schema in one of its own, in a transaction that is not committed.
func (db *DB) makePostgres(ctx context.Context) (catalogue, error) {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	for _, statement := range append([]string{"CREATE SCHEMA footbridge_compared",
		"SET LOCAL search_path = footbridge_compared"}, ups()...) {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return nil, err
		}
	}
	return catalogueOf(ctx, objects[Postgres], tx)
}

// ups are what the migrations in SQL do. The one in Go changes no object.
func ups() (list []string) {
	for _, text := range migrationTexts() {
		up, _, _ := strings.Cut(text, "-- +goose Down")
		list = append(list, up)
	}
	return list
}
