package pathway_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Only a yes can be changed on their own page: from a no, or a stop, another road leads back.
func TestWhatSomebodyAnsweredThemselvesSaysHowItCanChange(t *testing.T) {
	for scope, road := range map[string]string{
		"from_visits_only": "If they want visits again, record that under invitation and consent.",
		"wholly":           "To take part again they need a new referral.",
		"no":               "They said no themselves, and can change their mind.",
	} {
		b := webtest.Open(t)
		sam := b.Accepts("Sam")
		b.Invites(sam)
		own, path := b.Arrives(sam), "/my-consents/no"
		if scope != "no" {
			b.Post(own, "/my-consents/agree", b.Answers(b.Form(own, "/my-consents/agree"))).To("/my-consents")
			b.Matches(sam, b.Works("Ash Murray", authz.PeerWorker))
			path = "/my-consents/stop"
		}
		later(b)
		form := b.Form(own, path)
		form.Set("scope", scope)
		b.Post(own, path, form).Is(http.StatusSeeOther)
		b.Get(b.Lena, "/people/"+string(sam)+"/undo").Is(http.StatusOK).Says(road).KeepsFrom("on their own page")
	}
}

// Anybody can stop at any time, so the way there is on the record of somebody on hold, too.
func TestTheRecordOfSomebodyOnHoldLeadsToWhatTheyAgreedTo(t *testing.T) {
	for _, kind := range []string{"readmission", "moving_away"} {
		b := webtest.Open(t)
		cora, sam := b.Works("Cora", authz.Coordinator), b.Refers(b.Remi, b.North, "Sam")
		b.Agrees(sam)
		at := "/people/" + string(sam)
		event := b.Opens(b.Lena, at+"/life")
		event.Set("kind", kind)
		webtest.Day(event, "on", "23", "11", "2026")
		b.Post(b.Lena, at+"/life", event).Is(http.StatusSeeOther)
		for _, who := range []webtest.Member{b.Lena, cora} {
			b.Get(who, at).Is(http.StatusOK).Says("Invitation and consent")
			b.Get(who, webtest.ConsentPath(sam, "stop")).Is(http.StatusOK)
		}
	}
}
