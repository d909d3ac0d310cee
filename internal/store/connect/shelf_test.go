package connect

import (
	"database/sql/driver"
	"errors"
	"testing"
)

// pretended is a connection that is opened and ended, and no more.
type pretended struct {
	driver.Conn
	broken bool
	ended  int
}

func (p *pretended) usable() bool { return !p.broken }
func (p *pretended) end() error   { p.ended++; return nil }

func TestOnlyADatabaseOnTheShelfKeepsConnectionsAndOnlyWholeOnes(t *testing.T) {
	t.Cleanup(func() { delete(shelved.databases, "postgres://here/visits") })
	const address = "postgres://here/visits?host=/run"
	opened := func(c *pretended) driver.Conn {
		got, err := shelved.open(address, func() (conn, error) { return c, nil })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	closed := func(c *pretended, ended, idle int) {
		t.Helper()
		if err := shelved.close(address, c); err != nil || c.ended != ended {
			t.Errorf("%v, ended %d times", err, c.ended)
		}
		if shelved.databases["postgres://here/visits"] == nil {
			return
		}
		if held, waits := Kept(address); held != 0 || waits != idle {
			t.Errorf("%d are held, %d wait", held, waits)
		}
	}
	service := &pretended{}
	opened(service)
	closed(service, 1, 0)

	Keep(address)
	broken, first := &pretended{broken: true}, &pretended{}
	opened(broken)
	closed(broken, 1, 0)
	opened(first)
	closed(first, 0, 1)
	if opened(&pretended{}) != driver.Conn(first) {
		t.Error("another was opened while one waited")
	}
	closed(first, 0, 1)

	opened(first)
	if _, err := shelved.open(address, func() (conn, error) { return nil, errors.New("no such server") }); err == nil {
		t.Error("what could not be opened is there")
	}
	closed(first, 0, 1)
	if err := Drop(address); err != nil || first.ended != 1 {
		t.Errorf("%v, ended %d times", err, first.ended)
	}
}
