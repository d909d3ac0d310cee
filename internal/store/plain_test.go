package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"footbridge.org/footbridge/internal/fault"
)

func TestAnErrorKeepsItsKindAndLosesItsValues(t *testing.T) {
	const sam = "Sam 4857773456"
	unique := &pgconn.PgError{
		Code: "23505", ConstraintName: "address_pkey", Message: "duplicate", Detail: "Key (id)=(" + sam + ") already exists.",
	}
	number := &pgconn.PgError{Code: "22P02", Message: "invalid input syntax for type bigint: " + sam}
	town := &pgconn.PgError{Code: "42703", Message: "column town does not exist"}
	scan := errors.New(`sql: Scan error on column index 3, name "at": ` + sam)
	for _, c := range []struct {
		err  error
		want string
	}{
		{unique, "query AddAddress: SQLSTATE 23505, constraint address_pkey"},
		{fmt.Errorf("wrapped: %w", unique), "query AddAddress: SQLSTATE 23505, constraint address_pkey"},
		{number, "query AddAddress: SQLSTATE 22P02"},
		{town, "query AddAddress: SQLSTATE 42703: column town does not exist"},
		{scan, "query AddAddress: the column at holds what it should not"},
		{fmt.Errorf("odd: %w", errors.New(sam)), "query AddAddress: *errors.errorString"},
		{context.Canceled, "query AddAddress: context canceled"},
		{mistake("a write to %s reached no row", "team"), "query AddAddress: a write to team reached no row"},
	} {
		got := busy(inQuery("-- why\n-- name: AddAddress :exec\nINSERT", c.err))
		if got.Error() != c.want || strings.Contains(got.Error(), sam) {
			t.Errorf("%v became %v", c.err, got)
		}
		if plain := busy(c.err); strings.Contains(plain.Error(), sam) {
			t.Errorf("%v became %v", c.err, plain)
		}
	}
	if !errors.Is(inQuery("", context.Canceled), context.Canceled) || inQuery("", sql.ErrNoRows) != sql.ErrNoRows {
		t.Error("what callers ask for is lost")
	}
	for _, code := range []string{"40001", "40P01", "53300", "57P01"} {
		if err := busy(inQuery("", &pgconn.PgError{Code: code})); fault.Of(err) != fault.Unavailable {
			t.Errorf("%s is %v", code, err)
		}
	}
	if err := busy(inQuery("", &pgconn.PgError{Code: "0A000", Message: stalePlan})); fault.Of(err) != fault.Unavailable {
		t.Errorf("a plan that is out of date is %v", err)
	}
}

func TestAConstraintOfSQLiteIsNamed(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		org := organisationNamed(t, db, "one")
		turn, err := db.Begin(t.Context(), org)
		ok(t, err)
		defer turn.Close()
		const add = `-- name: AddTeamTwice :exec
INSERT INTO team (id, organisation_id, name, created_at) VALUES ($1, $2, $3, $4)`
		for n := range 2 {
			_, err = turn.rec.ExecContext(t.Context(), add, "Sam 4857773456", string(org), "x", noon)
			if n == 0 {
				ok(t, err)
			}
		}
		want := "query AddTeamTwice: Abort due to constraint violation (SQLITE_CONSTRAINT): UNIQUE constraint failed: team.id"
		if db.Engine == Postgres {
			want = "query AddTeamTwice: SQLSTATE 23505, constraint team_pkey"
		}
		if err == nil || err.Error() != want {
			t.Errorf("told %v", err)
		}
	})
}

func TestAFullDiskIsToldFromAnotherFault(t *testing.T) {
	db, err := sql.Open("sqlite", "file:"+t.TempDir()+"/full.db?_pragma=max_page_count(4)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE t (x TEXT)"); err != nil {
		t.Fatal(err)
	}
	_, lite := db.Exec("INSERT INTO t VALUES ($1)", strings.Repeat("x", 1<<16))
	for _, err := range []error{lite, &pgconn.PgError{Code: "53100"}, fmt.Errorf("write: %w", syscall.ENOSPC)} {
		if got := busy(inQuery("", err)); fault.Of(got) != fault.Unavailable || fault.KeyOf(got) != fault.KeyOf(ErrFull) {
			t.Errorf("%v is %v", err, got)
		}
	}
	if got := busy(&pgconn.PgError{Code: "53300"}); fault.KeyOf(got) == fault.KeyOf(ErrFull) {
		t.Errorf("too many connections are %v", got)
	}
}
