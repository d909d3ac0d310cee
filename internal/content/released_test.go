package content

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	files "footbridge.org/footbridge/content"
	"footbridge.org/footbridge/internal/programme"
)

var update = flag.Bool("update", false, "add newly released files to testdata/released.sha256")

const ledger = "testdata/released.sha256"

// A released version is never edited: every released programme file, the sheet
// it gives out, every calendar of bank holidays, and every file of a released
// workbook, keeps the digest it was released with. -update adds new
// files; it never changes a line that is there.
func TestAReleasedVersionIsNeverEdited(t *testing.T) {
	recorded := readLedger(t)
	for name, digest := range released(t) {
		switch {
		case recorded[name] == "" && *update:
			recorded[name] = digest
		case recorded[name] == "":
			t.Errorf("%s is released and not in %s: run this test with -update", name, ledger)
		case recorded[name] != digest:
			t.Errorf("%s was edited after its release: put it back, and add a new version", name)
		}
	}
	for name := range recorded {
		if _, err := fs.Stat(files.Files, name); err != nil {
			t.Errorf("%s was released, and somebody may have started under it: put it back", name)
		}
	}
	if *update {
		writeLedger(t, recorded)
	}
}

func released(t *testing.T) map[string]string {
	digests := map[string]string{}
	names, _ := fs.Glob(files.Files, "programmes/*.yaml")
	for _, name := range names {
		text := shipped(t, name)
		d, flaws := read[programme.Definition]([]byte(text))
		if len(flaws) > 0 || d.Released.IsZero() {
			continue
		}
		digests[name] = digestOf(text)
		sheet := "pages/" + d.InformationSheet.File
		digests[sheet] = digestOf(shipped(t, sheet))
	}
	if len(digests) == 0 {
		t.Fatal("nothing is released")
	}
	for _, c := range shelf().calendars {
		if name := fmt.Sprintf("holidays/%s-%d.yaml", c.Key, c.Version); !c.Released.IsZero() {
			digests[name] = digestOf(shipped(t, name))
		}
	}
	for _, w := range shelf().workbooks {
		if !w.Released.IsZero() {
			addFolder(t, digests, folderOf(w.Ref()))
		}
	}
	return digests
}

func addFolder(t *testing.T, digests map[string]string, folder string) {
	names, err := fs.Glob(files.Files, folder+"/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		digests[name] = digestOf(shipped(t, name))
	}
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func readLedger(t *testing.T) map[string]string {
	text, err := os.ReadFile(ledger)
	if err != nil && !*update {
		t.Fatal(err)
	}
	recorded := map[string]string{}
	for line := range strings.Lines(string(text)) {
		digest, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			t.Fatalf("%s: %q", ledger, line)
		}
		recorded[name] = digest
	}
	return recorded
}

func writeLedger(t *testing.T, recorded map[string]string) {
	var lines []string
	for name, digest := range recorded {
		lines = append(lines, fmt.Sprintf("%s  %s\n", digest, name))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	if err := os.WriteFile(ledger, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}
