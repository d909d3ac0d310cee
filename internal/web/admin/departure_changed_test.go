package admin_test

import (
	"context"
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What the page said is what is done: where somebody more is visited by now, it says so first,
// and keeps the choice.
func TestNobodyIsHandedOverWhomThePageDidNotCount(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, road := range []string{"close", "hand-over", "end"} {
		t.Run(road, func(t *testing.T) {
			b := webtest.Open(t)
			by := b.Works("Amir", authz.Administrator)
			ash, bo := b.Hires("Ash", authz.PeerWorker), b.Hires("Gus", authz.PeerWorker)
			b.Trains(ash)
			b.Trains(bo)
			sam := b.Refers(b.Remi, b.North, "Sam")
			b.Agrees(sam)
			b.Matches(sam, ash)
			path := "/accounts/" + string(ash.Actor.Account) + "/" + road
			switch road {
			case "hand-over":
				by, path = b.Lena, "/workers/"+string(ash.Actor.Account)+"/"+road
			case "end":
				account, _, err := b.People.SeeAccount(context.Background(), by.Actor, ash.Actor.Account)
				b.Ok(err)
				path = "/accounts/" + string(ash.Actor.Account) + "/roles/" + string(account.Grants[0].ID) + "/end"
			}
			form := b.Opens(by, path)
			form.Set("to", string(bo.Actor.Account))

			jo := b.Refers(b.Remi, b.North, "Jo")
			b.Agrees(jo)
			b.Matches(jo, ash)
			again := b.Post(by, path, form).Is(http.StatusConflict).
				Says("This has changed since you opened the page", "They visit 2 people.")
			b.Get(ash, "/visits").Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor")

			form = again.Filled()
			if form.Get("to") != string(bo.Actor.Account) {
				t.Errorf("chosen again: %v", form)
			}
			b.Post(by, path, form).Is(http.StatusSeeOther)
			b.Post(by, path, form).Is(http.StatusSeeOther) // the second tap
			b.Get(bo, "/visits").Is(http.StatusOK).Says("Sam Okafor", "Jo Okafor")
			b.Verify()
		})
	}
}
