package storetest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

var errLeftOpen = errors.New("the migration left its database open: close it, or the copy may lack its last writes")

// The script is also what ./test runs, so that there is one way to start one.
//
//go:embed postgres.sh
var script string

// A server is a running PostgreSQL whose superuser we are.
type server struct {
	base *url.URL
	life io.Closer // kept, or the collector would close it and the server would stop
}

var (
	startOnce sync.Once
	started   *server
	startErr  error
)

// runningServer is the server that FOOTBRIDGE_TEST_POSTGRES names, else one of
// this process's own.
func runningServer() (*server, error) {
	startOnce.Do(func() {
		address := os.Getenv("FOOTBRIDGE_TEST_POSTGRES")
		var life io.Closer
		if address == "" {
			if address, life, startErr = start(); startErr != nil {
				return
			}
		}
		if started, startErr = serverAt(address); startErr != nil {
			startErr = fmt.Errorf("FOOTBRIDGE_TEST_POSTGRES: %w", startErr)
			return
		}
		started.life = life
	})
	return started, startErr
}

// serverAt is the server at an address.
func serverAt(address string) (*server, error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("the address of PostgreSQL is not a URL") // which may hold a password itself
	}
	return &server{base: base}, nil
}

// start runs the script and returns the URL it prints, and what its life hangs on.
func start() (address string, life io.Closer, err error) {
	s, err := runScript("--in-memory")
	if err != nil {
		return "", nil, err
	}
	address, err = s.next()
	return address, s.input, err
}

// A running script is one of postgres.sh. Its life hangs on its input, our end of which
// the kernel closes however this process ends.
type running struct {
	cmd       *exec.Cmd
	input     io.WriteCloser
	lines     *bufio.Reader
	complaint bytes.Buffer
}

func runScript(args ...string) (*running, error) {
	s := &running{cmd: exec.Command("bash", append([]string{"-c", script, "postgres.sh"}, args...)...)}
	s.cmd.Stderr = &s.complaint
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us; it ends in its own order
	output, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.lines = bufio.NewReader(output)
	if s.input, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	return s, s.cmd.Start()
}

// next is the URL of the server that it has started; where it could not, it has ended.
func (s *running) next() (string, error) {
	line, err := s.lines.ReadString('\n')
	if err != nil {
		s.end()
		return "", fmt.Errorf("it did not start: %s", bytes.TrimSpace(s.complaint.Bytes()))
	}
	return strings.TrimSpace(line), nil
}

// end has the script stop what it has started, and waits for that.
func (s *running) end() {
	s.input.Close()
	_ = s.cmd.Wait()
}

// freshName is a database's name that no other process draws on a shared server.
func freshName(kind string) string { return kind + "_" + strings.ToLower(rand.Text()) }

func (s *server) url(database string) string {
	u := *s.base
	u.Path = "/" + database
	return u.String()
}

// create makes a database as a copy of another, which must have nobody
// connected; a connection that has just been closed lingers for a moment.
func (s *server) create(name, from string) error {
	deadline := time.Now().Add(10 * time.Second)
	for {
		err := s.exec("CREATE DATABASE " + name + " TEMPLATE " + from)
		var pg *pgconn.PgError
		inUse := errors.As(err, &pg) && pg.Code == "55006"
		if !inUse || time.Now().After(deadline) {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (s *server) drop(name string) error {
	return s.exec("DROP DATABASE " + name + " WITH (FORCE)")
}

func (s *server) exec(statement string) error {
	return s.in("postgres", func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, statement)
		return err
	})
}

// in does something on a connection to a database.
func (s *server) in(database string, do func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url(database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return do(ctx, conn)
}
