package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"footbridge.org/footbridge/internal/crypt"
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
