package connect_test

import (
	"database/sql"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/store/connect"
	"footbridge.org/footbridge/internal/store/storetest"
)

// After a failover the connections that were idle lead to a server that is gone. Whoever
// found that out for one need not find it out for each.
func TestOneDeadConnectionTakesTheOtherIdleOnesWithIt(t *testing.T) {
	storetest.InTheWholeRun(t)
	c, err := connect.Postgres(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(c)
	defer db.Close()
	db.SetMaxIdleConns(3)
	var held []*sql.Conn
	before := map[int]bool{}
	for range 3 {
		one, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		before[pid(t, one)] = true
		held = append(held, one)
	}
	var newest int
	for _, one := range held {
		newest = pid(t, one)
		if err := one.Close(); err != nil {
			t.Fatal(err)
		}
	}
	apart, err := sql.OpenDB(c).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer apart.Close()
	// The one that is handed out next.
	if _, err := apart.ExecContext(t.Context(), "SELECT pg_terminate_backend($1)", newest); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond) // for longer than anybody takes it that it is still there
	for range 3 {
		one, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer one.Close()
		if before[pid(t, one)] {
			t.Error("one from before was handed out")
		}
	}
}

func pid(t *testing.T, c *sql.Conn) (pid int) {
	t.Helper()
	if err := c.QueryRowContext(t.Context(), "SELECT pg_backend_pid()").Scan(&pid); err != nil {
		t.Fatal(err)
	}
	return pid
}
