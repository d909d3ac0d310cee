package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

var hiddenID = regexp.MustCompile(`type="hidden" name="\w+" value="(\w+)"`)

// What was typed about one person comes back with its problems, and never in
// the form about the next.
func TestTheNextFormOpensBlank(t *testing.T) {
	h := build(t, storetest.SQLiteMigrated(t, story.Migrated))
	o := h.orgs[0]
	path, token := "/teams/"+string(o.teams[0])+"/referrals/new", o.cast[0].token
	_, first, _ := h.ask(http.MethodGet, path, token, nil)
	code, again, _ := h.ask(http.MethodPost, path, token, url.Values{"identity.given_name": {"Quillfeather"},
		"given_name": {"Quillfeather"}})
	if code != http.StatusUnprocessableEntity || !strings.Contains(again, "Quillfeather") {
		t.Fatalf("what was typed did not come back: %d", code)
	}
	_, next, _ := h.ask(http.MethodGet, path, token, nil)
	if strings.Contains(next, "Quillfeather") {
		t.Error("the next form holds what was typed about somebody else")
	}
	ids := func(page string) string { return strings.Join(hiddenID.FindStringSubmatch(page)[1:], " ") }
	if ids(first) == ids(next) {
		t.Error("two forms carry the same id")
	}
}
