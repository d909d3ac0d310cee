#!/usr/bin/env bash
# github.com/jackc/pgx/v5 v5.12.0: a COMMIT that was sent, and whose answer never came because
# the connection broke, ends with an error that calls itself safe to retry.
#
# `pgconn.SafeToRetry(err)` promises that the error occurred before any data was sent to the
# server. When the connection ends while `Tx.Commit` waits for the answer, the error that comes
# out is "conn closed" (a connLockError) rather than the one of the read, and that one answers
# true: MultiResultReader.NextResult drops what peekMessage found, which closed the connection,
# and asks again. Whoever repeats what is "safe to retry" then does it twice, for the server may
# well have committed.
#
# Seen, with a server of thirty lines that takes "begin", takes "commit", and hangs up:
#   the server has had: begin; commit
#   the client was told: conn closed; safe to retry: true
#
# This installs the package in a temporary folder, and fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
cd "$folder"
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// serve speaks to one client: it answers each query, and to "commit" it hangs up.
func serve(l net.Listener, had chan<- []string) {
	var list []string
	defer func() { had <- list }()
	c, err := l.Accept()
	if err != nil {
		return
	}
	defer c.Close()
	b := pgproto3.NewBackend(c, c)
	if _, err := b.ReceiveStartupMessage(); err != nil {
		return
	}
	b.Send(&pgproto3.AuthenticationOk{})
	b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
	for b.Flush() == nil {
		said, err := b.Receive()
		q, is := said.(*pgproto3.Query)
		if err != nil || !is {
			return
		}
		if list = append(list, q.String); q.String == "commit" {
			return
		}
		b.Send(&pgproto3.CommandComplete{CommandTag: []byte(strings.ToUpper(q.String))})
		b.Send(&pgproto3.ReadyForQuery{TxStatus: 'T'})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func main() {
	ctx := context.Background()
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	had := make(chan []string, 1)
	go serve(l, had)
	conn := must(pgx.Connect(ctx, "postgres://anna@"+l.Addr().String()+"/visits?sslmode=disable"))
	err := must(conn.Begin(ctx)).Commit(ctx)
	fmt.Println("the server has had:", strings.Join(<-had, "; "))
	fmt.Printf("the client was told: %v; safe to retry: %v\n", err, pgconn.SafeToRetry(err))
}
GO
cat >want <<'TXT'
the server has had: begin; commit
the client was told: conn closed; safe to retry: true
TXT
go mod init example.org/lost-commit >/dev/null 2>&1
go get github.com/jackc/pgx/v5@v5.12.0 >/dev/null 2>&1
go run . >got
diff want got && echo "pgx v5.12.0 calls a lost commit safe to retry"
