package connect

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
)

// aPool is a pool of one connection that keeps its statements, with a table of
// three visits, and what that connection keeps.
func aPool(t *testing.T) (*sql.DB, func() map[string]sqliteStmt) {
	t.Helper()
	return aPoolOf(t, "file:"+filepath.Join(t.TempDir(), "visits.db")+"?_pragma=synchronous(full)")
}

func aPoolOf(t *testing.T, address string) (*sql.DB, func() map[string]sqliteStmt) {
	t.Helper()
	c, err := SQLite(address)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(c)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	db.SetMaxOpenConns(1)
	for _, text := range []string{"CREATE TABLE IF NOT EXISTS visit (id TEXT PRIMARY KEY, n INTEGER)",
		"INSERT OR IGNORE INTO visit VALUES ('a', 1), ('b', 2), ('c', 3)"} {
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	return db, func() (kept map[string]sqliteStmt) {
		c, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.Raw(func(c any) error { kept = c.(*keepingConn).idle; return nil }); err != nil {
			t.Fatal(err)
		}
		return kept
	}
}

// read returns the ids that a query finds, asking the same again at each row
// while that is open if it is to.
func read(t *testing.T, tx *sql.Tx, query string, n int, again bool) (ids string) {
	t.Helper()
	rows, err := tx.Query(query, n)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids += id
		if again {
			ids += "(" + read(t, tx, query, n, false) + ")"
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestAQueryIsPreparedOnceAndAnswersEachTimeForItself(t *testing.T) {
	db, kept := aPool(t)
	const query = "-- name: List\nSELECT id FROM visit WHERE n >= $1 ORDER BY id"
	for _, c := range []struct {
		n     int
		again bool
		want  string
	}{{1, false, "abc"}, {2, false, "bc"}, {2, true, "b(bc)c(bc)"}, {9, false, ""}, {3, true, "c(c)"}} {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, tx, query, c.n, c.again); got != c.want {
			t.Errorf("from %d: %q, not %q", c.n, got, c.want)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		one := kept()[query]
		if one == nil {
			t.Fatal("the statement was not kept")
		}
		if read := kept()[query]; read != one {
			t.Error("it was prepared again")
		}
	}
}

// Whoever changes the tables meanwhile, in another process even, finds nobody
// reading by the old ones.
func TestAKeptQueryIsTrueToTablesThatHaveChanged(t *testing.T) {
	db, _ := aPool(t)
	columns := func() int {
		rows, err := db.Query("SELECT * FROM visit")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil || !rows.Next() {
			t.Fatal(err, rows.Err())
		}
		return len(names)
	}
	before := columns()
	if _, err := db.Exec("ALTER TABLE visit ADD COLUMN late BOOLEAN"); err != nil {
		t.Fatal(err)
	}
	if after := columns(); before != 2 || after != 3 {
		t.Errorf("%d columns, and %d", before, after)
	}
}

func TestWhatFailedAndWhatIsNoQueryIsNotKept(t *testing.T) {
	db, kept := aPool(t)
	const twice = "INSERT INTO visit VALUES ($1, $2)"
	if _, err := db.Exec(twice, "a", 4); err == nil {
		t.Fatal("two visits have one id")
	}
	if kept()[twice] != nil {
		t.Error("a statement that failed was kept")
	}
	if _, err := db.Exec(twice, "d", 4); err != nil {
		t.Error(err)
	}
	const pragma = "PRAGMA synchronous"
	var full int
	if err := db.QueryRow(pragma).Scan(&full); err != nil || full != 2 {
		t.Errorf("synchronous is %d, not full, %v", full, err)
	}
	if kept()[pragma] != nil {
		t.Error("a PRAGMA was kept")
	}
}

func TestAClosedConnectionToAFileOnTheShelfIsOpenedAgainWithItsStatements(t *testing.T) {
	path := filepath.Join(t.TempDir(), "visits.db")
	const query = "SELECT id FROM visit WHERE n >= $1 ORDER BY id"
	statement := func(db *sql.DB, kept func() map[string]sqliteStmt) sqliteStmt {
		rows, err := db.Query(query, 3)
		if err != nil || !rows.Next() || rows.Close() != nil {
			t.Fatal(err)
		}
		return kept()[query]
	}
	round := func() (s sqliteStmt) {
		db, kept := aPoolOf(t, "file:"+path)
		s = statement(db, kept)
		if db.Close() != nil {
			t.Fatal("it does not close")
		}
		return s
	}
	if round() == round() {
		t.Error("a file that is not on the shelf has its connections closed")
	}
	Keep("file:" + path)
	db, kept := aPoolOf(t, "file:"+path)
	first := statement(db, kept)
	if inUse, idle := Kept("file:" + path); inUse != 1 || idle != 0 {
		t.Errorf("%d connections are in use, %d wait", inUse, idle)
	}
	err := db.Close()
	if inUse, idle := Kept("file:" + path); err != nil || inUse != 0 || idle != 1 {
		t.Errorf("%v, %d are in use, %d wait", err, inUse, idle)
	}
	if round() != first {
		t.Error("another connection was opened")
	}
	if other, kept := aPoolOf(t, "file:"+path+"?_pragma=query_only(off)"); statement(other, kept) == first {
		t.Error("it was opened for another address")
	} else if err := other.Close(); err != nil {
		t.Error(err)
	}
	if err := Drop("file:" + path); err != nil {
		t.Error(err)
	}
	if round() == round() {
		t.Error("it is still on the shelf")
	}
}
