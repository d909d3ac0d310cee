package pathway_test

import (
	"net/http"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Nobody takes part in a time that is over: how it ended is said, to the team that
// referred them too. Who chooses a worker reads who visited them then.
func TestAnEarlierTimeSaysHowItEndedAndWhoVisited(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Get(b.Lena, "/people/"+string(sam)+"/match").KeepsFrom("The first time")
	b.Plans(sam, ash)
	for i, a := range b.Course(sam).Open() {
		b.Ok(b.Care.RecordVisit(t.Context(), ash.Actor, sam, course.Visit{ID: kernel.NewID[id.Visit](b.K, string(a.ID)),
			Appointment: a.ID, Outcome: course.Attended, StartedAt: b.Now.Add(-time.Duration(i+1) * time.Minute), Minutes: 1,
			Place: course.PlaceHome, WhatWeDid: "We walked."}))
	}
	returns(t, b).To("/referrals/" + string(sam))
	b.Agrees(sam)
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("How it ended All visits held").
		KeepsFrom("Taking part")
	idris := b.Works("Idris", authz.Coordinator)
	b.Get(idris, "/people/"+string(sam)+"/earlier").Is(http.StatusOK).Says("How it ended Ended by 23 November 2026").
		KeepsFrom("Taking part")
	b.Get(b.Lena, "/people/"+string(sam)+"/match").Is(http.StatusOK).Says("The first time, November 2026", "Ash Murray")
	b.Verify()
}
