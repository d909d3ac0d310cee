package life_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestFromAWorryWhoseHolderIsAwayAllTheirsAreHandedBack(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	at := "/people/" + string(sam)
	b.Agrees(sam)
	b.Matches(sam, ash)
	form := b.Form(ash, at+"/worry")
	form.Set("urgency", "today")
	form.Set("about", "adult_safeguarding")
	form.Set("words", "A bruise")
	one := at + "/worries/" + form.Get("id")
	b.Post(ash, at+"/worry", form).To(one)
	away := "/workers/" + string(ruth.Actor.Account) + "/hand-over"
	b.Get(b.Lena, one).Is(http.StatusOK).KeepsFrom("away for a long time")
	take := url.Values{"id": {b.Get(ruth, one).Hidden("id.worry.receipt")}, "next": {"I ring her."}}
	b.Post(ruth, one+"/acknowledge", take).To(one)
	b.Get(ruth, one).Is(http.StatusOK).KeepsFrom("away for a long time")
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Is Ruth Castellano away for a long time?").Link(away)
	b.Get(b.Lena, away).Is(http.StatusOK).Says("If Ruth Castellano is away for a long time", "They have taken on 1 worry.",
		"Nobody else has this role: Supervisor").KeepsFrom("Sam")
	b.Post(b.Lena, away, url.Values{}).To("/worries")
	b.Sends()
	b.Get(b.Lena, one).Is(http.StatusOK).Says("Ruth Castellano can't see to this. They are away").
		KeepsFrom("Is Ruth Castellano away")
	b.Get(b.Lena, away).Is(http.StatusOK).Says("so there is nothing to hand over")
	b.Verify()
}
