// Package storetest owns the real databases that tests run on: a SQLite
// file and a PostgreSQL database for each test that asks, as new. It refuses
// stand-ins: when PostgreSQL cannot be had the test fails, it is not left out.
// It knows nothing of the tables; who uses it brings the migrations.
package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
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

// SQLiteLike is SQLite on a file like the one that lay prepares, which is known by name
// in the process that asks.
func SQLiteLike(t *testing.T, name string, lay func(url string) error) string {
	t.Helper()
	return like(t, known(name, lay))
}

// SQLiteAgain returns what has the SQLite file at url hold again what it holds now, while
// others have it open.
func SQLiteAgain(t *testing.T, url string) (again func()) {
	t.Helper()
	own, refill, err := keptAsIs(strings.TrimPrefix(url, "sqlite:"), Folder(t))
	if err != nil {
		t.Fatalf("keeping what a SQLite file holds: %v", err)
	}
	t.Cleanup(func() {
		if err := own.Close(); err != nil {
			t.Errorf("SQLite: %v", err)
		}
	})
	return func() {
		t.Helper()
		if err := refill(); err != nil {
			t.Fatalf("having a SQLite file hold what it held: %v", err)
		}
	}
}

func sqlite(t *testing.T, migrate func(string) error) string {
	t.Helper()
	if migrate == nil {
		return "sqlite:" + filepath.Join(Folder(t), "footbridge.db")
	}
	return like(t, templateOf(migrate))
}

func like(t *testing.T, m *template) string {
	t.Helper()
	f, err := m.takeFile()
	if err != nil {
		t.Fatalf("preparing a SQLite file: %v", err)
	}
	t.Cleanup(func() {
		if err := m.giveFileBack(f); err != nil {
			t.Errorf("SQLite: %v", err)
		}
	})
	return "sqlite:" + f.path
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
	d, err := pool.take(s)
	if err != nil {
		t.Fatalf("preparing a PostgreSQL database: %v", err)
	}
	t.Cleanup(func() {
		if err := pool.giveBack(s, d); err != nil {
			t.Errorf("PostgreSQL: %v", err)
		}
	})
	return d.url
}

// A template is what one migrate function made, on each engine, once.
type template struct {
	migrate func(url string) error

	sqliteOnce sync.Once
	sqliteErr  error
	path       string        // of its file
	version    int           // of its file's schema
	refill     string        // has a copy hold what it holds
	freeFiles  []*sqliteFile // that are as it is again

	postgresOnce sync.Once
	postgresName string
	postgresErr  error
	filled       []string // its tables with something in them
	shape        string
	lock         sync.Mutex
	free         []*postgresDatabase // that are as the template is again
}

// unmigrated has no migration, and nothing to be as before.
var unmigrated = &template{}

var (
	templatesLock sync.Mutex
	templates     = map[any]*template{}
)

func templateOf(migrate func(string) error) *template {
	return known(reflect.ValueOf(migrate).Pointer(), migrate)
}

func known(key any, migrate func(string) error) *template {
	templatesLock.Lock()
	defer templatesLock.Unlock()
	if templates[key] == nil {
		templates[key] = &template{migrate: migrate}
	}
	return templates[key]
}
