package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A folder may be called anything. In the address that SQLite is given, some
// characters would end the path early, and another file would be opened.
func TestADataFolderMayHaveAnyName(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "50% of #1? yes")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "footbridge.db")
	master, err := crypt.NewMaster(bytes.Repeat([]byte{1}, crypt.SecretSize))
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open("sqlite:"+path, master, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// Several copies of the service start at once on an empty database: each finds
// the schema whole, whoever made it. (On SQLite there is one copy.)
func TestCopiesThatStartAtOnceMigrateOnce(t *testing.T) {
	if storetest.Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	url := storetest.Postgres(t)
	master, err := crypt.NewMaster(bytes.Repeat([]byte{1}, crypt.SecretSize))
	if err != nil {
		t.Fatal(err)
	}
	results := make(chan error)
	for range 3 {
		go func() {
			db, err := Open(url, master, nil)
			if err == nil {
				err = errors.Join(db.Migrate(context.Background()), db.Close())
			}
			results <- err
		}()
	}
	for range 3 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
}
