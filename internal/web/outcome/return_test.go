package outcome_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A crisis team had them again, which is acute care: whoever asks about the time before
// is told so, in either arm alike.
func TestThatSomebodyInAStudyWasReferredAgainIsOnTheirFollowUp(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudy(t, address, webtest.AsGiven)
		south := w.Team("South")
		rosa := w.Referrer("Rosa Nunes").InTeam(south)
		const told = "They were referred again: a crisis team had them until"
		for i, p := range w.Six[:2] { // of either arm
			path := "/follow-up/" + string(p.ID())
			if page := webtest.Lines(w.Page(path, w.Blind)); strings.Contains(page, told) {
				t.Errorf("said before it is so:\n%s", page)
			}
			_, answer := rosa.RefersAgain(p, south, 2+i)
			answer.OK()
			if page := webtest.Lines(w.Page(path, w.Blind)); strings.Count(page, told) != 1 {
				t.Errorf("not said once:\n%s", page)
			} else if strings.Count(page, "The time since then has no follow-up of its own") != 1 {
				t.Errorf("nothing says why it asks about no more:\n%s", page)
			}
		}
		list := webtest.Lines(w.Page("/follow-up", w.Blind))
		if n := strings.Count(list, "The six. Referred again: a crisis team had them until"); n != 4 {
			t.Errorf("said %d times on\n%s", n, list)
		}
		for _, p := range w.Six[:2] { // of either arm
			screening := webtest.Lines(w.Page("/people/"+string(p.ID())+"/screening", w.Lead))
			if !strings.Contains(screening, "They were in a study before. It doesn't decide about visits any more") {
				t.Errorf("who decides isn't told:\n%s", screening)
			}
			w.Lena.Declines(p, pathway.TakesPartAlready, "").OK()
			if page := webtest.Lines(w.Page("/follow-up/"+string(p.ID()), w.Blind)); strings.Contains(page, told) {
				t.Errorf("said of who was referred twice:\n%s", page)
			}
		}
	})
}
