package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// To make a PostgreSQL database and to drop it takes as long as many a test, so one that
// has been emptied is used again by the next test of the same template.

// take returns a database like the template that nobody else uses.
func (m *template) take(s *server) (name string, err error) {
	if m.migrate == nil {
		name = freshName("test")
		return name, s.create(name, "template1")
	}
	m.postgresOnce.Do(func() { m.postgresErr = m.preparePostgres(s) })
	if m.postgresErr != nil {
		return "", m.postgresErr
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if n := len(m.free); n > 0 {
		name, m.free = m.free[n-1], m.free[:n-1]
		return name, nil
	}
	name = freshName("test")
	return name, s.create(name, m.postgresName)
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
func (m *template) giveBack(s *server, name string) error {
	if m.migrate == nil || s.in(name, m.empty) != nil {
		return s.drop(name)
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	m.free = append(m.free, name)
	return nil
}

var errInUse, errOther = errors.New("somebody holds it open"), errors.New("it is another than the template")

// empty takes out what a test has put in. What the template itself holds, and what it is
// made of, must be as it was.
func (m *template) empty(ctx context.Context, conn *pgx.Conn) error {
	if err := alone(ctx, conn); err != nil {
		return err
	}
	tables, err := written(ctx, conn)
	if err != nil {
		return err
	}
	out := "SET session_replication_role = replica" // no trigger holds a row, and no other table
	for _, table := range tables {
		if !slices.Contains(m.filled, table) {
			out += "; DELETE FROM " + table
		}
	}
	if _, err := conn.Exec(ctx, out); err != nil {
		return err
	}
	shape, err := m.shapeOf(ctx, conn)
	if err == nil && shape != m.shape {
		err = errOther
	}
	return err
}

// alone waits a moment for connections that have just been closed.
func alone(ctx context.Context, conn *pgx.Conn) error {
	for range 20 {
		var others int
		err := conn.QueryRow(ctx, `SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&others)
		if err != nil || others == 0 {
			return err
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
			FROM pg_attribute WHERE attnum > 0)`,
	}
	for _, table := range m.filled {
		kinds = append(kinds, fmt.Sprintf("(SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM %s AS r)", table))
	}
	err = conn.QueryRow(ctx, "SELECT concat_ws(' ', "+strings.Join(kinds, ", ")+")").Scan(&shape)
	return shape, err
}
