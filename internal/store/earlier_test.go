package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
)

// The demonstrations that earlier builds wrote: those of the commits at which work on each
// larger part of the project began. They are NEVER written anew. Each was made by
//
//	git worktree add /tmp/earlier COMMIT && cd /tmp/earlier
//	go run ./cmd/footbridge demo --addr 127.0.0.1:0 --data /tmp/data
//	gzip -9n < /tmp/data/footbridge.db > testdata/earlier/COMMIT.sqlite.gz
//
// with the key that is in the source. The same schema and the same rows are what such a build
// wrote on PostgreSQL: there is one text of either.
func earlierBuilds(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("testdata/earlier/*.sqlite.gz")
	ok(t, err)
	if len(list) < 4 {
		t.Fatalf("there are %d databases of earlier builds", len(list))
	}
	return list
}

// What an earlier build wrote comes forward on both engines, though each migration in turn
// fails in the middle first, and the program ends after each.
func TestWhatEarlierBuildsWroteMigratesForwardThroughEveryStop(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, packed := range earlierBuilds(t) {
		name, _, _ := strings.Cut(filepath.Base(packed), ".")
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, url string) {
				lay(t, packed, url)
				for _, next := range pendingIn(t, url) {
					stopIn(t, url, next)
					comeTo(t, url, next)
				}
				db := openEarlier(t, url)
				ok(t, db.Migrate(t.Context()))
				ok(t, db.Fits(t.Context()))
				if knows, err := db.KnowsKey(t.Context()); err != nil || !knows {
					t.Errorf("it doesn't know its key: %v", err)
				}
				ok(t, wholeness(t, db))
				if n := count(t, db, "participant"); n < 5 {
					t.Errorf("there are %d people", n)
				}
				ok(t, db.Close())
			})
		})
	}
}

func openEarlier(t *testing.T, url string) *DB {
	t.Helper()
	text, err := os.ReadFile("testdata/earlier/master.key")
	ok(t, err)
	secrets, err := crypt.ParseSecrets(string(text))
	ok(t, err)
	master, err := crypt.NewMaster(secrets...)
	ok(t, err)
	db, err := Open(url, master, derived)
	ok(t, err)
	return db
}

// lay puts what an earlier build wrote into an empty database, at the schema of then.
func lay(t *testing.T, packed, url string) {
	t.Helper()
	text, err := os.ReadFile(packed)
	ok(t, err)
	from, err := gzip.NewReader(bytes.NewReader(text))
	ok(t, err)
	path, is := strings.CutPrefix(url, "sqlite:")
	if !is {
		path = filepath.Join(storetest.Folder(t), "earlier.db")
	}
	var plain bytes.Buffer
	_, err = plain.ReadFrom(from)
	ok(t, err)
	ok(t, os.WriteFile(path, plain.Bytes(), 0o600))
	if is {
		return
	}
	earlier, db := openEarlier(t, "sqlite:"+path), openEarlier(t, url)
	version, err := earlier.SchemaVersion(t.Context())
	ok(t, err)
	_, err = migrationsOf(t, db, 0).UpTo(t.Context(), version)
	ok(t, err)
	look, err := earlier.View(t.Context(), "")
	ok(t, err)
	ok(t, copyAll(t.Context(), earlier, look.inner, db.write))
	look.Close()
	ok(t, errors.Join(earlier.Close(), db.Close()))
}

// migrationsOf are this program's, of which one, if any, fails after all that it does.
func migrationsOf(t *testing.T, db *DB, fails int64) *goose.Provider {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range migrationTexts() {
		name = filepath.Base(name)
		if number, err := goose.NumericComponent(name); err != nil {
			t.Fatal(err)
		} else if number == fails {
			text += "\nINSERT INTO no_such_table (id) VALUES (1);\n"
		}
		files[name] = &fstest.MapFile{Data: []byte(text), Mode: fs.FileMode(0o600)}
	}
	written := map[int64]inGo{fillsProjected: db.fillAll, coversDue: db.coverDue}
	if do := written[fails]; do != nil {
		written[fails] = func(ctx context.Context, tx *sql.Tx) error {
			return errors.Join(do(ctx, tx), errors.New("stopped"))
		}
	}
	p, err := db.providerOf(files, written)
	ok(t, err)
	return p
}

// pendingIn are the migrations that the database at url has yet to run, in order.
func pendingIn(t *testing.T, url string) (numbers []int64) {
	t.Helper()
	db := openEarlier(t, url)
	defer func() { ok(t, db.Close()) }()
	p := migrationsOf(t, db, 0)
	at, err := p.GetDBVersion(t.Context())
	ok(t, err)
	for _, s := range p.ListSources() {
		if s.Version > at {
			numbers = append(numbers, s.Version)
		}
	}
	if len(numbers) == 0 {
		t.Fatal("it has no migration to run")
	}
	return numbers
}

// stopIn has a migration fail in the middle, which leaves the database where it was.
func stopIn(t *testing.T, url string, number int64) {
	t.Helper()
	db := openEarlier(t, url)
	defer func() { ok(t, db.Close()) }()
	p := migrationsOf(t, db, number)
	before, err := p.GetDBVersion(t.Context())
	ok(t, err)
	if _, err := p.UpTo(t.Context(), number); err == nil {
		t.Fatalf("migration %d doesn't fail", number)
	}
	if after, err := p.GetDBVersion(t.Context()); err != nil || after != before {
		t.Fatalf("migration %d, which failed, leaves the database at %d, %v", number, after, err)
	}
}

func comeTo(t *testing.T, url string, number int64) {
	t.Helper()
	db := openEarlier(t, url)
	defer func() { ok(t, db.Close()) }()
	p := migrationsOf(t, db, 0)
	_, err := p.UpTo(t.Context(), number)
	ok(t, err)
	if at, err := p.GetDBVersion(t.Context()); err != nil || at != number {
		t.Fatalf("migration %d leaves the database at %d, %v", number, at, err)
	}
}
