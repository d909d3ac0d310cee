package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

// signsInHere signs somebody in with the browser that before is signed in in.
func signsInHere(b *webtest.Bench, before webtest.Member, email string) webtest.Answer {
	asked := b.Post(before, "/sign-in", url.Values{"email": {email}})
	before.Cookies = append(before.Cookies, asked.Cookies()...)
	return b.Post(before, "/sign-in/code",
		url.Values{"code": {regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(b.Sent(email))}}).Is(http.StatusSeeOther)
}

// Who signs in on a shared computer ends what a colleague left open there; a wrong code
// ends nothing.
func TestSigningInEndsTheSessionBeforeInThatBrowserAlone(t *testing.T) {
	b := webtest.Open(t)
	cara := b.Works("Cara", authz.Coordinator)
	elsewhere := webtest.Member{Token: b.SignIn("lena@example.org")}
	b.Post(b.Lena, "/sign-in/code", url.Values{"code": {"000000"}}).Is(http.StatusUnprocessableEntity)
	b.Get(b.Lena, "/screening").Is(http.StatusOK)
	signsInHere(b, b.Lena, "cara@example.org")
	b.Get(b.Lena, "/screening").To("/sign-in")
	b.Get(elsewhere, "/screening").Is(http.StatusOK)
	b.Get(cara, "/devices").Is(http.StatusOK)
	b.Verify()
}

// Signing out has the browser forget the pages that it keeps, and nothing else: words that
// are sealed and wait to be sent stay.
func TestSigningOutClearsThePagesThatTheBrowserKept(t *testing.T) {
	b := webtest.Open(t)
	for _, path := range []string{"/sign-out", "/devices/end-all"} {
		who := webtest.Member{Token: b.SignIn("lena@example.org")}
		out := b.Post(who, path, nil)
		out.To("/sign-in")
		if got := out.Header.Get("Clear-Site-Data"); got != `"cache"` {
			t.Errorf("%s clears %q", path, got)
		}
	}
}

// Who keeps accounts, or watches over them, is signed in for less long; who is given such a
// role meanwhile signs in anew. The night of a clock change makes no difference.
func TestASessionEndsByTheRolesThatSomebodyHas(t *testing.T) {
	b := webtest.Open(t)
	b.Now = time.Date(2026, 10, 24, 22, 0, 0, 0, time.UTC) // London goes back at one
	amir, gwen := b.Works("Amir", authz.Administrator), b.Works("Gwen", authz.Governance)
	lena, cara := webtest.Member{Token: b.SignIn("lena@example.org")}, b.Works("Cara", authz.Coordinator)
	page := "/accounts/" + string(cara.Actor.Account)
	b.Get(cara, "/devices").Is(http.StatusOK)
	b.Post(amir, page+"/roles", url.Values{"role": {string(authz.Administrator)}}).To(page)
	b.Get(cara, "/devices").To("/sign-in")
	began := b.Now
	for who, path := range map[*webtest.Member]string{&amir: "/accounts", &gwen: "/access", &lena: "/screening"} {
		most := identity.KeeperLife
		if who == &lena {
			most = identity.SessionLife
		}
		b.Now = began.Add(most - time.Second)
		b.Get(*who, path).Is(http.StatusOK)
		b.Now = b.Now.Add(time.Second)
		b.Get(*who, path).To("/sign-in")
	}
}
