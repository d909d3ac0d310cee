package e2e

import (
	"testing"

	"footbridge.org/footbridge/internal/story"
)

// On their own phone, without script, somebody says how it has been, thinks
// better of it, and the lead hears it at her desk without a name.
func TestSomebodySaysHowItHasBeenAndTheLeadHearsItWithoutAName(t *testing.T) {
	s := onStage(t)
	own := s.as(t, "participant")
	own.WithoutScript()
	own.Width(390)
	own.Visit(s.base + "/feedback")
	own.See("How has it been for you?")
	own.Click("Send it")
	own.See("Write a few words, or go back without sending any.")
	own.Axe()
	own.Fill("What would you like to tell us?", "We walked to the weir and back.")
	own.Click("Yes, without my name")
	own.Click("Send it")
	own.See("Thank you. We will read it.")
	own.See("We walked to the weir and back.")
	own.Axe()
	own.NoHorizontalScroll()

	lead := s.as(t, "lead")
	lead.Width(1280)
	lead.Visit(s.base + "/feedback/all")
	lead.See("We walked to the weir and back.")
	lead.DontSee("Nkechi")
	lead.Axe()
	lead.Width(390)
	lead.NoHorizontalScroll()

	today := s.Clock.Now().In(story.London).Format("2 January 2006")
	own.ClickOf("Change it or take it back", "what you told us on "+today)
	own.See("Change what you told us")
	own.Axe()
	own.Click("Take it back")
	own.See("You have taken it back.")
	lead.Visit(s.base + "/feedback/all")
	lead.DontSee("We walked to the weir and back.")
}
