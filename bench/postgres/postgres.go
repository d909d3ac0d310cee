// Package postgres starts the PostgreSQL that is measured, where none is named.
package postgres

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Start starts a server of our own, as the tests do. It is called in bench.
func Start() (url string, stop func(), err error) {
	cmd := exec.Command("bash", "../internal/store/storetest/postgres.sh")
	cmd.Stderr = os.Stderr
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
	stop = func() {
		input.Close() // it stops the server and removes its folder
		cmd.Wait()
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, fmt.Errorf("PostgreSQL did not start: %w", err)
	}
	return strings.TrimSpace(line), stop, nil
}
