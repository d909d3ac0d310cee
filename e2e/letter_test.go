package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/story"
)

// A GP hears that visits begin only when the person has agreed to it, and a
// letter that is recorded twice went once.
func TestAStartLetterGoesToWhomThePersonAgreedTo(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		s.PeerWorker("Ash Murray").MatchedTo(sam)
		lead := s.Lead("Lena Fairweather")

		lead.SendsLetter(sam, course.LetterStart, course.ToGP).OK()
		lead.SendsLetter(sam, course.LetterStart, course.ToGP).OK() // the second tap
		if refused := lead.SendsLetter(sam, course.LetterEnding, course.ToGP); refused.Err == nil {
			t.Error("an ending summary of visits that go on was sent")
		}
		s.Holds(1, "audit entry letter.send")
		s.Verify()
	})
}
