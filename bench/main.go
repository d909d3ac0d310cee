// Command bench measures how many referrals and how many visits a second
// Footbridge stores, and how many of participants' home pages it shows, with
// everything on (policy, trail, encryption, a commit that waits for the disk),
// on both engines, for one client and for twenty. Machines differ and so do
// days, so beside each figure stands what a bare INSERT and commit reaches on
// the same engine in the same run: the ratio is what everything costs.
//
//	go -C bench run . [--for 3s] [--postgres postgres://…]
//
// With --restore it measures instead how long a backup takes, restoring it and
// verifying what was restored, of so many people who were referred, and one more
// in twenty who is visited:
//
//	go -C bench run . --restore 10000 [--postgres postgres://…]
//
// It is not part of ./test.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"

	own "footbridge.org/footbridge/bench/postgres"
)

func main() {
	each := flag.Duration("for", 3*time.Second, "how long each measurement takes")
	postgres := flag.String("postgres", "", "the `URL` of a PostgreSQL whose superuser we are (default: one of our own)")
	restored := flag.Int("restore", 0, "measure a backup of so many `people`, and restoring it")
	flag.Parse()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	do := func(table io.Writer, engine, url string) error { return measureEngine(table, engine, url, *each) }
	head := "engine\twhat\tclients\tbare inserts/s\ta second\tratio\tmedian\t99 in 100 within\t"
	if *restored > 0 {
		r := &restoring{people: *restored}
		defer r.close()
		do = r.measure
		head = "engine\tpeople\trows\tits size\tbackup\trestoring\tverifying\ttogether\tof the processor\t"
	}
	if err := run(head, do, *postgres); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run has do measure on each engine, and prints what it found under head.
func run(head string, do func(table io.Writer, engine, url string) error, postgres string) error {
	folder, err := os.MkdirTemp("", "footbridge-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if postgres == "" {
		var stop func()
		if postgres, stop, err = own.Start(); err != nil {
			return err
		}
		defer stop()
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, head)
	for _, engine := range []struct{ name, url string }{{"SQLite", "sqlite:" + filepath.Join(folder, "bench.db")},
		{"PostgreSQL", postgres}} {
		if err := do(table, engine.name, engine.url); err != nil {
			return fmt.Errorf("%s: %w", engine.name, err)
		}
	}
	return table.Flush()
}

func measureEngine(table io.Writer, name, url string, each time.Duration) error {
	s, err := openService(url)
	if err != nil {
		return err
	}
	defer s.close()
	b, err := openBare(url)
	if err != nil {
		return err
	}
	defer b.close()
	told, err := openBridge(url, workersFor(each))
	if err != nil {
		return err
	}
	defer told.Close()
	for _, what := range []struct {
		name string
		do   func(context.Context, int64) error
	}{{"referrals", s.refer}, {"visits", told.visit}, {"home pages", told.home}} {
		if err := measureClients(table, name+"\t"+what.name, each, b, what.do); err != nil {
			return fmt.Errorf("%s: %w", what.name, err)
		}
	}
	return nil
}

func measureClients(table io.Writer, name string, each time.Duration, b bare,
	do func(context.Context, int64) error) error {
	for _, clients := range []int{1, 20} {
		// Half of the bare inserts before, half after: a machine that slows
		// down in between must not flatter or blame us.
		before, err := measure(clients, each/2, b.insert)
		if err != nil {
			return err
		}
		ours, err := measure(clients, each, do)
		if err != nil {
			return err
		}
		after, err := measure(clients, each/2, b.insert)
		if err != nil {
			return err
		}
		bare := (before.perSecond() + after.perSecond()) / 2
		fmt.Fprintf(table, "%s\t%d\t%.0f\t%.0f\t%.2f\t%.1f ms\t%.1f ms\t\n",
			name, clients, bare, ours.perSecond(), ours.perSecond()/bare, ours.within(0.5), ours.within(0.99))
	}
	return nil
}

// A result is how long each call took, sorted, and how long they took together.
type result struct {
	took  []time.Duration
	total time.Duration
}

func (r result) perSecond() float64 { return float64(len(r.took)) / r.total.Seconds() }

// within is the time in milliseconds within which a share of the calls ended.
func (r result) within(share float64) float64 {
	return float64(r.took[int(share*float64(len(r.took)-1))]) / float64(time.Millisecond)
}

var calls atomic.Int64 // numbers every call of a run: each stores something new

// warmUps are the calls that each client makes first: PostgreSQL plans a
// statement anew for its first five uses in every connection.
const warmUps = 10

// measure has clients call do over and over, after warming up.
func measure(clients int, each time.Duration, do func(context.Context, int64) error) (result, error) {
	if _, _, err := together(clients, do, func(done int) bool { return done < warmUps }); err != nil {
		return result{}, err
	}
	began := time.Now()
	took, total, err := together(clients, do, func(int) bool { return time.Since(began) < each })
	slices.Sort(took)
	return result{took, total}, err
}

// together has clients call do for as long as more says, which is asked with
// how many calls a client has done.
func together(clients int, do func(context.Context, int64) error, more func(done int) bool) ([]time.Duration,
	time.Duration, error) {
	var wait sync.WaitGroup
	took, errs := make([][]time.Duration, clients), make([]error, clients)
	began := time.Now()
	for c := range clients {
		wait.Go(func() {
			for errs[c] == nil && more(len(took[c])) {
				from := time.Now()
				errs[c] = do(context.Background(), calls.Add(1))
				took[c] = append(took[c], time.Since(from))
			}
		})
	}
	wait.Wait()
	return slices.Concat(took...), time.Since(began), errors.Join(errs...)
}

// A bare is the same engine, opened as the store opens it, with one table.
type bare struct{ db *sql.DB }

func openBare(url string) (bare, error) {
	driver, address, connections := "pgx", url, 20
	if path, is := strings.CutPrefix(url, "sqlite:"); is {
		driver, connections = "sqlite", 1
		address = "file:" + path + ".bare?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		return bare{}, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	_, err = db.Exec("CREATE TABLE bare (id BIGINT PRIMARY KEY, body BYTEA NOT NULL)")
	return bare{db}, err
}

var body = make([]byte, 500)

func (b bare) insert(ctx context.Context, n int64) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO bare (id, body) VALUES ($1, $2)", n, body); err != nil {
		return err
	}
	return tx.Commit()
}

func (b bare) close() { b.db.Close() }
