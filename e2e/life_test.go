package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/story"
)

// Somebody is back in crisis care: from that moment nobody is at their door,
// whoever visits them is told and says that they have read it, and when things
// go on all is planned anew.
func TestSomebodyIsBackInCrisisCareAndTheVisitsBeginAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		lead := s.Lead("Lena Fairweather")

		lead.Enters(sam, life.Readmission, "Rang from the ward.").OK()
		lead.Enters(sam, life.Readmission, "Rang from the ward.").OK() // the second tap
		record, a := ash.OpensVisits(sam)
		a.OK()
		if record.Course.Planned() != 0 || record.May.Plan {
			t.Errorf("%d visits are planned, and planning is %v", record.Course.Planned(), record.May.Plan)
		}
		s.Works()
		ash.Reads(sam, life.Readmission).OK()
		news, a := lead.OpensLife(sam, life.Readmission)
		a.OK()
		if news.News.State != life.NewsSettled {
			t.Errorf("the news stands %s", news.News.State)
		}
		ash.Enters(sam, life.GoingOn, "").OK()
		ash.PlansAnew(sam, s.Today().AddDays(2), "10:00").OK()
		s.Holds(2, "audit entry life.enter")
	})
}

// Somebody dies: nobody signs in as them, nothing is planned, and whoever
// visited them is not left alone.
func TestADeathStopsEverythingAndSomebodyIsThereForTheWorker(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := s.Participant("discharged last week")
		ash := s.PeerWorker("Ash Murray").MatchedTo(sam)
		ruth, lead := s.Supervisor("Ruth Castellano"), s.Lead("Lena Fairweather")

		lead.Enters(sam, life.Death, "").OK()
		s.Works()
		ash.Reads(sam, life.Death).OK()
		ruth.IsThere(sam, life.Death).OK()
		ash.PlansAnew(sam, s.Today().AddDays(2), "10:00").Is(fault.Conflict)
		lead.Enters(sam, life.GoingOn, "").Is(fault.Conflict)
	})
}

// At a phone, without script: each answer says what it does, a death is asked
// about once more, and the worker reads of it gently.
func TestALifeEventIsEnteredOnAPhoneAndReadByWhoeverVisits(t *testing.T) {
	s := onStage(t)
	lead := s.as(t, "lead")
	lead.WithoutScript()
	lead.Width(390)
	lead.Visit(s.base + "/caseloads")
	lead.Click("Nkechi Obi")
	lead.Click("Record a life event")
	lead.See("What has happened in the life of Nkechi?")
	lead.Click("Record this")
	lead.See("There is a problem")
	lead.Axe()
	lead.NoHorizontalScroll()
	lead.Click("Has died")
	lead.Click("Record this")
	lead.See("Nkechi Obi has died. Is that right?")
	lead.Axe()
	lead.NoHorizontalScroll()
	lead.Click("Go back without recording anything")
	lead.Click("Back in hospital or in crisis care")
	lead.Click("Record this")
	lead.See("News about Nkechi Obi")
	lead.Axe()
	lead.NoHorizontalScroll()
}
