// Package store owns the database: opening it on either engine, its schema,
// one SQL text for both, sealing what is somebody's, the trail, and what is
// projected from facts. It refuses to decide anything: who may do what, and which
// rules hold, was settled before a Tx was handed out, and what facts mean is
// defined in the rooms of what they are about. Only app/kernel opens it.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/connect"
)

//go:embed migrations/*.sql
var migrations embed.FS

// An Engine is one of the two databases that Footbridge runs on.
type Engine string

const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// A DB is an open database with the keys to it.
type DB struct {
	Engine Engine
	write  *sql.DB
	read   *sql.DB
	line   line             // before write, where that is one connection
	reader driver.Connector // makes the connections of read, and those that have a pool of their own
	master *crypt.Master
	draw   Draw
	still  func() error // tells whether what is read is as it was opened; nil where others may write
}

// Draw returns n secret bytes for a purpose. In production they are random
// and the purpose is ignored; a story derives them from its seed.
type Draw func(purpose string, n int) []byte

// pragmas are given in the address, where every connection gets them.
const pragmas = "?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=foreign_keys(on)" +
	"&_pragma=secure_delete(on)&_pragma=busy_timeout(10000)&_txlock=immediate&_time_format=sqlite&_texttotime=1"

// Open opens the database at url: sqlite:PATH or postgres://…
func Open(url string, master *crypt.Master, draw Draw) (*DB, error) {
	db := &DB{master: master, draw: draw}
	var err error
	switch {
	case strings.HasPrefix(url, "sqlite:"):
		db.Engine = SQLite
		err = db.openSQLite("file:" + inAddress.Replace(strings.TrimPrefix(url, "sqlite:")) + pragmas)
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		db.Engine = Postgres
		var c driver.Connector
		if c, err = connect.Postgres(url); err == nil {
			db.reader, db.write = c, sql.OpenDB(c)
			db.write.SetMaxOpenConns(20)
			db.write.SetMaxIdleConns(20)
			db.read = db.write
		}
	default:
		return nil, errors.New("a database address begins with sqlite: or postgres://")
	}
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	return db, nil
}

// inAddress keeps a path whole in a file: address, where these have a meaning.
var inAddress = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// openSQLite makes two pools: one writer, because the engine has one, and
// readers that never wait for it.
func (db *DB) openSQLite(dsn string) (err error) {
	if db.write, err = pool(dsn); err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	db.line = newLine()
	readers := strings.Replace(dsn, "_txlock=immediate", "_txlock=deferred&_pragma=query_only(on)", 1)
	if db.reader, err = connect.SQLite(readers); err != nil {
		return err
	}
	db.read = sql.OpenDB(db.reader)
	db.read.SetMaxOpenConns(8)
	db.read.SetMaxIdleConns(8)
	return nil
}

func pool(dsn string) (*sql.DB, error) {
	c, err := connect.SQLite(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

// Close closes the database.
func (db *DB) Close() error {
	if db.read == db.write {
		return db.write.Close()
	}
	return errors.Join(db.read.Close(), db.write.Close())
}

// Migrate brings the schema forward to this program's, one step at a time.
func (db *DB) Migrate(ctx context.Context) error {
	provider, err := db.provider()
	if err != nil {
		return err
	}
	if err := db.refuseNewer(ctx, provider); err != nil {
		return err
	}
	if err := db.findsAsBefore(ctx, provider); err != nil {
		return err
	}
	before, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	made, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	if err := db.CountAnew(ctx); err != nil || before == 0 || len(made) == 0 {
		return err
	}
	return db.analyse(ctx)
}

// analyse has PostgreSQL count its tables, after what has written to many of them: until it
// comes to that by itself, it takes a large table for a small one and plans accordingly. SQLite
// plans by its indexes alone.
func (db *DB) analyse(ctx context.Context) error {
	if db.Engine == SQLite {
		return nil
	}
	_, err := db.write.ExecContext(ctx, "ANALYZE")
	return busy(err)
}

// findsAsBefore takes up what people are found by, which a migration may need.
func (db *DB) findsAsBefore(ctx context.Context, p *goose.Provider) error {
	pending, err := p.HasPending(ctx)
	if err != nil || !pending {
		return err
	}
	if at, err := p.GetDBVersion(ctx); err != nil || at < keepsFinding {
		return err
	}
	tx, err := db.View(ctx, "")
	if err != nil {
		return err
	}
	defer tx.Close()
	_, err = tx.takeFinding()
	return err
}

// keepsFinding is the number of the migration since which a database may keep what people are
// found by.
const keepsFinding = 77

// The numbers of the migrations that are written in Go.
const (
	fillsProjected = 88
	coversDue      = 73
)

func (db *DB) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{}
	if db.Engine == Postgres { // several copies may start at once on one empty database
		one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // tries each second, for five minutes
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(one))
	}
	return db.providerOf(files, map[int64]inGo{fillsProjected: db.fillAll, coversDue: db.coverDue}, options...)
}

// A migration that is written in Go.
type inGo = func(context.Context, *sql.Tx) error

func (db *DB) providerOf(files fs.FS, written map[int64]inGo, options ...goose.ProviderOption) (*goose.Provider,
	error) {
	var list []*goose.Migration
	for _, number := range slices.Sorted(maps.Keys(written)) {
		list = append(list, goose.NewGoMigration(number, &goose.GoFunc{RunTx: written[number]}, nil))
	}
	dialect := goose.DialectSQLite3
	if db.Engine == Postgres {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, db.write, files, append(options, goose.WithGoMigrations(list...))...)
}

// fillAll has a database of an earlier build hold what this one makes of its facts: what
// is projected, and what finds people.
func (db *DB) fillAll(ctx context.Context, inner *sql.Tx) error {
	if err := db.projectAll(ctx, inner); err != nil {
		return err
	}
	return db.findAllAnew(ctx, inner)
}

func (db *DB) refuseNewer(ctx context.Context, p *goose.Provider) error {
	has, knows, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the schema's version: %w", err)
	}
	if has > knows {
		return fmt.Errorf("this database is at schema %d and this Footbridge knows up to %d: use a newer Footbridge", has, knows)
	}
	return nil
}

// SchemaVersion returns the version the database is at.
func (db *DB) SchemaVersion(ctx context.Context) (int64, error) {
	p, err := db.provider()
	if err != nil {
		return 0, err
	}
	return p.GetDBVersion(ctx)
}

// SchemaVersion returns the version a database is at that was brought up to one.
func (t *ReadTx) SchemaVersion() (version int64, err error) {
	err = t.rec.QueryRowContext(t.ctx,
		"-- name: SchemaVersion :one\nSELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version, busy(err)
}

// Begin opens a change in org's turn: until it ends, nobody else changes
// anything of that organisation. The turn is what keeps the trail gapless and
// retries unnecessary (design, section 7).
func (db *DB) Begin(ctx context.Context, org id.Organisation) (*Turn, error) {
	return db.begin(ctx, org, audit.Changes)
}

// BeginReads opens a transaction that appends to org's trail of looks.
func (db *DB) BeginReads(ctx context.Context, org id.Organisation) (*Turn, error) {
	return db.begin(ctx, org, audit.Reads)
}

func (db *DB) begin(ctx context.Context, org id.Organisation, chain audit.Chain) (*Turn, error) {
	if g := groupOf(ctx); g != nil {
		return g.begin(ctx, db, org, chain)
	}
	inner, err := db.beginLasting(ctx)
	if err != nil {
		return nil, err
	}
	if err := db.Engine.takeTurn(ctx, inner.Tx, turn(org, chain)); err != nil {
		inner.close()
		return nil, err
	}
	return newTurn(ctx, db, inner, org, chain), nil
}

// takeTurn returns once nobody else has that turn; it is tx's until it ends. SQLite has one
// writer at a time, whose turn is every one.
func (e Engine) takeTurn(ctx context.Context, tx statements, turn int64) error {
	if e == SQLite {
		return nil
	}
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", turn)
	return busy(err)
}

func turn(org id.Organisation, chain audit.Chain) int64 {
	h := fnv.New64a()
	h.Write([]byte(string(chain) + "/" + string(org)))
	return int64(h.Sum64())
}

// View opens a transaction that sees one state of the data and cannot write.
func (db *DB) View(ctx context.Context, org id.Organisation) (*Look, error) {
	return db.viewIn(ctx, db.read, org)
}

func (db *DB) viewIn(ctx context.Context, pool *sql.DB, org id.Organisation) (*Look, error) {
	inner, err := pool.BeginTx(ctx, &sql.TxOptions{Isolation: db.snapshot(), ReadOnly: db.Engine == Postgres})
	if err != nil {
		return nil, busy(err)
	}
	return &Look{ReadTx: newReadTx(ctx, db, inner, org), inner: inner}, nil
}

// Glance sees the data as each of its queries finds it, in no transaction: who asks something
// first may see what is older, and never what is newer. It cannot write.
func (db *DB) Glance(ctx context.Context) *ReadTx { return newReadTx(ctx, db, db.read, "") }

// snapshot is the level at which every query of a transaction sees the same
// data. A SQLite read transaction always does.
func (db *DB) snapshot() sql.IsolationLevel {
	if db.Engine == Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}
