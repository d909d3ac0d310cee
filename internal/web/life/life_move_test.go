package life_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// movesAhead has the lead record on Monday 23 November that somebody who is visited on
// Mondays moves away on Thursday 3 December.
func movesAhead(t *testing.T) (b *webtest.Bench, sam id.Participant, ash webtest.Member) {
	t.Helper()
	b = webtest.Open(t)
	ash = b.Works("Ash Murray", authz.PeerWorker)
	sam = b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Sends()
	b.Now = b.Now.Add(time.Minute)
	at := "/people/" + string(sam) + "/life"
	form := b.Form(b.Lena, at)
	form.Set("kind", "readmission")
	webtest.Day(form, "on", "3", "12", "2026")
	b.Post(b.Lena, at, form).Is(http.StatusUnprocessableEntity).Says("Only moving away can be recorded ahead.")
	form.Set("kind", "moving_away")
	b.Twice(b.Lena, at, form, at+"/"+form.Get("id"))
	b.Sends()
	return b, sam, ash
}

// stands holds where they stand: after days, everybody has to sign in again.
func stands(b *webtest.Bench, sam id.Participant, want programme.Stands) {
	r, err := b.Care.SeePerson(context.Background(), b.Lena.Actor, sam)
	b.Ok(err)
	if r.Person.Standing.Is != want {
		b.Ok(fmt.Errorf("they stand at %s, not %s", r.Person.Standing.Is, want))
	}
}

func openOf(b *webtest.Bench, sam id.Participant) int { return len(b.Course(sam).Open()) }

func TestMovingAwayAheadCallsOffWhatIsLaterAndTakesEffectOnItsDay(t *testing.T) {
	b, sam, _ := movesAhead(t)
	page := "/people/" + string(sam)
	b.Get(b.Lena, page).Is(http.StatusOK).Says("Sam moves away on 3 December 2026. Until then everything goes on.",
		"Taking part")
	if n := openOf(b, sam); n != 2 {
		t.Errorf("%d visits are still planned", n)
	}
	var mail string
	told := func() (n int) {
		for _, text := range b.SentAll("ash.murray@example.org") {
			if strings.Contains(text, "These visits no longer happen") {
				mail, n = text, n+1
			}
		}
		return n
	}
	if told() != 1 || !strings.Contains(mail, "7 December") || strings.Contains(mail, "30 November") {
		t.Errorf("the worker reads:\n%s", mail)
	}
	b.Now = time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)
	b.Sends()
	stands(b, sam, programme.TakingPart)
	b.Now = time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)
	b.Sends()
	b.Sends()
	stands(b, sam, programme.Away)
	if told() != 1 {
		t.Errorf("the worker is told %d times", told())
	}
	b.Verify()
}

// A visit of a day after the move can't be held any more, and asks for no other, though there
// is room for one before it.
func TestVisitsOfDaysAfterAMoveDoNotAskToBePlannedAgain(t *testing.T) {
	b, sam, ash := movesAhead(t)
	b.Now = b.Now.Add(3 * time.Hour) // today's visit is over: there is room for one more
	b.Get(ash, "/visits").Says("Cancelled: Monday 7 December 2026, 10:00. Asked for by: The service.").
		KeepsFrom("Please plan it again")
	next := b.Course(sam).Open()[1]
	b.Ok(b.Care.CancelVisit(context.Background(), b.Lena.Actor, sam, course.Cancellation{Appointment: next.ID,
		ID: kernel.NewID[id.Cancellation](b.K, "off"), From: next.Start, By: course.PartyService, Reason: "Snow"}))
	b.Get(ash, "/visits").Once("Please plan it again").
		Says("Cancelled: Monday 30 November 2026, 10:00. Please plan it again.")
}

// Nobody is at a door that they have moved away from.
func TestNoVisitIsPlannedForTheDaysAfterAMove(t *testing.T) {
	b, sam, ash := movesAhead(t)
	open := b.Course(sam).Open()
	last := open[len(open)-1]
	late := last.Arrangement
	late.Start = time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC) // the day itself
	err := b.Care.MoveVisit(context.Background(), ash.Actor, sam, course.Move{ID: kernel.NewID[id.Move](b.K, "late"),
		Appointment: last.ID, From: last.Start, To: late, By: course.PartyWorker, Reason: "A holiday"})
	if p, _ := fault.AsProblems(err); !p.Any() || p[0].Key != "appointment.after_move" {
		t.Errorf("a visit is moved to the day of the move: %v", err)
	}
	from := programme.Of(b.Now, time.UTC).AddDays(2) // Wednesdays: one is left before the move
	again := course.Series{From: from, Weekday: programme.WeekdayOf(from), At: timeOfDay(t, "14:00"), Minutes: 60,
		Place: course.PlaceHome}
	b.Ok(b.Care.PlanVisits(context.Background(), ash.Actor, sam, kernel.NewID[id.Series](b.K, "again"), again))
	for _, v := range b.Course(sam).Open() {
		if !programme.Of(v.Start, time.UTC).Before(programme.Of(late.Start, time.UTC)) {
			t.Errorf("a visit is planned for %v", v.Start)
		}
	}
	again.From = from.AddDays(14)
	err = b.Care.PlanVisits(context.Background(), ash.Actor, sam, kernel.NewID[id.Series](b.K, "late"), again)
	if p, _ := fault.AsProblems(err); !p.Any() || p[0].Key != "appointment.after_move" {
		t.Errorf("visits are planned for after the move: %v", err)
	}
}

func timeOfDay(t *testing.T, clock string) programme.TimeOfDay {
	t.Helper()
	at, err := programme.ParseTimeOfDay(clock)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// takesMoveBack has the lead say that the last event in somebody's life was a mistake.
func takesMoveBack(b *webtest.Bench, page string) {
	b.Now = b.Now.Add(time.Minute)
	form := b.Form(b.Lena, page+"/undo")
	opened := b.Get(b.Lena, page+"/undo").Is(http.StatusOK).Body
	_, fact, _ := strings.Cut(opened, `value="life_event/`)
	fact, _, _ = strings.Cut(fact, `"`)
	form["fact"], form["why"] = []string{"life_event/" + fact}, []string{"They stay after all"}
	b.Post(b.Lena, page+"/undo", form).To(page)
}

func TestMovingAwayAheadCanBeTakenBackBeforeItsDay(t *testing.T) {
	b, sam, _ := movesAhead(t)
	page := "/people/" + string(sam)
	takesMoveBack(b, page)
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They stay after all").KeepsFrom("moves away on")
	b.Now = time.Date(2026, 12, 3, 12, 0, 0, 0, time.UTC)
	b.Sends()
	stands(b, sam, programme.TakingPart)
	b.Verify()
}

// Until the day comes everything goes on: that another worker has the visits by then, or
// that one was written up, doesn't keep a move that won't be.
func TestMovingAwayAheadCanBeTakenBackWhateverBecameOfTheVisitsBefore(t *testing.T) {
	b, sam, ash := movesAhead(t)
	page, bo := "/people/"+string(sam), b.Works("Bo Lind", authz.PeerWorker)
	b.Now = b.Now.Add(time.Minute)
	b.Ok(b.Care.HandOver(context.Background(), b.Lena.Actor, ash.Actor.Account, appcare.HandOver{To: bo.Actor.Account}))
	b.Get(b.Lena, page+"/undo").Is(http.StatusOK).Says("The planned visits went to this worker.").
		Once("Visits have been planned or written up since.") // of the consent
	takesMoveBack(b, page)
	b.Get(b.Lena, page).Is(http.StatusOK).Says("They stay after all").KeepsFrom("moves away on")
	b.Get(bo, page+"/visits").Is(http.StatusOK).Says("2 planned, 8 to plan")
	b.Verify()
}

// What an event has called off stays so. To write up a visit of before it is no plan.
func TestAnEventCanBeTakenBackWhenAVisitOfBeforeItIsWrittenUpSince(t *testing.T) {
	b, sam, ash := movesAhead(t)
	page := "/people/" + string(sam)
	takesMoveBack(b, page)
	first := b.Course(sam).Open()[0]
	b.Now = first.End().Add(time.Minute)
	form := b.Form(b.Lena, page+"/life")
	form.Set("kind", "readmission")
	b.Post(b.Lena, page+"/life", form).Is(http.StatusSeeOther)
	b.Now = b.Now.Add(time.Minute)
	b.Ok(b.Care.RecordVisit(context.Background(), ash.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, "v"),
		Appointment: first.ID, Outcome: course.Attended, StartedAt: first.Start, Minutes: 50, Place: course.PlaceHome,
		WhatWeDid: "We talked"}))
	takesMoveBack(b, page)
	stands(b, sam, programme.TakingPart)
}

// Nobody is asked to plan again what can't be planned before a move, nor what is planned.
func TestWhatAMoveCalledOffIsNotToBePlannedAgain(t *testing.T) {
	b, sam, ash := movesAhead(t)
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Cancelled: Monday 7 December").KeepsFrom("Please plan it again")
	takesMoveBack(b, "/people/"+string(sam))
	b.Get(ash, "/visits").Is(http.StatusOK).Says("Please plan it again")
}

// Nothing says that visits are to be planned for which there is no day before a move.
func TestOnlyVisitsThatFitBeforeAMoveAreToBePlanned(t *testing.T) {
	b, sam, ash := movesAhead(t)
	visits := "/people/" + string(sam) + "/visits"
	b.Get(b.Lena, visits).Is(http.StatusOK).Says("2 planned, 0 to plan", "Sam moves away on 3 December 2026").
		KeepsFrom("Plan the remaining visits", "For all of them to fit")
	b.Get(ash, "/visits").Is(http.StatusOK).KeepsFrom("8 to plan")
	b.Get(b.Lena, "/caseloads").Is(http.StatusOK).Says("0 to plan").KeepsFrom("8 to plan")
	off := visits + "/" + string(b.Course(sam).Open()[1].ID) + "/cancel"
	form := b.Form(ash, off)
	form.Set("by", "worker")
	form.Set("reason", "A cold")
	b.Post(ash, off, form).Is(http.StatusSeeOther)
	b.Get(b.Lena, visits).Is(http.StatusOK).Says("1 planned, 1 to plan", "Plan the remaining visits")
	b.Get(ash, visits+"/plan").Is(http.StatusOK).Says("1 visit")
}
