package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// An organisation sets its own crisis line, and it stands on /help at once,
// after the lines that nobody can take out.
func TestACrisisLineThatIsSetIsShownWithoutSigningIn(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		h := build(t, url)
		for i, number := range []string{"01632 960555", "01632 960777"} {
			h.setLine(h.orgs[i], number)
		}
		_, page, _ := h.ask(http.MethodGet, "/help", "", nil)
		fixed, own := strings.Index(page, "111"), strings.Index(page, "01632 960555")
		if own < 0 || fixed < 0 || own < fixed || !strings.Contains(page, `href="tel:&#43;441632960555"`) ||
			!strings.Contains(page, "01632 960777") {
			t.Error("somebody who has not signed in does not find every organisation's line after the fixed ones")
		}
		_, page, _ = h.ask(http.MethodGet, "/help", h.orgs[0].cast[0].token, nil)
		if !strings.Contains(page, "01632 960555") || strings.Contains(page, "01632 960777") {
			t.Error("somebody who has signed in does not find their own organisation's line alone")
		}
	})
}

func (h *house) setLine(o organisation, number string) {
	h.t.Helper()
	token := ""
	for _, m := range o.cast {
		if m.actor.Has(authz.Administrator) {
			token = m.token
		}
	}
	code, page, _ := h.ask(http.MethodPost, "/help-line", token,
		url.Values{"number": {"ring us"}, "hours": {"from 9 to 9"}})
	if code != http.StatusUnprocessableEntity || !strings.Contains(page, "ring us") {
		h.t.Fatalf("a number that is none: %d", code)
	}
	code, _, _ = h.ask(http.MethodPost, "/help-line", token, url.Values{
		"number": {number}, "hours": {"from 9 to 9"}, "when_closed": {"Call 111"},
		"review_by.day": {"1"}, "review_by.month": {"5"}, "review_by.year": {"2027"},
	})
	if code != http.StatusSeeOther {
		h.t.Fatalf("setting the line answers %d", code)
	}
}
