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
		base, err := url.Parse(address)
		if err != nil {
			startErr = errors.New("FOOTBRIDGE_TEST_POSTGRES is not a URL") // the URL itself may hold a password
			return
		}
		started = &server{base: base, life: life}
	})
	return started, startErr
}

// start runs the script and returns the URL it prints, and what its life hangs
// on: our end of its input, which the kernel closes however this process ends.
func start() (address string, life io.Closer, err error) {
	cmd := exec.Command("bash", "-c", script, "postgres.sh", "--in-memory")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for us; it ends in its own order
	input, err := cmd.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		input.Close()
		cmd.Wait()
		return "", nil, fmt.Errorf("it did not start: %s", bytes.TrimSpace(complaint.Bytes()))
	}
	return strings.TrimSpace(line), input, nil
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
