package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
)

// Somebody makes up their mind at home, at night, and changes it later: nobody
// has to be rung for either.
func TestSamAgreesAtHomeAndStopsTheVisitsLater(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		s.Lead("Lena Fairweather").Accepts(sam).OK()
		idris := s.Coordinator("Idris Vaughan")
		sam.Agrees().Is(fault.Conflict) // nobody has given them the sheet yet

		idris.Invites(sam, pathway.InPerson).OK()
		sam.Agrees("quotes").OK()
		sam.Agrees("quotes").OK() // no answer came, so Sam taps again

		own, read := sam.ReadsOwnConsents()
		read.OK()
		if !own.Standing.Visits || own.Standing.Agrees("quotes") || !own.Standing.Agrees("letters") {
			t.Errorf("stands at %+v", own.Standing)
		}
		sam.Stops(pathway.FromVisitsOnly).OK()
		sam.Stops(pathway.FromVisitsOnly).OK()
		s.Holds(1, "person in without_visits")
		s.Holds(1, "audit entry consent.agree")
		s.Holds(1, "audit entry consent.stop")
	})
}

func TestWhoStopsWhollyIsNotInvitedAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		s.Lead("Lena Fairweather").Accepts(sam).OK()
		idris := s.Coordinator("Idris Vaughan")
		idris.Invites(sam, pathway.ByTelephone).OK()
		idris.TakesConsent(sam, pathway.TelephoneWithWitness).OK()

		idris.HearsStop(sam, pathway.Wholly, "").OK()

		sam.Agrees().Is(fault.Conflict)
		sam.Stops(pathway.FromVisitsOnly).Is(fault.Conflict)
		s.Holds(1, "person in withdrawn")
		s.Holds(1, "audit entry consent.invite")
	})
}

// The referring team may decide to take somebody back: it must not do so
// knowing what they agreed to.
func TestTheReferringTeamAndTheMaskedSeeNoConsent(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		sam := s.Participant("discharged last week")
		s.Lead("Lena Fairweather").Accepts(sam).OK()
		s.Coordinator("Idris Vaughan").Invites(sam, pathway.InPerson).OK()

		_, refused := remi.OpensConsents(sam)
		refused.Is(fault.Denied)
		_, refused = s.Assessor("Mei-Ling Carter").OpensConsents(sam)
		refused.Is(fault.NotFound)
		s.Holds(2, "refusal consent.see")
	})
}
