package storetest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// A Counter asks a SQLite file and tells what answering cost: the steps of SQLite's machine,
// a few for each row that it looks at. A clock would say something else each time, and the
// driver doesn't tell.
type Counter struct {
	t     testing.TB
	tls   *libc.TLS
	db    uintptr
	asked string // last
}

// OpenCounter opens the SQLite file at a path, until the test ends.
func OpenCounter(t testing.TB, path string) *Counter {
	t.Helper()
	c := &Counter{t: t, tls: libc.NewTLS()}
	t.Cleanup(c.tls.Close)
	name := c.text(path)
	defer libc.Xfree(c.tls, name)
	into := libc.Xmalloc(c.tls, 8)
	defer libc.Xfree(c.tls, into)
	c.hold(lib.Xsqlite3_open_v2(c.tls, name, into, lib.SQLITE_OPEN_READONLY, 0))
	c.db = at(into)
	t.Cleanup(func() { lib.Xsqlite3_close_v2(c.tls, c.db) })
	return c
}

// Steps answers a query, and says in how many steps, how many rows there were, and what the
// whole numbers in them come to, which of a count is what it counted.
func (c *Counter) Steps(query string, values []any) (steps, rows, sum int) {
	c.t.Helper()
	text, into := c.text(query), libc.Xmalloc(c.tls, 8)
	defer libc.Xfree(c.tls, text)
	defer libc.Xfree(c.tls, into)
	c.asked = query
	c.hold(lib.Xsqlite3_prepare_v2(c.tls, c.db, text, -1, into, 0))
	stmt := at(into)
	defer lib.Xsqlite3_finalize(c.tls, stmt)
	for i := int32(1); i <= lib.Xsqlite3_bind_parameter_count(c.tls, stmt); i++ {
		// SQLite numbers them as they first come in the text, and takes the number for a name.
		n, err := strconv.Atoi(libc.GoString(lib.Xsqlite3_bind_parameter_name(c.tls, stmt, i) + 1))
		if err != nil {
			c.t.Fatal(err)
		}
		switch v := values[n-1].(type) {
		case int:
			c.hold(lib.Xsqlite3_bind_int64(c.tls, stmt, i, int64(v)))
		case string:
			s := c.text(v)
			defer libc.Xfree(c.tls, s)
			c.hold(lib.Xsqlite3_bind_text(c.tls, stmt, i, s, int32(len(v)), 0))
		default:
			c.t.Fatalf("a value is a %T", v)
		}
	}
	for {
		switch code := lib.Xsqlite3_step(c.tls, stmt); code {
		case lib.SQLITE_ROW:
			rows++
			for i := range lib.Xsqlite3_column_count(c.tls, stmt) {
				if lib.Xsqlite3_column_type(c.tls, stmt, i) == lib.SQLITE_INTEGER {
					sum += int(lib.Xsqlite3_column_int64(c.tls, stmt, i))
				}
			}
		case lib.SQLITE_DONE:
			return int(lib.Xsqlite3_stmt_status(c.tls, stmt, lib.SQLITE_STMTSTATUS_VM_STEP, 0)), rows, sum
		default:
			c.hold(code)
		}
	}
}

func (c *Counter) hold(code int32) {
	c.t.Helper()
	if code == lib.SQLITE_OK {
		return
	}
	err := fmt.Errorf("SQLite: %d", code)
	if c.db != 0 {
		err = errors.New(c.asked + "\nSQLite: " + libc.GoString(lib.Xsqlite3_errmsg(c.tls, c.db)))
	}
	c.t.Fatal(err)
}

func (c *Counter) text(s string) uintptr {
	p, err := libc.CString(s)
	if err != nil {
		c.t.Fatal(err)
	}
	return p
}

// at is the address that stands at another.
func at(p uintptr) uintptr { return uintptr(binary.NativeEndian.Uint64(libc.GoBytes(p, 8))) }
