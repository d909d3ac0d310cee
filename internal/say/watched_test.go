package say

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var watching = regexp.MustCompile(`(?i)\b(watch(es|ed|ing)?|monitor\w*|an eye on|look(s|ing)? out for|track(s|ed|ing)|` +
	`check(s|ed|ing)? (up )?on (you|them|workers|anybody|each)|alarms?|alert(s|ed|ing)?|knows? where (you|they|workers) are|` +
	`late (home|back)|notices? (if|when|that))\b`)

// Nobody watches over a visit, or over what is being typed, so nothing on any screen says
// that somebody does. Only what denies it has the words.
func TestNoScreenSuggestsThatAnybodyWatches(t *testing.T) {
	denied := []string{
		"Nobody is watching this live.", "Nobody is watching for this number.", "Footbridge doesn't watch over anybody",
	}
	name, habit := regexp.MustCompile(`^\s*\w+: `), "Keeping an eye on drink or drugs"
	files, err := filepath.Glob("en/*.yaml")
	more, wrong := filepath.Glob("../../content/*/*")
	workbooks, amiss := filepath.Glob("../../content/workbooks/*/*.yaml")
	files = slices.Concat(files, more, workbooks)
	if err != nil || wrong != nil || amiss != nil || len(files) < 80 {
		t.Fatal(err, wrong, amiss, len(files))
	}
	said := map[string]int{}
	for _, file := range files {
		if filepath.Ext(file) == "" { // a folder
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			for _, words := range denied {
				said[words] += strings.Count(line, words)
				line = strings.ReplaceAll(line, words, "")
			}
			line = strings.ReplaceAll(name.ReplaceAllString(line, ""), habit, "")
			if watching.MatchString(line) {
				t.Errorf("%s: %s", file, strings.TrimSpace(line))
			}
		}
	}
	for _, words := range denied {
		if said[words] != 1 {
			t.Errorf("%q is said %d times", words, said[words])
		}
	}
}
