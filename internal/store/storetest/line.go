package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A Line leads to a port of this machine, through a program of its own, and can be held up
// or cut.
type Line struct {
	t             *testing.T
	to, port, api string

	program *exec.Cmd
}

// Hold lets nothing more through, and says so to neither end: connections are still taken.
func (l *Line) Hold() { l.signal(syscall.SIGSTOP) }

// Release lets through what was held up, and what comes.
func (l *Line) Release() { l.signal(syscall.SIGCONT) }

func (l *Line) signal(s syscall.Signal) {
	l.t.Helper()
	if err := syscall.Kill(-l.program.Process.Pid, s); err != nil {
		l.t.Error(err)
	}
}

// Cut breaks every connection, and takes none.
func (l *Line) Cut() {
	if l.program == nil {
		return
	}
	_ = syscall.Kill(-l.program.Process.Pid, syscall.SIGKILL)
	_ = l.program.Wait()
	l.program = nil
}

// Delay has each answer come that much later, on connections that are made from now on.
func (l *Line) Delay(by time.Duration) {
	l.t.Helper()
	l.tell("/proxies/line/toxics", map[string]any{"type": "latency", "stream": "downstream",
		"attributes": map[string]int64{"latency": by.Milliseconds()}})
}

// Mend has a line that was cut be as new.
func (l *Line) Mend() {
	l.t.Helper()
	program, err := toxiproxy()
	if err != nil {
		l.t.Fatal(err)
	}
	l.program = exec.Command(program, "-host", "127.0.0.1", "-port", l.api)
	l.program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := l.program.Start(); err != nil {
		l.t.Fatal(err)
	}
	wait(l.t, "the line", func() error {
		answer, err := http.Get("http://127.0.0.1:" + l.api + "/version")
		if err == nil {
			err = answer.Body.Close()
		}
		return err
	})
	l.tell("/proxies", map[string]any{"name": "line", "listen": "127.0.0.1:" + l.port,
		"upstream": "127.0.0.1:" + l.to, "enabled": true})
}

func (l *Line) tell(path string, what map[string]any) {
	l.t.Helper()
	body, err := json.Marshal(what)
	if err != nil {
		l.t.Fatal(err)
	}
	within := &http.Client{Timeout: 10 * time.Second}
	answer, err := within.Post("http://127.0.0.1:"+l.api+path, "application/json", bytes.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode >= http.StatusBadRequest {
		l.t.Fatalf("%s: %s %v", path, answer.Status, err)
	}
}

// toxiproxy is the program's file, built once.
var toxiproxy = sync.OnceValues(func() (string, error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", err
	}
	var said bytes.Buffer // apart: the first time it says what it fetches
	build := exec.Command("go", "-C", strings.TrimSpace(string(root)), "tool", "-modfile=tools/go.mod", "-n",
		"github.com/Shopify/toxiproxy/v2/cmd/server")
	build.Stderr = &said
	file, err := build.Output()
	if err != nil {
		return "", fmt.Errorf("building toxiproxy: %w: %s", err, said.String())
	}
	return strings.TrimSpace(string(file)), nil
})

func wait(t *testing.T, what string, there func() error) {
	t.Helper()
	var err error
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if err = there(); err == nil {
			return
		}
	}
	t.Fatalf("%s: %v", what, err)
}

func freePorts(t *testing.T, n int) []string {
	t.Helper()
	ports := make([]string, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, ports[i], _ = net.SplitHostPort(l.Addr().String())
	}
	return ports
}
