package store

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
)

// rowsOfEach is how many rows each table holds.
func rowsOfEach(t *testing.T, db *DB) map[string]int {
	t.Helper()
	n := map[string]int{}
	for table := range tableKeys() {
		n[table] = count(t, db, table)
	}
	return n
}

func sameRows(t *testing.T, got, want map[string]int) {
	t.Helper()
	for table, n := range want {
		if got[table] != n {
			t.Errorf("%s: %d rows of %d", table, got[table], n)
		}
	}
}

func copied(t *testing.T, db *DB) string {
	t.Helper()
	path := filepath.Join(storetest.Folder(t), "a copy? 100% of #1.db")
	ok(t, db.CopyTo(t.Context(), path))
	return path
}

func openCopy(t *testing.T, db *DB, path string) *DB {
	t.Helper()
	c, err := db.OpenCopy(path)
	ok(t, err)
	t.Cleanup(func() { ok(t, c.Close()) })
	return c
}

func TestACopyHoldsAllThereIsAndVerifies(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 7, deep(60, 400))
		c := openCopy(t, db, copied(t, db))
		sameRows(t, rowsOfEach(t, c), rowsOfEach(t, db))
		ok(t, wholeness(t, c))
	})
}

// What was copied from one engine goes into the other, and back.
func TestWhatIsFilledFromACopyHoldsAllThereIsAndVerifies(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 8, deep(60, 400))
		path := copied(t, db)
		storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
			into, err := openDB(url)
			ok(t, err)
			t.Cleanup(func() { ok(t, into.Close()) })
			ok(t, into.FillFrom(t.Context(), path))
			sameRows(t, rowsOfEach(t, into), rowsOfEach(t, db))
			ok(t, wholeness(t, into))
			countsItsTables(t, into)
			if err := into.FillFrom(t.Context(), path); err == nil {
				t.Error("it was filled twice")
			}
			sameRows(t, rowsOfEach(t, into), rowsOfEach(t, db))
		})
	})
}

// countsItsTables fails where PostgreSQL hasn't counted a table yet, and so plans as for a small one.
func countsItsTables(t *testing.T, db *DB) {
	t.Helper()
	if db.Engine == SQLite {
		return
	}
	var entries, counted int
	err := db.write.QueryRowContext(t.Context(), "SELECT (SELECT count(*) FROM entry), reltuples FROM pg_class "+
		"WHERE oid = 'entry'::regclass").Scan(&entries, &counted)
	if ok(t, err); counted != entries {
		t.Errorf("PostgreSQL plans as if there were %d entries, of %d", counted, entries)
	}
}

func TestWhileACopyIsMadeOthersGoOnWritingAndItIsOfOneMoment(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 9, 20)
		ends := make(chan struct{})
		var writer sync.WaitGroup
		var path string
		writer.Go(func() {
			defer close(ends)
			path = copied(t, db)
		})
		written := 0
		for going := true; going; written++ {
			newcomer(h, h.orgs[0])
			select {
			case <-ends:
				going = false
			default:
			}
		}
		writer.Wait()
		ok(t, wholeness(t, db))
		ok(t, wholeness(t, openCopy(t, db, path)))
		if written == 0 {
			t.Error("nobody wrote meanwhile")
		}
	})
}

func TestACopyThatIsStoppedSaysSo(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 10, 20)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := db.CopyTo(ctx, filepath.Join(storetest.Folder(t), "copy.db")); err == nil {
			t.Error("it ended well")
		}
	})
}

func TestOfTwoCopiesOfTheServiceOneIsAtItAlone(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		onlyCopy := db.Engine == SQLite // of the service: nobody else can be at it
		for range 2 {                   // and who comes later is
			ran, err := db.Alone(t.Context(), func() error {
				again, err := db.Alone(t.Context(), func() error { return nil })
				if again != onlyCopy {
					t.Errorf("that a second is at it is %t", again)
				}
				return err
			})
			ok(t, err)
			if !ran {
				t.Error("nobody was at it")
			}
		}
	})
}

func TestAStatementTakesAsManyRowsAsItSays(t *testing.T) {
	got := insertOf("team", []string{"id", "name"}, 2)
	if !strings.HasSuffix(got, "(id, name) VALUES ($1, $2), ($3, $4)") {
		t.Error(got)
	}
}
