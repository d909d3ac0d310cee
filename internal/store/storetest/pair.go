package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

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
	servers, err := runScript("--pair", ports[0], ports[1])
	p.ok(err)
	t.Cleanup(servers.end)
	address, err := servers.next()
	p.ok(err)
	primary, err := serverAt(address)
	p.ok(err)
	p.Service = &Line{t: t, to: ports[0], port: ports[2], api: ports[3]}
	p.Follows = &Line{t: t, to: ports[0], port: ports[4], api: ports[5]}
	for _, l := range []*Line{p.Service, p.Follows} {
		l.Mend()
		t.Cleanup(l.Cut)
	}
	_, err = fmt.Fprintln(servers.input, p.Follows.port)
	p.ok(err)
	p.Standby, err = servers.next()
	p.ok(err)
	wait(t, "the standby", primary.synchronous)
	p.URL = strings.Replace(address, ":"+ports[0]+"/", ":"+p.Service.port+"/", 1)
	p.ok(migrate(p.URL))
	return p
}

func (p *Pair) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// synchronous is an error until the server waits for its standby.
func (s *server) synchronous() error {
	return s.in("postgres", func(ctx context.Context, conn *pgx.Conn) error {
		var n int
		err := conn.QueryRow(ctx, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").Scan(&n)
		if err == nil && n == 0 {
			err = errors.New("no standby is waited for")
		}
		return err
	})
}

// Promote has the standby take writes.
func (p *Pair) Promote() {
	p.t.Helper()
	standby, err := serverAt(p.Standby)
	p.ok(err)
	p.ok(standby.exec("SELECT pg_promote()"))
}

// Either is the URL of the two servers together, the standby first.
func (p *Pair) Either() string {
	p.t.Helper()
	u, err := url.Parse(p.Standby)
	p.ok(err)
	u.Host += ",127.0.0.1:" + p.Service.port
	return u.String()
}
