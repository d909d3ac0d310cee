// Package guide owns the proof that docs/howto/add-a-feature.md is true: it
// does to a copy of the tree what the guide says. It refuses to touch the tree itself.
package guide

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	root  = "../.."
	guide = "docs/howto/add-a-feature.md"
	noun  = "keepsake"
)

// A block is one fenced piece of the guide, and what is to be done with it.
type block struct {
	line   int    // in the guide, of its first line
	file   string // goes into this file; empty for commands
	after  *regexp.Regexp
	append bool
	text   string
}

var fence = regexp.MustCompile("^```[a-z]+ (?:file=(\\S+)( append)?(?: after=\"(.+)\")?|run)$")

// blocks reads the guide. A fence that says nothing of what to do with it is an error: nobody would have tried it.
func blocks(text string) (list []block, err error) {
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "```") {
			continue
		}
		m := fence.FindStringSubmatch(strings.TrimSpace(lines[i]))
		if m == nil {
			return nil, fmt.Errorf("line %d: a block needs file=PATH, or run: %q", i+1, lines[i])
		}
		b := block{line: i + 1, file: m[1], append: m[2] != ""}
		if m[3] != "" {
			if b.after, err = regexp.Compile("(?m)" + m[3]); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
		}
		for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "```"; i++ {
			b.text += lines[i]
		}
		list = append(list, b)
	}
	return list, nil
}

// do does in dir what b says.
func (b block) do(dir string) error {
	if b.file == "" {
		return run(dir, "bash", "-euc", b.text)
	}
	path := filepath.Join(dir, b.file)
	old, err := os.ReadFile(path)
	there := err == nil
	now := b.text
	switch {
	case b.after == nil && !b.append && there:
		return fmt.Errorf("line %d: %s is there already", b.line, b.file)
	case (b.after != nil || b.append) && !there:
		return fmt.Errorf("line %d: there is no %s", b.line, b.file)
	case b.append:
		now = string(old) + b.text
	case b.after != nil:
		at := b.after.FindIndex(old)
		if at == nil {
			return fmt.Errorf("line %d: no line of %s matches %s", b.line, b.file, b.after)
		}
		end := at[1] + bytes.IndexByte(old[at[1]:], '\n') + 1
		now = string(old[:end]) + b.text + string(old[end:])
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(now), 0o644)
}

// run runs a command as a person at their desk would: a test run of ours is no CI
// of theirs. What the guide leaves as it was isn't built again: without its path,
// a file of the copy is the same to Go as the tree's. What go vet would say of the
// guide's own lines, compiling says soon enough. What ./test lets one program have of
// the processors, Go's own commands need not be content with.
func run(dir, name string, arguments ...string) error {
	c := exec.Command(name, arguments...)
	c.Dir = dir
	c.Env = append(os.Environ(), "CI=", "GOFLAGS="+os.Getenv("GOFLAGS")+" -trimpath -ldflags=-s -vet=off",
		"GOMAXPROCS=")
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(arguments, " "), err, out)
	}
	return nil
}

// copied puts the tree, as it stands, into a folder of the test's own, under
// git, so that what changes can be seen.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if err := copyFile(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range [][]string{{"init", "-q"}, {"add", "-A"}} {
		if err := run(dir, "git", step...); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func copyFile(from, to string) error {
	info, err := os.Stat(from)
	if os.IsNotExist(err) { // listed by git, and taken away since
		return nil
	}
	if err != nil {
		return err
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, text, info.Mode().Perm()|fs.FileMode(0o200))
}

func TestTheGuideMakesANounThatPassesEveryTest(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a copy of the tree")
	}
	text, err := os.ReadFile(filepath.Join(root, guide))
	if err != nil {
		t.Fatal(err)
	}
	list, err := blocks(string(text))
	if err != nil {
		t.Fatal(err)
	}
	dir := copied(t)
	told, rule := map[string]bool{}, ""
	for _, b := range list {
		told[b.file] = true
		if b.file == "internal/authz/policy.cedar" {
			rule = b.text
		}
		if strings.HasPrefix(b.file, "internal/app/kernel/") {
			t.Errorf("line %d changes the kernel", b.line)
		}
		if err := b.do(dir); err != nil {
			t.Fatal(err)
		}
	}
	goldenNamesOnly(t, dir, told)
	failsWithoutItsRule(t, dir, rule)
}

// mostByHand is how long the example may be: 349 lines once, before there was
// one way from the form to the row.
const mostByHand = 169

func TestTheGuidesNounIsWrittenInFewLines(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, guide))
	if err != nil {
		t.Fatal(err)
	}
	list, err := blocks(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if n := byHand(list); n > mostByHand {
		t.Errorf("the noun of %s takes %d lines by hand, and may take %d: whatever it needs more than before, "+
			"every noun would. Give it a mechanism, in the room that has it for others", guide, n, mostByHand)
	}
}

// byHand counts the lines that go into files, tests and empty lines included.
func byHand(list []block) (n int) {
	for _, b := range list {
		if b.file != "" {
			n += strings.Count(b.text, "\n")
		}
	}
	return n
}

// goldenNamesOnly holds what the commands changed to the new noun: a golden
// file in which anything else moved was not up to date, or the noun reaches
// further than it should.
func goldenNamesOnly(t *testing.T, dir string, told map[string]bool) {
	t.Helper()
	changed, err := output(dir, "git", "diff", "--name-only")
	if err != nil {
		t.Fatal(err)
	}
	golden := 0
	for _, name := range strings.Fields(changed) {
		if told[name] {
			continue
		}
		golden++
		diff, err := output(dir, "git", "diff", "--word-diff=porcelain", "-U0", "--", name)
		if err != nil {
			t.Fatal(err)
		}
		for _, stray := range strays(diff) {
			t.Errorf("%s changed in what is not about a %s (was it up to date?): %s", name, noun, stray)
		}
	}
	if golden == 0 {
		t.Error("no golden file names the new noun")
	}
}

// strays are the pieces of a word diff that are not additions about the noun.
func strays(diff string) (found []string) {
	_, body, _ := strings.Cut(diff, "\n@@")
	for _, line := range strings.Split(body, "\n") {
		added := strings.HasPrefix(line, "+") && strings.Contains(strings.ToLower(line), noun)
		if (strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-")) && !added {
			found = append(found, line)
		}
	}
	return found
}

func output(dir, name string, arguments ...string) (string, error) {
	c := exec.Command(name, arguments...)
	c.Dir = dir
	out, err := c.Output()
	return string(out), err
}

// failsWithoutItsRule shows that what the guide has built is held by its tests: with
// its rule in the policy blanked, the noun's own test fails. The rule is blanked in the
// program of the tests: a policy of other words would build most of the tree anew.
func failsWithoutItsRule(t *testing.T, dir, rule string) {
	t.Helper()
	program, folder := filepath.Join(dir, "tmp", "pathway.test"), filepath.Join(dir, "internal/web/pathway")
	if err := run(dir, "go", "test", "-c", "-o", program, "./internal/web/pathway"); err != nil {
		t.Fatal(err)
	}
	with, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if rule == "" || bytes.Count(with, []byte(rule)) != 1 {
		t.Fatalf("the program holds the rule %d times", bytes.Count(with, []byte(rule)))
	}
	without := bytes.Replace(with, []byte(rule), bytes.Repeat([]byte(" "), len(rule)), 1)
	if err := os.WriteFile(program, without, 0o700); err != nil {
		t.Fatal(err)
	}
	err = run(folder, program, "-test.run", "Keepsake")
	if err == nil || !strings.Contains(err.Error(), "answered 403, not 200") {
		t.Errorf("without its rule in the policy the noun's test still passes, or fails for another reason: %v", err)
	}
}
