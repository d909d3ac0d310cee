package people_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A page that somebody was on when their session ended is theirs to come back to. Somebody
// else, who may not open it, begins where they always do.
func TestOnlyTheSamePersonGoesBackToThePageOfASessionThatHasEnded(t *testing.T) {
	b := webtest.Open(t)
	sam, jo := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Jo")
	b.Agrees(sam)
	me := b.Arrives(sam)
	b.Ok(b.People.SignOutEverywhere(t.Context(), me.Actor))
	me.Cookies = b.Get(me, "/my-visits").Cookies()
	enters := func(browser webtest.Member, who id.Participant, to string) {
		t.Helper()
		card, err := b.People.GiveCard(t.Context(), b.Lena.Actor, who)
		b.Ok(err)
		in := b.Post(browser, "/sign-in/card", url.Values{"card": {card.Code}})
		in.To("/my-number")
		here := webtest.Member{Cookies: in.Cookies()}
		if b.Get(here, "/my-number").Code == http.StatusOK {
			chooses(b, here, chosen()).To(to)
			return
		}
		b.Post(here, "/my-number/give", url.Values{"own_number": {webtest.OwnNumber}}).To(to)
	}
	enters(me, jo, "/")
	enters(me, sam, "/my-visits")
	nobodys := webtest.Member{Cookies: b.Get(nobody, "/my-visits").Cookies()}
	enters(nobodys, jo, "/my-visits") // as from a link in a message
}
