package ui

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/templates"
)

// unowned are the forms that don't say whose page they are on, by the template, each with why.
var unowned = map[string]string{"layout.html": "signing out ends whichever session there is"}

// A form whose page it doesn't say would be saved for whoever has signed in since.
func TestEveryPostingFormSaysWhosePageItIsOn(t *testing.T) {
	opens, found := regexp.MustCompile(`<form[^>]*>`), map[string]bool{}
	owner := Hidden{Name: "page_of", Value: "$1"}
	err := fs.WalkDir(templates.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(templates.Files, path)
		for _, tag := range opens.FindAllString(string(text), -1) {
			says := strings.Contains(string(owner.inForms([]byte(tag))), `name="page_of" value="$1"`)
			if found[path] = true; says == (unowned[path] != "" || strings.Contains(tag, `method="get"`)) {
				t.Errorf("%s: %s says whose page it is on: %v", path, tag, says)
			}
		}
		return err
	})
	if err != nil || len(found) < 5 {
		t.Errorf("forms are found in %v: %v", found, err)
	}
	for path := range unowned {
		if !found[path] {
			t.Errorf("%s has no form", path)
		}
	}
}
