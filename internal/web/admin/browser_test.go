package admin_test

import (
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/internal/authz"
)

func TestMain(m *testing.M) { browser.Main(m) }

// enter opens a tab in which the holder of a code signs in as a person would.
func (b *bench) enter(at, email string) *browser.Tab {
	b.t.Helper()
	tab := browser.Open(b.t)
	tab.RequestsOnlyTo(at)
	tab.Visit(at + "/sign-in")
	tab.Fill("Email address", email)
	tab.Click("Send me a code")
	b.works()
	for _, m := range b.out.List() {
		if code := sixDigits.FindString(m.Text); m.To == email && code != "" {
			tab.Fill("Six-digit code", code)
			break
		}
	}
	tab.Click("Sign in")
	return tab
}

// serve puts the bench on an address of its own, in the browser's time: cookies
// end by it.
func (b *bench) serve() string {
	b.now = time.Now().UTC()
	s := httptest.NewServer(b.service.Handler())
	b.t.Cleanup(s.Close)
	return s.URL
}

// usable holds that everybody can use the page: by axe, at 320 pixels, and
// with nothing that the keyboard cannot reach or show.
func usable(t *testing.T, tab *browser.Tab, name string) {
	t.Helper()
	tab.Width(1280)
	tab.Axe()
	picture(tab, name+"-1280")
	tab.Width(390)
	tab.Axe()
	picture(tab, name+"-390")
	tab.NoHorizontalScroll()
	tab.Width(1280)
}

// picture is taken for whoever asks for pictures.
func picture(tab *browser.Tab, name string) {
	if folder := os.Getenv("FOOTBRIDGE_PICTURES"); folder != "" {
		tab.Screenshot(filepath.Join(folder, name+".png"))
	}
}

func TestEveryPageOfGovernanceAndAdministrationCanBeUsedByEverybody(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	b.get("/people/"+string(sam), b.lena)
	b.get("/accounts", b.lena) // refused
	b.post("/system/verify", b.ada)
	b.works()
	end := endRole(t, b, b.lena)
	gone := b.staff("Gil Gone", authz.Grant{Role: authz.Analyst})
	b.post(accountPath(gone)+"/close", b.ada)
	at := b.serve()

	ada := b.enter(at, "ada@example.org")
	for name, path := range map[string]string{
		"accounts": "/accounts", "account_form": "/accounts/new", "account": accountPath(b.lena),
		"account_own":    accountPath(b.ada),
		"account_closed": accountPath(gone), "account_end": end, "account_close": accountPath(b.lena) + "/close",
		"teams": "/teams", "system": "/system",
	} {
		ada.Visit(at + path)
		usable(t, ada, name)
	}
	ada.Visit(at + "/accounts/new")
	ada.Click("Add them")
	usable(t, ada, "account_problems")

	gwen := b.enter(at, "gwen@example.org")
	for name, path := range map[string]string{
		"access": "/access", "access_lead": "/access?role=lead", "why": "/access/why?role=referrer&action=referral.make",
		"trail": "/trail",
	} {
		gwen.Visit(at + path)
		usable(t, gwen, name)
	}
	gwen.Visit(at + "/access")
	gwen.Click("The rules, each with its reason")
	gwen.Click("The rules as the service reads them")
	usable(t, gwen, "access_open")

	lena := b.enter(at, "lena@example.org")
	lena.Visit(at + "/people/" + string(sam))
	usable(t, lena, "person")
	lena.Click("Give them a card")
	lena.See("Works until")
	usable(t, lena, "card")
}

// Without script a role is given and taken back, by what the page says alone.
func TestARoleIsGivenAndTakenBackWithoutScript(t *testing.T) {
	b := open(t)
	at := b.serve()
	tab := b.enter(at, "ada@example.org")
	tab.WithoutScript()
	tab.Visit(at + "/accounts")
	tab.Click("Remi Refer")
	tab.Click("Give another role")
	tab.Click("Analyst")
	tab.Click("Give this role")
	tab.See("They have this role now.")
	tab.See("Analyst")
	tab.Click("Take back \u00a0 Analyst\u00a0") // the stylesheet keeps what is said unseen apart by spaces
	tab.See("Take this role back?")
	tab.Click("Take the role back")
	tab.See("The role has been taken back.")
	if u, err := url.Parse(tab.Path()); err != nil || !strings.HasPrefix(u.Path, "/accounts/") {
		t.Errorf("it ends at %s", tab.Path())
	}
}
