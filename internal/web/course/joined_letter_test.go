package course_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// untrue are words of letters, and about them, that aren't so of somebody whose other record
// goes on.
var untrue = []string{"isn't taking part", "until you have said yes", "any more letters", "once the visits have ended",
	"When a letter about you is written", "You can give them their own copy"}

// No letter of a record that doesn't go on says that something begins, or has ended: whichever
// state it is in, none is offered, and none is said to wait for a yes.
func TestNoLetterGoesFromARecordThatDoesNotGoOnInAnyState(t *testing.T) {
	for state, reaches := range map[string]func(*webtest.Bench, id.Participant){
		"planned": func(*webtest.Bench, id.Participant) {},
		"ended":   visitsEnd,
		"stopped": func(b *webtest.Bench, second id.Participant) { stops(b, second, "wholly") },
		"no visits": func(b *webtest.Bench, second id.Participant) {
			stops(b, second, "from_visits_only")
		},
	} {
		t.Run(state, func(t *testing.T) {
			b, _, _, first, second := bothVisited(t, true)
			me := b.Arrives(second)
			reaches(b, second)
			at := "/people/" + string(second) + "/letters"
			summary := at + "/ending/responsible"
			var sent url.Values // a form that was opened before
			if state == "ended" {
				sent = b.Opens(b.Lena, summary+"/sent")
			}
			joins(b, first, second)
			page := b.Get(b.Lena, at).Is(http.StatusOK).Says("No letters are sent from this record.").KeepsFrom(untrue...)
			own := b.Get(me, "/my-letters").Is(http.StatusOK).Says("You are with us under another record.").
				KeepsFrom(untrue...)
			for _, letter := range []string{"/start/", "/ending/"} {
				if strings.Contains(page.Body, at+letter) || strings.Contains(own.Body, "/my-letters"+letter) {
					t.Errorf("a letter is offered: %s", letter)
				}
			}
			for _, letter := range []string{"/start/responsible", "/ending/responsible", "/ending/participant"} {
				b.Get(b.Lena, at+letter).Is(http.StatusConflict).Says("Another record of this person goes on")
				b.Get(me, "/my-letters"+letter).Is(http.StatusNotFound)
			}
			if sent != nil {
				b.Post(b.Lena, summary+"/sent", sent).Is(http.StatusConflict).Says("Another record of this person goes on")
			}
			b.Get(b.Lena, "/people/"+string(second)+"/ending").KeepsFrom("summary for")
			b.Verify()
		})
	}
}
