package arch

import (
	"context"
	"database/sql"
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	storeroom "footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
)

func migrate(url string) error {
	db, err := storeroom.Open(url, nil, nil) // no key: nothing is sealed or opened here
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(context.Background())
}

// queries are the texts that the generated code runs, by name.
func queries(files []file) map[string]string {
	found := map[string]string{}
	for _, f := range files {
		if !f.generated() || f.dir() != "internal/store/rows" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 {
				return true
			}
			if text, ok := v.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING &&
				strings.Contains(text.Value, "-- name: ") {
				found[v.Names[0].Name], _ = strconv.Unquote(text.Value)
			}
			return true
		})
	}
	return found
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// accepts tells whether the database can plan a query: its syntax, its tables
// and columns, and, on PostgreSQL, its types.
func accepts(db *sql.DB, url, query string) error {
	if !strings.HasPrefix(url, "sqlite:") {
		statement, err := db.Prepare(query)
		if err == nil {
			statement.Close()
		}
		return err
	}
	highest := 0 // SQLite's driver only compiles what it runs: so have it explained
	for _, m := range parameter.FindAllStringSubmatch(query, -1) {
		n, _ := strconv.Atoi(m[1])
		highest = max(highest, n)
	}
	rows, err := db.Query("EXPLAIN "+query, make([]any, highest)...)
	if err == nil {
		err = rows.Close()
	}
	return err
}

func onEachEngine(t *testing.T, do func(t *testing.T, db *sql.DB, url string)) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		driver, address := "pgx", url
		if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
			driver, address = "sqlite", "file:"+path
		}
		db, err := sql.Open(driver, address)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		do(t, db, url)
	})
}

func TestBothEnginesAcceptEveryQuery(t *testing.T) {
	all, journals := queries(readTree(t)), storeroom.JournalQueries()
	if len(all) == 0 || len(journals) == 0 {
		t.Fatal("no query was found")
	}
	maps.Copy(all, journals) // which sqlc doesn't see
	onEachEngine(t, func(t *testing.T, db *sql.DB, url string) {
		for name, query := range all {
			if err := accepts(db, url, query); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestQueryThatAnEngineRefusesIsFound(t *testing.T) {
	onEachEngine(t, func(t *testing.T, db *sql.DB, url string) {
		for _, bad := range []string{"SELEKT 1", "SELECT nothing FROM organisation",
			"SELECT * FROM nowhere WHERE id = $2 OR id = $1"} {
			if accepts(db, url, "-- name: Bad :one\n"+bad+"\n") == nil {
				t.Errorf("%q went by", bad)
			}
		}
	})
}
