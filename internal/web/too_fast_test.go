package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// What was typed is on the page, with the button that sends it once more.
func TestWhoChangesMoreThanAnybodyTypesWaitsAMinuteAndLosesNothing(t *testing.T) {
	h := build(t, storetest.SQLiteMigrated(t, story.Migrated))
	h.web.Unlimited = false
	admin := h.orgs[0].cast[0]
	for _, m := range h.orgs[0].cast {
		if strings.HasPrefix(m.name, "administrator") {
			admin = m
		}
	}
	add := func(name string) (int, string, http.Header) {
		return h.ask(http.MethodPost, "/teams", admin.token, url.Values{"name": {name}})
	}
	most := identity.ChangePaces()[0].Most
	for n := range most {
		if code, body, _ := add("Team " + strconv.Itoa(n)); code != http.StatusSeeOther {
			t.Fatalf("change %d is answered %d: %s", n, code, body)
		}
	}
	code, body, header := add("Night <team>")
	if code != http.StatusTooManyRequests || header.Get("Retry-After") != "60" {
		t.Errorf("the next is answered %d, again after %q", code, header.Get("Retry-After"))
	}
	if !strings.Contains(body, `name="name" value="Night &lt;team&gt;"`) ||
		!strings.Contains(body, "Nothing has been saved") {
		t.Errorf("what was typed is gone: %s", body)
	}
	if code, _, _ := h.ask(http.MethodGet, "/accounts", admin.token, nil); code != http.StatusOK {
		t.Errorf("they can't read on: %d", code)
	}
	h.now = h.now.Add(identity.ChangePaces()[0].Within + time.Second)
	if code, _, _ := add("Night <team>"); code != http.StatusSeeOther {
		t.Errorf("a minute later it is answered %d", code)
	}
}
