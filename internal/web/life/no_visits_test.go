package life_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Somebody who takes part and whom nobody visits has none to pause or to cancel: no page
// says that they had, to staff or to them.
func TestOfSomebodyWhomNobodyVisitsNoPageSaysThatTheirVisitsArePaused(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam)
	claims := []string{"The visits are paused", "Visits are paused", "visits paused", "Your visits", "Pauses visits",
		"so visits wait", "planned again"}
	me := b.Arrives(sam)
	for _, kind := range []string{"moving_away", "readmission", "going_on"} {
		form := b.Form(b.Lena, at+"/life")
		b.Get(b.Lena, at+"/life").Is(http.StatusOK).KeepsFrom(claims...)
		form.Set("kind", kind)
		webtest.Day(form, "on", "23", "11", "2026")
		b.Post(b.Lena, at+"/life", form).Is(http.StatusSeeOther)
		b.Get(b.Lena, at+"/life/"+form.Get("id")).Is(http.StatusOK).KeepsFrom(claims...)
		b.Get(b.Lena, at).Is(http.StatusOK).KeepsFrom(claims...)
		b.Get(me, "/home").Is(http.StatusOK).KeepsFrom(claims...)
	}
	b.Verify()
}

// Who may not know whether there are visits reads beside each answer only what comes of it:
// to go on cancels nothing, and a move says itself from which day.
func TestOnlyWhatCancelsVisitsSaysSoToWhoMayNotKnowOfAny(t *testing.T) {
	b, sam, _ := matched(t)
	cora := b.Hires("Cora Dean", authz.Coordinator)
	at, cancels := "/people/"+string(sam)+"/life", "Cancels any visits that are planned."
	if n := strings.Count(webtest.Words(b.Get(cora, at).Is(http.StatusOK).Body), cancels); n != 3 {
		t.Errorf("%d times, and not beside back in care, can't decide and died", n)
	}
	news(b, sam, "readmission", "23", "11")
	b.Works("Sue", authz.Supervisor)
	b.Get(cora, at).Is(http.StatusOK).Says("Tells the supervisor, and the worker if they have one.")
}
