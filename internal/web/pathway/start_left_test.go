package pathway_test

import (
	"context"
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Until the first visit was held, or is planned, somebody waits for a start.
func TestTheBoardSaysHowLongThereIsToStartOnceWhatWasPlannedIsCancelled(t *testing.T) {
	b := webtest.Open(t)
	sam, ash := b.Refers(b.Remi, b.North, "Sam"), b.Works("Ash", authz.PeerWorker)
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("left to start")
	b.Plans(sam, ash)
	b.Get(b.Lena, "/board").Is(http.StatusOK).KeepsFrom("left to start")
	for _, a := range b.Course(sam).Open() {
		b.Ok(b.Care.CancelVisit(context.Background(), ash.Actor, sam, course.Cancellation{Appointment: a.ID,
			ID: kernel.NewID[id.Cancellation](b.K, string(a.ID)), From: a.Start, By: course.PartyWorker, Reason: "Ill"}))
	}
	b.Get(b.Lena, "/board").Is(http.StatusOK).Says("Sam Okafor", "left to start")
	b.Verify()
}
