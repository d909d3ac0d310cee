package people_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Of a worker whose account is closed, what was recorded stays to read, and nothing can be done.
func TestTheWorkerOfAClosedAccountHasAPageThatSaysSo(t *testing.T) {
	b := webtest.Open(t)
	ash, amir := b.Works("Ash", authz.PeerWorker), b.Works("Amir", authz.Administrator)
	page := "/workers/" + string(ash.Actor.Account)
	b.Ok(b.Care.EndAccount(t.Context(), amir.Actor, ash.Actor.Account, care.HandOver{Board: true}))
	b.Get(b.Lena, page).Is(http.StatusOK).Says("Ash", "Their account was closed on 23 November 2026.").
		KeepsFrom("Hand over their visits", "in error", "Ready to visit", "What each worker still needs")
	b.Get(b.Lena, page+"/clearance").Is(http.StatusConflict)
	b.Get(b.Lena, "/workers/"+string(amir.Actor.Account)).Is(http.StatusConflict)
	b.Get(amir, page).Is(http.StatusForbidden)
}
