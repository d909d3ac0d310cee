package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

// What stands in the clinical record must not differ from what is written here
// without anybody knowing.
func TestANoteThatWasCopiedIsOutOfDateOnceTheVisitIsCorrected(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		bo := s.PeerWorker("Bo Lindqvist")

		ash.CopiesNote(sam.Session(1)).Is(fault.Invalid) // nothing is written yet
		ash.Sends(ash.WritesUp(sam.Session(1), story.Attended)).OK()
		ash.CopiesNote(sam.Session(1)).OK()
		ash.CopiesNote(sam.Session(1)).OK() // the phone tries again
		if !ash.HasCopied(sam.Session(1)) {
			t.Error("it was copied, and nobody knows")
		}
		ash.Corrects(sam.Session(1), 35).OK()
		if ash.HasCopied(sam.Session(1)) {
			t.Error("what was copied is out of date, and nobody is told")
		}
		ash.CopiesNote(sam.Session(1)).OK()

		_, refused := bo.OpensVisits(sam)
		refused.Is(fault.NotFound)
		s.Holds(2, "audit entry clinical_note.copy")
		s.Verify()
	})
}
