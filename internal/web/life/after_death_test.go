package life_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// dies has the lead record a death on Sunday 22 November.
func dies(b *webtest.Bench, participant id.Participant) {
	at := "/people/" + string(participant) + "/life"
	form := b.Form(b.Lena, at)
	form.Set("kind", "death")
	form.Set("sure", "yes")
	webtest.Day(form, "on", "22", "11", "2026")
	b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
}

// What is dated on a day after a death is refused, sent from a form that was open
// before the news came.
func TestNobodyIsInvitedAgreesOrIsWrittenToAfterTheirDeath(t *testing.T) {
	b := webtest.Open(t)
	sam, jo, kim := b.Accepts("Sam"), b.Accepts("Jo"), b.Refers(b.Remi, b.North, "Kim")
	b.Agrees(kim)
	b.Works("Ash Murray", authz.PeerWorker)
	invite := b.Form(b.Lena, webtest.ConsentPath(sam, "invite"))
	invite.Set("how", "in_person")
	b.Invites(jo)
	give := b.Form(b.Lena, webtest.ConsentPath(jo, "record"))
	b.Answers(give)
	give.Set("how", "on_paper")
	webtest.Day(give, "at", "23", "11", "2026")
	sent := url.Values{"id": {kernel.NewID[string](b.K, "letter")}}
	webtest.Day(sent, "on", "23", "11", "2026")
	letter := "/people/" + string(kim) + "/letters/start/participant/sent"
	for _, participant := range []id.Participant{sam, jo, kim} {
		dies(b, participant)
	}
	for path, form := range map[string]url.Values{
		webtest.ConsentPath(sam, "invite"): invite, webtest.ConsentPath(jo, "record"): give, letter: sent,
	} {
		if code := b.Post(b.Lena, path, form).Code; code < 400 || code >= 500 {
			t.Errorf("%s answers %d", path, code)
		}
	}
	for _, participant := range []id.Participant{sam, jo, kim} {
		b.Get(b.Lena, "/people/"+string(participant)).Is(http.StatusOK).Says("Died on 22 November 2026")
	}
}
