package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestTheTextForTheClinicalRecordIsCopiedMarkedAndCopiedAgainAfterACorrection(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	first := b.Course(sam).Appointments[0].ID
	one := "/people/" + string(sam) + "/visits/" + string(first)
	b.Get(ash, one).Is(http.StatusOK).KeepsFrom("For the clinical record")
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, first, "Tea, and <b>the pond</b>.")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("To do", "Not in the clinical record yet.", "This week: ")

	page := b.Get(ash, one).Is(http.StatusOK).Says("For the clinical record",
		"visit 1 of 10, Monday 23 November 2026, 10:00", "Tea, and <b>the pond</b>.",
		"Next visit: Monday 30 November 2026, 10:00.", "Peer support worker: Ash Murray.", "I have copied it")
	form := url.Values{"id": {page.Hidden("id")}, "visit": {page.Hidden("visit")}}
	b.Get(b.Lena, one).Is(http.StatusOK).KeepsFrom("For the clinical record")
	b.Post(b.Lena, one+"/copied", form).Is(http.StatusForbidden)
	b.Get(themselves, "/my-visits").Is(http.StatusOK).KeepsFrom("clinical record")
	b.Post(ash, one+"/copied", form).To(one)
	b.Post(ash, one+"/copied", form).To(one)
	b.Get(ash, one).Is(http.StatusOK).Says("Copied by Ash Murray on Monday 23 November 2026").KeepsFrom("I have copied it")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Not in the clinical record yet.")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("A short note about this visit was copied into your health record on Monday 23 November 2026.")

	b.WritesUp(ash, sam, first, "Tea, and the lake.")
	b.Get(ash, one).Is(http.StatusOK).Says("The copied note is out of date", "Copy it again", "I have copied it",
		"Tea, and the lake.")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("It was corrected, so please copy the note again.")
	form.Set("id", "")
	b.Post(ash, one+"/copied", form).Is(http.StatusConflict).Says("The visit was corrected while you were copying.")
	b.Post(ash, one+"/copied", url.Values{}).Is(http.StatusConflict)
}

// A note about a visit that was no visit is still in the clinical record until somebody says
// that they have taken it out.
func TestACopiedNoteOfAVisitThatWasNoneIsToBeTakenOut(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	first := b.Course(sam).Appointments[0].ID
	one := "/people/" + string(sam) + "/visits/" + string(first)
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, first, "Tea.")
	b.Post(ash, one+"/copied", b.Form(ash, one)).To(one)
	form := b.Opens(ash, one+"/record")
	form.Set("in_error", "yes")
	b.Post(ash, one+"/record", form).Is(http.StatusSeeOther)
	b.Now = b.Now.Add(time.Minute)

	b.Get(themselves, "/my-visits").KeepsFrom("Nothing has been written about this visit yet.").
		Says("A short note about this visit was copied into your health record")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Please take the note out of the clinical record.", "Take the note out")
	page := b.Get(ash, one).Is(http.StatusOK).Says("The copied note is wrong", "I have taken it out").
		KeepsFrom("I have copied it")
	b.Twice(ash, one+"/copied", url.Values{"id": {page.Hidden("id")}, "visit": {page.Hidden("visit")}}, one)
	b.Get(ash, one).Is(http.StatusOK).KeepsFrom("The copied note is wrong", "I have taken it out")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Take the note out")
	b.Get(themselves, "/my-visits").Says("Nothing has been written about this visit yet.").
		KeepsFrom("was copied into your health record")
	b.WritesUp(ash, sam, first, "Tea after all.")
	b.Get(ash, one).Is(http.StatusOK).Says("I have copied it").KeepsFrom("out of date")
	b.Verify()
}

func TestAWorkersDayHasWhatTheyNeedAtTheDoor(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := b.Get(ash, "/visits").Is(http.StatusOK).Says("Today, Monday 23 November 2026", "10:00 Sam Okafor",
		"Visit 1 of 10.", "How to get in", "Call Sam: 0", "Move")
	if !strings.Contains(page.Body, `href="tel:&#43;441632960123"`) {
		t.Error("nothing rings Sam")
	}
	b.Now = b.Now.Add(90 * time.Minute)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Write up")
	first := b.Course(sam).Appointments[0].ID
	b.WritesUp(ash, sam, first, "Tea.")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("10:00 Sam Okafor", "Held").KeepsFrom("Call Sam")
}
