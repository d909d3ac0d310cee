package life_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestLifeIsEnteredWithWhatItDoesSaidFirstAndADeathIsAskedOnceMore(t *testing.T) {
	b := webtest.Open(t)
	ash, bo, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker),
		b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	themselves := b.Arrives(sam)
	b.Get(ash, at+"/visits").Is(http.StatusOK).Says("Record a life event")
	b.Get(bo, at+"/life").Is(http.StatusNotFound)
	page := b.Get(ruth, at+"/life").Is(http.StatusOK).Says("Cancels the 10 visits that are planned.",
		"Tells Ash Murray. There is no supervisor to tell.")
	form := url.Values{"id": {page.Hidden("id")}, "note": {"The <b>ward</b> rang"}, "on.day": {"1"}, "on.month": {"1"},
		"on.year": {"2027"}}
	b.Post(ruth, at+"/life", form).Is(http.StatusUnprocessableEntity).Says("Choose what has happened.",
		"The day can't be in the future.", "The <b>ward</b> rang")
	form.Set("on.day", "20")
	form.Set("on.month", "11")
	form.Set("on.year", "2026")
	form.Set("kind", "readmission")
	one := at + "/life/" + form.Get("id")
	b.Insists(ruth, at+"/life", form).To(one) // before they were referred
	b.Post(ruth, at+"/life", form).To(one)    // the second tap
	form.Del("sure_of")
	b.Get(themselves, "/home").Is(http.StatusOK).Says("Your visits are paused. They can begin again when you are ready.")
	b.Get(ash, "/visits").Is(http.StatusOK).Says(
		"Something has changed for somebody you visit").KeepsFrom("Back in hospital")
	b.Get(ruth, "/life").Is(http.StatusOK).Says("Sam Okafor", "Not read yet")
	b.Get(ash, at+"/visits/plan").Is(http.StatusConflict)
	read := url.Values{"id": {b.Get(ash, one).Is(http.StatusOK).Says("You did nothing wrong",
		"I have read this").Hidden("id")}, "answer": {"read_it"}}
	b.Post(ash, one+"/acknowledge", read).To(one)
	b.Post(ash, one+"/acknowledge", read).To(one)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Something has changed")

	form.Set("id", b.Get(ash, at+"/life").Is(http.StatusOK).Hidden("id"))
	form.Set("kind", "death")
	two := at + "/life/" + form.Get("id")
	b.Insists(ash, at+"/life", form).Is(http.StatusOK).Says("Is that right?").KeepsFrom("There is a problem")
	b.Get(ruth, at).Is(http.StatusOK).Says("On hold since 20 November 2026")
	form.Set("sure", "yes")
	b.Post(ash, at+"/life", form).To(two)
	b.Get(ash, two).Is(http.StatusOK).Says("We have very sad news. Sam has died.", "You are not alone with this",
		"Ruth Castellano").KeepsFrom("I have read this")
	there := url.Values{"id": {b.Get(ruth,
		two).Is(http.StatusOK).Says("I have been in touch with Ash Murray").Hidden("id")}, "answer": {"in_touch"}}
	b.Post(ruth, two+"/support", there).To(two)
	b.Get(ruth, two).Is(http.StatusOK).Says("Ruth Castellano has been in touch with the worker")
	if home := b.Get(themselves, "/home"); home.Code == http.StatusOK && strings.Contains(home.Body, "Hello") {
		t.Error("somebody is still signed in as somebody who has died")
	}
}

// Whoever sends a form is led on from it, and has looked at nothing by that: the
// person would read of an opening that nobody made.
func TestEnteringWhatHappenedOpensNothingOfTheirs(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	themselves := b.Arrives(sam)
	looks := func() string { return webtest.Words(b.Get(themselves, "/who-has-looked").Is(http.StatusOK).Body) }
	before := looks()
	form := url.Values{"id": {kernel.NewID[string](b.K, "readmission")}, "kind": {"readmission"}}
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(ruth, at+"/life", form).To(at + "/life/" + form.Get("id"))
	if after := looks(); after != before {
		t.Errorf("entering what happened is told as a look: %s", after)
	}
	end := url.Values{"id": {kernel.NewID[string](b.K, "end")}, "kind": {"sooner"}, "calls_off": {"yes"}}
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(ash, at+"/ending", end).To(at + "/ending")
	if after := looks(); after != before {
		t.Errorf("ending the visits is told as a look: %s", after)
	}
}
