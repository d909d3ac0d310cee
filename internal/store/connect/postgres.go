package connect

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5/stdlib"
)

// Postgres opens connections to the PostgreSQL at url.
func Postgres(url string) (driver.Connector, error) {
	d, ok := stdlib.GetDefaultDriver().(driver.DriverContext)
	if !ok {
		return nil, errors.New("connect: PostgreSQL's driver has lost a method")
	}
	c, err := d.OpenConnector(url)
	if err != nil {
		return nil, err
	}
	return postgres{c, url}, nil
}

type postgres struct {
	driver.Connector
	url string
}

func (p postgres) Connect(ctx context.Context) (driver.Conn, error) {
	return shelved.open(p.url, func() (conn, error) {
		c, err := p.Connector.Connect(ctx)
		if err != nil {
			return nil, err
		}
		inner, ok := c.(*stdlib.Conn)
		if !ok {
			return nil, errors.Join(errors.New("connect: PostgreSQL's connections are of another kind"), c.Close())
		}
		return &postgresConn{inner, p.url}, nil
	})
}

type postgresConn struct {
	*stdlib.Conn
	url string
}

// Close closes the connection.
func (c *postgresConn) Close() error { return shelved.close(c.url, c) }

func (c *postgresConn) end() error { return c.Conn.Close() }

// usable is whether no transaction was left open, and nothing broken.
func (c *postgresConn) usable() bool {
	return !c.Conn.Conn().IsClosed() && c.Conn.Conn().PgConn().TxStatus() == 'I'
}
