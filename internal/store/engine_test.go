package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/storetest"
)

// derived gives the same secret bytes for the same name.
func derived(name string, n int) []byte {
	var b []byte
	for i := 0; len(b) < n; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s", i, name))
		b = append(b, sum[:]...)
	}
	return b[:n]
}

func named[T ~string](name string) T { return id.From[T]([16]byte(derived(name, 16))) }

func openDB(url string) (*DB, error) {
	master, err := crypt.NewMaster(derived("secret", crypt.SecretSize))
	if err != nil {
		return nil, err
	}
	return Open(url, master, derived)
}

func migrate(url string) error {
	db, err := openDB(url)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(context.Background())
}

// each runs do on an empty, migrated database of either engine.
func each(t *testing.T, do func(t *testing.T, db *DB)) {
	t.Helper()
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		db, err := openDB(url)
		ok(t, err)
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		do(t, db)
	})
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// change writes in org's turn, under one entry.
func change(t testing.TB, db *DB, org id.Organisation, action string, do func(tx *Tx)) {
	t.Helper()
	tx, err := db.Begin(t.Context(), org)
	ok(t, err)
	defer tx.Close()
	tx.Stamp(noon, "tester")
	do(tx.Tx)
	ok(t, tx.Commit(audit.Entry{At: noon, Actor: "tester", Action: action, SubjectKind: "organisation",
		Subject: string(org)}))
}

func organisationNamed(t testing.TB, db *DB, name string) id.Organisation {
	t.Helper()
	org := named[id.Organisation](name)
	change(t, db, org, "organisation.set_up", func(tx *Tx) {
		ok(t, tx.AddOrganisation(identity.Organisation{ID: org, Name: name, Zone: "Europe/London",
			Programme: "crisis-peer-support", Help: "h"}))
	})
	return org
}

// connections takes n of a pool at once, so that they are different ones.
func connections(t *testing.T, pool *sql.DB, n int) []*sql.Conn {
	t.Helper()
	var list []*sql.Conn
	for range n {
		c, err := pool.Conn(t.Context())
		ok(t, err)
		t.Cleanup(func() { c.Close() })
		list = append(list, c)
	}
	return list
}

func TestEverySQLiteConnectionKeepsWhatItWasPromised(t *testing.T) {
	db, err := openDB(storetest.SQLite(t))
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	for name, pool := range map[string]struct {
		conns     []*sql.Conn
		queryOnly string
	}{
		"write": {connections(t, db.write, 1), "0"},
		"read":  {connections(t, db.read, 8), "1"},
	} {
		for n, c := range pool.conns {
			for pragma, want := range map[string]string{
				"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "10000",
				"query_only": pool.queryOnly,
			} {
				var got string
				ok(t, c.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got))
				if got != want {
					t.Errorf("%s connection %d: %s is %s, not %s", name, n, pragma, got, want)
				}
			}
		}
	}
}

// A change must hold SQLite's write lock from its first moment: a transaction
// that began by reading could find, when it comes to write, that it may not.
func TestAChangeOnSQLiteHoldsTheWriteLockFromTheStart(t *testing.T) {
	url := storetest.SQLite(t)
	ok(t, migrate(url))
	db, err := openDB(url)
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	other, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(0)")
	ok(t, err)
	t.Cleanup(func() { other.Close() })
	tx, err := db.Begin(t.Context(), "org")
	ok(t, err)
	if _, err := other.Exec("BEGIN IMMEDIATE"); fault.Of(busy(err)) != fault.Unavailable {
		t.Errorf("a second writer got in: %v", err)
	}
	tx.Close()
	if _, err := other.Exec("BEGIN IMMEDIATE; ROLLBACK"); err != nil {
		t.Errorf("the lock outlived the change: %v", err)
	}
}

func TestPostgreSQLWaitsForTheDiskBeforeItAcknowledges(t *testing.T) {
	if storetest.Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	db, err := openDB(storetest.Postgres(t))
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		var got string
		ok(t, db.write.QueryRow("SHOW "+setting).Scan(&got))
		if got != "on" {
			t.Errorf("%s is %s", setting, got)
		}
	}
}

func TestALookCannotWrite(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		for _, write := range []string{
			"INSERT INTO person_key (id, wrapped) VALUES ('x', '')", "UPDATE chain SET seq = 0", "DELETE FROM entry",
			"CREATE TABLE x (id TEXT)",
		} {
			tx, err := db.View(t.Context(), "org")
			ok(t, err)
			if _, err := tx.inner.Exec(write); err == nil {
				t.Errorf("%s was done in a look", write)
			}
			tx.Close()
		}
	})
}

// Everything that a look shows is of one moment, whatever is committed beside it.
func TestALookSeesOneMomentOfTheData(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		org := organisationNamed(t, db, "one")
		tx, err := db.View(t.Context(), org)
		ok(t, err)
		defer tx.Close()
		before, err := tx.ListTeams()
		ok(t, err)
		change(t, db, org, "team.add",
			func(tx *Tx) { ok(t, tx.AddTeam(identity.Team{ID: named[id.Team]("t"), Name: "North"})) })
		after, err := tx.ListTeams()
		ok(t, err)
		if len(before) != 0 || len(after) != 0 {
			t.Errorf("the look saw %d teams and then %d", len(before), len(after))
		}
	})
}

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	ok(t, err)
	return zone
}

// On 25 October 2026 half past one comes twice in London. Each half past one
// must come back as the one it was, and in order.
func TestInstantsComeBackAcrossTheOctoberClockChange(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		_, err := db.write.Exec("CREATE TABLE moment (n BIGINT PRIMARY KEY, at TIMESTAMP NOT NULL, later TIMESTAMP)")
		ok(t, err)
		zone := london(t)
		start := time.Date(2026, 10, 24, 23, 30, 0, 123456789, time.UTC)
		const steps = 9
		for n := range steps {
			at := start.Add(time.Duration(n) * 30 * time.Minute).In(zone)
			_, err := db.write.Exec("INSERT INTO moment (n, at, later) VALUES ($1, $2, $3)", n, instant.At(at),
				instant.Maybe(time.Time{}))
			ok(t, err)
		}
		found, err := db.read.Query("SELECT at, later FROM moment ORDER BY at")
		ok(t, err)
		defer found.Close()
		for n := range steps {
			if !found.Next() {
				t.Fatalf("%d came back", n)
			}
			var at instant.Instant
			var later instant.NullInstant
			ok(t, found.Scan(&at, &later))
			want := start.Add(time.Duration(n) * 30 * time.Minute).Truncate(time.Microsecond)
			if !at.Equal(want) || at.Location() != time.UTC || later.Valid {
				t.Errorf("%s came back as %s", want, at)
			}
		}
		var newest instant.Instant
		ok(t, db.read.QueryRow("SELECT max(at) FROM moment").Scan(&newest))
		if want := start.Add((steps - 1) * 30 * time.Minute).Truncate(time.Microsecond); !newest.Equal(want) {
			t.Errorf("the newest is %s, not %s", newest, want)
		}
	})
}

func TestAColumnAddedLaterLeavesTheDigestsOfEarlierRowsAlone(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		org := organisationNamed(t, db, "one")
		digest := func() string {
			tx, err := db.Begin(t.Context(), org)
			ok(t, err)
			defer tx.Close()
			d, err := digestOf(tx, "organisation", string(org))
			if fault.Of(err) == fault.Unavailable { // PostgreSQL had planned the reading before the column came
				tx.Close()
				tx, err = db.Begin(t.Context(), org)
				ok(t, err)
				defer tx.Close()
				d, err = digestOf(tx, "organisation", string(org))
			}
			ok(t, err)
			return string(d)
		}
		before := digest()
		_, err := db.write.Exec("ALTER TABLE organisation ADD COLUMN town TEXT")
		ok(t, err)
		if digest() != before {
			t.Error("an empty column changed the digest")
		}
		faults := func() int {
			v, err := db.Verify(t.Context(), nil)
			for range 9 { // each of PostgreSQL's connections may have planned its reading before the column came
				if fault.Of(err) != fault.Unavailable {
					break
				}
				v, err = db.Verify(t.Context(), nil)
			}
			ok(t, err)
			return len(v.Faults)
		}
		if n := faults(); n != 1 { // that there is such a column
			t.Errorf("%d faults", n)
		}
		_, err = db.write.Exec("UPDATE organisation SET town = 'Reading'")
		ok(t, err)
		if digest() == before {
			t.Error("a filled column did not change the digest")
		}
		if faults() != 2 {
			t.Error("verify did not see the filled column")
		}
	})
}

// digestOf is the digest of a row as it is stored.
func digestOf(tx *Turn, table string, key ...string) ([]byte, error) {
	columns, err := tx.rec.stored(tx.ctx, &touched{table: table, key: key})
	if err != nil || len(columns) == 0 {
		return nil, busy(err)
	}
	return audit.Digest(table, columns)
}

// wholeness says what verify finds, or nil.
func wholeness(t testing.TB, db *DB) error {
	t.Helper()
	v, err := db.Verify(context.Background(), nil)
	if err == nil && !v.Whole() {
		err = fmt.Errorf("not whole: %s", strings.Join(v.Faults, "; "))
	}
	return err
}

// The SQL that sqlc does not see: reading any covered row back, and verifying.
func TestHandWrittenQueriesRunForEveryTable(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		organisationNamed(t, db, "one")
		ok(t, wholeness(t, db))
		tx, err := db.Begin(t.Context(), "org")
		ok(t, err)
		defer tx.Close()
		for _, table := range Tables() {
			digest, err := digestOf(tx, table, make([]string, len(keyOf(table)))...)
			if err != nil || len(digest) != 0 {
				t.Errorf("%s: a row that is not there has the digest %x, %v", table, digest, err)
			}
		}
	})
}
