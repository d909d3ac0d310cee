package guide

import (
	"os"
	"path/filepath"
	"testing"
)

func read(t *testing.T, text string) []block {
	t.Helper()
	list, err := blocks(text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestABlockGoesWhereItSays(t *testing.T) {
	dir := t.TempDir()
	text := "Words.\n```go file=a/b.go\none\ntwo\n```\n```go file=a/b.go after=\"^one$\"\nbetween\n```\n```go file=a/b.go append\nlast\n```\n```sh run\ncp a/b.go c\n```\n"
	for _, b := range read(t, text) {
		if err := b.do(dir); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, "c"))
	if want := "one\nbetween\ntwo\nlast\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestABlockThatNoLongerFitsTheTreeFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "there.go"), []byte("one\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a new file that is there":        "```go file=there.go\nx\n```\n",
		"below a line that is not there":  "```go file=there.go after=\"^two$\"\nx\n```\n",
		"to the end of a file that isn't": "```go file=nowhere.go append\nx\n```\n",
		"a command that fails":            "```sh run\nfalse\ntrue\n```\n",
	} {
		if err := read(t, text)[0].do(dir); err == nil {
			t.Errorf("%s went by", name)
		}
	}
}

func TestAFenceThatNobodyTriesIsRefused(t *testing.T) {
	for _, text := range []string{"```go\nx\n```\n", "```\nx\n```\n", "```go file=a after=\"(\"\nx\n```\n"} {
		if _, err := blocks(text); err == nil {
			t.Errorf("%q went by", text)
		}
	}
}

func TestAGoldenFileThatChangesInSomethingElseIsFound(t *testing.T) {
	for _, diff := range []string{"+++ b/x\n@@ -1 +1 @@\n-old\n+a keepsake\n", "+++ b/x\n@@ -1 +1 @@\n+something else\n"} {
		if len(strays(diff)) != 1 {
			t.Errorf("%q went by", diff)
		}
	}
	if found := strays("--- a/x\n+++ b/x\n@@ -1 +1 @@\n a\n+keepsake.add\n~\n"); len(found) != 0 {
		t.Errorf("refused: %q", found)
	}
}

func TestTheLinesOfEveryFileAreCountedAndNoCommands(t *testing.T) {
	text := "Words.\n```go file=a.go\none\n\ntwo\n```\n```sh run\ntrue\n```\n```go file=b.go append\nthree\n```\n"
	if n := byHand(read(t, text)); n != 4 {
		t.Errorf("counted %d", n)
	}
}
