package e2e

import "testing"

func TestTheServiceReportIsReadOnAPhoneAndAtADeskWithoutScript(t *testing.T) {
	s := onStage(t)
	for _, width := range []int{390, 1280} {
		tab := s.as(t, "analyst")
		tab.WithoutScript()
		tab.Width(width)
		tab.Visit(s.base + "/service-report")
		tab.See("People in a study are left out")
		tab.See("Retention by team")
		tab.DontSee("Farahani")
		tab.Axe()
		tab.NoHorizontalScroll()
	}
}
