package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// uncovered are the tables that the trail does not cover, each with the reason.
var uncovered = map[string]string{
	"chain":        "the trail's own end, sealed by the master key",
	"entry":        "the trail itself, chained",
	"entry_row":    "the trail itself, under its entry's hash",
	"entry_person": "the trail itself, under its entry's hash",
	"due":          "what is still to be done; what doing it changes is covered",
	"lookup":       "derived from identities; verify recomputes it",
}

// tableKeys says of every table which columns its key has, as the migrations do.
var tableKeys = sync.OnceValue(readKeys)

var (
	createTable = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	compoundKey = regexp.MustCompile(`PRIMARY KEY \(([\w, ]+)\)`)
	singleKey   = regexp.MustCompile(`(\w+)\s+TEXT PRIMARY KEY`)
)

func readKeys() map[string][]string {
	found := map[string][]string{}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	for _, name := range files {
		text, err := migrations.ReadFile(name)
		if err != nil {
			panic(err)
		}
		for _, table := range createTable.FindAllStringSubmatch(string(text), -1) {
			if m := compoundKey.FindStringSubmatch(table[2]); m != nil {
				found[table[1]] = strings.Split(m[1], ", ")
			} else if m := singleKey.FindStringSubmatch(table[2]); m != nil {
				found[table[1]] = []string{m[1]}
			}
		}
	}
	return found
}

func keyOf(table string) []string { return tableKeys()[table] }

var writeVerb = regexp.MustCompile(`(?s)^(?:\s*--[^\n]*\n)*\s*(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)

// written names the table that query writes to, if it does.
func written(query string) (table string, ok bool) {
	m := writeVerb.FindStringSubmatch(query)
	if m == nil {
		return "", false
	}
	return m[2], true
}

// A touched row is one that this transaction wrote.
type touched struct {
	table string
	key   []string
}

// A recorder stands between the queries and the database and notes every row
// that is written, so that no query can be forgotten by the trail. By
// convention (held by a test) a write's first parameters are its row's key.
type recorder struct {
	inner   *sql.Tx
	touched []touched
}

func (r *recorder) note(query string, args []any) error {
	table, writes := written(query)
	if !writes || uncovered[table] != "" {
		return nil
	}
	names := keyOf(table)
	if len(names) == 0 || len(args) < len(names) {
		return fmt.Errorf("store: a write to %s has no key", table)
	}
	row := touched{table: table}
	for _, a := range args[:len(names)] {
		s, ok := a.(string)
		if !ok {
			return fmt.Errorf("store: the key of %s is a %T", table, a)
		}
		row.key = append(row.key, s)
	}
	same := func(t touched) bool { return t.table == row.table && slices.Equal(t.key, row.key) }
	if !slices.ContainsFunc(r.touched, same) {
		r.touched = append(r.touched, row)
	}
	return nil
}

func (r *recorder) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	noticed(ctx, query)
	if err := r.note(query, args); err != nil {
		return nil, err
	}
	return r.inner.ExecContext(ctx, query, args...)
}

func (r *recorder) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return r.inner.PrepareContext(ctx, query)
}

func (r *recorder) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	noticed(ctx, query)
	if err := r.note(query, args); err != nil {
		return nil, err
	}
	return r.inner.QueryContext(ctx, query, args...)
}

func (r *recorder) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	noticed(ctx, query)
	return r.inner.QueryRowContext(ctx, query, args...)
}

type (
	countKey struct{}
	watchKey struct{}
)

// Counting returns a context in which every query adds one to n: tests hold
// the number of queries that a page costs.
func Counting(ctx context.Context, n *atomic.Int64) context.Context {
	return context.WithValue(ctx, countKey{}, n)
}

// Watching returns a context in which every query's text is told to see:
// tests hold which tables a role's pages read.
func Watching(ctx context.Context, see func(query string)) context.Context {
	return context.WithValue(ctx, watchKey{}, see)
}

func counted(ctx context.Context) {
	if n, ok := ctx.Value(countKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
}

func noticed(ctx context.Context, query string) {
	counted(ctx)
	if see, ok := ctx.Value(watchKey{}).(func(string)); ok {
		see(query)
	}
}

func joinKey(key []string) string { return strings.Join(key, "/") }
