package store

import (
	"fmt"
	"strings"
)

// atOnce is how many rows one statement inserts at the most.
const atOnce = 100

// insertMany inserts rows of values into an uncovered table, many to a
// statement: a trip to the server for each would cost more than the rows.
// what follows the values is put at the end, as "ON CONFLICT DO NOTHING".
func (t *Tx) insertMany(table, after string, columns []string, values [][]any) error {
	if uncovered[table] == "" {
		return fmt.Errorf("store: rows of %s are covered one by one", table)
	}
	for len(values) > 0 {
		n := min(len(values), atOnce)
		if err := t.insertSome(table, after, columns, values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

func (t *Tx) insertSome(table, after string, columns []string, values [][]any) error {
	var groups []string
	var args []any
	for _, row := range values {
		marks := make([]string, len(columns))
		for i := range columns {
			args = append(args, row[i])
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		groups = append(groups, "("+strings.Join(marks, ", ")+")")
	}
	_, err := t.rec.ExecContext(t.ctx, "-- name: InsertMany_"+table+" :exec\nINSERT INTO "+table+" ("+strings.Join(columns,
		", ")+") VALUES "+strings.Join(groups, ", ")+" "+after, args...)
	return busy(err)
}
