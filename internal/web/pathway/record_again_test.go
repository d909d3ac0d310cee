package pathway_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What they agreed to before can be stopped at any time: the record of who waits again, in
// whichever state, leads there and to what they were asked.
func TestTheRecordOfWhoIsReferredAgainLeadsToWhatTheyAgreedToBefore(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		const stop = "Record that they stop what they agreed to before"
		var w *studyReturn
		holds := func(p *story.Person, what string, consent, stops bool) {
			t.Helper()
			path := "/people/" + string(p.ID())
			page := w.Page(path, w.token)
			if strings.Contains(page, `href="`+path+`/consent"`) != consent ||
				strings.Contains(page, `href="`+path+`/consent/stop"`) != stops || strings.Contains(page, stop) != stops {
				t.Errorf("%s:\n%s", what, webtest.Lines(page))
			}
		}
		first := true
		w = returned(t, address, func(r *studyReturn, again *story.Person) {
			w = r
			if !first {
				return
			}
			first = false
			holds(again, "referred", true, true)
			if page := w.Page("/people/"+string(again.ID())+"/consent", w.token); !strings.Contains(page, stop) {
				t.Errorf("the page of consents:\n%s", webtest.Lines(page))
			}
			w.Lena.Accepts(again).OK()
			holds(again, "accepted", true, true)
			w.cora.Invites(again, pathway.InPerson).OK()
			holds(again, "invited", true, true)
			w.cora.TakesConsent(again, pathway.OnPaper).OK()
			holds(again, "taking part", true, false) // which is on the page of consents
		})
		paused, other := w.again[1], w.Six[2]
		w.Lena.Enters(paused, life.Readmission, "").OK()
		holds(paused, "on hold", true, true)
		w.cora.HearsStop(paused, pathway.Wholly, "").OK()
		holds(paused, "after they stopped", false, false)
		holds(other, "who never came back", true, false)
		w.Lena.Enters(paused, life.Death, "").OK()
		holds(paused, "dead", false, false)
	})
}
