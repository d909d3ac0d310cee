package care_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// writesUp has ash say what came of an appointment.
func (b *bench) writesUp(ash member, sam id.Participant, a id.Appointment, did string) {
	b.t.Helper()
	path := "/people/" + string(sam) + "/visits/" + string(a) + "/record"
	page := b.get(ash, path).is(http.StatusOK)
	form := url.Values{"id": {page.hidden("id")}, "replaces": {page.hidden("replaces")}, "outcome": {"attended"},
		"at": {"10:00"}, "minutes": {"50"}, "place": {"home"}, "what_we_did": {did}}
	day(form, "started_at", "23", "11", "2026")
	b.post(ash, path, form).to("/visits")
}

func TestTheTextForTheClinicalRecordIsCopiedMarkedAndCopiedAgainAfterACorrection(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	themselves := b.arrives(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	first := b.course(sam).Appointments[0].ID
	one := "/people/" + string(sam) + "/visits/" + string(first)
	b.get(ash, one).is(http.StatusOK).keepsFrom("For the clinical record")
	b.now = b.now.Add(2 * time.Hour)
	b.writesUp(ash, sam, first, "Tea, and <b>the pond</b>.")
	b.get(ash, "/visits").is(http.StatusOK).says("To do", "Its text is not in the clinical record yet.", "This week: ")

	page := b.get(ash, one).is(http.StatusOK).says("For the clinical record",
		"visit 1 of 10, Monday 23 November 2026, 10:00", "Tea, and <b>the pond</b>.",
		"Next visit: Monday 30 November 2026, 10:00.", "Peer support worker: Ash Murray.", "I have copied it")
	form := url.Values{"id": {page.hidden("id")}, "visit": {page.hidden("visit")}}
	b.get(b.lena, one).is(http.StatusOK).keepsFrom("For the clinical record")
	b.post(b.lena, one+"/copied", form).is(http.StatusForbidden)
	b.get(themselves, "/my-visits").is(http.StatusOK).keepsFrom("clinical record")
	b.post(ash, one+"/copied", form).to(one)
	b.post(ash, one+"/copied", form).to(one)
	b.get(ash, one).is(http.StatusOK).says("Copied by Ash Murray on Monday 23 November 2026").keepsFrom("I have copied it")
	b.get(ash, "/visits").is(http.StatusOK).keepsFrom("Its text is not in the clinical record yet.")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("A short text about this visit was copied into your clinical record on Monday 23 November 2026.")

	b.writesUp(ash, sam, first, "Tea, and the lake.")
	b.get(ash, one).is(http.StatusOK).says("What was copied is out of date", "Copy it again", "I have copied it",
		"Tea, and the lake.")
	b.get(ash, "/visits").is(http.StatusOK).says("It was corrected, so its text is to be copied again.")
	form.Set("id", "")
	b.post(ash, one+"/copied", form).is(http.StatusConflict).says("The visit was corrected while you were copying.")
	b.post(ash, one+"/copied", url.Values{}).is(http.StatusConflict)
}

func TestAWorkersDayHasWhatTheyNeedAtTheDoor(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	page := b.get(ash, "/visits").is(http.StatusOK).says("Today, Monday 23 November 2026", "10:00 Sam Okafor",
		"Visit 1 of 10.", "How to get in", "Call Sam: 0", "Move")
	if !strings.Contains(page.body, `href="tel:01632960123"`) {
		t.Error("nothing rings Sam")
	}
	b.now = b.now.Add(90 * time.Minute)
	b.get(ash, "/visits").is(http.StatusOK).says("Write up")
	first := b.course(sam).Appointments[0].ID
	b.writesUp(ash, sam, first, "Tea.")
	b.get(ash, "/visits").is(http.StatusOK).says("10:00 Sam Okafor", "Held").keepsFrom("Call Sam")
}
