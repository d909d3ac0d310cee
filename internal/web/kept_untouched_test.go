package web_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Of the forms of a page, kept words show what somebody changed in any of them, whichever was
// sent.
func TestKeptWordsLeaveOutAFormOfThePageInWhichNobodyChangedAnything(t *testing.T) {
	for _, last := range []string{"/plan", ""} {
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
		b.Get(signsIn(b, ash, "ash.murray@example.org"), "/kept").Is(http.StatusOK).Says("The radio").
			KeepsFrom("23 11 2026")
	}
}
