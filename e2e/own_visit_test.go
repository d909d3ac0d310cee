package e2e

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

// Somebody who cannot be in on Tuesday need not ask anybody's leave.
func TestAVisitIsMovedAndAnotherCalledOffByThePersonAndTheWorkerHearsOfIt(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		s.Works()
		before := s.Outbox.List()

		sam.MovesOwn(2, 3*time.Hour, "").OK()
		sam.MovesOwn(2, 12*time.Hour, "").Is(fault.Invalid) // in the evening nobody comes
		sam.TelephonesInstead(3, "The house is full.").OK()
		sam.CallsOffOwn(4, "").OK()
		sam.CallsOffOwn(4, "").OK() // the phone tries again
		s.Works()

		s.Holds(2, "audit entry visit.move_own")
		s.Holds(1, "audit entry visit.cancel_own")
		if told := len(s.Outbox.List()) - len(before); told != 3 {
			t.Errorf("%d messages were sent, not 3", told)
		}
		seen, answer := ash.OpensVisits(sam)
		answer.OK()
		var telephone, off int
		for _, b := range seen.Course.Appointments {
			if b.Place == course.PlaceTelephone {
				telephone++
			}
			if b.State == course.AppointmentCancelled && b.Cancelled[0].By == course.PartyParticipant {
				off++
			}
		}
		if telephone != 1 || off != 1 || len(seen.Course.ToPlan()) != 1 {
			t.Errorf("%d by telephone, %d called off, to plan %v", telephone, off, seen.Course.ToPlan())
		}
		s.Verify()
	})
}
