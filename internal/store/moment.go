package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// A moment is a few looks at everything there is that see one state of the data, so that several
// can read it at once. They have connections of their own: nobody else waits for one of theirs.
type moment struct {
	pool   *sql.DB
	ctx    context.Context // of the looks
	looks  []*Look
	cancel context.CancelFunc
}

// momentTries is how often a moment is looked for in which nobody writes, of a fraction of a
// millisecond. One look needs none.
const momentTries = 200

// moment opens n looks that see one state of the data; one alone where others write to SQLite
// without a break.
func (db *DB) moment(ctx context.Context, n int) (m *moment, err error) {
	ctx, cancel := context.WithCancel(ctx)
	m = &moment{ctx: ctx, pool: sql.OpenDB(db.reader), cancel: cancel}
	m.pool.SetMaxIdleConns(n + 1)
	defer func() {
		if err != nil {
			m.close()
		}
	}()
	if db.Engine == Postgres {
		return m, db.share(ctx, m, n)
	}
	for range momentTries {
		if same, err := db.coincide(ctx, m, n); err != nil || same {
			return m, err
		}
	}
	_, err = db.coincide(ctx, m, 1)
	return m, err
}

func (m *moment) add(ctx context.Context, db *DB) (*Look, error) {
	look, err := db.viewIn(ctx, m.pool, "")
	if err == nil {
		m.looks = append(m.looks, look)
	}
	return look, err
}

// share opens n looks in the snapshot of the first.
func (db *DB) share(ctx context.Context, m *moment, n int) error {
	first, err := m.add(ctx, db)
	if err != nil {
		return err
	}
	var snapshot string
	if err := first.inner.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&snapshot); err != nil {
		return busy(err)
	}
	for range n - 1 {
		look, err := m.add(ctx, db)
		if err != nil {
			return err
		}
		if _, err := look.inner.ExecContext(ctx, fmt.Sprintf("SET TRANSACTION SNAPSHOT '%s'", snapshot)); err != nil {
			return busy(err)
		}
	}
	return nil
}

// coincide opens n looks one after the other, and tells whether nobody wrote meanwhile: the
// version of the data that SQLite tells a connection changes with every commit of another.
func (db *DB) coincide(ctx context.Context, m *moment, n int) (same bool, err error) {
	m.endLooks()
	watch, err := m.pool.Conn(ctx)
	if err != nil {
		return false, busy(err)
	}
	defer func() { err = errors.Join(err, watch.Close()) }()
	var before, after int64
	const version = "PRAGMA data_version"
	if err := watch.QueryRowContext(ctx, version).Scan(&before); err != nil {
		return false, busy(err)
	}
	for range n {
		look, err := m.add(ctx, db)
		if err != nil {
			return false, err
		}
		var tables int // a look begins with what it reads first
		if err := look.inner.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
			return false, busy(err)
		}
	}
	if err := watch.QueryRowContext(ctx, version).Scan(&after); err != nil {
		return false, busy(err)
	}
	return before == after || n == 1, nil
}

// each has the looks do n things, each look the next that is left. The first error ends all of it.
func (m *moment) each(n int, do func(look *ReadTx, i int) error) (failed error) {
	var next atomic.Int64
	var first sync.Once
	var all sync.WaitGroup
	for _, look := range m.looks {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(look.ReadTx, i); err != nil {
					first.Do(func() { failed = err })
					m.cancel()
					return
				}
			}
		})
	}
	all.Wait()
	return failed
}

func (m *moment) endLooks() {
	for _, look := range m.looks {
		look.Close()
	}
	m.looks = nil
}

func (m *moment) close() {
	m.endLooks()
	m.cancel()
	_ = m.pool.Close() // everything in it was read
}
