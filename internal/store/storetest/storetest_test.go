package storetest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"footbridge.org/footbridge/internal/store/connect"
)

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := dial(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func dial(url string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		return sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)")
	}
	return sql.Open("pgx", url)
}

func TestEachTestHasADatabaseNobodyElseWroteTo(t *testing.T) {
	for range 2 {
		Each(t, func(t *testing.T, url string) {
			if _, err := open(t, url).Exec("CREATE TABLE visit (id TEXT PRIMARY KEY)"); err != nil {
				t.Fatal(err) // the second time round it would be there already
			}
		})
	}
}

var migrations atomic.Int32

func migrate(url string) error {
	migrations.Add(1)
	db, err := dial(url)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("CREATE TABLE visit (id TEXT PRIMARY KEY)")
	return err
}

func TestMigrationsRunOnceForAnEngineAndEveryTestHasItsOwnCopy(t *testing.T) {
	for range 3 {
		EachMigrated(t, migrate, func(t *testing.T, url string) {
			if _, err := open(t, url).Exec("INSERT INTO visit VALUES ('one')"); err != nil {
				t.Fatal(err)
			}
		})
	}
	engines := int32(2)
	if Quick(t) {
		engines = 1
	}
	if n := migrations.Load(); n != engines {
		t.Errorf("migrated %d times on %d engines", n, engines)
	}
}

// A database is used again only where nothing of the test before is in it.
func TestOnlyADatabaseThatIsAsTheTemplateIsUsedAgain(t *testing.T) {
	if Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	s, err := runningServer()
	if err != nil {
		t.Fatal(err)
	}
	for name, used := range map[string]struct {
		does  string
		holds bool // open, after the test
		again bool
	}{
		"rows":               {"INSERT INTO visit VALUES ('one')", false, true},
		"another table":      {"CREATE TABLE worry (id TEXT)", false, false},
		"another rule":       {"ALTER TABLE visit ADD CHECK (id <> 'two')", false, false},
		"a column's name":    {"ALTER TABLE visit RENAME COLUMN id TO key", false, false},
		"a migration undone": {"DELETE FROM version", false, false},
		"statistics":         {"INSERT INTO visit VALUES ('one'), ('two'); ANALYZE visit", false, false},
		"a connection":       {"INSERT INTO visit VALUES ('one')", true, false},
	} {
		m := &template{migrate: func(url string) error {
			db, err := dial(url)
			if err != nil {
				return err
			}
			defer db.Close()
			_, err = db.Exec("CREATE TABLE visit (id TEXT PRIMARY KEY); CREATE TABLE version (n INT); " +
				"INSERT INTO version VALUES (1)")
			return err
		}}
		database, err := m.take(s)
		if err != nil {
			t.Fatal(err)
		}
		db, err := dial(database.url)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(used.does); err != nil {
			t.Fatal(err)
		}
		if !used.holds {
			db.Close()
		}
		if err := m.giveBack(s, database); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		db.Close()
		next, err := m.take(s)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		err = open(t, next.url).
			QueryRow("SELECT (SELECT count(*) FROM visit) * 10 + (SELECT count(*) FROM version)").Scan(&n)
		if err != nil || n != 1 {
			t.Errorf("%s: the next test finds %d, %v", name, n, err)
		}
		if (next == database) != used.again {
			t.Errorf("%s: used again: %v", name, next == database)
		}
	}
}

// So is a file, by the connections that are open already.
func TestOnlyAFileWithTheTablesOfTheTemplateIsUsedAgain(t *testing.T) {
	for name, used := range map[string]struct {
		does  string
		holds bool // open, after the test
		again bool
	}{
		"rows":               {"INSERT INTO visit VALUES ('one')", false, true},
		"another table":      {"CREATE TABLE worry (id TEXT)", false, false},
		"a column's name":    {"ALTER TABLE visit RENAME COLUMN id TO key", false, false},
		"a migration undone": {"UPDATE version SET n = 0", false, true},
		"statistics":         {"INSERT INTO visit VALUES ('one'), ('two'); ANALYZE visit", false, false},
		"a connection":       {"INSERT INTO visit VALUES ('one')", true, false},
	} {
		m := &template{migrate: func(url string) error {
			db, err := dial(url)
			if err != nil {
				return err
			}
			defer db.Close()
			_, err = db.Exec("CREATE TABLE visit (id TEXT PRIMARY KEY); CREATE TABLE version (n INT); " +
				"INSERT INTO version VALUES (1)")
			return err
		}}
		opened := func(f *sqliteFile) *sql.DB {
			c, err := connect.SQLite("file:" + f.path + "?_pragma=journal_mode(wal)")
			if err != nil {
				t.Fatal(err)
			}
			return sql.OpenDB(c)
		}
		file, err := m.takeFile()
		if err != nil {
			t.Fatal(err)
		}
		db := opened(file)
		if _, err := db.Exec(used.does); err != nil {
			t.Fatal(err)
		}
		if !used.holds {
			db.Close()
		}
		if err := m.giveFileBack(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		db.Close()
		next, err := m.takeFile()
		if err != nil {
			t.Fatal(err)
		}
		db = opened(next)
		var n int
		err = db.QueryRow("SELECT (SELECT count(*) FROM visit) * 10 + (SELECT sum(n) FROM version)").Scan(&n)
		if err != nil || n != 1 {
			t.Errorf("%s: the next test finds %d, %v", name, n, err)
		}
		if (next == file) != used.again {
			t.Errorf("%s: used again: %v", name, next == file)
		}
		if _, err := os.Stat(file.path); (err == nil) != used.again {
			t.Errorf("%s: its file: %v", name, err)
		}
		if err := errors.Join(db.Close(), next.remove()); err != nil {
			t.Error(err)
		}
	}
}

func TestAFileHoldsAgainWhatItHeldWhileOthersHaveItOpen(t *testing.T) {
	url := SQLiteMigrated(t, migrate)
	db := open(t, url)
	if _, err := db.Exec("INSERT INTO visit VALUES ('before')"); err != nil {
		t.Fatal(err)
	}
	again := SQLiteAgain(t, url)
	for range 2 {
		if _, err := db.Exec("DELETE FROM visit; INSERT INTO visit VALUES ('since')"); err != nil {
			t.Fatal(err)
		}
		again()
		if held, err := list(db, "SELECT id FROM visit"); err != nil || !slices.Equal(held, []string{"before"}) {
			t.Errorf("it holds %v (%v)", held, err)
		}
	}
}

// Somebody who stops a test run, however roughly, must not find servers left.
func TestServerAndItsFolderGoWhenTheProcessThatStartedThemIsKilled(t *testing.T) {
	if Quick(t) {
		t.Skip("no PostgreSQL in a quick run")
	}
	input, held, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	holder := exec.Command("sleep", "600") // stands for the test process, with the other end of the pipe
	holder.ExtraFiles = []*os.File{held}
	cmd := exec.Command("./postgres.sh")
	cmd.Stdin = input
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(holder.Start(), cmd.Start(), held.Close(), input.Close()); err != nil {
		t.Fatal(err)
	}
	address, _ := bufio.NewReader(output).ReadString('\n')
	address = strings.TrimSpace(address)
	_, folder, ok := strings.Cut(address, "host=")
	if !ok {
		t.Fatalf("no URL from the script: %q", address)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Fatal(err)
	}

	holder.Process.Kill()
	holder.Wait()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("the script still waits")
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s was left behind", folder)
	}
	db := open(t, address)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if db.PingContext(ctx) == nil {
		t.Error("the server still answers")
	}
}

// Memory that a killed run still held would be missing until the machine starts again.
func TestWhatAKilledRunLeftInMemoryIsSweptAway(t *testing.T) {
	ended := exec.Command("true")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	in := t.TempDir()
	left := fmt.Sprintf("%s/%s%d-1", in, folders, ended.Process.Pid)
	ours := fmt.Sprintf("%s/%s%d-1", in, folders, os.Getpid())
	if err := errors.Join(os.Mkdir(left, 0o700), os.Mkdir(ours, 0o700)); err != nil {
		t.Fatal(err)
	}
	sweep(in)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error("what was left is still there")
	}
	if _, err := os.Stat(ours); err != nil {
		t.Errorf("what is in use is gone: %v", err)
	}
}
