package life_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Nobody can tell a worker whose account is closed, and nothing waits for them: whoever
// looks after the service reads the news themselves.
func TestTheNewsWaitsForNobodyWhoHasLeft(t *testing.T) {
	b := webtest.Open(t)
	ash, amir := b.Works("Ash Murray", authz.PeerWorker), b.Works("Amir", authz.Administrator)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	at := "/people/" + string(sam)
	form := b.Form(b.Lena, at+"/life")
	form.Set("kind", "readmission")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
	news := at + "/life/" + form.Get("id")
	ruth := b.Works("Ruth", authz.Supervisor)
	b.Get(ruth, news).Is(http.StatusOK).Says("I have told Ash Murray in person").KeepsFrom("I have read this")
	b.Post(amir, "/accounts/"+string(ash.Actor.Account)+"/close", url.Values{"to": {"board"}}).To("/accounts")
	page := b.Get(ruth, news).Is(http.StatusOK).Says("I have read this").KeepsFrom("I have told Ash Murray")
	read := url.Values{"id": {page.Hidden("id")}, "answer": {"told_them"}}
	b.Post(ruth, news+"/acknowledge", read).Is(http.StatusUnprocessableEntity)
	read.Set("answer", "read_it")
	b.Twice(ruth, news+"/acknowledge", read, news)
	b.Get(ruth, news).KeepsFrom("I have read this")
	b.Verify()
}
