package course_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Whose visits were called off when their worker left is on the board until the next
// one has planned them.
func TestVisitsCalledOffByAChangeOfWorkerAreToBePlanned(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(time.Minute)
	over := b.Form(b.Lena, at+"/match/end")
	b.Post(b.Lena, at+"/match/end", over).Is(http.StatusSeeOther)
	b.Matches(sam, bo)
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("Plan the visits", "no visit is planned now")
	b.Get(bo, "/visits").Is(http.StatusOK).KeepsFrom("Changed by others", "no longer visits you") // of before they visited
	themselves := b.Arrives(sam)
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("no longer visits you")
	b.Plans(sam, bo)
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Still to come").KeepsFrom("no longer visits you", "Cancelled")
	b.Get(b.Lena, "/board").Is(http.StatusOK).KeepsFrom("Plan the visits")
	b.Verify()
}

// An ending wins over a pause, and without visits there is no start to write of.
func TestWhoseVisitsEndedIsNotOnHoldAndWhoWantsNoneGetsNoStartLetter(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam, jo := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Jo")
	b.Agrees(sam)
	b.Agrees(jo)
	b.Matches(sam, ash)
	at := "/people/" + string(sam)
	over := b.Form(b.Lena, at+"/ending")
	over.Set("kind", "sooner")
	b.Post(b.Lena, at+"/ending", over).Is(http.StatusSeeOther)
	happened := b.Form(b.Lena, at+"/life")
	happened.Set("kind", "readmission")
	b.Post(b.Lena, at+"/life", happened).Is(http.StatusSeeOther)
	b.Get(b.Lena, at).Is(http.StatusOK).Says("Visits ended").KeepsFrom("On hold since")

	letters := "/people/" + string(jo) + "/letters"
	b.Get(b.Lena, letters+"/start/participant").Is(http.StatusOK)
	stop := b.Form(b.Lena, webtest.ConsentPath(jo, "stop"))
	stop.Set("scope", "from_visits_only")
	b.Post(b.Lena, webtest.ConsentPath(jo, "stop"), stop).Is(http.StatusSeeOther)
	if code := b.Get(b.Lena, letters+"/start/participant").Code; code == http.StatusOK {
		t.Error("a start letter is still offered")
	}
}

// In the middle of the visits nobody's first month matters any more, but the day on which
// the time for all of them ends; of who waits to start, it is put off by what paused them.
func TestTheBoardSaysHowLongThereIsForTheVisitsOfWhoeverLostTheirWorker(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam, jo := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Jo")
	for _, p := range []id.Participant{sam, jo} {
		b.Agrees(p)
		b.Matches(p, ash)
	}
	b.Plans(sam, ash)
	end := "/people/" + string(sam) + "/match/end"
	b.Post(b.Lena, end, b.Form(b.Lena, end)).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("they have no other yet. The time for their visits ends on 19 February 2027.",
		"nothing is planned yet. First visit due by 18 December 2026.").KeepsFrom("month is up")
	at := "/people/" + string(jo) + "/life"
	for i, kind := range []string{"readmission", "going_on"} {
		form := b.Form(b.Lena, at)
		form.Set("kind", kind)
		webtest.Day(form, "on", strconv.Itoa(23+7*i), "11", "2026")
		b.Post(b.Lena, at, form).Is(http.StatusSeeOther)
		b.Now = b.Now.AddDate(0, 0, 7)
		b.Lena = b.Works("Lena "+kind, authz.Lead)
	}
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("nothing is planned yet. First visit due by 25 December 2026.")
}
