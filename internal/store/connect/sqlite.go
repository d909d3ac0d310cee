package connect

import (
	"context"
	"database/sql/driver"
	"errors"
	"regexp"

	"modernc.org/sqlite"
)

// SQLite opens connections that keep their statements, to the file at address as the
// driver spells it. SQLite has no cache of its own: without one each query is parsed
// and planned again each time, which costs a fifth of what a page does. PostgreSQL's
// driver has a cache.
func SQLite(address string) (driver.Connector, error) {
	c, err := sqlite.NewConnector(address)
	if err != nil {
		return nil, err
	}
	return keeping{c, address}, nil
}

type keeping struct {
	driver.Connector
	address string
}

func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	return shelved.open(k.address, func() (conn, error) {
		c, err := k.Connector.Connect(ctx)
		if err != nil {
			return nil, err
		}
		inner, ok := c.(sqliteConn)
		if !ok {
			return nil, errors.Join(errors.New("connect: the driver's connections have lost a method"), c.Close())
		}
		return &keepingConn{sqliteConn: inner, address: k.address, idle: map[string]sqliteStmt{}}, nil
	})
}

// A sqliteConn is a connection of the driver's, without the short cuts that run
// a query unprepared: database/sql then prepares each, and closes it.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// A keepingConn keeps a statement that is closed, for when its text comes again.
// database/sql uses a connection for one thing at a time.
type keepingConn struct {
	sqliteConn
	address string
	idle    map[string]sqliteStmt // by text; one that is in use is not here
}

// mostIdle is far more than there are queries. Past it, texts are being made up.
const mostIdle = 1000

// keepable are the statements that do all their work when they run. A PRAGMA may
// do it when it is prepared.
var keepable = regexp.MustCompile(`^(?:\s*--[^\n]*\n)*\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b`)

// PrepareContext returns a statement that is kept, or a new one.
func (c *keepingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if s, kept := c.idle[query]; kept {
		delete(c.idle, query)
		return &keptStmt{sqliteStmt: s, conn: c, query: query}, nil
	}
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	inner, ok := s.(sqliteStmt)
	if !ok || !keepable.MatchString(query) {
		return s, nil
	}
	return &keptStmt{sqliteStmt: inner, conn: c, query: query}, nil
}

// Close closes the statements that are kept, and the connection.
func (c *keepingConn) Close() error {
	return shelved.close(c.address, c)
}

func (c *keepingConn) usable() bool { return c.IsValid() }

func (c *keepingConn) end() error {
	var errs []error
	for _, s := range c.idle {
		errs = append(errs, s.Close())
	}
	clear(c.idle)
	return errors.Join(append(errs, c.sqliteConn.Close())...)
}

// A keptStmt goes back to its connection when it is closed, unless it failed:
// the next try then begins anew.
type keptStmt struct {
	sqliteStmt
	conn   *keepingConn
	query  string
	failed bool
}

func (s *keptStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	r, err := s.sqliteStmt.ExecContext(ctx, args)
	s.failed = s.failed || err != nil
	return r, err
}

func (s *keptStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	r, err := s.sqliteStmt.QueryContext(ctx, args)
	s.failed = s.failed || err != nil
	return r, err
}

func (s *keptStmt) Close() error {
	_, another := s.conn.idle[s.query]
	if s.failed || another || len(s.conn.idle) >= mostIdle {
		return s.sqliteStmt.Close()
	}
	s.conn.idle[s.query] = s.sqliteStmt
	return nil
}
