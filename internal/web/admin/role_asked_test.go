package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What somebody has is a reason why they aren't given another, in either order, on the page.
func TestARoleThatDoesntGoWithTheirsIsRefusedWithTheReason(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	for name, c := range map[string]struct {
		has, given authz.Role
		says       string
	}{
		"Ann": {authz.Analyst, authz.Lead, "role: Analyst. They would work out"},
		"Lee": {authz.Supervisor, authz.Assessor, "role: Supervisor. An assessor must never know"},
		"Mei": {authz.Assessor, authz.Lead, "role: Outcome assessor. An assessor must never know"},
		"Gus": {authz.Governance, authz.Administrator, "also be the one who checks what was given"},
		"Cal": {authz.Coordinator, authz.Assessor, "must not look after the people"},
	} {
		page := "/accounts/" + string(b.Hires(name, c.has).Actor.Account)
		form := url.Values{"role": {string(c.given)}}
		b.Post(ada, page+"/roles", form).Is(http.StatusUnprocessableEntity).Says(c.says)
		b.Post(ada, page+"/roles", form).Is(http.StatusUnprocessableEntity) // once more is no more
	}
	mei := "/accounts/" + string(b.Hires("Meg", authz.Assessor).Actor.Account)
	b.Post(ada, mei+"/roles", url.Values{"role": {string(authz.Analyst)}}).To(mei)
	b.Get(ada, mei).Is(http.StatusOK).Says("read the report of a closed study")
	b.Verify()
}

// An administrator gives roles to others alone. Their own page offers none, and says why.
func TestAnAdministratorGivesThemselvesNoRole(t *testing.T) {
	b := webtest.Open(t)
	ada := b.Works("Amir", authz.Administrator)
	own := "/accounts/" + string(ada.Actor.Account)
	b.Get(ada, own).Is(http.StatusOK).KeepsFrom("Give another role")
	b.Post(ada, own+"/roles", url.Values{"role": {string(authz.Lead)}}).Is(http.StatusForbidden)
	b.Get(ada, own).KeepsFrom("Programme lead")
}

// Who gives roles is watched: governance hears of a powerful one and reads who gave it, and
// what an earlier build let somebody have beside it.
func TestGovernanceHearsOfPowerfulRolesAndReadsWhoGaveThem(t *testing.T) {
	b := webtest.Open(t)
	ada, gwen := b.Works("Amir", authz.Administrator), b.Works("Gwen", authz.Governance)
	cara := b.Hires("Cara", authz.Coordinator)
	page := "/accounts/" + string(cara.Actor.Account)
	told := func() int {
		all := strings.Join(b.SentAll("gwen@example.org"), "\n")
		return strings.Count(all, "a role that opens every record")
	}
	b.Post(ada, page+"/roles", url.Values{"role": {string(authz.Analyst)}}).To(page)
	if got := told(); got != 0 {
		t.Errorf("governance is told of an analyst: %d", got)
	}
	other := b.Hires("Olga", authz.Coordinator)
	page = "/accounts/" + string(other.Actor.Account)
	b.Post(ada, page+"/roles", url.Values{"role": {string(authz.Supervisor)}}).To(page)
	if got := told(); got != 1 {
		t.Errorf("governance is told %d times of a supervisor", got)
	}
	b.Hires("Mo", authz.Assessor, authz.Governance)
	b.Get(gwen, "/access").Is(http.StatusOK).Says("See who was given which role")
	b.Get(gwen, "/access/roles").Is(http.StatusOK).
		Says("Olga", "Supervisor", "Amir", "Mo", "Who did what can reveal who is in which group")
	b.Get(gwen, "/access/roles?page=9").Is(http.StatusOK).Says("nothing on this page").
		KeepsFrom("Nobody has been given a role")
	b.Get(ada, "/access").Is(http.StatusOK).KeepsFrom("See who was given which role")
	b.Get(ada, "/access/roles").Is(http.StatusForbidden)
	b.Verify()
}
