package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
)

func TestAnEndingIsPlannedTogetherAndSaidOnceAndThePersonReadsOfIt(t *testing.T) {
	b := open(t)
	ash, ass := b.works("Ash Murray", authz.PeerWorker), b.hires("Asa", authz.Assessor)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	themselves := b.arrives(sam)
	visits, at := "/people/"+string(sam)+"/visits", "/people/"+string(sam)+"/ending"
	for _, who := range []member{b.remi, ass, themselves} {
		if code := b.get(who, at).code; code != http.StatusNotFound && code != http.StatusForbidden {
			t.Errorf("somebody who has nothing to do with it opened it: %d", code)
		}
	}
	b.get(ash, visits).is(http.StatusOK).says("The end of the visits")

	plan := url.Values{"id": {b.get(ash, at).is(http.StatusOK).says("Ending plan").hidden("id")}, "replaces": {""}}
	b.post(ash, at+"/plan", plan).is(http.StatusUnprocessableEntity).says("Write something in one of the boxes.")
	plan.Set("helped", "The <b>radio</b>")
	b.twice(ash, at+"/plan", plan, at)
	lost := url.Values{"id": {kernel.NewID[string](b.k, "lost")}, "replaces": {""}, "keeps": {"A list of calm places"}}
	page := b.post(b.lena, at+"/plan", lost).is(http.StatusConflict).says("Somebody else has changed the plan.",
		"A list of calm places", "The <b>radio</b>")
	lost.Set("replaces", page.hidden("replaces"))
	b.twice(b.lena, at+"/plan", lost, at)
	b.get(ash, at).is(http.StatusOK).says("A list of calm places", "As it stood on", "The <b>radio</b>")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("What you wrote down together", "What you take with you",
		"A list of calm places").keepsFrom("radio")

	end := url.Values{"id": {kernel.NewID[string](b.k, "end")}, "note": {"She said so <i>herself</i>"}}
	day(end, "on", "24", "11", "2026")
	b.post(ash, at, end).is(http.StatusUnprocessableEntity).says("Say how the visits ended.", "can't be in the future",
		"She said so <i>herself</i>", "Call off the")
	end.Set("kind", "sooner")
	day(end, "on", "23", "11", "2026")
	b.post(ash, at, end).is(http.StatusUnprocessableEntity).says("still planned, or not written up")
	end.Set("calls_off", "yes")
	b.twice(ash, at, end, at)
	b.get(ash, at).is(http.StatusOK).says("They had what they wanted sooner", "Ending summary").keepsFrom("End the visits")
	b.get(ash, visits).is(http.StatusOK).says("The visits ended on 23 November 2026.")
	if page := b.get(ash, visits); strings.Contains(page.body, "/visits/plan") {
		t.Error("visits that have ended are still to be planned")
	}
	b.get(ash, "/visits").is(http.StatusOK).says("The visits have ended")
	b.get(themselves, "/home").is(http.StatusOK).says("Your visits ended on 23 November 2026.")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Your visits ended on 23 November 2026.",
		"A list of calm places")

	another := url.Values{"id": {kernel.NewID[string](b.k, "another")}, "kind": {"sooner"}}
	day(another, "on", "23", "11", "2026")
	b.post(b.lena, at, another).is(http.StatusConflict)
}

func TestVisitsThatEndWithADeathLeadOnToWhereItStopsEverything(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	b.matches(sam, ash)
	at, life := "/people/"+string(sam)+"/ending", "/people/"+string(sam)+"/life"
	end := url.Values{"id": {kernel.NewID[string](b.k, "end")}, "kind": {"death"}}
	day(end, "on", "23", "11", "2026")
	b.twice(ash, at, end, life)
	happened := url.Values{"id": {kernel.NewID[string](b.k, "life")}, "kind": {"death"}, "sure": {"yes"}}
	day(happened, "on", "23", "11", "2026")
	b.post(ash, life, happened)
	b.post(ash, at, end).to(at) // sent once more, and there is nothing left to enter
}
