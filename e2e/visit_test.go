package e2e

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

// A reply lost on a bad line must not record the visit twice.
func TestVisitSentTwiceIsRecordedOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)

		visit := ash.WritesUp(sam.Session(1), story.Attended)
		ash.Sends(visit).OK()
		ash.Sends(visit).OK() // the phone tries again

		s.Holds(1, "visit")
		s.Holds(1, "audit entry visit.record")
		s.Verify()
	})
}

// Nobody loses a visit by being unwell, and nobody's note is written over.
func TestAMissedVisitStaysAndItsPlaceIsPlannedAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		bo := s.PeerWorker("Bo Lindqvist")

		ash.Sends(ash.WritesUp(sam.Session(1), story.Attended)).OK()
		ash.Moves(sam.Session(2), 24*time.Hour, course.PartyParticipant, "").OK()
		ash.Sends(ash.WritesUp(sam.Session(2), story.DidNotAttend)).OK()

		_, refused := bo.OpensVisits(sam)
		refused.Is(fault.NotFound) // nobody told Bo that there is a Sam
		own, read := sam.ReadsOwnVisits()
		read.OK()
		if own.Course.SessionsHeld() != 1 || len(own.Course.ToPlan()) != 1 || len(own.Course.Appointments) != 10 {
			t.Errorf("%d held, %v to plan, %d appointments", own.Course.SessionsHeld(), own.Course.ToPlan(),
				len(own.Course.Appointments))
		}
	})
}
