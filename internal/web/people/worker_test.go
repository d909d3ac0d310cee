package people_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAClearanceAndATrainingDayAreRecordedOnTheFormsAndTakenBack(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Hires("Ash Murray", authz.PeerWorker), b.Hires("Ruth Castellano", authz.Supervisor)
	at := "/workers/" + string(ash.Actor.Account)
	b.Get(ruth, "/workers").Is(http.StatusOK).Says("Ash Murray", "May not visit yet", "Not on record: Right to work seen.",
		"5 days of the introductory course left to do.", "Hours not recorded yet")
	key := b.Definition().Workers.Clearances[3].Key
	form := url.Values{"id": {b.Get(ruth, at+"/clearance").Is(http.StatusOK).Hidden("id")}, "key": {key}}
	webtest.Day(form, "issued", "31", "2", "2026")
	b.Post(ruth, at+"/clearance", form).Is(http.StatusUnprocessableEntity)
	webtest.Day(form, "issued", "2", "11", "2026")
	webtest.Day(form, "expires", "1", "11", "2026")
	b.Post(ruth, at+"/clearance",
		form).Is(http.StatusUnprocessableEntity).Says("It can't expire before the day it was given.")
	webtest.Day(form, "expires", "30", "11", "2026")
	b.Post(ruth, at+"/clearance", form).To(at)
	b.Post(ruth, at+"/clearance", form).To(at) // the second tap
	b.Get(ruth, at).Is(http.StatusOK).Says("Right to work seen",
		"Expires in 7 days").KeepsFrom("Not on record: Right to work seen.", "Does not expire")
	b.Get(ruth, "/workers").Is(http.StatusOK).Says("Expires in 7 days").KeepsFrom(">Nothing<")

	form = url.Values{"id": {b.Get(ruth, at+"/training").Is(http.StatusOK).Hidden("id")}, "completes": {"yes"}}
	webtest.Day(form, "on", "2", "11", "2026")
	b.Post(ruth, at+"/training", form).Is(http.StatusUnprocessableEntity).Says("Choose what it was.")
	form.Set("kind", "course_day")
	b.Post(ruth, at+"/training", form).To(at)
	b.Get(ruth, at).Is(http.StatusOK).Says("Introductory course",
		"this makes it complete").KeepsFrom("days of the introductory course")

	form = url.Values{"id": {b.Get(ruth, at+"/details").Is(http.StatusOK).Hidden("id")},
		"introduction": {"I <b>garden</b>."}, "districts": {"gu2, nowhere"}, "contracted_minutes": {"lots"}}
	b.Post(ruth, at+"/details", form).Is(http.StatusUnprocessableEntity).Says("Enter the hours a week",
		"A postcode district is the first half", "I <b>garden</b>.")
	form.Set("districts", "gu2\nGU3")
	form.Set("contracted_minutes", "22.5")
	b.Post(ruth, at+"/details", form).To(at)
	b.Get(ash, "/my-training").Is(http.StatusOK).Says("My training", "GU2, GU3", "Room for 10 more people",
		"1.5 of 22.5 hours", "I <b>garden</b>.").KeepsFrom("in-error", "Record a")

	entry := "/in-error?entry=" + form.Get("id")
	b.Get(ruth, at+entry).Is(http.StatusOK).Says("Somebody else has corrected it.") // details are not taken back
	b.Get(ash, at).Is(http.StatusNotFound)
	b.Get(ash, "/workers").Is(http.StatusNotFound)
	b.Get(b.Remi, at).Is(http.StatusNotFound)
	b.Get(ruth, "/workers/"+string(b.Remi.Actor.Account)).Is(http.StatusConflict).
		Says("This can't be opened now", "This person isn't a peer support worker.")
}

func TestAnEntryAboutAWorkerIsTakenBackOnce(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	at := "/workers/" + string(ash.Actor.Account)
	b.Get(b.Lena, "/workers").Is(http.StatusOK).Says("May visit", "2 top-up days left to do.",
		"Room for 9 more people")
	w, err := b.People.SeeWorker(context.Background(), b.Lena.Actor, ash.Actor.Account)
	b.Ok(err)
	page := b.Get(b.Lena, at+"/in-error?entry="+w.CurrentEntries()[0].Key()).Is(http.StatusOK).Says("23 November 2026")
	form := url.Values{"id": {page.Hidden("id")}, "entry": {page.Hidden("entry")}, "of": {page.Hidden("of")}}
	b.Post(b.Lena, at+"/in-error", form).To(at)
	b.Post(b.Lena, at+"/in-error", form).To(at)
	form.Set("id", kernel.NewID[string](b.K, "a colleague's"))
	b.Post(b.Lena, at+"/in-error", form).Is(http.StatusConflict)
	b.Get(b.Lena, at).Is(http.StatusOK).Says("May not visit yet", "Not on record")
}

func TestTheListOfWorkersCostsTheSameForOneAsForMany(t *testing.T) {
	b := webtest.Open(t)
	b.Works("Ash Murray", authz.PeerWorker)
	before := b.Cost(b.Lena, "/workers")
	for _, name := range []string{"Bo Lind", "Cy Moss", "Di Rook"} {
		b.Works(name, authz.PeerWorker)
	}
	if now := b.Cost(b.Lena, "/workers"); now != before {
		t.Errorf("%d queries for one, %d for four", before, now)
	}
}
