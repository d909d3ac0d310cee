// Package storetest owns the real databases that tests run on: a fresh SQLite
// file and a fresh PostgreSQL database for each test that asks. It refuses
// stand-ins: when PostgreSQL cannot be had the test fails, it is not left out.
// It knows nothing of the tables; who uses it brings the migrations.
package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"syscall"
	"testing"
)

// Each runs fn as two subtests, "sqlite" and "postgres", each with the URL of
// an empty database that nobody else uses: "sqlite:PATH" and "postgres://…".
func Each(t *testing.T, fn func(t *testing.T, url string)) {
	t.Helper()
	each(t, nil, fn)
}

// EachMigrated is Each on databases that migrate has prepared. It runs once for
// an engine in a process; each test then gets a copy. It must be a named
// function, not a closure over a test's own values, and close what it opens.
func EachMigrated(t *testing.T, migrate func(url string) error, fn func(t *testing.T, url string)) {
	t.Helper()
	each(t, migrate, fn)
}

func each(t *testing.T, migrate func(string) error, fn func(*testing.T, string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, sqlite(t, migrate)) })
	if Quick(t) {
		return
	}
	t.Run("postgres", func(t *testing.T) { fn(t, postgres(t, migrate)) })
}

// Quick tells whether this is `./test --quick`, the one run that leaves
// PostgreSQL, the browser and the demonstration out. In CI asking for it is a failure.
func Quick(t testing.TB) bool {
	t.Helper()
	if os.Getenv("FOOTBRIDGE_QUICK") == "" {
		return false
	}
	if os.Getenv("CI") != "" {
		t.Fatal("FOOTBRIDGE_QUICK is for a person waiting, not for CI: both engines must run there")
	}
	return true
}

// InTheWholeRun leaves a test out of `./test --quick` that builds or reads a whole
// world, or goes through a whole list of cases: the demonstration, two worlds that must
// look the same, every route for every role, pages of a list. Those took more than half
// of such a run.
func InTheWholeRun(t *testing.T) {
	t.Helper()
	if Quick(t) {
		t.Skip("it goes through a whole world, or every case there is: in the whole run")
	}
}

// SQLite returns the URL of an empty SQLite file of the test's own.
func SQLite(t *testing.T) string {
	t.Helper()
	return sqlite(t, nil)
}

// SQLiteMigrated is SQLite on a file that migrate has prepared, as EachMigrated's.
func SQLiteMigrated(t *testing.T, migrate func(url string) error) string {
	t.Helper()
	return sqlite(t, migrate)
}

// Postgres returns the URL of an empty PostgreSQL database of the test's own.
func Postgres(t *testing.T) string {
	t.Helper()
	return postgres(t, nil)
}

// PostgresMigrated is Postgres on a database that migrate has prepared.
func PostgresMigrated(t *testing.T, migrate func(url string) error) string {
	t.Helper()
	return postgres(t, migrate)
}

func sqlite(t *testing.T, migrate func(string) error) string {
	t.Helper()
	path := filepath.Join(Folder(t), "footbridge.db")
	if migrate != nil {
		if err := templateOf(migrate).copySQLite(path); err != nil {
			t.Fatalf("preparing a SQLite file: %v", err)
		}
	}
	return "sqlite:" + path
}

// Folder returns an empty folder for databases, in memory where it can be. Unlike
// t.TempDir's its path is without the test's name: a repeated subtest's "#01"
// would end the path early in a "file:" address.
func Folder(t *testing.T) string {
	t.Helper()
	folder, err := newFolder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// folders is how the name of each folder begins; the process that made it follows.
const folders = "footbridge-sqlite-"

func newFolder() (string, error) {
	return os.MkdirTemp(memory(), fmt.Sprintf("%s%d-", folders, os.Getpid()))
}

// memory is a folder in memory where there is one with room, else the system's
// for what is temporary. Each commit waits for the disk (synchronous=full is the
// product's, and stays): in memory it has nothing to wait for. A test that kills
// its own process loses nothing by it, as memory outlives processes.
var memory = sync.OnceValue(func() string {
	const inMemory, room = "/dev/shm", 2 << 30 // a container's may be small
	var disk syscall.Statfs_t
	if os.Getenv("TMPDIR") != "" || syscall.Statfs(inMemory, &disk) != nil || disk.Bavail*uint64(disk.Bsize) < room {
		return ""
	}
	sweep(inMemory)
	return inMemory
})

// sweep removes what test runs that were killed have left: memory is dearer than disk.
func sweep(in string) {
	left, _ := filepath.Glob(filepath.Join(in, folders+"*"))
	for _, folder := range left {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(folder), folders+"%d-", &pid); err == nil &&
			syscall.Kill(pid, 0) == syscall.ESRCH {
			os.RemoveAll(folder)
		}
	}
}

func postgres(t *testing.T, migrate func(string) error) string {
	t.Helper()
	s, err := runningServer()
	if err != nil {
		t.Fatalf("PostgreSQL: %v", err)
	}
	pool := unmigrated
	if migrate != nil {
		pool = templateOf(migrate)
	}
	name, err := pool.take(s)
	if err != nil {
		t.Fatalf("preparing a PostgreSQL database: %v", err)
	}
	t.Cleanup(func() {
		if err := pool.giveBack(s, name); err != nil {
			t.Errorf("PostgreSQL: %v", err)
		}
	})
	return s.url(name)
}

// A template is what one migrate function made, on each engine, once.
type template struct {
	migrate func(url string) error

	sqliteOnce sync.Once
	sqliteDB   []byte
	sqliteErr  error

	postgresOnce sync.Once
	postgresName string
	postgresErr  error
	filled       []string // its tables with something in them
	shape        string
	lock         sync.Mutex
	free         []string // databases that are as the template is again
}

// unmigrated has no migration, and nothing to be as before.
var unmigrated = &template{}

var (
	templatesLock sync.Mutex
	templates     = map[uintptr]*template{}
)

func templateOf(migrate func(string) error) *template {
	templatesLock.Lock()
	defer templatesLock.Unlock()
	which := reflect.ValueOf(migrate).Pointer()
	if templates[which] == nil {
		templates[which] = &template{migrate: migrate}
	}
	return templates[which]
}

func (m *template) copySQLite(path string) error {
	m.sqliteOnce.Do(func() { m.sqliteDB, m.sqliteErr = migratedFile(m.migrate) })
	if m.sqliteErr != nil {
		return m.sqliteErr
	}
	return os.WriteFile(path, m.sqliteDB, 0o600)
}

// migratedFile returns the bytes of a SQLite file after migrate: its last
// connection's closing has folded the write-ahead log into it.
func migratedFile(migrate func(string) error) ([]byte, error) {
	folder, err := newFolder()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		return nil, errLeftOpen
	}
	return os.ReadFile(path)
}
