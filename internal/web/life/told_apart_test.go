package life_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Of two supervisors of one name, it reads which of them was told.
func TestStaffOfOneNameWhoWereToldAreToldApart(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	b.Works("Ruth", authz.Supervisor)
	admin := authz.Actor{Account: kernel.NewID[id.Account](b.K, "root"), Organisation: b.Org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.Ok(b.People.AddAccount(t.Context(), admin, identity.Account{ID: kernel.NewID[id.Account](b.K, "another"),
		Name: "Ruth", Email: "ruth.two@example.org"}, authz.Grant{Role: authz.Supervisor}, fault.SureOf("name")))
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	w := safety.Worry{ID: kernel.NewID[id.Worry](b.K, "w"), Urgency: safety.Today, About: safety.OwnSafety,
		Words: "Pills."}
	b.Ok(b.Care.RaiseWorry(t.Context(), ash.Actor, sam, w))
	e := life.Event{ID: kernel.NewID[id.LifeEvent](b.K, "l"), Kind: life.Readmission,
		On: programme.Of(b.Now, b.Now.Location())}
	b.Ok(b.Care.EnterLife(t.Context(), b.Lena.Actor, sam, e, true))
	record := "/people/" + string(sam)
	for _, page := range []string{record + "/worries/" + string(w.ID), record + "/life/" + string(e.ID)} {
		b.Get(b.Lena, page).Is(http.StatusOK).Says("Ruth (ruth@example.org)", "Ruth (ruth.two@example.org)")
	}
}
