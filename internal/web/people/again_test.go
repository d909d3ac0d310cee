package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Roles, accounts, cards and other people's devices are not for who finds a screen that
// somebody has left: after a quarter of an hour they show once more who they are. What they
// chose is there when they come back.
func TestAGraveActAsksThemToSignInOnceMore(t *testing.T) {
	b := webtest.Open(t)
	amir, cara := b.Works("Amir", authz.Administrator), b.Works("Cara", authz.Coordinator)
	page := "/accounts/" + string(cara.Actor.Account)
	chosen := url.Values{"role": {string(authz.Supervisor)}}
	b.Now = b.Now.Add(authz.SureFor - time.Second)
	b.Post(amir, page+"/roles", url.Values{"role": {string(authz.Lead)}}).To(page)
	b.Now = b.Now.Add(time.Second)
	asked := b.Post(amir, page+"/roles", chosen)
	asked.To("/sign-in")
	b.Get(amir, page).Is(http.StatusOK).Says("Programme lead").KeepsFrom("Supervisor, since")

	amir.Cookies = asked.Cookies()
	again := b.Get(amir, "/sign-in").Is(http.StatusOK).Says("Sign in once more to do this.")
	if !strings.Contains(again.Body, `value="amir@example.org"`) {
		t.Error("their address isn't there")
	}
	signed := signsInHere(b, amir, "amir@example.org")
	b.Get(amir, page).To("/sign-in") // the session before is over
	back := webtest.Member{Actor: amir.Actor, Cookies: signed.Cookies()}
	there := regexp.MustCompile(`value="supervisor"[^>]*(selected|checked)`)
	if page := b.Get(back, signed.Header.Get("Location")); !there.MatchString(page.Body) {
		t.Errorf("what they chose is gone from %s", signed.Header.Get("Location"))
	}
	b.Post(back, page+"/roles", chosen).To(page)
	b.Verify()
}

// A button that nothing was written or chosen for leaves no words that were kept.
func TestAButtonThatAsksThemToSignInOnceMoreKeepsNothing(t *testing.T) {
	b := webtest.Open(t)
	cara := b.Works("Cara", authz.Coordinator)
	b.SignIn("cara@example.org")
	b.Now = b.Now.Add(authz.SureFor)
	devices := b.Get(cara, "/devices")
	other := regexp.MustCompile(`name="session" value="(\w+)"`).FindAllStringSubmatch(devices.Body, -1)
	if len(other) == 0 {
		t.Fatal("there is no other device")
	}
	for _, s := range other {
		b.Post(cara, "/devices/end", url.Values{"session": {s[1]}}).To("/sign-in")
	}
	b.Get(cara, "/devices").Is(http.StatusOK).KeepsFrom("Not saved yet")
}

// Who leaves signs out at once, and so does a participant whose telephone is lost.
func TestNobodyIsAskedOnceMoreToSignOut(t *testing.T) {
	b := webtest.Open(t)
	cara := b.Works("Cara", authz.Coordinator)
	elsewhere := webtest.Member{Token: b.SignIn("cara@example.org")}
	sam := b.Refers(b.Remi, b.North, "Sam")
	me := b.Arrives(sam)
	b.Now = b.Now.Add(identity.StaffIdle - time.Second)
	b.Post(cara, "/devices/end-all", nil).To("/sign-in")
	b.Get(elsewhere, "/devices").Is(http.StatusOK)
	b.Post(cara, "/sign-out", nil).To("/sign-in")
	b.Get(cara, "/devices").To("/sign-in")
	b.Post(me, "/devices/end-all", nil).To("/sign-in")
	b.Get(me, "/devices").To("/sign-in")
	b.Verify()
}

// Who has done nothing for so long is signed out, each by their roles; who goes on is not.
// What they typed meanwhile is kept, and a copy of what their browser kept before is worth
// nothing.
func TestWhoDoesNothingForLongIsSignedOut(t *testing.T) {
	b := webtest.Open(t)
	b.Idle = true
	for role, idle := range map[authz.Role]time.Duration{
		authz.Administrator: identity.KeeperIdle, authz.Governance: identity.KeeperIdle, authz.PeerWorker: identity.StaffIdle,
	} {
		who := b.Works("Kim "+string(role), role)
		before := who.Token
		said := map[time.Duration]string{identity.KeeperIdle: "for 30 minutes", identity.StaffIdle: "for 2 hours"}
		b.Get(who, "/devices").Says(said[idle])
		b.Now = b.Now.Add(idle - time.Second)
		stamp := stampOf(b.Get(who, "/devices").Is(http.StatusOK))
		who.Token = stamp.Value
		b.Now = b.Now.Add(idle - time.Second)
		b.Get(who, "/devices").Is(http.StatusOK)
		b.Get(webtest.Member{Token: before}, "/devices").To("/sign-in")
		if left := time.Duration(stamp.MaxAge) * time.Second; left >= identity.SessionLife-idle+time.Minute {
			t.Errorf("%s's browser keeps a session for %s more", role, left)
		}
		b.Now = b.Now.Add(time.Second)
		b.Get(who, "/devices").To("/sign-in")
	}
}

// A participant thinks, and writes on, as long as their session lasts.
func TestAParticipantIsNotSignedOutWhileTheyThink(t *testing.T) {
	b := webtest.Open(t)
	b.Idle = true
	me := b.Arrives(b.Refers(b.Remi, b.North, "Sam"))
	b.Now = b.Now.Add(identity.SessionLife - time.Second)
	b.Get(me, "/devices").Is(http.StatusOK)
	b.Now = b.Now.Add(time.Second)
	b.Get(me, "/devices").To("/sign-in")
}

// stampOf is the cookie by which a browser goes on.
func stampOf(a webtest.Answer) (stamp *http.Cookie) {
	for _, c := range a.Cookies() {
		if c.Name == people.SessionCookie(false) {
			stamp = c
		}
	}
	return stamp
}
