package web_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What another form of the page opened with isn't what somebody wrote.
func TestKeptWordsLeaveOutAFormOfThePageInWhichNobodyChangedAnything(t *testing.T) {
	for last, want := range map[string]bool{"/plan": false, "": true} {
		b := webtest.Open(t)
		ash := b.Works("Ash Murray", authz.PeerWorker)
		sam := b.Refers(b.Remi, b.North, "Sam")
		b.Agrees(sam)
		b.Matches(sam, ash)
		at := "/people/" + string(sam) + "/ending"
		form := b.Opens(ash, at)
		form.Set("helped", "The radio")
		signsOut(b, ash)
		b.Post(ash, at+last, form).To("/sign-in")
		kept := b.Get(signsIn(b, ash, "ash.murray@example.org"), "/kept").Is(http.StatusOK).Says("The radio")
		if day := "23 11 2026"; want {
			kept.Says(day) // of the form that was sent, it is part of what they said
		} else {
			kept.KeepsFrom(day)
		}
	}
}
