package arch

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An account or a role ends in one file, which hands over whoever was visited: what
// ended one elsewhere would leave people with a worker who won't come.
func TestAccountsAndRolesEndInOnePlace(t *testing.T) {
	found := map[string]bool{}
	err := filepath.WalkDir("../app", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, call := range []string{"tx.EndGrant(", "tx.EndAccount("} {
			if strings.Contains(string(text), call) {
				found[filepath.ToSlash(path)] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || !found["../app/care/departure_end.go"] {
		t.Errorf("they end in %v", found)
	}
}
