package connect

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// How long a connection may take to be made, and to answer when it is taken up again.
const (
	connectWithin = 5 * time.Second
	answerWithin  = 2 * time.Second
	idleFor       = time.Second // after that it is asked whether it is still there
)

// alive finds out that a server has gone without a word.
var alive = net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3}

// ErrWarned is of a commit about which its server warned, and which it calls done: the
// standby may not have it, for somebody ended the wait for that.
var ErrWarned = errors.New("the server warned about the commit")

// Postgres opens connections to the PostgreSQL at url, to the one of its hosts that takes
// writes.
func Postgres(url string) (driver.Connector, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWithin
	}
	dialer := &net.Dialer{Timeout: config.ConnectTimeout, KeepAliveConfig: alive}
	config.DialFunc = dialer.DialContext
	config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	config.OnNotice = noteWarning
	c := stdlib.GetConnector(*config, stdlib.OptionShouldPing(idleTooLong))
	return &postgres{Connector: c, url: url}, nil
}

func idleTooLong(_ context.Context, c stdlib.ShouldPingParams) bool { return c.IdleDuration > idleFor }

type postgres struct {
	driver.Connector
	url string
	age atomic.Int64 // rises when a connection is found dead: those that were made before it are too
}

func (p *postgres) Connect(ctx context.Context) (driver.Conn, error) {
	return shelved.open(p.url, func() (conn, error) {
		age := p.age.Load()
		c, err := p.Connector.Connect(ctx)
		if err != nil {
			return nil, err
		}
		inner, ok := c.(*stdlib.Conn)
		if !ok {
			return nil, errors.Join(errors.New("connect: PostgreSQL's connections are of another kind"), c.Close())
		}
		return &postgresConn{Conn: inner, of: p, age: age}, nil
	})
}

type postgresConn struct {
	*stdlib.Conn
	of       *postgres
	age      int64
	readOnly bool // it took writes when it was made
}

// ResetSession is called before the connection is taken up again.
func (c *postgresConn) ResetSession(ctx context.Context) error {
	if c.age != c.of.age.Load() {
		return driver.ErrBadConn
	}
	short, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	err := c.Conn.ResetSession(short)
	if err != nil && ctx.Err() == nil {
		c.of.age.Add(1)
	}
	return err
}

// IsValid tells whether the connection may be used again.
func (c *postgresConn) IsValid() bool { return !c.readOnly && !c.Conn.Conn().IsClosed() }

// BeginTx begins a transaction whose commit is told from one that a standby may lack.
func (c *postgresConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	tx, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, c.note(err)
	}
	return postgresTx{tx, c}, nil
}

// ExecContext executes a statement.
func (c *postgresConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	r, err := c.Conn.ExecContext(ctx, query, args)
	return r, c.note(err)
}

// QueryContext asks a query. What is wrong with it shows before its first row.
func (c *postgresConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	r, err := c.Conn.QueryContext(ctx, query, args)
	return r, c.note(err)
}

// note gives up a connection whose server stopped taking writes.
func (c *postgresConn) note(err error) error {
	var own *pgconn.PgError
	if errors.As(err, &own) && own.Code == "25006" {
		c.readOnly = true
	}
	return err
}

// Close closes the connection.
func (c *postgresConn) Close() error { return shelved.close(c.of.url, c) }

func (c *postgresConn) end() error { return c.Conn.Close() }

// usable is whether no transaction was left open, and nothing broken.
func (c *postgresConn) usable() bool {
	return c.IsValid() && c.Conn.Conn().PgConn().TxStatus() == 'I'
}

type postgresTx struct {
	driver.Tx
	conn *postgresConn
}

// Commit commits, and answers ErrWarned where its server warned about it.
func (tx postgresTx) Commit() error {
	said := tx.conn.Conn.Conn().PgConn().CustomData()
	delete(said, warned)
	err := tx.Tx.Commit()
	if err == nil && said[warned] != nil {
		return ErrWarned
	}
	return err
}

const warned = "footbridge: warned"

// noteWarning hears each warning. That a wait for a standby was ended has no code of its own,
// and its words are the server's language.
func noteWarning(c *pgconn.PgConn, n *pgconn.Notice) {
	if n.SeverityUnlocalized == "WARNING" {
		c.CustomData()[warned] = true
	}
}
