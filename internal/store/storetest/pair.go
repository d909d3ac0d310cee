package storetest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A Pair is a PostgreSQL server with a standby that each commit waits for, and a line to
// it for the service, and one for the standby, that can be held up or cut.
type Pair struct {
	URL     string // of the primary, by the service's line
	Standby string // of the standby, which takes no writes until it is promoted
	Service *Line
	Follows *Line // the standby's to its primary

	t *testing.T
}

// StartPair starts a pair of the test's own, on which migrate has prepared the database.
func StartPair(t *testing.T, migrate func(url string) error) *Pair {
	t.Helper()
	ports := freePorts(t, 6)
	p := &Pair{t: t}
	lines, input := p.script(ports[0], ports[1])
	primary := p.next(lines)
	p.Service = &Line{t: t, to: ports[0], port: ports[2], api: ports[3]}
	p.Follows = &Line{t: t, to: ports[0], port: ports[4], api: ports[5]}
	for _, l := range []*Line{p.Service, p.Follows} {
		l.Mend()
		t.Cleanup(l.Cut)
	}
	if _, err := fmt.Fprintln(input, p.Follows.port); err != nil {
		t.Fatal(err)
	}
	p.Standby = p.next(lines)
	p.URL = strings.Replace(primary, ":"+ports[0]+"/", ":"+p.Service.port+"/", 1)
	wait(t, "the standby", func() error { return p.synchronous(primary) })
	if err := migrate(p.URL); err != nil {
		t.Fatal(err)
	}
	return p
}

// synchronous tells whether the primary waits for the standby by now.
func (p *Pair) synchronous(primary string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, primary)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var n int
	err = conn.QueryRow(ctx, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").Scan(&n)
	if err == nil && n == 0 {
		err = errors.New("no standby is waited for")
	}
	return err
}

// Promote has the standby take writes.
func (p *Pair) Promote() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, p.Standby)
	if err == nil {
		defer conn.Close(ctx)
		_, err = conn.Exec(ctx, "SELECT pg_promote()")
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// script starts the two servers, until the test is over, and returns its output's lines and
// its input.
func (p *Pair) script(primary, standby string) (lines *bufio.Reader, input io.Writer) {
	p.t.Helper()
	cmd := exec.Command("bash", "-c", script, "postgres.sh", "--pair", primary, standby)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	in, err := cmd.StdinPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		in.Close() // it ends in its own order
		_ = cmd.Wait()
		if complaint.Len() > 0 {
			p.t.Logf("PostgreSQL: %s", complaint.Bytes())
		}
	})
	return bufio.NewReader(out), in
}

func (p *Pair) next(lines *bufio.Reader) string {
	p.t.Helper()
	line, err := lines.ReadString('\n')
	if err != nil {
		p.t.Fatalf("PostgreSQL did not start: %v", err)
	}
	return strings.TrimSpace(line)
}

// Either is the URL of the two servers together, the standby first.
func (p *Pair) Either() string {
	p.t.Helper()
	u, err := url.Parse(p.Standby)
	if err != nil {
		p.t.Fatal(err)
	}
	u.Host += ",127.0.0.1:" + p.Service.port
	return u.String()
}
