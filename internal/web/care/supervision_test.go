package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
)

func TestASessionOfSupervisionIsRecordedCorrectedAndTakenBackOnTheForms(t *testing.T) {
	b := open(t)
	ash, ruth := b.works("Ash Murray", authz.PeerWorker), b.works("Ruth Castellano", authz.Supervisor)
	b.get(ruth, "/supervision").is(http.StatusOK).says("No session is on record yet", "Record a session",
		"due by 30 November 2026")
	page := b.get(ruth, "/supervision/new").is(http.StatusOK).says("Ash Murray", "Ruth Castellano", "Lena")
	form := url.Values{"id": {page.hidden("id")}, "led": {string(ruth.actor.Account)}}
	day(form, "on", "31", "2", "2026")
	b.post(ruth, "/supervision/new", form).is(http.StatusUnprocessableEntity).says("Say who came.",
		"There is no such day.")
	form.Set("came", string(ash.actor.Account))
	day(form, "on", "20", "11", "2026")
	b.post(ruth, "/supervision/new", form).to("/supervision")
	b.post(ruth, "/supervision/new", form).to("/supervision") // the second tap
	listed := b.get(b.lena, "/supervision").is(http.StatusOK).says("20 November 2026", "Ash Murray",
		"On time").keepsFrom("Record a session", "/correct")
	if n := strings.Count(listed.body, "<td"); n == 0 {
		t.Error("no session is listed")
	}
	b.get(ash, "/my-training").is(http.StatusOK).says("Friday 20 November 2026", "due by 27 November 2026")
	b.get(ash, "/supervision").is(http.StatusNotFound)
	b.get(b.lena, "/supervision/new").is(http.StatusForbidden)

	entry := form.Get("id")
	page = b.get(ruth, "/supervision/correct?entry="+entry).is(http.StatusOK)
	if !strings.Contains(page.body, `value="20"`) || !strings.Contains(page.body, "checked") {
		t.Error("a correction does not begin with what stands")
	}
	form = url.Values{"id": {page.hidden("id")}, "entry": {entry}, "led": {string(b.lena.actor.Account)},
		"came": {string(ash.actor.Account)}}
	day(form, "on", "19", "11", "2026")
	b.post(ruth, "/supervision/correct", form).to("/supervision")
	b.get(ruth, "/supervision").is(http.StatusOK).says("Corrected since", "19 November 2026")
	b.get(ruth, "/supervision/correct?entry="+entry).is(http.StatusOK).says("Somebody has corrected it already.")
	b.post(ruth, "/supervision/correct",
		url.Values{"led": form["led"], "came": form["came"]}).is(http.StatusUnprocessableEntity)

	entry = form.Get("id")
	page = b.get(ruth, "/supervision/in-error?entry="+entry).is(http.StatusOK).says("Held on 19 November 2026, led by Lena.")
	form = url.Values{"id": {page.hidden("id")}, "entry": {entry}}
	b.post(ruth, "/supervision/in-error", form).to("/supervision")
	b.post(ruth, "/supervision/in-error", form).to("/supervision")
	b.get(ruth, "/supervision").is(http.StatusOK).says("Entered in error", "None was held yet.")
	b.get(ash, "/my-training").is(http.StatusOK).says("None is on record yet.").keepsFrom("19 November 2026</li>")
}
