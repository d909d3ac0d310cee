package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"footbridge.org/footbridge/internal/store/connect"
)

// To make a PostgreSQL database and to drop it takes as long as many a test, so one that
// has been emptied is used again by the next test of the same template, and connections to
// it stay open: half of a test's time went to planning the same queries in new ones.

// A postgresDatabase is a copy of a template.
type postgresDatabase struct {
	name, url string
	own       *pgx.Conn // empties it; none has begun before the first test has ended
}

// take returns a database like the template that nobody else uses.
func (m *template) take(s *server) (*postgresDatabase, error) {
	fresh := &postgresDatabase{name: freshName("test")}
	fresh.url = s.url(fresh.name)
	if m.migrate == nil {
		return fresh, s.create(fresh.name, "template1")
	}
	m.postgresOnce.Do(func() { m.postgresErr = m.preparePostgres(s) })
	if m.postgresErr != nil {
		return nil, m.postgresErr
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if n := len(m.free); n > 0 {
		d := m.free[n-1]
		m.free = m.free[:n-1]
		return d, nil
	}
	connect.Keep(fresh.url)
	return fresh, s.create(fresh.name, m.postgresName)
}

func (m *template) preparePostgres(s *server) error {
	m.postgresName = freshName("template")
	if err := s.create(m.postgresName, "template1"); err != nil {
		return err
	}
	if err := m.migrate(s.url(m.postgresName)); err != nil {
		return err
	}
	return s.in(m.postgresName, func(ctx context.Context, conn *pgx.Conn) (err error) {
		if m.filled, err = written(ctx, conn); err != nil {
			return err
		}
		m.shape, err = m.shapeOf(ctx, conn)
		return err
	})
}

// giveBack empties a database for the next test, or drops it: where it isn't as the
// template is then, or somebody still holds it open.
func (m *template) giveBack(s *server, d *postgresDatabase) error {
	if m.migrate == nil {
		return s.drop(d.name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if m.empty(ctx, d) != nil {
		return errors.Join(d.close(ctx), s.drop(d.name))
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	m.free = append(m.free, d)
	return nil
}

func (d *postgresDatabase) close(ctx context.Context) error {
	err := connect.Drop(d.url)
	if d.own != nil {
		err = errors.Join(err, d.own.Close(ctx))
	}
	return err
}

var errInUse, errOther = errors.New("somebody holds it open"), errors.New("it is another than the template")

// empty takes out what a test has put in. What the template itself holds, and what it is
// made of, must be as it was.
func (m *template) empty(ctx context.Context, d *postgresDatabase) (err error) {
	if d.own == nil {
		if d.own, err = pgx.Connect(ctx, d.url); err != nil {
			return err
		}
	}
	if err := d.alone(ctx); err != nil {
		return err
	}
	tables, err := written(ctx, d.own)
	if err != nil {
		return err
	}
	out := "SET session_replication_role = replica" // no trigger holds a row, and no other table
	for _, table := range tables {
		if !slices.Contains(m.filled, table) {
			out += "; DELETE FROM " + table
		}
	}
	if _, err := d.own.Exec(ctx, out); err != nil {
		return err
	}
	shape, err := m.shapeOf(ctx, d.own)
	if err == nil && shape != m.shape {
		err = errOther
	}
	return err
}

// alone waits a moment for connections that have just been closed.
func (d *postgresDatabase) alone(ctx context.Context) error {
	if err := unused(d.url); err != nil {
		return err
	}
	_, idle := connect.Kept(d.url)
	for range 20 {
		var others int
		err := d.own.QueryRow(ctx, `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&others)
		if err != nil || others <= idle {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return errInUse
}

// unused waits a moment until nobody holds a connection to a database of the shelf.
func unused(address string) error {
	for range 20 {
		if inUse, _ := connect.Kept(address); inUse == 0 {
			return nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return errInUse
}

// written lists the tables that anything was ever written to.
func written(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, `
		SELECT format('%I', relname) FROM pg_class
		WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// shapeOf tells what a database is made of, whether anything was gathered for the planner,
// and what stands in the tables that the template filled.
func (m *template) shapeOf(ctx context.Context, conn *pgx.Conn) (shape string, err error) {
	kinds := []string{
		"(SELECT count(*) FROM pg_statistic WHERE starelid >= 16384)", "(SELECT count(*) FROM pg_class)",
		"(SELECT count(*) FROM pg_constraint)", "(SELECT count(*) FROM pg_proc)",
		"(SELECT md5(string_agg(t::text, '|' ORDER BY oid)) FROM pg_trigger AS t)",
		`(SELECT md5(string_agg(attrelid || attname || atttypid || attnotnull, '|' ORDER BY attrelid, attnum))
			FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0)`,
	}
	for _, table := range m.filled {
		kinds = append(kinds, fmt.Sprintf("(SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM %s AS r)", table))
	}
	err = conn.QueryRow(ctx, "SELECT concat_ws(' ', "+strings.Join(kinds, ", ")+")").Scan(&shape)
	return shape, err
}
