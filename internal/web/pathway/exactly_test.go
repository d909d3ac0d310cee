package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/webtest"
)

// In a study, who stopped the visits alone had some. Who may know of visits reads the same
// of them wherever their standing is said, and who may not reads that they take part.
func TestWhoMayKnowOfVisitsReadsEverywhereThatTheyWereStopped(t *testing.T) {
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, address string) {
		w := webtest.TellStudyFor(t, address, webtest.AsGiven, 20)
		ann, again := w.Six[0], w.Somebody("Anne Archer", 3)
		again.Referral.Identity.BirthDate = ann.Referral.Identity.BirthDate
		south := w.Team("South")
		again.Referral.Team = south.ID
		w.Referrer("Rhea South").InTeam(south).RefersSurely(again).OK()
		w.Lena.HearsStop(ann, pathway.FromVisitsOnly, "").OK()
		w.Clock.MoveTo(w.Clock.Now().Add(time.Minute))
		cora := w.SignIn(w.Coordinator("Cora Vaughan").Email)
		ruth := w.SignIn(w.Supervisor("Ruth Castellano").Email)
		const exact = "Taking part, without visits"
		said := func(what, page string, is bool) {
			t.Helper()
			if page = webtest.Lines(page); strings.Contains(page, exact) != is || !strings.Contains(page, "Ann") {
				t.Errorf("%s, %v:\n%s", what, is, page)
			}
		}
		find := func(token, typed string) string {
			_, page := w.Ask(http.MethodPost, "/people", token, url.Values{"find": {typed}})
			return page
		}
		record := "/people/" + string(ann.ID())
		said("the record", w.Page(record, w.Lead), true)
		for _, typed := range []string{"Archer", "Ann Archer " + ann.Referral.Identity.BirthDate.String()} {
			said("the search for "+typed, find(w.Lead, typed), true)
			said("the supervisor's", find(ruth, typed), true)
			said("the coordinator's", find(cora, typed), false)
		}
		said("the coordinator's record", w.Page(record, cora), false)
		other := "/people/" + string(again.ID())
		said("who may be the same", w.Page(other+"/screening", w.Lead), true)
		said("to be joined", w.Page(other+"/same-person", w.Lead), true)

		join := pathway.Joining(id.From[id.SamePerson]([16]byte{2}), again.ID(), ann.ID(), false)
		w.Must(w.Care.JoinRecords(t.Context(), w.Lena.Actor(), again.ID(), join, false))
		said("joined", w.Page(other+"/same-person", w.Lead), true)
		said("how it was", w.Page(other+"/screening", w.Lead), true)
	})
}
