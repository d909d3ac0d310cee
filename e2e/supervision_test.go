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
		yesterday := s.Today().AddDays(-1)

		ruth.HoldsSupervision(yesterday, ash).OK()
		ruth.HoldsSupervision(yesterday, ash).OK() // the second tap
		s.Holds(1, "audit entry supervision.record")
		ruth.TakesBackSupervision(yesterday).OK()
		ruth.TakesBackSupervision(yesterday).OK()
		s.Holds(2, "audit entry supervision.record")
		s.Verify()
	})
}
