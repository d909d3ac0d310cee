package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

// The two write down what stays, and say together that it is enough: nobody
// waits at a door after that, the person reads it, and the summary may go.
func TestVisitsEndOnceAndThePersonKeepsWhatWasWrittenDown(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		bo := s.PeerWorker("Bo Lindqvist")
		lead := s.Lead("Lena Fairweather")

		ash.Sends(ash.WritesUp(sam.Session(1), story.Attended)).OK()
		ash.PlansEnding(sam, course.EndingPlan{Helped: "Walking to the library."}).OK()
		ash.Ends(sam, course.EndedSooner, "").OK()
		ash.Ends(sam, course.EndedSooner, "").OK() // the second tap
		_, refused := bo.OpensEnding(sam)
		refused.Is(fault.NotFound)

		own, read := sam.ReadsOwnVisits()
		read.OK()
		plan, _ := own.Ending.Plan()
		if _, over := own.Ending.Ending(); !over || plan.Helped != "Walking to the library." || own.Course.Planned() != 0 ||
			own.May.ChangeOwn {
			t.Errorf("they read %+v, with %d still planned", own.Ending, own.Course.Planned())
		}
		lead.SendsLetter(sam, course.LetterEnding, course.ToGP).OK()
		s.Holds(1, "audit entry ending.end")
		s.Verify()
	})
}
