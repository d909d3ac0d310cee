package main

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // opens databases on PostgreSQL

	own "footbridge.org/footbridge/bench/postgres"
	"footbridge.org/footbridge/bench/spent"
)

// A server is one that is measured: a build of Footbridge on an engine, or PocketBase.
type server struct {
	name    string
	url     string
	folder  string // of its data; empty on PostgreSQL
	process *exec.Cmd
	behind  *postgres // its database's; nil where it has none
	client  *http.Client
	found   found
	visits  []*movable
	rival   *pocketBase // nil of Footbridge
	said    string      // the line in which it said where it listens
	calls   atomic.Int64
}

// anAddress is where a server says that it listens: PocketBase asks for an administrator at
// another address before.
var anAddress = regexp.MustCompile(`(http://127\.0\.0\.1:\d+)(?:$|[^/\d])`)

// start starts a program that says where it listens, and waits until it does.
func (b *bench) start(name, program string, arguments ...string) (*server, error) {
	log, err := os.Create(filepath.Join(b.folder, "server.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	s := &server{name: name, process: exec.Command(program, arguments...), client: &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Timeout:       2 * time.Minute,
	}}
	s.process.Stderr = log
	s.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // one that rests would hear of nothing else
	said, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, 16<<20) // PocketBase says all ids
	for lines.Scan() {
		s.said = lines.Text()
		if at := anAddress.FindStringSubmatch(s.said); at != nil {
			s.url = at[1]
			go func() { // what else it says is nobody's business, but has to go somewhere
				for lines.Scan() {
				}
			}()
			return s, nil
		}
	}
	wrong, _ := os.ReadFile(log.Name())
	return nil, fmt.Errorf("%s did not start: %s", name, wrong)
}

func (s *server) stop() {
	s.goesOn()
	_ = s.process.Process.Signal(syscall.SIGTERM)
	_ = s.process.Wait()
}

// rests has a server that isn't measured do nothing, and goesOn has it work again.
func (s *server) rests()  { _ = s.process.Process.Signal(syscall.SIGSTOP) }
func (s *server) goesOn() { _ = s.process.Process.Signal(syscall.SIGCONT) }

// worked is the processor's time that the server has had, its database's processes with it.
func (s *server) worked() (time.Duration, error) {
	sum, err := spent.By(s.process.Process.Pid)
	if err != nil || s.behind == nil {
		return sum, err
	}
	all, err := s.behind.processes()
	for _, pid := range all {
		if more, gone := spent.By(pid); gone == nil {
			sum += more
		}
	}
	return sum, err
}

// memory is how many MB of the server are resident now, and were at most.
func (s *server) memory() (now, most float64, err error) {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(said)) {
		var kB float64
		name, rest, _ := strings.Cut(line, ":")
		_, _ = fmt.Sscan(rest, &kB)
		switch name {
		case "VmRSS":
			now = kB / 1024
		case "VmHWM":
			most = kB / 1024
		}
	}
	return now, most, nil
}

// logSize is how many MB SQLite's log is.
func (s *server) logSize() float64 {
	info, err := os.Stat(filepath.Join(s.folder, "footbridge.db-wal"))
	if err != nil {
		return 0
	}
	return float64(info.Size()) / (1 << 20)
}

// onSQLite serves a copy of the database in file, by what t has built.
func (b *bench) onSQLite(t *tree, file string) (*server, error) {
	folder, err := os.MkdirTemp(b.folder, "data-")
	if err != nil {
		return nil, err
	}
	if err := copyFile(file, filepath.Join(folder, "footbridge.db")); err != nil {
		return nil, err
	}
	if err := command(".", t.load, "--key", filepath.Join(folder, "master.key")).Run(); err != nil {
		return nil, err
	}
	s, err := b.start(t.name, t.program, "serve", "--addr", "127.0.0.1:0", "--data", folder)
	if err == nil {
		s.folder = folder
	}
	return s, err
}

// onPostgres serves a copy of a database there.
func (b *bench) onPostgres(t *tree, database string) (*server, error) {
	name := fmt.Sprintf("%s_%d", database, time.Now().UnixNano())
	if err := b.postgres.runs("CREATE DATABASE " + name + " TEMPLATE " + database); err != nil {
		return nil, err
	}
	key := filepath.Join(b.folder, name+".key")
	if err := command(".", t.load, "--key", key).Run(); err != nil {
		return nil, err
	}
	s, err := b.start(t.name, t.program, "serve", "--addr", "127.0.0.1:0", "--database", b.postgres.database(name),
		"--key", key)
	if err == nil {
		s.behind = b.postgres
	}
	return s, err
}

// A postgres is a PostgreSQL of our own.
type postgres struct {
	url  string
	stop func()
	main int // its first process
}

func (b *bench) startPostgres() error {
	if b.postgres != nil {
		return nil
	}
	address, stop, err := own.Start()
	if err != nil {
		return err
	}
	b.postgres = &postgres{url: address, stop: stop}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	said, err := os.ReadFile(filepath.Join(u.Query().Get("host"), "data", "postmaster.pid"))
	if err != nil {
		return err
	}
	b.postgres.main, err = strconv.Atoi(strings.SplitN(string(said), "\n", 2)[0])
	return err
}

func (p *postgres) database(name string) string {
	u, _ := url.Parse(p.url) // it was parsed when it started
	u.Path = "/" + name
	return u.String()
}

// runs runs a statement in the first database.
func (p *postgres) runs(statement string) error { return p.runsIn("postgres", statement) }

func (p *postgres) runsIn(database, statement string) error {
	db, err := sql.Open("pgx", p.database(database))
	if err != nil {
		return err
	}
	_, err = db.Exec(statement)
	return errors.Join(err, db.Close())
}

// processes are all that the server has: each connection's, and those that write and tidy up.
func (p *postgres) processes() ([]int, error) {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", p.main, p.main))
	if err != nil {
		return nil, err
	}
	all := []int{p.main}
	for _, child := range strings.Fields(string(said)) {
		pid, err := strconv.Atoi(child)
		if err != nil {
			return nil, err
		}
		all = append(all, pid)
	}
	return all, nil
}

// filled is a database on PostgreSQL that holds what file does, and knows how much of it there
// is, as it would after a night.
func (b *bench) filled(t *tree, file string) (string, error) {
	if err := b.startPostgres(); err != nil {
		return "", err
	}
	name := fmt.Sprintf("filled_%d", time.Now().UnixNano())
	if err := b.postgres.runs("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	b.say("PostgreSQL is being filled")
	if err := command(".", t.load, "--fill", file, "--database", b.postgres.database(name)).Run(); err != nil {
		return "", fmt.Errorf("filling PostgreSQL: %w", err)
	}
	return name, b.postgres.runsIn(name, "VACUUM ANALYZE")
}
