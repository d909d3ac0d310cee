package care_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// trains puts everything on record that ash needs before a first visit.
func (b *bench) trains(ash member) {
	b.t.Helper()
	d, today := b.definition(), programme.Of(b.now, time.UTC)
	record := func(f workforce.WorkerFact) {
		b.ok(b.people.RecordWorker(context.Background(), b.lena.actor, ash.actor.Account, f))
	}
	record(workforce.WorkerFact{Details: &workforce.Details{ID: kernel.NewID[id.Details](b.k, "d"),
		Worker: workforce.Worker{
			Districts: []workforce.District{"GU2"}, ContractedMinutes: 20 * 60,
		}}})
	for _, asked := range d.Workers.Clearances {
		record(workforce.WorkerFact{Clearance: &workforce.Clearance{ID: kernel.NewID[id.Clearance](b.k, asked.Key),
			Key: asked.Key, Issued: today}})
	}
	for i := range d.Workers.CourseDays {
		record(workforce.WorkerFact{Training: &workforce.Training{ID: kernel.NewID[id.Training](b.k, "t"),
			Kind: workforce.CourseDay, On: today.AddDays(-i)}})
	}
}

func TestAClearanceAndATrainingDayAreRecordedOnTheFormsAndTakenBack(t *testing.T) {
	b := open(t)
	ash, ruth := b.hires("Ash Murray", authz.PeerWorker), b.hires("Ruth Castellano", authz.Supervisor)
	at := "/workers/" + string(ash.actor.Account)
	b.get(ruth, "/workers").is(http.StatusOK).says("Ash Murray", "May not visit yet", "Not on record: Right to work seen.",
		"5 days of the introductory course are still to come.", "Hours not recorded yet")
	key := b.definition().Workers.Clearances[3].Key
	form := url.Values{"id": {b.get(ruth, at+"/clearance").is(http.StatusOK).hidden("id")}, "key": {key}}
	day(form, "issued", "31", "2", "2026")
	b.post(ruth, at+"/clearance", form).is(http.StatusUnprocessableEntity)
	day(form, "issued", "2", "11", "2026")
	day(form, "expires", "1", "11", "2026")
	b.post(ruth, at+"/clearance",
		form).is(http.StatusUnprocessableEntity).says("It can't run out before the day it was given.")
	day(form, "expires", "30", "11", "2026")
	b.post(ruth, at+"/clearance", form).to(at)
	b.post(ruth, at+"/clearance", form).to(at) // the second tap
	b.get(ruth, at).is(http.StatusOK).says("Right to work seen",
		"Runs out in 7 days").keepsFrom("Not on record: Right to work seen.")

	form = url.Values{"id": {b.get(ruth, at+"/training").is(http.StatusOK).hidden("id")}, "completes": {"yes"}}
	day(form, "on", "2", "11", "2026")
	b.post(ruth, at+"/training", form).is(http.StatusUnprocessableEntity).says("Choose what it was.")
	form.Set("kind", "course_day")
	b.post(ruth, at+"/training", form).to(at)
	b.get(ruth, at).is(http.StatusOK).says("Introductory course",
		"this makes it complete").keepsFrom("days of the introductory course")

	form = url.Values{"id": {b.get(ruth, at+"/details").is(http.StatusOK).hidden("id")},
		"introduction": {"I <b>garden</b>."}, "districts": {"gu2, nowhere"}, "contracted_minutes": {"lots"}}
	b.post(ruth, at+"/details", form).is(http.StatusUnprocessableEntity).says("Enter the hours a week",
		"A postcode district is the first half", "I <b>garden</b>.")
	form.Set("districts", "gu2\nGU3")
	form.Set("contracted_minutes", "22.5")
	b.post(ruth, at+"/details", form).to(at)
	b.get(ash, "/my-training").is(http.StatusOK).says("My training", "GU2, GU3", "Room for 10 more people",
		"1.5 of 22.5 hours", "I <b>garden</b>.").keepsFrom("in-error", "Record a")

	entry := "/in-error?entry=" + form.Get("id")
	b.get(ruth, at+entry).is(http.StatusOK).says("Somebody has corrected it already.") // details are not taken back
	b.get(ash, at).is(http.StatusNotFound)
	b.get(ash, "/workers").is(http.StatusNotFound)
	b.get(b.remi, at).is(http.StatusNotFound)
	b.get(ruth, "/workers/"+string(b.remi.actor.Account)).is(http.StatusConflict)
}

func TestAnEntryAboutAWorkerIsTakenBackOnce(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	at := "/workers/" + string(ash.actor.Account)
	b.get(b.lena, "/workers").is(http.StatusOK).says("May visit", "2 top-up days are still to come.",
		"Room for 9 more people")
	w, err := b.people.SeeWorker(context.Background(), b.lena.actor, ash.actor.Account)
	b.ok(err)
	page := b.get(b.lena, at+"/in-error?entry="+w.Held()[0].Key()).is(http.StatusOK).says("23 November 2026")
	form := url.Values{"id": {page.hidden("id")}, "entry": {page.hidden("entry")}, "of": {page.hidden("of")}}
	b.post(b.lena, at+"/in-error", form).to(at)
	b.post(b.lena, at+"/in-error", form).to(at)
	form.Set("id", kernel.NewID[string](b.k, "a colleague's"))
	b.post(b.lena, at+"/in-error", form).is(http.StatusConflict)
	b.get(b.lena, at).is(http.StatusOK).says("May not visit yet", "Not on record")
}

func TestTheListOfWorkersCostsTheSameForOneAsForMany(t *testing.T) {
	b := open(t)
	b.works("Ash Murray", authz.PeerWorker)
	before := b.cost(b.lena, "/workers")
	for _, name := range []string{"Bo Lind", "Cy Moss", "Di Rook"} {
		b.works(name, authz.PeerWorker)
	}
	if now := b.cost(b.lena, "/workers"); now != before {
		t.Errorf("%d queries for one, %d for four", before, now)
	}
}

func TestTheMatchingListSaysWhoCanBeChosenAndWhyAnotherCannot(t *testing.T) {
	b := open(t)
	b.works("Ash Murray", authz.PeerWorker)
	bo := b.hires("Bo Lind", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	at := "/people/" + string(sam) + "/match"
	page := b.get(b.lena, at).is(http.StatusOK).says("Ash Murray", "Trained and cleared.", "Has room for 9 more people.",
		"Nobody knows yet where they live.", "Who can't be chosen now", "Bo Lind", "Not on record: Right to work seen.")
	page.keepsFrom(`value="` + string(bo.actor.Account) + `"`)
	form := url.Values{"id": {page.hidden("id")}, "worker": {string(bo.actor.Account)}}
	day(form, "on", "23", "11", "2026")
	b.post(b.lena, at, form).is(http.StatusUnprocessableEntity).says("5 days of the introductory course are still to come.", "Not on record: Two references taken up.")
}
