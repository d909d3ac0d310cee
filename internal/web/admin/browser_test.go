package admin_test

import (
	"net/http/httptest"
	"net/url"
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
		if code := signInCode.FindString(m.Text); m.To == email && code != "" {
			tab.Fill("Ten-digit code", code)
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

// usable holds that everybody can use the page as it stands: by axe, at a desk and
// at 320 pixels.
func usable(tab *browser.Tab) {
	tab.Width(1280)
	tab.Fits()
	tab.Axe()
	tab.NoHorizontalScroll()
	tab.Axe()
	tab.Width(1280)
}

// What a walk by links does not come upon: e2e looks at every page that is.
func TestAccountsRulesAndCardsCanBeUsedByEverybodyInEveryState(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	gone := b.staff("Gil Gone", authz.Grant{Role: authz.Analyst})
	b.post(accountPath(gone)+"/close", b.ada)
	at := b.serve()

	ada := b.enter(at, "ada@example.org")
	for _, path := range []string{accountPath(b.ada), accountPath(gone)} { // her own; one that is closed
		ada.Visit(at + path)
		usable(ada)
	}
	ada.Visit(at + "/accounts/new")
	ada.Click("Add them")
	usable(ada)

	gwen := b.enter(at, "gwen@example.org")
	gwen.Visit(at + "/access")
	gwen.Click("The rules, each with its reason")
	gwen.Click("The rules as the service reads them")
	usable(gwen)

	lena := b.enter(at, "lena@example.org")
	lena.Visit(at + "/people/" + string(sam))
	lena.Click("Give them a card")
	lena.See("Works until")
	usable(lena)
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
