package pathway_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Who came back and has no worker yet has no visits that could be paused: those of before
// are over.
func TestWhoCameBackAndIsNotVisitedYetReadsOfNoPausedVisits(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	today := programme.Of(b.Now, time.UTC)
	b.Ok(b.Care.RecordVisit(t.Context(), ash.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, "v"),
		Appointment: b.Course(sam).Open()[0].ID, Outcome: course.Attended, StartedAt: b.Now.Add(-time.Hour), Minutes: 50,
		Place: course.PlaceHome, WhatWeDid: "We walked."}))
	b.Ok(b.Care.EndVisits(t.Context(), b.Lena.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "e"),
		Kind: course.EndedSooner, On: today}, true))
	returns(t, b).To("/referrals/" + string(sam))
	b.Agrees(sam)
	me := b.Arrives(sam)
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "l"),
		Kind: life.Readmission, On: today}, true))
	b.Get(me, "/home").Is(http.StatusOK).KeepsFrom("Your visits are paused")
	b.Get(me, "/my-visits").Is(http.StatusOK).Says("We walked.").KeepsFrom("Your visits are paused")
	b.Verify()
}
