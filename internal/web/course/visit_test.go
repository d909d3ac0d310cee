package course_test

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestTenVisitsFromTheChoiceOfAWorkerToTheNoteThatIsRead(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Get(b.Lena, at+"/match").Is(http.StatusConflict)
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Get(themselves, "/my-visits").Is(http.StatusNotFound)
	b.Get(themselves, "/home").Is(http.StatusOK).KeepsFrom("visit you", "my-visits")
	b.Get(ash, at+"/visits").Is(http.StatusNotFound)
	b.Get(b.Lena, at).Is(http.StatusOK).Says("Choose who visits")

	b.Matches(sam, ash)
	b.Get(themselves, "/home").Is(http.StatusOK).Says("Ash will visit you.")
	b.Get(b.Lena, at).Is(http.StatusOK).Says("Ash Murray visits them.", "Plan the visits")
	b.Get(bo, at+"/visits").Is(http.StatusNotFound)
	b.Plans(sam, ash)
	b.Get(b.Lena, at+"/visits").Is(http.StatusOK).Says("0 of 10 visits held, 10 planned, 0 to plan.", "Visit 10 of 10",
		"Monday 25 January 2027, 10:00")
	b.Get(themselves, "/home").Is(http.StatusOK).Says("Your next visit", "Monday 23 November 2026, 10:00",
		"Visit 1 of 10, with Ash. At home.")
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Today, Monday 23 November 2026", "10:00 Sam Okafor")
	b.Get(bo, "/visits").Is(http.StatusOK).Says("Nobody yet").KeepsFrom("Sam")

	first := b.Course(sam).Appointments[0].ID
	record := at + "/visits/" + string(first) + "/record"
	b.Now = b.Now.Add(2 * time.Hour)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("10:00 Sam Okafor", "Write up")
	form := url.Values{"id": {b.Get(ash, record).Is(http.StatusOK).Hidden("id")}, "outcome": {"attended"}, "at": {"10:00"},
		"minutes": {""}, "place": {"home"}, "what_we_did": {"Tea, and <b>the pond</b>."}}
	webtest.Day(form, "started_at", "23", "11", "2026")
	b.Post(ash, record, form).Is(http.StatusUnprocessableEntity).Says("Tea, and <b>the pond</b>.", "Enter how long it was")
	form.Set("minutes", "50")
	b.Post(ash, record, form).To("/visits")
	b.Post(ash, record, form).To("/visits") // the second tap
	form.Set("id", kernel.NewID[string](b.K, "a colleague's"))
	form.Set("what_we_did", "Another account of it")
	b.Post(ash, record, form).Is(http.StatusConflict).Says("Another account of it", "Somebody else has recorded")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("You met, for 50 minutes.", "Tea, and <b>the pond</b>.",
		"Monday 30 November 2026, 10:00")
	b.Get(b.Lena, at).Is(http.StatusOK).Says("1 of 10 visits held, 9 planned, 0 to plan.")
	b.Get(b.Remi, "/referrals/"+string(sam)).Is(http.StatusOK).KeepsFrom("Ash", "pond", "visits held")
}

func TestAVisitIsMovedAndCancelledOnTheFormsAndTheHistoryIsRead(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	at := "/people/" + string(sam) + "/visits"
	one := at + "/" + string(b.Course(sam).Appointments[2].ID)
	page := b.Get(ash, one+"/move").Is(http.StatusOK).Says("Now it is on Monday 7 December 2026, 10:00. At home.")
	form := url.Values{"id": {page.Hidden("id")}, "from": {page.Hidden("from")}, "worker": {page.Hidden("worker")},
		"at": {"2.30pm"}, "to.minutes": {"45"}, "to.place": {"elsewhere"}}
	webtest.Day(form, "to.start", "9", "12", "2026")
	b.Post(ash, one+"/move", form).Is(http.StatusUnprocessableEntity).Says("Say who asked for this.", "Say where")
	form.Set("by", "participant")
	form.Set("to.where", "the café at the library")
	b.Post(ash, one+"/move", form).To(at)
	b.Post(ash, one+"/move", form).To(at)
	form.Set("id", kernel.NewID[string](b.K, "saw the old time"))
	b.Post(b.Lena, one+"/move", form).Is(http.StatusConflict).Says(
		"This appointment has been moved since you opened it.")

	page = b.Get(ash, one+"/cancel").Is(http.StatusOK)
	form = url.Values{"id": {page.Hidden("id")}, "from": {page.Hidden("from")}, "by": {"worker"}}
	b.Post(ash, one+"/cancel", form).Is(http.StatusUnprocessableEntity).Says("Say why")
	form.Set("reason", "I am on a course.")
	b.Post(ash, one+"/cancel", form).To(at)
	b.Post(ash, one+"/cancel", form).To(at)
	b.Get(ash, one+"/cancel").Is(http.StatusConflict)
	b.Get(ash, one).Is(http.StatusOK).Says("Cancelled", "First planned for Monday 7 December 2026, 10:00",
		"the café at the library", "I am on a course.", "by Ash Murray")
	b.Get(ash, at).Is(http.StatusOK).Says("9 planned, 1 to plan", "Plan the remaining visits")
	b.Get(ash, at+"/"+strings.Repeat("0", id.Length)).Is(http.StatusNotFound)
}

// In a study it is the arm that says who has visits. Before somebody is
// allocated nobody is matched with them, and nothing speaks of it.
func TestInAStudyThereIsNoTraceOfVisitsBeforeTheAllocation(t *testing.T) {
	b := webtest.OpenWith(t, "crisis-peer-support-study")
	b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	at := "/people/" + string(sam)
	b.Get(b.Lena, at).Is(http.StatusOK).KeepsFrom(at+"/match", at+"/visits")
	b.Get(b.Lena, at+"/match").Is(http.StatusNotFound)
	b.Get(b.Lena, at+"/visits").Is(http.StatusNotFound)
	b.Post(b.Lena, at+"/match", url.Values{}).Is(http.StatusNotFound)
	themselves := b.Arrives(sam)
	b.Get(themselves, "/home").Is(http.StatusOK).KeepsFrom("my-visits", "next visit", "visit you")
	b.Get(themselves, "/my-visits").Is(http.StatusNotFound)
}

func TestAWorkersListCostsTheSameForOneAsForMany(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	hour := 9
	add := func(names ...string) {
		for _, name := range names {
			sam := b.Refers(b.Remi, b.North, name, func(f url.Values) { f.Set("sure", "1") })
			b.Agrees(sam)
			b.Matches(sam, ash)
			hour++
			b.PlansAt(strconv.Itoa(hour)+":00", sam, ash)
		}
	}
	add("Sam")
	before := b.Cost(ash, "/visits")
	add("Jo", "Kim", "Lee", "Max", "Noor")
	if now := b.Cost(ash, "/visits"); now != before {
		t.Errorf("%d queries for one, %d for six", before, now)
	}
}

func TestTheFormAndTheVisitsSayWhereABankHolidayLies(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	themselves := b.Arrives(sam)
	b.Matches(sam, ash)
	b.Get(ash, at+"/visits/plan").Is(http.StatusOK).Says("Bank holidays in this time: 25 December 2026, Christmas Day; 28 December 2026, Boxing Day (substitute day)", "moves to the nearest other weekday")
	b.Plans(sam, ash) // on Mondays
	b.Get(ash, at+"/visits").Is(http.StatusOK).Says("Tuesday 29 December 2026, 10:00",
		"Not on 28 December 2026: Boxing Day (substitute day).")
	b.Get(themselves, "/my-visits").Is(http.StatusOK).Says("Not on 28 December 2026: Boxing Day (substitute day).")
	sixth := b.Course(sam).Appointments[5]
	move := at + "/visits/" + string(sixth.ID) + "/move"
	page := b.Get(ash, move).Is(http.StatusOK).Says("Bank holidays in this time: 25 December 2026, Christmas Day")
	b.Get(themselves, "/my-visits/"+string(sixth.ID)+"/move").Is(http.StatusOK).Says("Bank holidays in this time:",
		"For example, 1 12 2026")
	form := url.Values{
		"id": {page.Hidden("id")}, "from": {page.Hidden("from")}, "worker": {page.Hidden("worker")}, "at": {"10:00"},
		"to.minutes": {"60"}, "to.place": {"home"}, "by": {"participant"},
	}
	webtest.Day(form, "to.start", "25", "12", "2026")
	b.Post(ash, move, form).To(at + "/visits")
	b.Get(ash, at+"/visits").Is(http.StatusOK).Says("Friday 25 December 2026, 10:00",
		"A bank holiday: Christmas Day.").KeepsFrom("Not on 28 December 2026")
}

// Whoever said why they did not meet, and then that they did, has answered what is no
// longer asked.
func TestWhyTheyDidNotMeetIsNoMatterOnceTheyMet(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash Murray", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(2 * time.Hour)
	path := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[0].ID) + "/record"
	form := b.Opens(ash, path)
	form.Set("outcome", "attended")
	form.Set("reason", "forgot")
	form.Set("what_we_did", "Tea.")
	b.Post(ash, path, form).To("/visits")
}

// A visit whose time has passed and that isn't written up is named so alike on the
// visits' page, in the strip, in the caseloads and in their count, and is never next.
func TestAPastVisitIsToWriteUpWhereverItIsNamed(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(3 * time.Hour)
	const count = "0 of 10 visits held, 1 to write up, 9 planned, 0 to plan."
	b.Get(b.Lena, "/people/"+string(sam)+"/visits").Is(http.StatusOK).Says(count, "To write up Monday 23 November",
		"Next Monday 30 November 2026, 10:00", "1 to write up 2 planned").KeepsFrom("1 planned 2")
	b.Get(b.Lena, "/caseloads").Is(http.StatusOK).Says(count, "1 to write up 2 planned")
	b.WritesUp(ash, sam, b.Course(sam).Open()[0].ID, "Tea.")
	b.Get(b.Lena, "/people/"+string(sam)+"/visits").Is(http.StatusOK).
		Says("1 of 10 visits held, 9 planned, 0 to plan.", "1 held 2 planned").KeepsFrom("To write up")
}

// Whose visits have not begun, or never will, is told so, and not that they want no more.
func TestTheVisitsPageSaysWhereSomebodyIsBeforeAnyVisit(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	page := "/people/" + string(sam) + "/visits"
	const not = "want no more visits"
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They have been referred. Visits haven't started.").KeepsFrom(not)
	jo := b.Accepts("Jo")
	page = "/people/" + string(jo) + "/visits"
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They have been accepted. Visits haven't started.").KeepsFrom(not)
	b.Invites(jo)
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They are thinking it over. Visits haven't started.").KeepsFrom(not)
	kim := b.Refers(b.Remi, b.North, "Kim")
	b.Decides(kim, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
	b.Get(b.Lena, "/people/"+string(kim)+"/visits").Is(http.StatusOK).
		Says("The referral was declined, so there are no visits.", "Nobody visits them.").KeepsFrom(not, "yet")
}

// What can still go ahead is only said where something is planned; who has had all
// visits has no time left to keep to.
func TestThePageOfAllVisitsHeldSpeaksOfNoneToCome(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	page := "/people/" + string(sam) + "/visits"
	for len(b.Course(sam).Open()) > 0 {
		v := b.Course(sam).Open()[0]
		b.Now = v.End().Add(time.Hour)
		if len(b.Course(sam).Open()) == 1 {
			break
		}
		b.Ok(b.Care.RecordVisit(context.Background(), ash.Actor, sam, course.Visit{
			ID: kernel.NewID[id.Visit](b.K, string(v.ID)), Appointment: v.ID, Outcome: course.Attended,
			StartedAt: v.Start, Minutes: 50, Place: course.PlaceHome, WhatWeDid: "Tea."}))
	}
	b.Now = b.Now.AddDate(0, 0, 30)
	lena := b.Works("Lena Two", authz.Lead)
	b.Get(lena, page).Is(http.StatusOK).Says("The time for the visits is over.").KeepsFrom("can go ahead")
	v := b.Course(sam).Open()[0]
	b.Ok(b.Care.RecordVisit(context.Background(), ash.Actor, sam, course.Visit{
		ID: kernel.NewID[id.Visit](b.K, string(v.ID)), Appointment: v.ID, Outcome: course.Attended,
		StartedAt: v.Start, Minutes: 50, Place: course.PlaceHome, WhatWeDid: "Tea."}))
	b.Get(lena, page).Is(http.StatusOK).Says("10 of 10 visits held. All the visits have been held.").
		KeepsFrom("can go ahead", "time for the visits")
	// The service report counts their visits as over, and so does the list that they stay on
	// until somebody has recorded it.
	b.Get(lena, "/caseloads").Is(http.StatusOK).Says("Visits are over for 1 of them, and nobody has recorded it yet.",
		"Visits over: record it")
}
