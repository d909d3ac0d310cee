package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/story"
)

// A reply lost on a bad line must not record the referral twice.
func TestAReferralSentTwiceIsRecordedOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		sam := s.Somebody("Sam Okoro", 3)

		remi.Refers(sam).OK()
		remi.Refers(sam).OK() // the browser tries again

		s.Holds(1, "person in referred")
		s.Holds(1, "audit entry referral.make")
	})
}

// One id, two bodies: neither is put in the other's place without a word.
func TestAReferralSentAgainWithOtherWordsIsAConflict(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		sam := s.Somebody("Sam Okoro", 3)
		remi.Refers(sam).OK()

		sam.Referral.Contact.Phone = "01632 960999"

		remi.RefersSurely(sam).Is(fault.Conflict)
		s.Holds(1, "audit entry referral.make")
	})
}

func TestSomebodyWhoIsThereAlreadyIsShownBeforeTheyAreReferredAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		north, south := s.Team("North"), s.Team("South")
		remi, josie := s.Referrer("Remi Adebayo").InTeam(north), s.Referrer("Josie Whitlock").InTeam(south)
		remi.Refers(s.Somebody("Zoë Müller", 3)).OK()

		again := s.Somebody("zoe muller, again", 1, func(r *pathway.Referral) {
			r.Identity.BirthDate = s.Somebody("Zoë Müller", 3).Referral.Identity.BirthDate
		})

		remi.Refers(again).IsLikely(1)
		again.Referral.Team = south.ID
		josie.Refers(again).IsLikely(0) // there is somebody, and that is all that another team learns
		josie.RefersSurely(again).OK()
		s.Holds(2, "person in referred")
	})
}

func TestAReferrerSeesOnlyTheirOwnTeam(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
		josie := s.Referrer("Josie Whitlock").InTeam(s.Team("South"))
		sam := s.Participant("discharged last week")

		_, seen := remi.OpensReferral(sam)
		seen.OK()
		_, refused := josie.OpensReferral(sam)
		refused.Is(fault.NotFound)

		s.Holds(1, "refusal referral.see")
	})
}

func TestAnotherOrganisationSeesNobodyAndFindsNobody(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		stranger := s.FoundOrganisation("Saltmarsh Coast Recovery").Lead("Hamish Rutherford")

		_, refused := stranger.Opens(sam)
		refused.Is(fault.NotFound)
		for _, typed := range []string{"Sam Okoro", string(sam.Referral.Identity.NHSNumber)} {
			if found, a := stranger.Finds(typed); len(found) != 0 {
				t.Errorf("%q finds %d people of another organisation", typed, len(found))
			} else {
				a.OK()
			}
		}
	})
}

// The same person may be on two organisations' books; neither may learn of it.
func TestTheSamePersonInTwoOrganisationsIsNoDuplicate(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		there := s.FoundOrganisation("Saltmarsh Coast Recovery")
		elowen := there.Referrer("Elowen Trevanion").InTeam(there.Team("Coast"))
		sam := s.Participant("discharged last week")

		twin := there.Somebody("Sam Okoro", 7)
		twin.Referral.Identity = sam.Referral.Identity

		elowen.Refers(twin).OK()
		s.Holds(1, "person in referred")
	})
}

func TestNobodyIsAcceptedWhileALineIsUnsure(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		lena := s.Lead("Lena Fairweather")
		sam := s.Participant("discharged yesterday", func(r *pathway.Referral) {
			r.Eligibility[0].Reply = programme.NotSure
		})
		settled := sam.Referral.Eligibility
		sam.Referral.Eligibility = nil // the lead forgets to ask again
		for _, a := range settled {
			a.Reply = programme.Yes
			if a.Line == "unsafe_alone" || a.Line == "out_of_area" {
				a.Reply = programme.No
			}
			sam.Referral.Eligibility = append(sam.Referral.Eligibility, a)
		}

		lena.Accepts(sam).HasProblem("eligibility." + settled[0].Line)
		s.Holds(1, "person in referred")

		sam.Referral.Eligibility = settled
		lena.Accepts(sam).OK()
		lena.Accepts(sam).OK() // the second tap
		s.Holds(1, "person in accepted")
		s.Holds(1, "audit entry screening.decide")
	})
}
