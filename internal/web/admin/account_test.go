package admin_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/storetest"
)

func TestEachPageOpensForItsRolesAndIsAbsentForOthers(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := open(t)
	for path, allowed := range map[string][]member{
		"/accounts": {b.ada}, "/accounts/new": {b.ada}, accountPath(b.lena): {b.ada}, accountPath(b.lena) + "/close": {b.ada},
		accountPath(b.lena) + "/sign-out": {b.ada}, "/teams": {b.ada}, "/system": {b.ada},
		"/access": {b.ada, b.gwen}, "/access/why": {b.ada, b.gwen}, "/trail": {b.gwen},
	} {
		for _, who := range []member{b.ada, b.gwen, b.lena, b.remi} {
			may := false
			for _, m := range allowed {
				may = may || m.name == who.name
			}
			// Who may learn that it exists is told that it is not for them.
			got := b.get(path, who).code
			if may && got != http.StatusOK || !may && got != http.StatusNotFound && got != http.StatusForbidden {
				t.Errorf("%s answers %s with %d", path, who.name, got)
			}
		}
	}
}

func TestTheListSaysWhoWorksHereAndWhatTheyDo(t *testing.T) {
	b := open(t)
	b.ok(b.care.EndAccount(context.Background(), b.ada.actor, b.lena.actor.Account, appcare.HandOver{}))
	b.refer("Sam", byPhone())
	a := b.page("/accounts", b.ada)
	a.has(t, "5 people", "Remi Refer", "Crisis-team referrer, North team", "amir@example.org", "Closed", "No role")
	a.hasNot(t, "Sam", "Quillfeather")
}

func TestSomebodyNewIsAddedOnceHoweverOftenTheFormIsSent(t *testing.T) {
	b := open(t)
	drawn := b.page("/accounts/new", b.ada).hidden(t, "account")
	for range 2 {
		a := b.post("/accounts/new", b.ada, "account", drawn, "name", " Noor ", "email", "noor@example.org", "role",
			"referrer", "team", string(b.team))
		if a.code != http.StatusSeeOther || a.location != "/accounts" {
			t.Fatalf("answered %d, %s", a.code, a.location)
		}
	}
	b.page("/accounts", b.ada).has(t, "6 people", "Noor")
	b.works()
	told := 0
	for _, m := range b.out.List() {
		if m.To == "noor@example.org" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	a := b.post("/accounts/new", b.ada, "account", drawn, "name", "Somebody else", "email",
		"else@example.org", "role", "lead")
	if a.code != http.StatusConflict {
		t.Errorf("another person under the same id: %d", a.code)
	}
	b.verify()
}

func TestWhatWasTypedIsKeptAndEachProblemStandsBesideItsField(t *testing.T) {
	b := open(t)
	a := b.post("/accounts/new", b.ada, "name", "Noor", "email", "LENA@example.org", "role", "analyst")
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("an address that is taken: %d", a.code)
	}
	a.has(t, `id="email-error"`, "This email address can't be used here", `value="Noor"`, `value="LENA@example.org"`,
		`href="#email"`)
	if !strings.Contains(a.raw, `value="analyst" checked`) {
		t.Error("the role that was chosen is lost")
	}
	a = b.post("/accounts/new", b.ada, "name", "", "email", "noor", "role", "referrer")
	a.has(t, `id="name-error"`, `id="email-error"`, `id="team-error"`)
}

func TestARoleTakenBackIsGoneWithTheNextRequest(t *testing.T) {
	b := open(t)
	if b.get("/screening", b.lena).code != http.StatusOK {
		t.Fatal("the lead does not get in")
	}
	path := endRole(t, b, b.lena)
	b.page(path, b.ada).has(t, "Take this role back?", "Lena Lead will no longer be Programme lead")
	for range 2 { // pressed twice
		if a := b.post(path, b.ada); a.code != http.StatusSeeOther {
			t.Fatalf("answered %d", a.code)
		}
	}
	if got := b.get("/screening", b.lena).code; got == http.StatusOK {
		t.Error("the role is still there")
	}
	if a := b.get(path, b.ada); a.code != http.StatusSeeOther || a.location != accountPath(b.lena) {
		t.Errorf("asking again about a role that is gone: %d", a.code)
	}
	b.page(accountPath(b.lena), b.ada).has(t, "They have no role")
	if a := b.post(accountPath(b.lena)+"/roles", b.ada, "role", "lead"); a.code != http.StatusSeeOther {
		t.Fatalf("giving it again: %d", a.code)
	}
	if got := b.get("/screening", b.lena).code; got != http.StatusOK {
		t.Errorf("given again, and answered with %d", got)
	}
	b.verify()
}

func TestARoleOfSomebodyElsesIsNotSaidToHaveBeenTakenBack(t *testing.T) {
	b := open(t)
	grant := strings.TrimPrefix(endRole(t, b, b.lena), accountPath(b.lena))
	for range 2 { // there is nothing of the kind before it was taken back, nor after
		if a := b.post(accountPath(b.remi)+grant, b.ada); a.code != http.StatusNotFound {
			t.Errorf("answered %d", a.code)
		}
		b.post(accountPath(b.lena)+grant, b.ada)
	}
	b.verify()
}

// endRole is where the only role that m holds is taken back.
func endRole(t *testing.T, b *bench, m member) string {
	t.Helper()
	found, _, err := b.people.SeeAccount(context.Background(), b.ada.actor, m.actor.Account)
	b.ok(err)
	if len(found.Grants) != 1 {
		t.Fatalf("%s holds %d roles", m.name, len(found.Grants))
	}
	return accountPath(m) + "/roles/" + string(found.Grants[0].ID) + "/end"
}

func TestNobodyEndsTheirOwnAdministratorRoleOrAccount(t *testing.T) {
	b := open(t)
	own := b.page(accountPath(b.ada), b.ada)
	own.hasNot(t, "Close this account", "Take back Administrator")
	own.has(t, "Ask another administrator")
	for _, path := range []string{endRole(t, b, b.ada), accountPath(b.ada) + "/close"} {
		a := b.post(path, b.ada)
		if a.code != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", path, a.code)
		}
		a.has(t, "Ask another administrator")
	}
	if b.get("/accounts", b.ada).code != http.StatusOK {
		t.Error("Ada has locked herself out")
	}
	if a := b.post(endRole(t, b, b.ada), b.amir); a.code != http.StatusSeeOther {
		t.Errorf("another administrator may, and is answered with %d", a.code)
	}
}

// Both have begun before either has ended: neither's powers are read again.
func TestTwoAdministratorsWhoEndEachOtherAtOnceLeaveOne(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	b.ok(b.care.EndAccount(ctx, b.ada.actor, b.amir.actor.Account, appcare.HandOver{}))
	err := b.care.EndAccount(ctx, b.amir.actor, b.ada.actor.Account, appcare.HandOver{})
	if problems, ok := fault.AsProblems(err); !ok || problems[0].Key != "account.last_administrator" {
		t.Errorf("the last administrator was ended: %v", err)
	}
	if b.get("/accounts", b.ada).code != http.StatusOK {
		t.Error("there is no administrator left")
	}
}

func TestAClosedAccountIsOutAtOnceAndItsAddressMayOpenAnother(t *testing.T) {
	b := open(t)
	b.page(accountPath(b.lena)+"/close", b.ada).has(t, "Close this account for good?",
		"Lena Lead can't sign in any more", "No, go back")
	if a := b.post(accountPath(b.lena)+"/close", b.ada); a.code != http.StatusSeeOther {
		t.Fatalf("answered %d", a.code)
	}
	out := b.get("/screening", b.lena)
	if out.code != http.StatusForbidden {
		t.Errorf("still signed in: %d", out.code)
	}
	out.has(t, "Your account has been closed")
	closed := b.page(accountPath(b.lena), b.ada)
	closed.has(t, "Closed 23 November 2026")
	closed.hasNot(t, "Give another role", "Sign out everywhere", "Close this account")
	if a := b.post(accountPath(b.lena)+"/roles", b.ada, "role", "lead"); a.code == http.StatusSeeOther {
		t.Error("a closed account was given a role")
	}
	again := []string{"account", string(kernel.NewID[id.Account](b.k, "again")), "name", "Lena Lead",
		"email", "lena@example.org", "role", "lead"}
	b.post("/accounts/new", b.ada, again...).has(t, "an account with this name already. It was closed on 23 November 2026")
	a := b.post("/accounts/new", b.ada, append(again, "sure_of", "name name=Lena+Lead")...)
	if a.code != http.StatusSeeOther {
		t.Errorf("coming back under the same address: %d", a.code)
	}
	b.verify()
}

func TestSomebodySignedOutEverywhereKeepsTheirRoles(t *testing.T) {
	b := open(t)
	b.page(accountPath(b.lena)+"/sign-out", b.ada).has(t, "Sign them out everywhere?", "Lena Lead is signed out")
	if a := b.post(accountPath(b.lena)+"/sign-out", b.ada); a.code != http.StatusSeeOther {
		t.Fatalf("answered %d", a.code)
	}
	if a := b.get("/screening", b.lena); a.location != "/sign-in" {
		t.Errorf("still signed in: %d", a.code)
	}
	b.now = b.now.Add(time.Hour)
	b.lena.token = b.signIn("lena@example.org")
	if b.get("/screening", b.lena).code != http.StatusOK {
		t.Error("the role went too")
	}
}

func TestATeamIsAddedOnceAndCanBeReferredFor(t *testing.T) {
	b := open(t)
	drawn := b.page("/teams", b.ada).hidden(t, "team")
	for range 2 {
		if a := b.post("/teams", b.ada, "team", drawn, "name", "South team"); a.code != http.StatusSeeOther {
			t.Fatalf("answered %d", a.code)
		}
	}
	if n := strings.Count(b.page("/teams", b.ada).text, "South team"); n != 1 {
		t.Errorf("the team is there %d times", n)
	}
	b.page("/accounts/new", b.ada).has(t, "South team")
	b.post("/teams", b.ada, "name", " ").has(t, `id="name-error"`, "Enter the team's name.")
	b.ok(b.people.GrantRole(context.Background(), b.ada.actor, b.lena.actor.Account,
		authz.Grant{Role: authz.Referrer, Team: id.Team(drawn)}, ""))
	b.page(accountPath(b.lena), b.ada).has(t, "Crisis-team referrer, South team")
}
