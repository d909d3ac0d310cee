package say

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A name may have the day of birth beside it, and "born 22 August 1973's" is no English.
func TestNoPossessiveIsPutAfterAName(t *testing.T) {
	files, err := filepath.Glob("en/*.yaml")
	if err != nil || len(files) < 40 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "]s's") || strings.Contains(line, "]s’s") {
				t.Errorf("%s: %s", file, strings.TrimSpace(line))
			}
		}
	}
}
