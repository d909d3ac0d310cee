package course_test

import (
	"net/http"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Two colleagues of one name are told apart wherever staff read it. Somebody whom one of them
// visits reads the name alone, and so does a letter.
func TestStaffOfOneNameAreToldApartToStaffAlone(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sue := b.Works("Sue", authz.Supervisor)
	admin := authz.Actor{Account: kernel.NewID[id.Account](b.K, "root"), Organisation: b.Org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.Ok(b.People.AddAccount(t.Context(), admin, identity.Account{ID: kernel.NewID[id.Account](b.K, "another"),
		Name: "Ash Murray", Email: "ash.two@example.org"}, authz.Grant{Role: authz.PeerWorker}, fault.SureOf("name")))
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	const apart = "Ash Murray (ash.murray@example.org)"
	record := "/people/" + string(sam)
	for path, who := range map[string]webtest.Member{
		record: b.Lena, record + "/visits": sue, "/supervision/new": sue,
	} {
		b.Get(who, path).Is(http.StatusOK).Says(apart)
	}
	me := b.Arrives(sam)
	for _, path := range []string{"/home", "/my-visits", "/my-consents"} {
		b.Get(me, path).Is(http.StatusOK).KeepsFrom("ash.murray@")
	}
	b.Get(me, "/my-visits").Says("with Ash.")
	b.Get(b.Lena, record+"/letters/start/participant").Is(http.StatusOK).Says("Ash Murray").KeepsFrom("ash.murray@")
}
