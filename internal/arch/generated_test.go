package arch

import (
	"crypto/sha256"
	"fmt"
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

func fresh(files []file) bool {
	for _, f := range files {
		if f.path == "internal/store/rows/INPUTS.sha256" {
			return f.text == inputs(files)
		}
	}
	return false
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
