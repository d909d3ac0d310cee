// Command tally reads what `go test -json` writes, shows a line for each package
// and the whole output of each test that failed, and counts. It refuses to hide:
// a package that does not build is a failure, and so is a test left out, unless
// --skips-allowed says that this run leaves tests out on purpose.
//
// It writes "PASSED FAILED" to the file that --counts names, for ./test to add up,
// and exits with 1 when anything failed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	skipsAllowed := flag.Bool("skips-allowed", false, "a test that was left out is no failure")
	counts := flag.String("counts", "", "write PASSED FAILED to this file")
	flag.Parse()
	t := tally{out: os.Stdout, skipsAllowed: *skipsAllowed, output: map[string][]string{}, failedIn: map[string]bool{}}
	t.read(os.Stdin)
	if err := os.WriteFile(*counts, fmt.Appendf(nil, "%d %d\n", t.passed, t.failed), 0o600); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if t.failed > 0 {
		os.Exit(1)
	}
}

// An event is one line of `go test -json` (go doc cmd/test2json).
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
	Elapsed    float64
}

type tally struct {
	out            io.Writer
	skipsAllowed   bool
	passed, failed int
	output         map[string][]string // by package and test, until it is known whether to show it
	failedIn       map[string]bool     // packages in which a test failed
}

func (t *tally) read(in io.Reader) {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			t.line(line)
		}
		if err != nil {
			return
		}
	}
}

func (t *tally) line(line string) {
	var e event
	if json.Unmarshal([]byte(line), &e) != nil { // go itself complaining
		fmt.Fprint(t.out, line)
		return
	}
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		t.output[key] = append(t.output[key], e.Output)
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e)
		} else {
			t.endTest(e)
		}
		delete(t.output, key)
	}
}

func (t *tally) endTest(e event) {
	skipped := e.Action == "skip" && !t.skipsAllowed
	switch {
	case e.Action == "pass":
		t.passed++
	case e.Action == "fail" || skipped:
		t.failed++
		t.failedIn[e.Package] = true
		fmt.Fprintf(t.out, "%s %s %s\n", strings.ToUpper(e.Action), e.Package, e.Test)
		t.show(e.Package + " " + e.Test)
	}
}

func (t *tally) endPackage(e event) {
	switch {
	case e.Action == "fail" && !t.failedIn[e.Package]: // did not build, or died
		t.failed++
		fmt.Fprintf(t.out, "FAIL %s\n", e.Package)
		t.show(e.Package + " ")
		for key := range t.output { // the test that was running when it died
			if strings.HasPrefix(key, e.Package+" ") && key != e.Package+" " {
				t.show(key)
			}
		}
	case e.Action == "pass":
		fmt.Fprintf(t.out, "ok   %s %.1fs\n", e.Package, e.Elapsed)
	}
}

func (t *tally) show(key string) {
	for _, line := range t.output[key] {
		fmt.Fprint(t.out, "  ", line)
	}
}
