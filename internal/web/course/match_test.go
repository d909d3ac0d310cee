package course_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestStaffSeeWhoIsToBeToldAndWriteItDownOnceTheyHave(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Get(b.Lena, at+"/match/told").Is(http.StatusConflict).Says("There is nobody left to tell here.")
	b.Matches(sam, ash)
	b.Sends()
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says("Who has been told", "Ash Murray, that they visit Sam",
		"By email, sent on Monday 23 November 2026, 09:00", "Sam, that Ash Murray visits them", "Not told yet",
		"Record that they know")
	b.Get(ash, at+"/visits").Is(http.StatusOK).Says("Not told yet").KeepsFrom("match/told", "match/end")
	page := b.Get(b.Lena, at+"/match/told").Is(http.StatusOK).Says("Record this once they know, not before.")
	form := url.Values{"id": {page.Hidden("id")}}
	webtest.Day(form, "on", "24", "11", "2026")
	b.Post(b.Lena, at+"/match/told", form).Is(http.StatusUnprocessableEntity).Says("Choose who was told.",
		"Choose how they were told.", "The day can't be in the future.")
	if again := b.Post(b.Lena, at+"/match/told", form); !strings.Contains(again.Body, `value="24"`) {
		t.Error("what was typed is lost")
	}
	record, err := b.Care.SeeVisits(context.Background(), b.Lena.Actor, sam)
	b.Ok(err)
	form.Set("news", string(record.Match.Match)+".begin.person")
	form.Set("how", "phone")
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/match/told", form).To(at + "/visits")
	b.Post(b.Lena, at+"/match/told", form).To(at + "/visits") // the second tap
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says(
		"By telephone, on 23 November 2026. Recorded by Lena.").KeepsFrom("Not told yet")
	form.Set("id", "")
	b.Post(b.Lena, at+"/match/told", form).Is(http.StatusConflict).Says("Somebody else has recorded that they know")
}

func TestSomebodyAsksForAnotherWorkerAndGetsOne(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Get(themselves, "/my-visits/another").Is(http.StatusNotFound)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Would you like somebody else to visit?",
		"You don't have to say why.")
	page := b.Get(themselves, "/my-visits/another").Is(http.StatusOK).Says("Ask for another worker?",
		"Ash can't see here that you asked.")
	form := url.Values{"id": {page.Hidden("id")}}
	b.Post(themselves, "/my-visits/another", form).To("/my-visits")
	b.Post(themselves, "/my-visits/another", form).To("/my-visits")
	b.Get(themselves, "/my-visits/another").To("/my-visits")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says(
		"You asked for another worker on 23 November 2026.").KeepsFrom("my-visits/another")
	b.Get(ash, at+"/visits").Is(http.StatusOK).KeepsFrom("asked for another")
	b.Get(ash, at+"/match/keep").Is(http.StatusConflict)
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says("Sam has asked for another worker", "Ash Murray can't see this.",
		"We talked: keep the same worker")

	keep := url.Values{"id": {b.Get(b.Lena,
		at+"/match/keep").Is(http.StatusOK).Says("Will Ash Murray go on visiting Sam?").Hidden("id")},
		"asked": {b.Get(b.Lena, at+"/match/keep").Hidden("asked")}}
	b.Post(b.Lena, at+"/match/keep", keep).Is(http.StatusUnprocessableEntity).Says("Enter the day you talked")
	webtest.Day(keep, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/match/keep", keep).To(at + "/visits")
	b.Post(b.Lena, at+"/match/keep", keep).To(at + "/visits")
	b.Get(b.Lena, at+"/match/keep").Is(http.StatusConflict)
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).KeepsFrom("asked for another")
	b.Now = b.Now.Add(time.Minute)
	form.Set("id", b.Get(themselves, "/my-visits/another").Is(http.StatusOK).Hidden("id"))
	b.Post(themselves, "/my-visits/another", form).To("/my-visits")

	page = b.Get(b.Lena, at+"/match/end").Is(http.StatusOK).Says("Ash Murray no longer visits Sam?",
		"10 planned visits will be cancelled.", "They asked for another worker")
	end := url.Values{"id": {page.Hidden("id")}, "match": {page.Hidden("match")}, "reason": {"asked_for_another"}}
	webtest.Day(end, "on", "24", "11", "2026")
	b.Post(b.Lena, at+"/match/end",
		end).Is(http.StatusUnprocessableEntity).Says("The day it ended can't be in the future.")
	webtest.Day(end, "on", "23", "11", "2026")
	b.Post(b.Lena, at+"/match/end", end).To(at + "/visits")
	b.Post(b.Lena, at+"/match/end", end).To(at + "/visits")
	b.Get(b.Lena, at+"/match/end").Is(http.StatusConflict)
	b.Get(ash, at+"/visits").Is(http.StatusNotFound)
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("Sam")
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says("Nobody visits them at the moment.", "Choose who visits",
		"Who visited them before", "They asked for another worker", "10 to plan")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("We are looking for somebody else to visit you.",
		"Your peer support worker no longer visits you, so this visit is cancelled.")
	b.Get(themselves, "/my-visits/another").Is(http.StatusConflict)
	b.Post(themselves, "/my-visits/another", url.Values{}).Is(http.StatusConflict)
	b.Get(b.Lena, at+"/match").Is(http.StatusOK).Says("The person asked to change from this worker.")
	b.Matches(sam, bo)
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Bo will visit you.")
	b.Get(bo, at+"/visits").Is(http.StatusOK).Says("10 to plan").KeepsFrom("Ash", "asked for another")
}

func TestTheMatchingListSaysWhoCanBeChosenAndWhyAnotherCannot(t *testing.T) {
	b := webtest.Open(t)
	b.Works("Ash Murray", authz.PeerWorker)
	bo := b.Hires("Bo Lind", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam) + "/match"
	page := b.Get(b.Lena, at).Is(http.StatusOK).Says("Ash Murray", "Trained and cleared.", "Has room for 9 more people.",
		"We don't know yet where the person lives.", "Who can't be chosen now", "Bo Lind",
		"Not on record: Right to work seen.")
	page.KeepsFrom(`value="` + string(bo.Actor.Account) + `"`)
	form := url.Values{"id": {page.Hidden("id")}, "worker": {string(bo.Actor.Account)}}
	webtest.Day(form, "on", "23", "11", "2026")
	b.Post(b.Lena, at, form).Is(http.StatusUnprocessableEntity).Says(
		"5 days of the introductory course left to do.", "Not on record: Two references taken up.")
}
