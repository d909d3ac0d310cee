package care_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
)

// sends has every message sent that is due.
func (b *bench) sends() {
	b.t.Helper()
	_, err := b.k.RunDue(context.Background(), b.service.Works())
	b.ok(err)
}

func TestStaffSeeWhoIsToBeToldAndWriteItDownOnceTheyHave(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	b.get(b.lena, at+"/match/told").is(http.StatusConflict).says("Nothing is left to tell here.")
	b.matches(sam, ash)
	b.sends()
	b.get(b.lena, at+"/visits").is(http.StatusOK).says("Who has been told", "Ash Murray, that they visit Sam",
		"By e-mail, sent on Monday 23 November 2026, 09:00", "Sam, that Ash Murray visits them", "Not told yet", "Told them")
	b.get(ash, at+"/visits").is(http.StatusOK).says("Not told yet").keepsFrom("match/told", "match/end")
	page := b.get(b.lena, at+"/match/told").is(http.StatusOK).says("Write this down once they know, not before.")
	form := url.Values{"id": {page.hidden("id")}}
	day(form, "on", "24", "11", "2026")
	b.post(b.lena, at+"/match/told", form).is(http.StatusUnprocessableEntity).says("Choose who was told.",
		"Choose how they were told.", "The day can't be in the future.")
	if again := b.post(b.lena, at+"/match/told", form); !strings.Contains(again.body, `value="24"`) {
		t.Error("what was typed is lost")
	}
	record, err := b.care.SeeVisits(context.Background(), b.lena.actor, sam)
	b.ok(err)
	form.Set("news", string(record.Match.Match)+".begin.person")
	form.Set("how", "phone")
	day(form, "on", "23", "11", "2026")
	b.post(b.lena, at+"/match/told", form).to(at + "/visits")
	b.post(b.lena, at+"/match/told", form).to(at + "/visits") // the second tap
	b.get(b.lena, at+"/visits").is(http.StatusOK).says("By telephone, on 23 November 2026. Lena wrote it down.").keepsFrom("Not told yet")
	form.Set("id", "")
	b.post(b.lena, at+"/match/told", form).is(http.StatusConflict).says("Somebody has written down in the meantime")
}

func TestSomebodyAsksForAnotherWorkerAndGetsOne(t *testing.T) {
	b := open(t)
	ash, bo := b.works("Ash Murray", authz.PeerWorker), b.works("Bo Lind", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	themselves := b.arrives(sam)
	b.get(themselves, "/my-visits/another").is(http.StatusNotFound)
	b.matches(sam, ash)
	b.plans(sam, ash)
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Would you like somebody else to visit?",
		"You don't have to say why.")
	page := b.get(themselves, "/my-visits/another").is(http.StatusOK).says("Ask for another worker?",
		"Ash does not see here that you asked.")
	form := url.Values{"id": {page.hidden("id")}}
	b.post(themselves, "/my-visits/another", form).to("/my-visits")
	b.post(themselves, "/my-visits/another", form).to("/my-visits")
	b.get(themselves, "/my-visits/another").to("/my-visits")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("You asked for another worker on 23 November 2026.").keepsFrom("my-visits/another")
	b.get(ash, at+"/visits").is(http.StatusOK).keepsFrom("asks for another")
	b.get(ash, at+"/match/keep").is(http.StatusConflict)
	b.get(b.lena, at+"/visits").is(http.StatusOK).says("Sam asks for another worker", "Ash Murray does not see this.",
		"We talked: it stays as it is")

	keep := url.Values{"id": {b.get(b.lena,
		at+"/match/keep").is(http.StatusOK).says("Ash Murray goes on visiting Sam?").hidden("id")},
		"asked": {b.get(b.lena, at+"/match/keep").hidden("asked")}}
	b.post(b.lena, at+"/match/keep", keep).is(http.StatusUnprocessableEntity).says("Enter the day you talked")
	day(keep, "on", "23", "11", "2026")
	b.post(b.lena, at+"/match/keep", keep).to(at + "/visits")
	b.post(b.lena, at+"/match/keep", keep).to(at + "/visits")
	b.get(b.lena, at+"/match/keep").is(http.StatusConflict)
	b.get(b.lena, at+"/visits").is(http.StatusOK).keepsFrom("asks for another")
	b.now = b.now.Add(time.Minute)
	form.Set("id", b.get(themselves, "/my-visits/another").is(http.StatusOK).hidden("id"))
	b.post(themselves, "/my-visits/another", form).to("/my-visits")

	page = b.get(b.lena, at+"/match/end").is(http.StatusOK).says("Ash Murray no longer visits Sam?",
		"10 visits to come are called off.", "They asked for another worker")
	end := url.Values{"id": {page.hidden("id")}, "match": {page.hidden("match")}, "reason": {"asked_for_another"}}
	day(end, "on", "24", "11", "2026")
	b.post(b.lena, at+"/match/end",
		end).is(http.StatusUnprocessableEntity).says("The day it ended can't be in the future.")
	day(end, "on", "23", "11", "2026")
	b.post(b.lena, at+"/match/end", end).to(at + "/visits")
	b.post(b.lena, at+"/match/end", end).to(at + "/visits")
	b.get(b.lena, at+"/match/end").is(http.StatusConflict)
	b.get(ash, at+"/visits").is(http.StatusNotFound)
	b.get(ash, "/visits").is(http.StatusOK).keepsFrom("Sam")
	b.get(b.lena, at+"/visits").is(http.StatusOK).says("Nobody visits them at the moment.", "Choose who visits",
		"Who visited them before", "They asked for another worker", "10 to plan")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("We are looking for somebody else to visit you.",
		"Somebody else is going to visit you, so this visit is called off.")
	b.get(themselves, "/my-visits/another").is(http.StatusConflict)
	b.post(themselves, "/my-visits/another", url.Values{}).is(http.StatusConflict)
	b.get(b.lena, at+"/match").is(http.StatusOK).says("They asked to change from this worker.")
	b.matches(sam, bo)
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Bo will visit you.")
	b.get(bo, at+"/visits").is(http.StatusOK).says("10 to plan").keepsFrom("Ash", "asked for another")
}
