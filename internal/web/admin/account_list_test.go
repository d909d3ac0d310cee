package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAccountsAreNarrowedToARoleATeamAndThoseThatAreClosed(t *testing.T) {
	b := webtest.Open(t)
	admin := b.Works("Adi", authz.Administrator)
	b.Works("Ash Murray", authz.PeerWorker)
	b.Get(admin, "/accounts").Is(http.StatusOK).Says("Ash Murray", "Remi", "Rhea").KeepsFrom("Only:")
	b.Get(admin, "/accounts?role=peer_worker").Is(http.StatusOK).
		Says("1 person", "Ash Murray", "Only: Peer support worker.").KeepsFrom("Remi", "Rhea")
	b.Get(admin, "/accounts?team="+string(b.North)).Is(http.StatusOK).Says("Remi").KeepsFrom("Rhea", "Ash Murray")
	b.Get(admin, "/accounts?account=closed").Is(http.StatusOK).Says("Nobody here matches").KeepsFrom("Remi")
}

func TestAccountsAreInTheOrderOfTheirNamesAtTheSameCost(t *testing.T) {
	b := webtest.Open(t)
	admin := b.Works("Adi", authz.Administrator)
	before := b.Cost(admin, "/accounts")
	names := []string{"zoe Pratt", "Emile Roy", "Ash Murray"}
	for i := range 60 {
		names = append(names, fmt.Sprint("Kit ", i+100))
	}
	for _, name := range names {
		b.Hires(name, authz.PeerWorker)
	}
	page := b.Get(admin, "/accounts").Is(http.StatusOK).Says("Rhea").KeepsFrom("Next page").Body
	_, page, _ = strings.Cut(page, "<table")
	at := -1
	for _, name := range []string{"Ada", "Adi", "Ash Murray", "Bo<", "Emile Roy", "Kit 100", "Kit 159", "Lena",
		"zoe Pratt"} {
		i := strings.Index(page, ">"+name)
		if i < at {
			t.Errorf("%s is out of order", name)
		}
		at = i
	}
	if now := b.Cost(admin, "/accounts"); now != before {
		t.Errorf("%d queries for few, %d for many", before, now)
	}
}

// Sought by the beginnings of names, in any order; nobody's name is in an address.
func TestAccountsAreFoundByName(t *testing.T) {
	b := webtest.Open(t)
	admin := b.Works("Adi", authz.Administrator)
	b.Works("Ash Murray", authz.PeerWorker)
	find := func(typed string) webtest.Answer {
		return b.Post(admin, "/accounts", url.Values{"find": {typed}}).Is(http.StatusOK)
	}
	b.Get(admin, "/accounts").Says("The beginning of a name is enough")
	find("murr ash").Says("1 person", "Ash Murray", "Peer support worker", "Show everything").
		KeepsFrom("Remi", "Next page")
	find("nobody").Says("Nobody found").KeepsFrom("Ash Murray")
	find(" ").Says("Ash Murray", "Remi")
	b.Post(b.Lena, "/accounts", url.Values{"find": {"ash"}}).Is(http.StatusForbidden)
	for i := range 60 {
		b.Hires(fmt.Sprint("Kit ", i+100), authz.PeerWorker)
	}
	find("kit").Says("60 people match. Here are the first 50", "Kit 100", "Kit 149").KeepsFrom("Kit 150")
}

// A button that would be refused isn't there; why is said instead.
func TestTheLastAdministratorIsToldWhyTheirAccountStays(t *testing.T) {
	b := webtest.Open(t)
	ada := webtest.Member{Token: b.SignIn("ada@example.org")}
	guest, err := b.K.Authenticate(t.Context(), ada.Token)
	b.Ok(err)
	own := "/accounts/" + string(guest.Actor.Account)
	why := "You are the only administrator here"
	b.Get(ada, own).Is(http.StatusOK).Says(why).KeepsFrom("Close this account", "Ask another administrator")
	b.Get(ada, own+"/close").Is(http.StatusOK).Says(why).KeepsFrom("Close the account<")
	b.Works("Adi", authz.Administrator)
	b.Get(ada, own).Is(http.StatusOK).Says("Ask another administrator").KeepsFrom(why)
	b.Get(ada, own+"/close").Is(http.StatusOK).Says("Ask another administrator").KeepsFrom("Close the account<")
}
