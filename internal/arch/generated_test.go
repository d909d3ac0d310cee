package arch

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// inputs is what sha256sum prints for what sqlc reads, as tools/generate wrote it.
func inputs(files []file) string {
	const store = "internal/store/"
	var paths []string
	sums := map[string]string{}
	for _, f := range files {
		name, in := strings.CutPrefix(f.path, store)
		sql := strings.HasSuffix(name, ".sql") && (strings.HasPrefix(name, "migrations/") ||
			strings.HasPrefix(name, "queries/"))
		if in && (sql || name == "sqlc.yaml") {
			paths = append(paths, name)
			sums[name] = fmt.Sprintf("%x", sha256.Sum256([]byte(f.text)))
		}
	}
	// The script names the configuration first, then each folder in order.
	slices.SortFunc(paths, func(a, b string) int {
		return strings.Compare(strings.Replace(a, "sqlc.yaml", "", 1), strings.Replace(b, "sqlc.yaml", "", 1))
	})
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "%s  %s\n", sums[p], p)
	}
	return b.String()
}

// fresh tells whether what was written is of what is there now. A migration that
// came since, and only makes tables that no query names, changes nothing in it:
// the tables of journals.
func fresh(files []file) bool {
	var written string
	for _, f := range files {
		if f.path == "internal/store/rows/INPUTS.sha256" {
			written = f.text
		}
	}
	var now []string
	for line := range strings.Lines(inputs(files)) {
		name := strings.Fields(line)[1]
		if !strings.Contains(written, "  "+name+"\n") && unread(files, name) {
			continue
		}
		now = append(now, line)
	}
	return written == strings.Join(now, "")
}

var (
	made    = regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`)
	notMade = regexp.MustCompile(`(?mi)^(ALTER|DROP|CREATE (OR REPLACE )?VIEW|INSERT|UPDATE|DELETE)\b`)
)

// unread tells whether name is a migration that only makes tables, and no query
// or other migration names one of them.
func unread(files []file, name string) bool {
	if !strings.HasPrefix(name, "migrations/") {
		return false
	}
	var text, others string
	for _, f := range files {
		switch {
		case f.path == "internal/store/"+name:
			text = f.text
		case strings.HasPrefix(f.path, "internal/store/") && strings.HasSuffix(f.path, ".sql"):
			others += f.text
		}
	}
	tables := made.FindAllStringSubmatch(text, -1)
	for _, table := range tables {
		if regexp.MustCompile(`\b` + table[1] + `\b`).MatchString(others) {
			return false
		}
	}
	return len(tables) > 0 && !notMade.MatchString(text)
}

func TestGeneratedQueriesAreFresh(t *testing.T) {
	if !fresh(readTree(t)) {
		t.Error("the migrations, the queries or sqlc.yaml have changed: run tools/generate and commit what it writes")
	}
}

func TestChangedQueryIsFound(t *testing.T) {
	files := []file{
		{path: "internal/store/queries/visit.sql", text: "SELECT 1"},
		{path: "internal/store/sqlc.yaml", text: "version: 2"},
		{path: "internal/store/migrations/00001_visit.sql", text: "CREATE TABLE visit"},
	}
	files = append(files, file{path: "internal/store/rows/INPUTS.sha256", text: inputs(files)})
	if !fresh(files) {
		t.Fatal("what has just been written is not fresh")
	}
	files[0].text = "SELECT 2"
	if fresh(files) {
		t.Error("a changed query went by")
	}
}

func TestAMigrationThatNoQueryReadsNeedsNoNewRows(t *testing.T) {
	old := []file{
		{path: "internal/store/queries/visit.sql", text: "SELECT * FROM visit"},
		{path: "internal/store/migrations/00001_visit.sql", text: "CREATE TABLE visit (id TEXT)"},
	}
	old = append(old, file{path: "internal/store/rows/INPUTS.sha256", text: inputs(old)})
	for text, want := range map[string]bool{
		"CREATE TABLE keepsake (\nid TEXT)\nCREATE INDEX k ON keepsake (id)": true,
		"CREATE TABLE keepsake (id TEXT)\nALTER TABLE visit ADD n BIGINT":    false,
		"CREATE TABLE visit (id TEXT)":                                       false,
		"ALTER TABLE visit ADD n BIGINT":                                     false,
		"CREATE VIEW person AS SELECT 1":                                     false,
		"CREATE TABLE a ()\nDROP TABLE b":                                    false,
	} {
		if got := fresh(append(old[:3:3], file{path: "internal/store/migrations/00002_new.sql", text: text})); got != want {
			t.Errorf("after %q, what is written is fresh: %v", text, got)
		}
	}
	if fresh(append(old[1:3:3], file{path: "internal/store/queries/new.sql", text: "SELECT 1"})) {
		t.Error("a new query went by")
	}
}
