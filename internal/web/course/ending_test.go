package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAnEndingIsPlannedTogetherAndSaidOnceAndThePersonReadsOfIt(t *testing.T) {
	b := webtest.Open(t)
	ash, ass := b.Works("Ash Murray", authz.PeerWorker), b.Hires("Asa", authz.Assessor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	themselves := b.Arrives(sam)
	visits, at := "/people/"+string(sam)+"/visits", "/people/"+string(sam)+"/ending"
	for _, who := range []webtest.Member{b.Remi, ass, themselves} {
		if code := b.Get(who, at).Code; code != http.StatusNotFound && code != http.StatusForbidden {
			t.Errorf("somebody who has nothing to do with it opened it: %d", code)
		}
	}
	b.Get(ash, visits).Is(http.StatusOK).Says("The end of the visits")

	plan := url.Values{"id": {b.Get(ash, at).Is(http.StatusOK).Says("Ending plan").Hidden("id.ending.plan")}, "replaces": {""}}
	b.Post(ash, at+"/plan", plan).Is(http.StatusUnprocessableEntity).Says("Write something in at least one box.")
	plan.Set("helped", "The <b>radio</b>")
	b.Twice(ash, at+"/plan", plan, at)
	lost := url.Values{"id": {kernel.NewID[string](b.K, "lost")}, "replaces": {""}, "keeps": {"A list of calm places"}}
	page := b.Post(b.Lena, at+"/plan", lost).Is(http.StatusConflict).Says(
		"Somebody else has changed the plan since you opened it.",
		"A list of calm places", "The <b>radio</b>")
	lost.Set("replaces", page.Hidden("replaces"))
	b.Twice(b.Lena, at+"/plan", lost, at)
	b.Get(ash, at).Is(http.StatusOK).Says("A list of calm places", "Written on", "The <b>radio</b>")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("What you wrote down together", "What you take with you",
		"A list of calm places").KeepsFrom("radio")

	end := url.Values{"id": {kernel.NewID[string](b.K, "end")}, "note": {"She said so <i>herself</i>"}}
	webtest.Day(end, "on", "24", "11", "2026")
	b.Post(ash, at, end).Is(http.StatusUnprocessableEntity).Says("Say how the visits ended.", "can't be in the future",
		"She said so <i>herself</i>", "Cancel the")
	end.Set("kind", "sooner")
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(ash, at, end).Is(http.StatusUnprocessableEntity).Says("still planned, or not written up")
	end.Set("calls_off", "yes")
	b.Twice(ash, at, end, at)
	b.Get(ash, at).Is(http.StatusOK).Says("They had what they needed sooner", "Ending summary").KeepsFrom("End the visits")
	b.Get(ash, visits).Is(http.StatusOK).Says("The visits ended on 23 November 2026.")
	if page := b.Get(ash, visits); strings.Contains(page.Body, "/visits/plan") {
		t.Error("visits that have ended are still to be planned")
	}
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Visits ended on 23 November 2026")
	b.Get(themselves, "/home").Is(http.StatusOK).Says("Your visits ended on 23 November 2026.").
		KeepsFrom("Only pages you share can be seen by")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).KeepsFrom("Still to come").Says(
		"visits were planned, the first for", "They are all cancelled, so nobody will come.",
		"Your visits ended on 23 November 2026.",
		"A list of calm places")

	another := url.Values{"id": {kernel.NewID[string](b.K, "another")}, "kind": {"sooner"}}
	webtest.Day(another, "on", "23", "11", "2026")
	b.Post(b.Lena, at, another).Is(http.StatusConflict)
}

// Half a death would leave everything else as it was: the record, the messages, and
// those who should hear of it.
func TestVisitsEndWithADeathOnlyOnceItIsRecorded(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	at, life := "/people/"+string(sam)+"/ending", "/people/"+string(sam)+"/life"
	page := b.Get(ash, at).Is(http.StatusOK).Says("If they have died, record that first").KeepsFrom("They have died")
	if !strings.Contains(page.Body, `href="`+life+`"`) {
		t.Error("nothing leads to where a death is recorded")
	}
	end := url.Values{"id": {kernel.NewID[string](b.K, "end")}, "kind": {"death"}, "calls_off": {"yes"}}
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(ash, at, end).Is(http.StatusUnprocessableEntity).Says("Their death isn't recorded yet.")
	if planned := len(b.Course(sam).Open()); planned != 10 {
		t.Errorf("a refused ending left %d visits", planned)
	}
	happened := url.Values{"id": {kernel.NewID[string](b.K, "life")}, "kind": {"death"}, "sure": {"yes"}}
	webtest.Day(happened, "on", "23", "11", "2026")
	b.Post(ash, life, happened)
	b.Get(ash, at).Is(http.StatusOK).Says("They have died").KeepsFrom("record that first", "sooner")
	b.Twice(ash, at, end, at)
}
