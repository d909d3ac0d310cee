package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// A queryError says which query went wrong and what the database makes of it,
// with nobody's values: a driver's own words hold them (invariant 11).
type queryError struct {
	query string // the name of the query; empty for what is none
	what  string
	is    error // what callers ask for, as sql.ErrNoRows; nil for the rest
}

func (e *queryError) Error() string {
	if e.query == "" {
		return e.what
	}
	return "query " + e.query + ": " + e.what
}

func (e *queryError) Unwrap() error { return e.is }

// mistake is one of ours, found before the database was asked.
func mistake(format string, args ...any) error {
	return &queryError{what: fmt.Sprintf(format, args...)}
}

var queryName = regexp.MustCompile(`-- name: (\w+)`)

// inQuery says of an error which query it came from. That there is no row is an
// answer and stays one.
func inQuery(query string, err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	name := "without a name"
	if m := queryName.FindStringSubmatch(query); m != nil {
		name = m[1]
	}
	what, is := plain(err)
	return &queryError{query: name, what: what, is: is}
}

// harmless are the errors that hold nothing but their own words.
var harmless = []error{
	sql.ErrNoRows, sql.ErrTxDone, sql.ErrConnDone, context.Canceled, context.DeadlineExceeded, driver.ErrBadConn,
	io.EOF, io.ErrUnexpectedEOF, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE, syscall.ENOSPC,
}

// plain says what err is without the values in it: an engine's code and the
// constraint's name, the column that didn't scan, or no more than its type.
func plain(err error) (what string, is error) {
	var postgres *pgconn.PgError
	var lite *sqlite.Error
	var own *queryError
	switch {
	case errors.As(err, &own):
		return own.what, own.is
	case errors.As(err, &postgres):
		return plainPostgres(postgres), nil
	case errors.As(err, &lite):
		return plainSQLite(lite), nil
	}
	if i := slices.IndexFunc(harmless, func(h error) bool { return errors.Is(err, h) }); i >= 0 {
		return harmless[i].Error(), harmless[i]
	}
	if m := scanError.FindStringSubmatch(err.Error()); m != nil {
		return "the column " + m[1] + " holds what it should not", nil
	}
	if strings.Contains(err.Error(), "failed to connect") {
		return "failed to connect", nil
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Sprintf("%T", err), nil
}

var (
	scanError    = regexp.MustCompile(`^sql: Scan error on column index \d+, name "(\w+)"`)
	broken       = regexp.MustCompile(`(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(: [a-z_., ]+)?`)
	unknown      = regexp.MustCompile(`no such (table|column): [a-z_.]+`)
	stalePlan    = "cached plan must not change result type"
	aboutTheText = "42" // the class of PostgreSQL's errors about the query's text, where parameters aren't
)

func plainPostgres(e *pgconn.PgError) string {
	what := "SQLSTATE " + e.Code
	if e.Message == stalePlan || strings.HasPrefix(e.Code, aboutTheText) {
		what += ": " + e.Message
	}
	if e.ConstraintName != "" {
		what += ", constraint " + e.ConstraintName
	}
	return what
}

func plainSQLite(e *sqlite.Error) string {
	what := sqlite.ErrorCodeString[e.Code()&0xff] // the high bits say more of the same
	for _, harmless := range []*regexp.Regexp{broken, unknown} {
		if m := harmless.FindString(e.Error()); m != "" {
			what += ": " + strings.TrimSpace(m)
		}
	}
	return what
}

// A namedRow is a row whose reading says which query it came from.
type namedRow struct {
	rows.Row
	query string
}

func (r namedRow) Scan(into ...any) error { return inQuery(r.query, r.Row.Scan(into...)) }

// namedRows is likewise many.
type namedRows struct {
	rows.Rows
	query string
}

func (r namedRows) Scan(into ...any) error { return inQuery(r.query, r.Rows.Scan(into...)) }
func (r namedRows) Close() error           { return inQuery(r.query, r.Rows.Close()) }
func (r namedRows) Err() error             { return inQuery(r.query, r.Rows.Err()) }

// A noRow is the answer of a query that wasn't asked.
type noRow struct{ err error }

func (r noRow) Scan(...any) error { return r.err }

// absent turns "no such row" into the one answer for what is not there.
func absent(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.Absent
	}
	return busy(err)
}

// passing are the signs of a database that is overloaded or away.
var passing = []string{
	"SQLITE_BUSY", "SQLITE_LOCKED", "SQLSTATE 40001", "SQLSTATE 40P01", "SQLSTATE 53300", "SQLSTATE 57P0", stalePlan,
	"failed to connect", "connection refused",
}

// busy gives a database that is overloaded or away its own kind, so that the
// asker is told to try again rather than that something broke. Whatever it is,
// it comes out without anybody's values.
func busy(err error) error {
	if err == nil || fault.Of(err) != fault.Internal {
		return err
	}
	var named *queryError
	if !errors.As(err, &named) {
		named = &queryError{}
		named.what, named.is = plain(err)
		err = named
	}
	if slices.ContainsFunc(passing, func(sign string) bool { return strings.Contains(named.what, sign) }) {
		return fault.Wrap(fault.Unavailable, "fault.unavailable", err)
	}
	return err
}
