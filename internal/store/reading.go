package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/connect"
)

// OpenToRead opens the database at url to read it alone, as evidence: of a file, not a byte
// changes, and none is made beside it. It may be on media that can't be written to.
func OpenToRead(url string, master *crypt.Master) (*DB, error) {
	path, is := strings.CutPrefix(url, "sqlite:")
	if !is {
		return Open(url, master, nil)
	}
	way, err := readingOf(path)
	if err != nil {
		return nil, err
	}
	db := &DB{Engine: SQLite, master: master}
	db.reader, err = connect.SQLite("file:" + inAddress.Replace(path) + "?mode=ro&" + way +
		"&_pragma=query_only(on)&_pragma=busy_timeout(10000)&_time_format=sqlite&_texttotime=1")
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	db.read = sql.OpenDB(db.reader)
	db.write = db.read
	db.still = func() error {
		if now, err := readingOf(path); err != nil || now != way {
			return errors.New("somebody opened the database while it was read: read it again")
		}
		return nil
	}
	return db, nil
}

// readingOf is how SQLite reads a file without writing. Where a service has it open, or was
// stopped in the middle, there is a log with an index beside it, which it uses, or replaces in
// memory. Where there is no log it is told that nothing changes, and makes neither.
func readingOf(path string) (way string, err error) {
	if _, err := os.Stat(path); err != nil {
		return "", err
	}
	log, err := os.Stat(path + "-wal")
	if _, none := os.Stat(path + "-shm"); err == nil && none == nil {
		return "readonly_shm=1", nil
	}
	if err == nil && log.Size() > 0 {
		return "", fmt.Errorf("the database can't be read as it is: its log, %s-wal, isn't taken in, and that would"+
			" change both. Copy both to another folder, run footbridge migrate there, and verify that copy", path)
	}
	return "immutable=1", nil
}
