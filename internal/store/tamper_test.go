package store

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/store/storetest"
)

// deep multiplies the counts of the random tests: ./test --deep.
func deep(modest, many int) int {
	if os.Getenv("FOOTBRIDGE_DEEP") != "" {
		return many
	}
	return modest
}

// An intruder has the database and not the master key: they write what they
// like, foreign keys or not, and we can put back what they found.
type intruder struct {
	engine  Engine
	conn    *sql.Conn
	columns map[string][]column
	found   map[string][][]any // every row of every table, as it is stored
}

// watched are the tables in which whatever is altered must be noticed.
func watched() []string {
	return append(Tables(), "chain", "entry", "entry_row", "entry_person", "finding_key", "lookup",
		"standing", "visiting", "waiting", "visited_before", "covering", "held_by", "visit_day", "joined_record", "reported",
		"counter")
}

func breakIn(t *testing.T, db *DB, url string) *intruder {
	t.Helper()
	driver, address, first := "pgx", url, "SET session_replication_role = replica"
	if path, is := strings.CutPrefix(url, "sqlite:"); is {
		driver, address, first = "sqlite", "file:"+path+"?_time_format=sqlite&_pragma=busy_timeout(10000)",
			"PRAGMA foreign_keys = off"
	}
	pool, err := sql.Open(driver, address)
	ok(t, err)
	conn, err := pool.Conn(t.Context())
	ok(t, err)
	t.Cleanup(func() {
		if err := errors.Join(conn.Close(), pool.Close()); err != nil {
			t.Error(err)
		}
	})
	in := &intruder{engine: db.Engine, conn: conn, columns: map[string][]column{}, found: map[string][][]any{}}
	ok(t, in.exec(first))
	for _, table := range watched() {
		in.columns[table] = columnsOf(t, db, table)
		in.found[table], err = in.read(table)
		ok(t, err)
	}
	return in
}

func (in *intruder) exec(text string, values ...any) error {
	_, err := in.conn.ExecContext(context.Background(), text, values...)
	return err
}

// read returns a table's rows as they are stored: on SQLite the "+" keeps the
// driver from reading a time out of a text.
func (in *intruder) read(table string) (list [][]any, err error) {
	var names, keys []string
	for i, c := range in.columns[table] {
		if in.engine == SQLite {
			names = append(names, "+"+c.name)
		} else {
			names = append(names, c.name)
		}
		keys = append(keys, fmt.Sprint(i+1))
	}
	rows, err := in.conn.QueryContext(context.Background(),
		"SELECT "+strings.Join(names, ", ")+" FROM "+table+" ORDER BY "+strings.Join(keys, ", "))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		row := make([]any, len(names))
		into := make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, v := range row {
			if b, is := v.([]byte); is && b == nil {
				row[i] = []byte{} // an empty value, which would go back as none
			}
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// restore puts tables back as they were found.
func (in *intruder) restore(tables ...string) error {
	if err := in.exec("BEGIN"); err != nil {
		return err
	}
	for _, table := range tables {
		if err := in.exec("DELETE FROM " + table); err != nil {
			return err
		}
		for rows := range slices.Chunk(in.found[table], 500) {
			if err := in.insert(table, rows...); err != nil {
				return err
			}
		}
	}
	return in.exec("COMMIT")
}

func (in *intruder) insert(table string, rows ...[]any) error {
	var names, lines []string
	for _, c := range in.columns[table] {
		names = append(names, c.name)
	}
	marks := parameters(len(names) * len(rows))
	for line := range slices.Chunk(marks, len(names)) {
		lines = append(lines, "("+strings.Join(line, ", ")+")")
	}
	return in.exec("INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES "+strings.Join(lines, ", "),
		slices.Concat(rows...)...)
}

// try does what may be refused, wholly or not at all.
func (in *intruder) try(t *rapid.T, do tampering) (touched []string, what string, err error) {
	if err := in.exec("BEGIN"); err != nil {
		t.Fatal(err)
	}
	end := "ROLLBACK" // as well where a draw finds no value: rapid leaves by a panic then
	defer func() {
		if err := in.exec(end); err != nil {
			t.Fatal(err)
		}
	}()
	touched, what, err = do(t, in)
	if err == nil {
		end = "COMMIT"
	}
	return touched, what, err
}

// at is the WHERE that finds row, and its values, as parameters from n+1 on.
func (in *intruder) at(table string, row []any, n int) (where string, values []any) {
	var parts []string
	for i, c := range in.columns[table] {
		if slices.Contains(keyOf(table), c.name) {
			values = append(values, row[i])
			parts = append(parts, fmt.Sprintf("%s = $%d", c.name, n+len(values)))
		}
	}
	return " WHERE " + strings.Join(parts, " AND "), values
}

func (in *intruder) set(table string, row []any, column string, v any) error {
	where, key := in.at(table, row, 1)
	return in.exec("UPDATE "+table+" SET "+column+" = $1"+where, append([]any{v}, key...)...)
}

func (in *intruder) remove(table string, row []any) error {
	where, key := in.at(table, row, 0)
	return in.exec("DELETE FROM "+table+where, key...)
}

func (in *intruder) value(table string, row []any, column string) any {
	for i, c := range in.columns[table] {
		if c.name == column {
			return row[i]
		}
	}
	panic(table + " has no " + column)
}

// altered is v changed by one byte, one bit or one unit.
func altered(t *rapid.T, c column, v any) any {
	if c.nullable && v != nil && rapid.Bool().Draw(t, "to null") {
		return nil
	}
	switch v := v.(type) {
	case nil:
		return map[string]any{"TEXT": "x", "BYTEA": []byte{1}, "BOOLEAN": true, "BIGINT": int64(1), "TIMESTAMP": noon}[c.kind]
	case string:
		if v == "" {
			return "x"
		}
		b := []byte(v)
		i := rapid.IntRange(0, len(b)-1).Draw(t, "byte")
		b[i] = rapid.SampledFrom([]byte("09azAZ -+:.T")).Filter(func(x byte) bool { return x != b[i] }).Draw(t, "letter")
		if !strings.ContainsRune(v, '’') { // half a letter is not text that PostgreSQL would take
			return string(b)
		}
		return v + "x"
	case []byte:
		if len(v) == 0 {
			return []byte{0}
		}
		b := slices.Clone(v)
		b[rapid.IntRange(0, len(b)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		return b
	case int64:
		return v + rapid.SampledFrom([]int64{1, -1}).Draw(t, "unit")
	case bool:
		return !v
	case time.Time:
		return v.Add(rapid.SampledFrom([]time.Duration{time.Microsecond, -time.Microsecond, time.Hour}).Draw(t, "unit"))
	}
	panic(fmt.Sprintf("a %T", v))
}

// A tampering does one thing, and names the tables it touched.
type tampering func(t *rapid.T, in *intruder) (touched []string, what string, err error)

var tamperings = map[string]tampering{
	"one value altered": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, watched()...)
		i := rapid.IntRange(0, len(row)-1).Draw(t, "column")
		c := in.columns[table][i]
		v := altered(t, c, row[i])
		return []string{table}, fmt.Sprintf("%s.%s %v to %v", table, c.name, row[i], v), in.set(table, row, c.name, v)
	},
	"a time spelled otherwise": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, watched()...)
		var times []int
		for i, c := range in.columns[table] {
			if _, text := row[i].(string); text && c.kind == "TIMESTAMP" { // only SQLite keeps a time as text
				times = append(times, i)
			}
		}
		if len(times) == 0 {
			return nil, "", errNothingDone
		}
		i := rapid.SampledFrom(times).Draw(t, "column")
		text, c := row[i].(string), in.columns[table][i]
		other := rapid.SampledFrom([]string{"-00:00", "Z", ""}).Draw(t, "zone")
		return []string{table}, table + "." + c.name, in.set(table, row, c.name, strings.Replace(text, "+00:00", other, 1))
	},
	"a value of another type": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, slices.DeleteFunc(watched(), func(table string) bool {
			return uncovered[table] == "" // a digest has the type
		})...)
		i := rapid.IntRange(0, len(row)-1).Draw(t, "column")
		var other any
		switch v := row[i].(type) {
		case string:
			other = []byte(v)
		case []byte:
			other = string(v)
		}
		if other == nil || in.engine != SQLite { // PostgreSQL takes no other type
			return nil, "", errNothingDone
		}
		return []string{table}, table + "." + in.columns[table][i].name, in.set(table, row, in.columns[table][i].name, other)
	},
	"a row removed": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, watched()...)
		return []string{table}, table, in.remove(table, row)
	},
	"a row forged": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, watched()...)
		forged := slices.Clone(row)
		names := keyOf(table)
		key := rapid.SampledFrom(names).Draw(t, "key column")
		for i, c := range in.columns[table] {
			if c.name == key {
				forged[i] = altered(t, c, row[i])
			} else if c.kind == "TEXT" && !slices.Contains(names, c.name) {
				forged[i] = fmt.Sprint(row[i], "x") // so that no other unique index is in the way
			}
		}
		return []string{table}, fmt.Sprintf("%s by its %s", table, key), in.insert(table, forged)
	},
	"two rows' contents exchanged": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, watched()...)
		other := rapid.SampledFrom(in.found[table]).Draw(t, "other")
		c := rapid.SampledFrom(in.columns[table]).Draw(t, "column").name
		a, b := in.value(table, row, c), in.value(table, other, c)
		if fmt.Sprint(a) == fmt.Sprint(b) || slices.Contains(keyOf(table), c) {
			return nil, "", errNothingDone
		}
		return []string{table}, table + "." + c, errors.Join(in.set(table, row, c, b), in.set(table, other, c, a))
	},
	"two entries change places": func(t *rapid.T, in *intruder) ([]string, string, error) {
		_, row := in.anyRow(t, "entry")
		_, other := in.anyRow(t, "entry")
		if fmt.Sprint(in.chainOf("entry", row)) != fmt.Sprint(in.chainOf("entry", other)) ||
			in.seqOf("entry", row) == in.seqOf("entry", other) {
			return nil, "", errNothingDone
		}
		return trail, fmt.Sprint(in.seqOf("entry", row), " and ", in.seqOf("entry", other)),
			in.changePlaces(in.chainOf("entry", row), in.seqOf("entry", row), in.seqOf("entry", other))
	},
	"two of an entry's rows change places": func(t *rapid.T, in *intruder) ([]string, string, error) {
		table, row := in.anyRow(t, "entry_row", "entry_person")
		other := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(in.found[table]), func(x []any) bool {
			return fmt.Sprint(in.chainOf(table, row), in.seqOf(table, row)) != fmt.Sprint(in.chainOf(table, x),
				in.seqOf(table, x))
		})).Draw(t, "other")
		what := map[string]string{"entry_row": "row_key", "entry_person": "participant_id"}[table]
		if in.value(table, row, what) == in.value(table, other, what) {
			return nil, "", errNothingDone
		}
		n, m := in.value(table, row, "n"), in.value(table, other, "n")
		if err := in.set(table, row, "n", int64(-1)); err != nil {
			return nil, "", err
		}
		gone := slices.Clone(row)
		for i, c := range in.columns[table] {
			if c.name == "n" {
				gone[i] = int64(-1)
			}
		}
		return []string{table}, table, errors.Join(in.set(table, other, "n", n), in.set(table, gone, "n", m))
	},
	"the end of a chain cut off": func(t *rapid.T, in *intruder) ([]string, string, error) {
		_, end := in.anyRow(t, "chain")
		chain, seq := in.chainOf("chain", end), in.seqOf("chain", end)
		upTo := rapid.Int64Range(0, seq-1).Draw(t, "up to")
		head := []byte{}
		for _, row := range in.found["entry"] {
			if fmt.Sprint(in.chainOf("entry", row)) == fmt.Sprint(chain) && in.seqOf("entry", row) == upTo {
				head = in.value("entry", row, "hash").([]byte)
			}
		}
		err := errors.Join(in.set("chain", end, "seq", upTo), in.set("chain", end, "head", head), in.cut(chain, upTo))
		if upTo == 0 && rapid.Bool().Draw(t, "the chain too") {
			err = errors.Join(err, in.remove("chain", end))
		}
		return append(slices.Clone(trail), Tables()...), fmt.Sprint(chain, " after ", upTo), err
	},
}

var (
	errNothingDone = errors.New("nothing to do here")
	trail          = []string{"chain", "entry", "entry_row", "entry_person"}
)

func (in *intruder) anyRow(t *rapid.T, tables ...string) (string, []any) {
	table := rapid.SampledFrom(tables).Draw(t, "table")
	return table, rapid.SampledFrom(in.found[table]).Draw(t, "row")
}

func (in *intruder) chainOf(table string, row []any) []any {
	return []any{in.value(table, row, "organisation_id"), in.value(table, row, "chain")}
}

func (in *intruder) seqOf(table string, row []any) int64 { return in.value(table, row, "seq").(int64) }

// changePlaces renumbers two entries with all that belongs to them.
func (in *intruder) changePlaces(chain []any, a, b int64) error {
	for _, move := range [][2]int64{{a, -1}, {b, a}, {-1, b}} {
		for _, table := range []string{"entry", "entry_row", "entry_person"} {
			err := in.exec("UPDATE "+table+" SET seq = $4 WHERE organisation_id = $1 AND chain = $2 AND seq = $3", chain[0],
				chain[1], move[0], move[1])
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// cut removes the entries after upTo, and with them the rows that they alone cover.
func (in *intruder) cut(chain []any, upTo int64) error {
	covered := map[[2]any]bool{}
	for _, row := range in.found["entry_row"] {
		key := [2]any{in.value("entry_row", row, "table_name"), in.value("entry_row", row, "row_key")}
		gone := fmt.Sprint(in.chainOf("entry_row", row)) == fmt.Sprint(chain) && in.seqOf("entry_row", row) > upTo
		covered[key] = covered[key] || !gone
	}
	for _, table := range Tables() {
		for _, row := range in.found[table] {
			var key []string
			for _, k := range keyOf(table) {
				key = append(key, in.value(table, row, k).(string))
			}
			if !covered[[2]any{table, joinKey(key)}] {
				if err := in.remove(table, row); err != nil {
					return err
				}
			}
		}
	}
	for _, table := range []string{"entry", "entry_row", "entry_person"} {
		if err := in.exec("DELETE FROM "+table+" WHERE organisation_id = $1 AND chain = $2 AND seq > $3", chain[0], chain[1],
			upTo); err != nil {
			return err
		}
	}
	return nil
}

// Whatever one thing somebody without the master key alters, removes, adds or
// reorders, in the trail or in what it covers, verifying names it.
func TestNoTamperingGoesUnseen(t *testing.T) {
	storetest.InTheWholeRun(t)
	ok(t, flag.Set("rapid.checks", fmt.Sprint(deep(120, 400)))) // of each kind: many are refused
	for seed := range deep(1, 3) {
		storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
			db, err := openDB(url)
			ok(t, err)
			t.Cleanup(func() { db.Close() })
			live(t, db, uint64(seed), 25)
			ok(t, wholeness(t, db))
			in := breakIn(t, db, url)
			for _, kind := range slices.Sorted(maps.Keys(tamperings)) {
				seen := in.isSeen(t, db, kind, deep(25, 200))
				loose := kind == "a time spelled otherwise" || kind == "a value of another type" // SQLite's alone
				if seen == 0 && !(loose && db.Engine == Postgres) && !t.Failed() {
					t.Errorf("not once tried: %s", kind)
				}
				t.Logf("seed %d: %s: %d", seed, kind, seen)
			}
			ok(t, wholeness(t, db))
		})
	}
}

// isSeen tampers in one way, and holds that verifying sees it, so often at most: verifying
// takes longer than all else here. It returns how often it was done.
func (in *intruder) isSeen(t *testing.T, db *DB, kind string, most int) (seen int) {
	missed := false // then rapid looks for the shortest way to it
	rapid.Check(t, func(t *rapid.T) {
		if seen == most && !missed {
			return
		}
		touched, what, err := in.try(t, tamperings[kind])
		if err != nil {
			return // the schema itself refused it, or there was nothing to do
		}
		v, verifying := db.Verify(context.Background(), nil)
		if err := in.restore(touched...); err != nil {
			t.Fatalf("this test could not undo what it did: %v", err)
		}
		if verifying != nil {
			missed = true
			t.Fatalf("verifying gave up instead of naming it: %s: %s: %v", kind, what, verifying)
		}
		if v.Whole() {
			missed = true
			t.Fatalf("unseen: %s: %s", kind, what)
		}
		seen = min(seen+1, most)
	})
	return seen
}
