package store

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A query is one that sqlc generated: what it is called, what it gives back
// (one, many, exec) and its text.
type query struct{ name, gives, text string }

var nameLine = regexp.MustCompile(`(?m)^-- name: (\w+) :(\w+)$`)

// readQueries returns every query of the generated code, and of the journals.
func readQueries(t *testing.T) []query {
	t.Helper()
	files, err := filepath.Glob("rows/*.sql.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no generated queries: %v", err)
	}
	var list []query
	for _, name := range files {
		for _, text := range literals(t, name) {
			if m := nameLine.FindStringSubmatch(text); m != nil {
				list = append(list, query{m[1], m[2], text})
			}
		}
	}
	for name, text := range journalQueries {
		list = append(list, query{name, nameLine.FindStringSubmatch(text)[2], text})
	}
	return list
}

// literals are the string literals of a Go file.
func literals(t *testing.T, name string) (list []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, text)
		}
		return true
	})
	return list
}

var (
	comments     = regexp.MustCompile(`(?m)--[^\n]*$`)
	anyWrite     = regexp.MustCompile(`(?i)\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|REPLACE|RETURNING)\b`)
	insertShape  = regexp.MustCompile(`^INSERT INTO (\w+) \(([^)]*)\) VALUES \(([^)]*)\)(?: ON CONFLICT DO NOTHING)?$`)
	changeShape  = regexp.MustCompile(`^(?:UPDATE (\w+) SET .*?|DELETE FROM (\w+)) WHERE (.+)$`)
	ownerShape   = regexp.MustCompile(`^(organisation_id|account_id) = \$\d+$`)
	whitespaceIn = regexp.MustCompile(`\s+`)
)

// brokenConvention tells how a query breaks what the recorder leans on, or "".
func brokenConvention(q query) string {
	text := strings.TrimSpace(whitespaceIn.ReplaceAllString(comments.ReplaceAllString(q.text, ""), " "))
	text = strings.TrimSuffix(text, ";")
	if !anyWrite.MatchString(text) {
		return ""
	}
	w := readWrite(q.text)
	switch table := tableOf(w); {
	case w == nil:
		return "writes, and the recorder does not see that it does"
	case q.gives != "exec" && q.gives != "execrows":
		return "is a write that gives something back: the recorder does not hear of :" + q.gives
	case !namesItsOwners(w):
		return "must say in its columns or its WHERE of which organisation, and whose, the rows of " + table + " are"
	case uncovered[table] != "":
		return ""
	case len(keyOf(table)) == 0:
		return "writes to " + table + ", which has no key that the recorder knows"
	case !namesItsRow(text, keyOf(table)):
		return fmt.Sprintf("must name its row first: $1 … are %s", strings.Join(keyOf(table), ", "))
	}
	return ""
}

func tableOf(w *write) string {
	if w == nil {
		return ""
	}
	return w.table
}

// namesItsOwners tells whether a write gives the recorder everything by which it
// holds a row to the change's organisation and to whom the change has named.
func namesItsOwners(w *write) bool {
	columns := columnNames(w.table)
	if _, named := w.given["organisation_id"]; slices.Contains(columns, "organisation_id") && !named {
		return false
	}
	for _, o := range ownersOf(w.table) {
		_, named := w.given[o.column]
		kept := !w.insert && o != ownersOf(w.table)[0] // by the first, which is the thing itself
		if !named && !kept {
			return false
		}
	}
	return true
}

var columnLine = regexp.MustCompile(`(?m)^\s{4}([a-z_]+) +[A-Z]+`)

// columnNames are a table's columns, as the migrations declare them.
func columnNames(table string) (names []string) {
	files, _ := fs.Glob(migrations, "migrations/*.sql")
	for _, name := range files {
		text, _ := migrations.ReadFile(name)
		for _, m := range createTable.FindAllStringSubmatch(string(text), -1) {
			if m[1] != table {
				continue
			}
			for _, c := range columnLine.FindAllStringSubmatch(m[2], -1) {
				names = append(names, c[1])
			}
		}
	}
	return names
}

// namesItsRow tells whether a write's first parameters are exactly its row's key.
func namesItsRow(text string, key []string) bool {
	if m := insertShape.FindStringSubmatch(text); m != nil {
		columns, values := strings.Split(m[2], ", "), strings.Split(m[3], ", ")
		return len(columns) == len(values) && len(columns) >= len(key) &&
			slices.Equal(columns[:len(key)], key) && slices.Equal(values[:len(key)], parameters(len(key)))
	}
	m := changeShape.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	var want []string
	for i, p := range parameters(len(key)) {
		want = append(want, key[i]+" = "+p)
	}
	held := strings.Split(m[3], " AND ")
	if len(held) < len(want) || !slices.Equal(held[:len(want)], want) {
		return false
	}
	for _, more := range held[len(want):] { // by which the recorder holds it to its owners
		if !ownerShape.MatchString(more) {
			return false
		}
	}
	return true
}

func parameters(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("$%d", i+1))
	}
	return list
}

func TestEveryWriteNamesItsRowFirstSoThatTheTrailCoversIt(t *testing.T) {
	writes := 0
	for _, q := range readQueries(t) {
		if broken := brokenConvention(q); broken != "" {
			t.Errorf("%s %s", q.name, broken)
		}
		if readWrite(q.text) != nil {
			writes++
		}
	}
	if writes < 20 {
		t.Errorf("only %d writes were read: are these the queries?", writes)
	}
}

func TestWritesThatTheTrailWouldMissAreFound(t *testing.T) {
	for _, text := range []string{
		"INSERT INTO team (organisation_id, id, name, created_at) VALUES ($1, $2, $3, $4)",
		"INSERT INTO team (id, organisation_id, name, created_at) VALUES ($2, $1, $3, $4)",
		"INSERT INTO team (id, organisation_id, name, created_at) SELECT $1, id, 'x', created_at FROM organisation",
		"INSERT INTO team (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET name = $3",
		"UPDATE team SET name = $1 WHERE id = $2",
		"UPDATE team SET name = $2 WHERE organisation_id = $1",
		"UPDATE team SET name = $2 WHERE id = $1 OR name = $2",
		"UPDATE team SET name = 'x'",
		"UPDATE screening SET reason = $2 WHERE id = $1",
		"UPDATE screening SET reason = $3 WHERE id = $2 AND participant_id = $1",
		"DELETE FROM team WHERE organisation_id = $1",
		"DELETE FROM nowhere WHERE id = $1",
		"UPDATE team SET name = $2 WHERE id = $1",
		"UPDATE session SET ended_at = $3 WHERE id = $1 AND organisation_id = $2",
		"UPDATE session SET ended_at = $3 WHERE id = $1 AND account_id = $2",
		"UPDATE session SET ended_at = $3 WHERE id = $1 AND organisation_id = $2 AND account_id IS NOT NULL",
		"UPDATE team SET name = $3 WHERE id = $1 AND organisation_id = $2 AND name = $3",
		"INSERT INTO address (id, account_id) VALUES ($1, 'x')",
		"WITH old AS (SELECT 1) DELETE FROM team WHERE id = $1",
		"update team SET name = $2 WHERE id = $1",
	} {
		if brokenConvention(query{"Bad", "exec", "-- name: Bad :exec\n" + text + "\n"}) == "" {
			t.Errorf("%s went by", text)
		}
	}
	given := "INSERT INTO team (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4) RETURNING id"
	if brokenConvention(query{"Bad", "one", given}) == "" {
		t.Error("a write that gives something back went by")
	}
	for _, good := range []string{
		"UPDATE screening SET reason = $3\nWHERE participant_id = $1 AND id = $2;",
		"UPDATE session SET ended_at = $4 WHERE id = $1 AND organisation_id = $2 AND account_id = $3",
	} {
		if broken := brokenConvention(query{"Good", "exec", "-- why\n-- name: Good :exec\n" + good + "\n"}); broken != "" {
			t.Errorf("a good one %s: %s", broken, good)
		}
	}
}

func TestNoTableIsLeftOutOfTheTrailThatIsNotThereOrHasNoReason(t *testing.T) {
	for table, why := range uncovered {
		if len(keyOf(table)) == 0 {
			t.Errorf("%s is said to be uncovered and is no table", table)
		}
		if strings.TrimSpace(why) == "" {
			t.Errorf("%s is uncovered without a reason", table)
		}
	}
	if len(Tables()) == 0 || len(Tables())+len(uncovered) != len(tableKeys()) {
		t.Errorf("%d tables are covered and %d not, of %d", len(Tables()), len(uncovered), len(tableKeys()))
	}
}

// A table that the recorder's reading of the migrations overlooks would be
// neither covered nor said to be uncovered.
func TestTheRecorderKnowsEveryTableWithTheKeyItReallyHas(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		real := keysInDatabase(t, db)
		delete(real, "goose_db_version")
		for _, table := range slices.Sorted(maps.Keys(real)) {
			if got := strings.Join(keyOf(table), ", "); got != real[table] {
				t.Errorf("the key of %s is (%s), the recorder takes it for (%s)", table, real[table], got)
			}
		}
		if len(real) != len(tableKeys()) {
			t.Errorf("the database has %d tables, the recorder knows %d", len(real), len(tableKeys()))
		}
	})
}

// keysInDatabase asks the engine which columns each table's key has.
func keysInDatabase(t *testing.T, db *DB) map[string]string {
	t.Helper()
	ask := `SELECT m.name, coalesce((SELECT group_concat(c.name, ', ') FROM (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk) c), '')
		FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	if db.Engine == Postgres {
		ask = `SELECT t.relname, coalesce((
			SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, n), pg_attribute a
			WHERE i.indrelid = t.oid AND i.indisprimary AND a.attrelid = t.oid AND a.attnum = k.attnum), '')
			FROM pg_class t JOIN pg_namespace s ON s.oid = t.relnamespace WHERE t.relkind = 'r' AND s.nspname = 'public'`
	}
	found, err := db.read.Query(ask)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	keys := map[string]string{}
	for found.Next() {
		var table, key string
		if err := found.Scan(&table, &key); err != nil {
			t.Fatal(err)
		}
		keys[table] = key
	}
	return keys
}

var (
	addColumn = regexp.MustCompile(`(?i)ALTER\s+TABLE\s+(\w+)\s+ADD\s+(?:COLUMN\s+)?([^;]*)`)
	dataWrite = regexp.MustCompile(`(?im)^\s*(INSERT|UPDATE|DELETE)\b`)
)

// brokenMigration tells how a migration would make rows written earlier look
// as if somebody had altered them, or "".
func brokenMigration(text string) string {
	text = comments.ReplaceAllString(text, "")
	for _, m := range addColumn.FindAllStringSubmatch(text, -1) {
		if uncovered[m[1]] == "" && regexp.MustCompile(`(?i)NOT NULL|DEFAULT`).MatchString(m[2]) {
			return "adds to " + m[1] + " a column that earlier rows do not leave null"
		}
	}
	if m := dataWrite.FindString(text); m != "" {
		return "changes rows (" + strings.TrimSpace(m) + ") without an entry"
	}
	return ""
}

func TestNoMigrationChangesWhatTheTrailCovers(t *testing.T) {
	for name, text := range migrationTexts() {
		if broken := brokenMigration(text); broken != "" {
			t.Errorf("%s %s", name, broken)
		}
	}
	for _, bad := range []string{
		"ALTER TABLE team ADD COLUMN town TEXT NOT NULL;", "ALTER TABLE team ADD town TEXT DEFAULT 'x';",
		"UPDATE team SET name = 'x';",
	} {
		if brokenMigration(bad) == "" {
			t.Errorf("%s went by", bad)
		}
	}
}

// What verifying takes for written once, no query writes again.
func TestVerifyingKnowsWhichRowsAreWrittenAgain(t *testing.T) {
	again := map[string]bool{"life": true} // by earlier builds
	for _, q := range readQueries(t) {
		if w := readWrite(q.text); w != nil && !w.insert && uncovered[w.table] == "" {
			again[w.table] = true
		}
	}
	if found := slices.Sorted(maps.Keys(again)); !slices.Equal(found, rewritten) {
		t.Errorf("written again are %v", found)
	}
}
