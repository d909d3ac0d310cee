package course_test

import (
	"net/http"
	"regexp"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A worker who sees no more of somebody than their visits is led from them and back to them.
func TestAWorkerTakesBackThatSomebodyKnowsOfTheirVisits(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	visits, undo := "/people/"+string(sam)+"/visits", "/people/"+string(sam)+"/undo"
	tell := b.Form(ash, "/people/"+string(sam)+"/tell")
	tell.Set("how", "phone")
	b.Twice(ash, "/people/"+string(sam)+"/tell", tell, visits)
	b.Get(b.Lena, visits).Says("Take back")
	b.Get(b.Works("Ruth", authz.Supervisor), visits).Says("Take back")
	b.Get(ash, visits).Says("Sam, about their visits By telephone, on 23 November 2026. Recorded by Ash. Take back")

	page := b.Get(ash, undo).Is(http.StatusOK).Says("They know of their visits, recorded by Ash").KeepsFrom(
		"Somebody chosen to visit", `href="/people/`+string(sam)+`"`)
	form := b.Form(ash, undo)
	form.Set("fact", regexp.MustCompile(`value="(telling/[^"]+)"`).FindStringSubmatch(page.Body)[1])
	b.Post(ash, undo, form).Is(http.StatusUnprocessableEntity).Says("Write why it is wrong")
	form.Set("why", "I had not rung yet")
	b.Twice(ash, undo, form, visits)
	for _, who := range []webtest.Member{ash, b.Lena} {
		b.Get(who, visits).Says("Recorded by Ash. Recorded by mistake. Taken back by Ash, Monday 23 November 2026",
			"I had not rung yet", "Not told yet")
	}
	b.Get(b.Lena, undo).Says("Taken back What They know of their visits, recorded by Ash")
	b.Get(ash, "/visits").Says("10 visits planned.", "Record that they know")
	b.Verify()
}

// That one of the two knows of the match can be taken back from beside it, and is still read there.
func TestThatSomebodyKnowsWhoVisitsThemIsTakenBackFromTheirVisits(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	at := "/people/" + string(sam)
	visits, undo := at+"/visits", at+"/undo"
	told := b.Form(b.Lena, at+"/match/told")
	told.Set("news", regexp.MustCompile(`[^"]+\.begin\.person`).FindString(b.Get(b.Lena, at+"/match/told").Body))
	told.Set("how", "phone")
	b.Twice(b.Lena, at+"/match/told", told, visits)
	b.Get(b.Lena, visits).Says("Sam, that Ash visits them By telephone, on 23 November 2026. Recorded by Lena. Take back")

	form := b.Form(b.Lena, undo)
	page := b.Get(b.Lena, undo).Says("They know who visits them, recorded by Lena")
	form.Set("fact", regexp.MustCompile(`value="(match_fact/[^"]+)"`).FindStringSubmatch(page.Body)[1])
	form.Set("why", "I had not rung yet")
	b.Twice(b.Lena, undo, form, visits)
	b.Get(b.Lena, visits).Says("Sam, that Ash visits them", "Not told yet",
		"Recorded by Lena. Recorded by mistake. Taken back by Lena", "I had not rung yet")
	b.Get(b.Lena, undo).Says("Taken back What They know who visits them, recorded by Lena")
	b.Get(b.Lena, "/to-tell").Says("Ash visits them from now on.")
	b.Verify()
}
