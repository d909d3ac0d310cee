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
	b.Insists(b.Lena, at, form).Is(http.StatusSeeOther) // the day before they were referred
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

// The list of life events says it once.
func TestADeathIsListedOnce(t *testing.T) {
	b := webtest.Open(t)
	dies(b, b.Accepts("Sam"))
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("Died on 22 November 2026").KeepsFrom("Has died")
}

// A day that was wrong is put right, with why, and what was there before stays readable.
func TestAWrongDayOfDeathIsPutRight(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	record := "/people/" + string(sam)
	form := b.Form(b.Lena, record+"/life")
	form.Set("kind", "death")
	webtest.Day(form, "on", "22", "11", "2026")
	sure := b.Insists(b.Lena, record+"/life", form).Is(http.StatusOK).
		Says("Day 22 November 2026", "Date of birth 28 February 1990")
	if sure.Hidden("sure_of") != form.Get("sure_of") {
		t.Error("what was asked about the day is asked once more")
	}
	dies(b, sam)

	again := b.Form(b.Lena, record+"/life")
	again.Set("kind", "death_day")
	webtest.Day(again, "on", "20", "11", "2026")
	b.Post(b.Lena, record+"/life", again).Is(http.StatusUnprocessableEntity).Says("how you know the right day")
	again.Set("note", "His sister rang: it was Friday")
	to := b.Insists(b.Lena, record+"/life", again).Is(http.StatusSeeOther).Header.Get("Location")
	b.Get(b.Lena, record).Says("Died on 20 November 2026").KeepsFrom("Died on 22 November 2026")
	b.Get(b.Lena, to).Says("Day recorded before", "22 November 2026", "His sister rang")
}

// Nobody is asked how they will say goodbye to somebody who has died, and no plan is
// taken that was open before the news came. What they wrote before stays readable.
func TestNoGoodbyeIsPlannedAfterADeath(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	ending := "/people/" + string(sam) + "/ending"
	plan := url.Values{"id": {kernel.NewID[string](b.K, "plan")}, "goodbye": {"A walk by the river"}}
	b.Post(b.Lena, ending+"/plan", plan).Is(http.StatusSeeOther)
	open := url.Values{"id": {kernel.NewID[string](b.K, "again")}, "replaces": plan["id"], "goodbye": {"Tea"}}
	dies(b, sam)
	b.Get(b.Lena, ending).Is(http.StatusOK).Says("A walk by the river").KeepsFrom("How will you say goodbye?")
	b.Post(b.Lena, ending+"/plan", open).Is(http.StatusConflict)
}
