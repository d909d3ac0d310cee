package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"footbridge.org/footbridge/internal/store/connect"
)

// To read a SQLite file's schema and to prepare each query anew took a quarter of a
// test's time, so a file that is as before is used again by the next test of the
// same template, by the connections that are open already.

// A sqliteFile is a copy of a template.
type sqliteFile struct {
	path string
	own  *sql.DB // refills it, where no foreign key is held
}

// takeFile returns a file like the template that nobody else uses.
func (m *template) takeFile() (*sqliteFile, error) {
	m.sqliteOnce.Do(func() { m.sqliteErr = m.prepareFile() })
	if m.sqliteErr != nil {
		return nil, m.sqliteErr
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if n := len(m.freeFiles); n > 0 {
		f := m.freeFiles[n-1]
		m.freeFiles = m.freeFiles[:n-1]
		return f, nil
	}
	folder, err := newFolder()
	if err != nil {
		return nil, err
	}
	f := &sqliteFile{path: filepath.Join(folder, "footbridge.db")}
	whole, err := os.ReadFile(m.path)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(f.path, whole, 0o600); err != nil {
		return nil, err
	}
	if f.own, err = sql.Open("sqlite", "file:"+f.path); err != nil {
		return nil, err
	}
	f.own.SetMaxOpenConns(1)
	connect.Keep("file:" + f.path)
	_, err = f.own.Exec("ATTACH $1 AS template", m.path)
	return f, err
}

// prepareFile makes the template: its last connection's closing has folded the
// write-ahead log into it.
func (m *template) prepareFile() error {
	folder, err := newFolder()
	if err != nil {
		return err
	}
	m.path = filepath.Join(folder, "template.db")
	if err := m.migrate("sqlite:" + m.path); err != nil {
		return err
	}
	if _, err := os.Stat(m.path + "-wal"); err == nil {
		return errLeftOpen
	}
	db, err := sql.Open("sqlite", "file:"+m.path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.QueryRow("PRAGMA schema_version").Scan(&m.version); err != nil {
		return err
	}
	m.refill, err = refilling(db)
	return err
}

// refilling is what has a database hold what db does, to which that is attached as template.
func refilling(db *sql.DB) (text string, err error) {
	tables, err := list(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		return "", err
	}
	for _, table := range tables {
		var filled bool
		if err := db.QueryRow(fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %q)", table)).Scan(&filled); err != nil {
			return "", err
		}
		text += fmt.Sprintf("DELETE FROM %q; ", table)
		if filled {
			text += fmt.Sprintf("INSERT INTO %q SELECT * FROM template.%[1]q; ", table)
		}
	}
	return "BEGIN IMMEDIATE; " + text + "COMMIT", nil
}

// giveFileBack readies a file for the next test, or removes it: where its tables aren't
// the template's, or somebody still holds it open.
func (m *template) giveFileBack(f *sqliteFile) error {
	if m.refillFile(f) != nil {
		return f.remove()
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	m.freeFiles = append(m.freeFiles, f)
	return nil
}

func (f *sqliteFile) remove() error {
	return errors.Join(f.own.Close(), connect.Drop("file:"+f.path), os.RemoveAll(filepath.Dir(f.path)))
}

// refillFile has the file hold what the template does: any change to a table's make
// raises the version of its schema.
func (m *template) refillFile(f *sqliteFile) error {
	if err := unused("file:" + f.path); err != nil {
		return err
	}
	var version int
	if err := f.own.QueryRow("PRAGMA schema_version").Scan(&version); err != nil {
		return err
	}
	if version != m.version {
		return errOther
	}
	_, err := f.own.Exec(m.refill)
	return err
}

// keptAsIs copies the SQLite file at path into folder, and returns what has it hold that again.
func keptAsIs(path, folder string) (own *sql.DB, again func() error, err error) {
	if own, err = sql.Open("sqlite", "file:"+path); err != nil {
		return nil, nil, err
	}
	own.SetMaxOpenConns(1)
	as := filepath.Join(folder, "template.db")
	if _, err := own.Exec("VACUUM INTO $1", as); err != nil {
		return own, nil, err
	}
	refill, err := refilling(own)
	if err != nil {
		return own, nil, err
	}
	_, err = own.Exec("ATTACH $1 AS template", as)
	return own, func() error {
		_, err := own.Exec(refill)
		return err
	}, err
}

// list returns what a query finds in its one column.
func list(db *sql.DB, query string) (found []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, rows.Err()
}
