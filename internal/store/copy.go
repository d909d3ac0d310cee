package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// CopyTo writes the whole database, as it is at one moment, to a new SQLite file at path
// while others go on writing. From either engine it is the same kind of file: the schema
// is one, and a row's digest is the same on both, so the copy verifies as this does.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	if db.Engine == SQLite {
		return db.vacuumInto(ctx, path)
	}
	from, err := db.View(ctx, "")
	if err != nil {
		return err
	}
	defer from.Close()
	into, err := db.OpenCopy(path)
	if err != nil {
		return err
	}
	if err = into.Migrate(ctx); err == nil {
		err = copyAll(ctx, into, from.inner, into.write)
	}
	return errors.Join(err, into.Close()) // which brings the log into the file
}

// OpenCopy opens what CopyTo wrote, with the same keys.
func (db *DB) OpenCopy(path string) (*DB, error) { return Open("sqlite:"+path, db.master, db.draw) }

// FillFrom copies what CopyTo wrote into this database, which is of the same schema and
// holds nothing, in one transaction.
func (db *DB) FillFrom(ctx context.Context, path string) error {
	copied, err := db.OpenCopy(path)
	if err != nil {
		return err
	}
	from, err := copied.View(ctx, "")
	if err != nil {
		return errors.Join(err, copied.Close())
	}
	err = copyAll(ctx, copied, from.inner, db.write)
	from.Close()
	if err == nil {
		err = db.analyse(ctx)
	}
	return errors.Join(err, copied.Close())
}

// vacuumInto has a connection of its own: the writer's would keep everybody waiting, and
// the readers' may write nothing, no other file either.
func (db *DB) vacuumInto(ctx context.Context, path string) error {
	var number int
	var name, here string
	err := db.read.QueryRowContext(ctx, "PRAGMA database_list").Scan(&number, &name, &here)
	if err != nil {
		return busy(err)
	}
	own, err := pool("file:" + inAddress.Replace(here) + "?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	_, err = own.ExecContext(ctx, "VACUUM INTO $1", path)
	return errors.Join(busy(err), own.Close())
}

// copyAll copies every table. The tables are those of lite, which is one of the two, in
// the order in which the migrations made them: each comes after those that it refers to.
func copyAll(ctx context.Context, lite *DB, from *sql.Tx, to *sql.DB) error {
	tables, err := lite.tablesInOrder(ctx)
	if err != nil {
		return err
	}
	into, err := to.BeginTx(ctx, nil)
	if err != nil {
		return busy(err)
	}
	for _, table := range tables {
		if err := copyTable(ctx, from, into, table); err != nil {
			return errors.Join(fmt.Errorf("copying %s: %w", table.name, busy(err)), into.Rollback())
		}
	}
	return busy(into.Commit())
}

// A copiedTable is a table with its columns, as SQLite knows them.
type copiedTable struct {
	name    string
	columns []string
	yes     []bool // whether the column holds yes or no, which SQLite gives as 1 or 0
}

func (db *DB) tablesInOrder(ctx context.Context) (tables []copiedTable, err error) {
	found, err := db.read.QueryContext(ctx, `SELECT t.name, c.name, c.type
		FROM sqlite_master t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'goose_db_version' ORDER BY t.rowid, c.cid`)
	if err != nil {
		return nil, busy(err)
	}
	defer found.Close()
	for found.Next() {
		var table, column, kind string
		if err := found.Scan(&table, &column, &kind); err != nil {
			return nil, err
		}
		if last := len(tables) - 1; last < 0 || tables[last].name != table {
			tables = append(tables, copiedTable{name: table})
		}
		t := &tables[len(tables)-1]
		t.columns, t.yes = append(t.columns, column), append(t.yes, kind == "BOOLEAN")
	}
	return tables, busy(found.Err())
}

// as puts a row that was read from either engine into what either takes. Bytes of which
// there are none come from SQLite as a nil slice, and must not become null.
func (t copiedTable) as(row []any) []any {
	for i, v := range row {
		switch v := v.(type) {
		case int64:
			if t.yes[i] {
				row[i] = v != 0
			}
		case []byte:
			if v == nil {
				row[i] = []byte{}
			}
		}
	}
	return row
}

// valuesAtOnce is how many values one statement inserts. Either engine takes more, but SQLite
// looks for each value's name among all of the statement's.
const valuesAtOnce = 400

func copyTable(ctx context.Context, from, into *sql.Tx, t copiedTable) error {
	found, err := from.QueryContext(ctx, "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name)
	if err != nil {
		return err
	}
	defer found.Close()
	insert := func(values []any) error {
		_, err := into.ExecContext(ctx, insertOf(t.name, t.columns, len(values)/len(t.columns)), values...)
		return err
	}
	most := valuesAtOnce / len(t.columns) * len(t.columns)
	var batch []any
	for found.Next() {
		row, err := scanRow(found, len(t.columns))
		if err != nil {
			return err
		}
		if batch = append(batch, t.as(row)...); len(batch) == most {
			if err := insert(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if err := found.Err(); err != nil || len(batch) == 0 {
		return err
	}
	return insert(batch)
}

func insertOf(table string, columns []string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ", "))
	for row := range n {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(")
		for i := range columns {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "$%d", row*len(columns)+i+1)
		}
		b.WriteString(")")
	}
	return b.String()
}

// Alone runs do unless another copy of the service is at it, and tells whether it ran. It
// holds no transaction meanwhile. On SQLite there is one copy of the service.
func (db *DB) Alone(ctx context.Context, do func() error) (ran bool, err error) {
	if db.Engine == SQLite {
		return true, do()
	}
	own, err := db.write.Conn(ctx)
	if err != nil {
		return false, busy(err)
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	if err := own.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", backingUp).Scan(&ran); err != nil || !ran {
		return false, busy(err)
	}
	err = do()
	_, unlocked := own.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", backingUp)
	return true, errors.Join(err, busy(unlocked))
}

// backingUp is the number of the lock that a copy of the service holds while it makes a
// backup.
const backingUp = 0x6261636b7570
