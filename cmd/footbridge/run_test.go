package main

import (
	"bytes"
	"database/sql"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// A started command is one that a script runs beside itself.
type started struct {
	cmd  *exec.Cmd
	out  *safeBuffer
	err  *safeBuffer
	base string
}

const startedKey = "started"

var listens = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// starts NAME COMMAND… runs a command beside the script until it says where
// it listens.
func starts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: starts NAME COMMAND ...")
	}
	program, err := exec.LookPath(args[1])
	ts.Check(err)
	s := &started{cmd: exec.Command(program, args[2:]...), out: &safeBuffer{}, err: &safeBuffer{}}
	s.cmd.Dir, s.cmd.Env, s.cmd.Stdout, s.cmd.Stderr = ts.MkAbs("."), os.Environ(), s.out, s.err
	ts.Check(s.cmd.Start())
	ts.Defer(func() { _ = s.cmd.Process.Kill() })
	deadline := time.Now().Add(2 * time.Minute)
	for s.base == "" {
		s.base = listens.FindString(afterFirstLine(s.out.String()))
		if time.Now().After(deadline) {
			ts.Fatalf("%s does not say where it listens:\n%s\n%s", args[0], s.out, s.err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Value(startedKey).(map[string]*started)[args[0]] = s
	ts.Setenv("NOW", args[0])
}

// afterFirstLine is what was said, once a whole line holds an address and the
// service listens: serve prints a link before.
func afterFirstLine(said string) string {
	if strings.Contains(said, "listens at") || strings.Contains(said, "{\"url\"") || strings.Contains(said, "Ctrl-C") {
		return said
	}
	return ""
}

// stops NAME tells it to end, which has to succeed; its output is the
// script's, to look at with stdout and stderr.
func stops(ts *testscript.TestScript, neg bool, args []string) {
	s := ts.Value(startedKey).(map[string]*started)[args[0]]
	ts.Check(s.cmd.Process.Signal(syscall.SIGTERM))
	if err := s.cmd.Wait(); err != nil {
		ts.Fatalf("%s ended with %v:\n%s", args[0], err, s.err)
	}
	show(ts, s)
}

// show hands a command's output to stdout and stderr by way of cat.
func show(ts *testscript.TestScript, s *started) {
	ts.Check(os.WriteFile(ts.MkAbs("said.out"), s.out.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("said.err"), s.err.Bytes(), 0o600))
	ts.Check(ts.Exec("sh", "-c", "cat said.out; cat said.err >&2"))
}

// answers STATUS PATH WORDS asks the last started command, as a new browser.
func answers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: answers STATUS PATH WORDS")
	}
	s := ts.Value(startedKey).(map[string]*started)[ts.Getenv("NOW")]
	jar, err := cookiejar.New(nil)
	ts.Check(err)
	response, err := (&http.Client{Jar: jar, Timeout: 20 * time.Second}).Get(s.base + args[1])
	ts.Check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	ts.Check(err)
	if got := strconv.Itoa(response.StatusCode); got != args[0] || !bytes.Contains(body, []byte(args[2])) {
		ts.Fatalf("%s answers %s, with %q on it: %t\n%s", args[1], got, args[2], bytes.Contains(body, []byte(args[2])), s.err)
	}
}

// private FILE must be its owner's alone.
func private(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.Mode().Perm() != 0o600 {
		ts.Fatalf("%s has mode %o", args[0], info.Mode().Perm())
	}
}

// spoils FILE changes an organisation's name in a database, behind our back.
func spoils(ts *testscript.TestScript, neg bool, args []string) {
	change(ts, args[0], "UPDATE organisation SET name = 'Another'")
}

// newer FILE is a database as a later Footbridge would leave it.
func newer(ts *testscript.TestScript, neg bool, args []string) {
	change(ts, args[0], "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
}

func change(ts *testscript.TestScript, file, statement string) {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(file))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(statement)
	ts.Check(err)
}
