package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
)

func TestLifeIsEnteredWithWhatItDoesSaidFirstAndADeathIsAskedOnceMore(t *testing.T) {
	b := open(t)
	ash, bo, ruth := b.works("Ash Murray", authz.PeerWorker), b.works("Bo Lind", authz.PeerWorker),
		b.works("Ruth Castellano", authz.Supervisor)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	themselves := b.arrives(sam)
	b.get(ash, at+"/visits").is(http.StatusOK).says("Something has happened in their life")
	b.get(bo, at+"/life").is(http.StatusNotFound)
	page := b.get(ruth, at+"/life").is(http.StatusOK).says("Calls off the 10 visits that are planned.",
		"Tells Ash Murray and the supervisor.")
	form := url.Values{"id": {page.hidden("id")}, "note": {"The <b>ward</b> rang"}, "on.day": {"1"}, "on.month": {"1"},
		"on.year": {"2027"}}
	b.post(ruth, at+"/life", form).is(http.StatusUnprocessableEntity).says("Choose what has happened.",
		"The day can't be in the future.", "The <b>ward</b> rang")
	form.Set("on.day", "20")
	form.Set("on.month", "11")
	form.Set("on.year", "2026")
	form.Set("kind", "readmission")
	one := at + "/life/" + form.Get("id")
	b.post(ruth, at+"/life", form).to(one)
	b.post(ruth, at+"/life", form).to(one) // the second tap
	b.get(themselves, "/home").is(http.StatusOK).says("Your visits are paused. They can begin again when you are ready.")
	b.get(ash, "/visits").is(http.StatusOK).says("Something has changed for somebody you visit").keepsFrom("Back in hospital")
	b.get(ruth, "/life").is(http.StatusOK).says("Sam Okafor", "Not read yet")
	b.get(ash, at+"/visits/plan").is(http.StatusConflict)
	read := url.Values{"id": {b.get(ash, one).is(http.StatusOK).says("You did nothing wrong",
		"I have read this").hidden("id")}, "answer": {"read_it"}}
	b.post(ash, one+"/acknowledge", read).to(one)
	b.post(ash, one+"/acknowledge", read).to(one)
	b.get(ash, "/visits").is(http.StatusOK).keepsFrom("Something has changed")

	form.Set("id", b.get(ash, at+"/life").is(http.StatusOK).hidden("id"))
	form.Set("kind", "death")
	two := at + "/life/" + form.Get("id")
	b.post(ash, at+"/life", form).is(http.StatusOK).says("Is that right?").keepsFrom("There is a problem")
	b.get(ruth, at).is(http.StatusOK).says("Everything waits")
	form.Set("sure", "yes")
	b.post(ash, at+"/life", form).to(two)
	b.get(ash, two).is(http.StatusOK).says("We have hard news. Sam has died.", "You are not alone with this",
		"Ruth Castellano").keepsFrom("I have read this")
	there := url.Values{"id": {b.get(ruth,
		two).is(http.StatusOK).says("I have been in touch with Ash Murray").hidden("id")}, "answer": {"in_touch"}}
	b.post(ruth, two+"/support", there).to(two)
	b.get(ruth, two).is(http.StatusOK).says("Ruth Castellano has been in touch with the worker")
	if home := b.get(themselves, "/home"); home.code == http.StatusOK && strings.Contains(home.body, "Hello") {
		t.Error("somebody is still signed in as somebody who has died")
	}
}

// Whoever sends a form is led on from it, and has looked at nothing by that: the
// person would read of an opening that nobody made.
func TestEnteringWhatHappenedOpensNothingOfTheirs(t *testing.T) {
	b := open(t)
	ash, ruth := b.works("Ash Murray", authz.PeerWorker), b.works("Ruth Castellano", authz.Supervisor)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	b.matches(sam, ash)
	themselves := b.arrives(sam)
	looks := func() string { return words(b.get(themselves, "/who-has-looked").is(http.StatusOK).body) }
	before := looks()
	form := url.Values{"id": {kernel.NewID[string](b.k, "readmission")}, "kind": {"readmission"}}
	day(form, "on", "23", "11", "2026")
	b.post(ruth, at+"/life", form).to(at + "/life/" + form.Get("id"))
	if after := looks(); after != before {
		t.Errorf("entering what happened is told as a look: %s", after)
	}
	end := url.Values{"id": {kernel.NewID[string](b.k, "end")}, "kind": {"death"}, "calls_off": {"yes"}}
	day(end, "on", "23", "11", "2026")
	b.post(ash, at+"/ending", end).to(at + "/life")
	if after := looks(); after != before {
		t.Errorf("ending the visits is told as a look: %s", after)
	}
}
