package life_test

import (
	"net/http"
	"net/url"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A form that can't be sent any more is answered so, whatever else is wrong with it: there
// is no form left to mend that in.
func TestAFormOfWhatIsOverSaysThatWhateverIsWrongInIt(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	at := "/people/" + string(sam)
	form := b.Form(ash, at+"/worry")
	for name, value := range map[string]string{"urgency": "today", "about": "health", "words": "Sounded flat"} {
		form.Set(name, value)
	}
	b.Post(ash, at+"/worry", form).Is(http.StatusSeeOther)
	one := at + "/worries/" + form.Get("id")
	take := url.Values{"id": {b.Get(ruth, one).Hidden("id.worry.receipt")}, "next": {"I ring her now."}}
	b.Post(ruth, one+"/acknowledge", take).To(one)
	closing := url.Values{"id": {b.Get(ruth, one).Hidden("id.worry.closing")}, "words": {""}}
	b.Post(ruth, one+"/close", closing).Is(http.StatusUnprocessableEntity)
	closing.Set("words", "They are well.")
	b.Post(ruth, one+"/close", closing).To(one)
	stale := url.Values{"id": {"stale" + closing.Get("id")[5:]}, "words": {""}}
	b.Post(ruth, one+"/close", stale).Is(http.StatusConflict).
		Says("This can't be done now", "Somebody else has changed this")
}
