package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workforce"
)

// Somebody who would rather have another worker says so with one button, and
// nobody asks them why.
func TestSomebodyAsksForAnotherWorkerAndTheVisitsGoOnWithSomebodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		lena, bo := s.Lead("Lena Fairweather"), s.PeerWorker("Bo Lind")
		lena.PreparesFully(bo)
		ash.Sends(ash.WritesUp(sam.Session(1), story.Attended)).OK()
		s.Works()
		before := len(s.Outbox.List())

		sam.AsksForAnother().OK()
		sam.AsksForAnother().OK() // the phone tries again
		s.Works()
		s.Holds(1, "audit entry match.ask_another")
		if told := s.Outbox.List()[before:]; len(told) != 2 { // Lena's and Lowri's, who leads as well
			t.Errorf("%d messages were sent: %v", len(told), told)
		}
		if seen, _ := ash.OpensVisits(sam); seen.Match.Asked.Fact.ID != "" {
			t.Error("the worker reads that Sam asks for another")
		}
		ash.EndsMatch(sam, ash, workforce.AskedForAnother).Is(fault.Denied)
		lena.EndsMatch(sam, ash, workforce.AskedForAnother).OK()
		lena.EndsMatch(sam, ash, workforce.AskedForAnother).OK()
		s.Works()

		_, answer := ash.OpensVisits(sam)
		answer.Is(fault.NotFound)
		lena.Matches(sam, bo).OK()
		lena.TellsOfMatch(sam, workforce.ToldInPerson)
		seen, answer := bo.OpensVisits(sam)
		answer.OK()
		if len(seen.Course.Held()) != 1 || len(seen.Course.ToPlan()) != 9 || seen.Course.Held()[0].Worker != ash.ID {
			t.Errorf("Bo finds %d held, %d to plan", len(seen.Course.Held()), len(seen.Course.ToPlan()))
		}
		bo.PlansAnew(sam, s.Today().AddDays(2), "11:00").OK()
		own, _ := sam.ReadsOwnVisits()
		if own.Staff[own.Worker] != "Bo Lind" {
			t.Errorf("Sam reads that %s comes", own.Staff[own.Worker])
		}
		s.Verify()
	})
}
