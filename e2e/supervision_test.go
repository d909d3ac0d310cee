package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/story"
)

// Taken back, a session stays to be read and counts no more; what is recorded
// twice is there once.
func TestASessionOfSupervisionIsRecordedOnceAndTakenBackOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash, ruth := s.PeerWorker("Ash Murray").MatchedTo(sam), s.Supervisor("Ruth Castellano")
		today := s.Today()

		ruth.HoldsSupervision(today, ash).OK()
		ruth.HoldsSupervision(today, ash).OK() // the second tap
		s.Holds(1, "audit entry supervision.record")
		ruth.TakesBackSupervision(today).OK()
		ruth.TakesBackSupervision(today).OK()
		s.Holds(2, "audit entry supervision.record")
		s.Verify()
	})
}
