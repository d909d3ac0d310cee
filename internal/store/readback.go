package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/audit"
)

// A touched row is one that this transaction wrote. It is read back when the change ends, and
// must hold then what it was given: a trigger or a column's type may alter what is written, and
// the digest in the trail would say of the altered row that it is as it was written.
type touched struct {
	table string
	key   []string
	want  map[string]any // what its columns must hold, but those that are null; nil for no row
}

// anything is what a column may hold whose value the database works out.
type anything struct{}

// before reads a row that will be changed as it is before: the columns that a change leaves
// alone must be the same afterwards.
func (r *recorder) before(ctx context.Context, row *touched) error {
	columns, err := r.stored(ctx, row)
	if len(columns) > 0 {
		row.want = map[string]any{}
	}
	for _, c := range columns {
		row.want[c.Name] = c.Value
	}
	return err
}

// expect notes what row must hold after w.
func (row *touched) expect(w *write, args []any) error {
	if row == nil {
		return nil
	}
	if w.remove {
		row.want = nil
		return nil
	}
	if w.insert || row.want == nil {
		row.want = map[string]any{}
	}
	for column, text := range w.sets {
		v, err := assigned(text, args)
		if err != nil {
			return mistake("%s.%s is given a value of no kind that is stored", w.table, column)
		}
		row.want[column] = v
	}
	return nil
}

// assigned is what a column holds that is set to text, as a driver hands it over.
func assigned(text string, args []any) (any, error) {
	if text == "NULL" {
		return nil, nil
	}
	number, is := strings.CutPrefix(text, "$")
	n, err := strconv.Atoi(number)
	if !is || err != nil || n < 1 || n > len(args) {
		return anything{}, nil
	}
	return driver.DefaultParameterConverter.ConvertValue(args[n-1])
}

// digest reads a row back as it is stored, compares it with what was written, and digests it.
// A row that is gone has an empty digest.
func (r *recorder) digest(ctx context.Context, row *touched) ([]byte, error) {
	columns, err := r.stored(ctx, row)
	if err != nil {
		return nil, err
	}
	if !row.holds(columns) {
		return nil, mistake("a row of %s is not stored as it was written: see what footbridge verify says of the database",
			row.table)
	}
	if len(columns) == 0 {
		return []byte{}, nil
	}
	digest, err := audit.Digest(row.table, columns)
	return digest, inQuery(readBack(row.table), err)
}

// holds tells whether columns are what row must hold.
func (row *touched) holds(columns []audit.Column) bool {
	if len(columns) == 0 || row.want == nil {
		return len(columns) == 0 && row.want == nil
	}
	stored := map[string]any{}
	for _, c := range columns {
		stored[c.Name] = c.Value
	}
	for name, want := range row.want {
		if !audit.Same(want, stored[name]) && want != any(anything{}) {
			return false
		}
		delete(stored, name)
	}
	return len(stored) == 0 // whatever wasn't given is null
}

func readBack(table string) string { return "-- name: ReadBack_" + table }

// stored are the columns of a row that aren't null, as they are stored; none of no row.
func (r *recorder) stored(ctx context.Context, row *touched) ([]audit.Column, error) {
	var where []string
	var args []any
	for i, name := range keyOf(row.table) {
		where = append(where, fmt.Sprintf("%s = $%d", name, i+1))
		args = append(args, row.key[i])
	}
	counted(ctx)
	found, err := r.inner.QueryContext(ctx, "SELECT * FROM "+row.table+" WHERE "+strings.Join(where, " AND "), args...)
	if err != nil {
		return nil, inQuery(readBack(row.table), err)
	}
	defer found.Close()
	if !found.Next() {
		return nil, inQuery(readBack(row.table), found.Err())
	}
	columns, err := rowColumns(found)
	return columns, inQuery(readBack(row.table), err)
}

// rowColumns are the columns of the row that found stands on. Those that are null are left out:
// one that was added later is null in old rows, and must not change their digest.
func rowColumns(found *sql.Rows) (columns []audit.Column, err error) {
	names, err := found.Columns()
	if err != nil {
		return nil, err
	}
	values, err := scanRow(found, len(names))
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		if values[i] != nil {
			columns = append(columns, audit.Column{Name: name, Value: values[i]})
		}
	}
	return columns, nil
}

// scanRow reads the n values of the row that found stands on.
func scanRow(found *sql.Rows, n int) ([]any, error) {
	values, into := make([]any, n), make([]any, n)
	for i := range values {
		into[i] = &values[i]
	}
	return values, found.Scan(into...)
}

// digestRow digests the row that found stands on and spells its key.
func digestRow(table string, found *sql.Rows) (key string, digest []byte, err error) {
	columns, err := rowColumns(found)
	if err != nil {
		return "", nil, err
	}
	names := keyOf(table)
	parts := make([]string, len(names))
	for i, name := range names {
		if at := slices.IndexFunc(columns, func(c audit.Column) bool { return c.Name == name }); at >= 0 {
			parts[i], _ = columns[at].Value.(string)
		}
	}
	digest, err = audit.Digest(table, columns)
	return joinKey(parts), digest, err
}
