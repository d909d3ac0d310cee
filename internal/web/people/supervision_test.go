package people_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestASessionOfSupervisionIsRecordedCorrectedAndTakenBackOnTheForms(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	b.Get(ruth, "/supervision").Is(http.StatusOK).Says("No session is on record yet", "Record a session",
		"due by 30 November 2026")
	page := b.Get(ruth, "/supervision/new").Is(http.StatusOK).Says("Ash Murray", "Ruth Castellano", "Lena")
	form := url.Values{"id": {page.Hidden("id")}, "led": {string(ruth.Actor.Account)}}
	webtest.Day(form, "on", "31", "2", "2026")
	b.Post(ruth, "/supervision/new", form).Is(http.StatusUnprocessableEntity).Says("Say who came.",
		"There is no such day.")
	form.Set("came", string(ash.Actor.Account))
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(ruth, "/supervision/new", form).To("/supervision")
	b.Post(ruth, "/supervision/new", form).To("/supervision") // the second tap
	listed := b.Get(b.Lena, "/supervision").Is(http.StatusOK).Says("23 November 2026", "Ash Murray",
		"On time").KeepsFrom("Record a session", "/correct")
	if n := strings.Count(listed.Body, "<td"); n == 0 {
		t.Error("no session is listed")
	}
	b.Get(ash, "/my-training").Is(http.StatusOK).Says("Monday 23 November 2026", "due by 30 November 2026")
	b.Get(ash, "/supervision").Is(http.StatusNotFound)
	b.Get(b.Lena, "/supervision/new").Is(http.StatusForbidden)

	entry := form.Get("id")
	page = b.Get(ruth, "/supervision/correct?entry="+entry).Is(http.StatusOK)
	if !strings.Contains(page.Body, `value="23"`) || !strings.Contains(page.Body, "checked") {
		t.Error("a correction does not begin with what stands")
	}
	form = url.Values{"id": {page.Hidden("id")}, "entry": {entry}, "led": {string(b.Lena.Actor.Account)},
		"came": {string(ash.Actor.Account)}}
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(ruth, "/supervision/correct", form).To("/supervision")
	b.Get(ruth, "/supervision").Is(http.StatusOK).Says("Corrected since", "23 November 2026")
	b.Get(ruth, "/supervision/correct?entry="+entry).Is(http.StatusOK).Says("Somebody else has corrected it.")
	b.Post(ruth, "/supervision/correct",
		url.Values{"led": form["led"], "came": form["came"]}).Is(http.StatusUnprocessableEntity)

	entry = form.Get("id")
	page = b.Get(ruth, "/supervision/in-error?entry="+entry).Is(http.StatusOK).Says(
		"Held on 23 November 2026, led by Lena.")
	form = url.Values{"id": {page.Hidden("id")}, "entry": {entry}}
	b.Post(ruth, "/supervision/in-error", form).To("/supervision")
	b.Post(ruth, "/supervision/in-error", form).To("/supervision")
	b.Get(ruth, "/supervision").Is(http.StatusOK).Says("Entered in error", "None has been held yet.")
	b.Get(ash, "/my-training").Is(http.StatusOK).Says("None is on record yet.").KeepsFrom("23 November 2026</li>")
}
