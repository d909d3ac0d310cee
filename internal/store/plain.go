package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// A queryError says which query went wrong and what the database makes of it,
// with nobody's values: a driver's own words hold them (invariant 11).
type queryError struct {
	query string // the name of the query; empty for what is none
	what  string
	is    error // what callers ask for, as sql.ErrNoRows; nil for the rest

	passes bool // the same may go well later
	full   bool // the disk is
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
	return told(name, err)
}

// told is what may be said of an error of that query's.
func told(query string, err error) *queryError {
	what, is := plain(err)
	return &queryError{query: query, what: what, is: is, passes: passes(err), full: full(err)}
}

// harmless are the errors that hold nothing but their own words.
var harmless = []error{
	sql.ErrNoRows, sql.ErrTxDone, sql.ErrConnDone, context.Canceled, context.DeadlineExceeded, driver.ErrBadConn,
	io.EOF, io.ErrUnexpectedEOF, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE, syscall.ENOSPC,
	pgconn.ErrConnClosed,
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
	var unconnected *pgconn.ConnectError
	if errors.As(err, &unconnected) {
		return "failed to connect" + because(unconnected), nil
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Sprintf("%T", err), nil
}

// because says why nobody could connect, in words of the machine's: there is nobody's value
// in these yet.
func because(err error) string {
	var why syscall.Errno
	var net *net.DNSError
	switch {
	case errors.As(err, &why):
		return ": " + why.Error()
	case errors.As(err, &net):
		return ": no such host"
	case errors.Is(err, context.DeadlineExceeded):
		return ": no answer in time"
	case strings.Contains(err.Error(), "read only connection"):
		return ": the server takes no writes"
	}
	return ""
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

// busy gives a database that is overloaded or away its own kind, so that the
// asker is told to try again rather than that something broke. Whatever it is,
// it comes out without anybody's values.
func busy(err error) error {
	if err == nil || fault.Of(err) != fault.Internal {
		return err
	}
	var named *queryError
	if !errors.As(err, &named) {
		named = told("", err)
		err = named
	}
	if named.full {
		return fault.Wrap(fault.Unavailable, fault.KeyOf(ErrFull), err)
	}
	if named.passes {
		return fault.Wrap(fault.Unavailable, "fault.unavailable", err)
	}
	return err
}

// full tells whether the database has no room left for what was to be written.
func full(err error) bool {
	var own *queryError
	var postgres *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &own):
		return own.full
	case errors.As(err, &postgres):
		return postgres.Code == "53100"
	case errors.As(err, &lite):
		return lite.Code()&0xff == sqlite3.SQLITE_FULL
	}
	return errors.Is(err, syscall.ENOSPC)
}

// passes tells whether the database is overloaded or away, by the drivers' own types: the
// same may go well later.
func passes(err error) bool {
	var own *queryError
	var postgres *pgconn.PgError
	var lite *sqlite.Error
	var unconnected *pgconn.ConnectError
	var net net.Error
	switch {
	case errors.As(err, &own):
		return own.passes
	case errors.As(err, &postgres):
		return passesPostgres(postgres)
	case errors.As(err, &lite):
		return slices.Contains(passingSQLite, lite.Code()&0xff)
	case errors.As(err, &unconnected), errors.As(err, &net), pgconn.SafeToRetry(err):
		return !errors.Is(err, context.Canceled)
	}
	return slices.ContainsFunc(away, func(a error) bool { return errors.Is(err, a) })
}

// away are the errors of a connection that is gone, and of an answer that took too long.
var away = []error{
	sql.ErrConnDone, driver.ErrBadConn, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
	syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE, pgconn.ErrConnClosed,
}

// passingSQLite: another writes just now, or the asker went away while it worked.
var passingSQLite = []int{sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT}

// passesPostgres goes by the classes of PostgreSQL's codes (its documentation, appendix A):
// of connections, of transactions that met, of resources, of an operator; and one that
// takes no writes just now.
func passesPostgres(e *pgconn.PgError) bool {
	switch class := e.Code[:min(2, len(e.Code))]; class {
	case "08", "40", "53", "57":
		return true
	}
	return e.Code == "25006" || e.Code == "55P03" || e.Message == stalePlan
}
