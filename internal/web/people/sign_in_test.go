package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

// nobody has not signed in.
var nobody = webtest.Member{}

func TestSomebodySignsInWithTheCodeThatTheyWereSent(t *testing.T) {
	b := webtest.Open(t)
	b.Get(nobody, "/sign-in").Is(http.StatusOK).Says("Sign in", "I have a card")
	b.Post(nobody, "/sign-in",
		url.Values{"email": {"lena at home"}}).Is(http.StatusUnprocessableEntity).Says("There is a problem")
	if page := b.Post(nobody, "/sign-in", url.Values{"email": {"lena at home"}}); !strings.Contains(page.Body, `value="lena at home"`) {
		t.Error("what was typed is lost")
	}
	asked := b.Post(nobody, "/sign-in", url.Values{"email": {" lena@example.org "}})
	asked.To("/sign-in/code")
	browser := webtest.Member{Cookies: asked.Cookies()}
	b.Get(browser, "/sign-in/code").Is(http.StatusOK).Says("Ten-digit code")
	b.Post(browser, "/sign-in/code",
		url.Values{"code": {"12"}}).Is(http.StatusUnprocessableEntity).Says("Enter the code as ten digits")
	code := regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(b.Sent("lena@example.org"))
	b.Post(nobody, "/sign-in/code", url.Values{"code": {code}}).Is(http.StatusUnprocessableEntity) // in another browser
	in := b.Post(browser, "/sign-in/code", url.Values{"code": {code}})
	in.To("/")
	b.Get(webtest.Member{Cookies: in.Cookies()}, "/board").Is(http.StatusOK).Says("Lena")
	b.Post(browser, "/sign-in/code", url.Values{"code": {code}}).Is(http.StatusUnprocessableEntity) // a code works once
}

func TestWhetherAnAddressIsKnownIsNotToldByWhatSigningInAnswers(t *testing.T) {
	b := webtest.Open(t)
	known, unknown := b.Post(nobody, "/sign-in", url.Values{"email": {"lena@example.org"}}),
		b.Post(nobody, "/sign-in", url.Values{"email": {"nobody@example.org"}})
	if known.Code != unknown.Code || known.Body != unknown.Body ||
		known.Header.Get("Location") != unknown.Header.Get("Location") {
		t.Errorf("answered %d and %d", known.Code, unknown.Code)
	}
	if b.Sent("nobody@example.org") != "" {
		t.Error("somebody unknown was written to")
	}
}

func TestALinkThatWasUsedSaysSoAndAsksForNothing(t *testing.T) {
	b := webtest.Open(t)
	page := b.Get(nobody, "/sign-in/link/spent").Is(http.StatusOK).Says(
		"This link has been used already, or it is too old.",
		"Ask for another code")
	if strings.Contains(page.Body, "<form") {
		t.Error("there is something to send")
	}
	b.Post(nobody, "/sign-in/link/spent",
		nil).Is(http.StatusOK).Says("This link has been used already, or it is too old.").KeepsFrom("There is a problem")
}

// After five wrong ones the newest code is typed for nothing. What still works is said: its link,
// and another code. It says the same where nobody has the address.
func TestAfterFiveWrongCodesWhatStillWorksIsSaid(t *testing.T) {
	for _, email := range []string{"lena@example.org", "nobody@example.org"} {
		b := webtest.Open(t)
		here := webtest.Member{Cookies: b.Post(nobody, "/sign-in", url.Values{"email": {email}}).Cookies()}
		wrong := url.Values{"code": {"00000 00000"}}
		for range identity.MaxTries - 1 {
			b.Post(here, "/sign-in/code", wrong).Is(http.StatusUnprocessableEntity).Says("Check the newest email")
		}
		for range 2 {
			b.Post(here, "/sign-in/code", wrong).Is(http.StatusUnprocessableEntity).
				Says("five times", "Ask for another code", "open the link in the email").KeepsFrom("Check the newest email")
		}
		if email != "lena@example.org" {
			continue
		}
		link := regexp.MustCompile(`/sign-in/link/\S+`).FindString(b.Sent(email))
		b.Post(here, link, nil).To("/")
	}
}

func TestACardThatDoesNotWorkIsSaidBesideWhatWasTyped(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Post(nobody, "/sign-in/card",
		url.Values{"card": {""}}).Is(http.StatusUnprocessableEntity).Says("Enter what is printed on the card.")
	page := b.Post(nobody, "/sign-in/card",
		url.Values{"card": {"AAAA-BBBB-CCCC"}}).Is(http.StatusUnprocessableEntity).Says("That card does not work.")
	if !strings.Contains(page.Body, `value="AAAA-BBBB-CCCC"`) || !strings.Contains(page.Body, `href="#card"`) {
		t.Error("what was typed is lost, or nothing leads to it")
	}
	b.Get(b.Arrives(sam), "/home").Is(http.StatusOK)
}

// How long a browser keeps a session is counted from when it came, whatever day the
// phone says it is.
func TestASessionLastsByThePhonesClockHoweverWrongThatIs(t *testing.T) {
	b := webtest.Open(t)
	asked := b.Post(nobody, "/sign-in", url.Values{"email": {"lena@example.org"}})
	in := b.Post(webtest.Member{Cookies: asked.Cookies()}, "/sign-in/code",
		url.Values{"code": {regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(b.Sent("lena@example.org"))}})
	lasts := map[string]int{}
	for _, c := range in.Cookies() {
		if lasts[c.Name] = c.MaxAge; !c.Expires.IsZero() {
			t.Errorf("%s is kept until a moment: %v", c.Name, c.Expires)
		}
	}
	if want := int(identity.SessionLife.Seconds()); lasts["footbridge"] != want {
		t.Errorf("kept for %v seconds", lasts)
	}
}

// Signing in leads to the page that was asked for, once; what another site might
// put there leads to the start.
func TestSigningInLeadsToThePageThatWasAskedFor(t *testing.T) {
	b := webtest.Open(t)
	wants := func(cookies []*http.Cookie) string {
		t.Helper()
		asked := b.Post(webtest.Member{Cookies: cookies}, "/sign-in", url.Values{"email": {"lena@example.org"}})
		all := append(cookies, asked.Cookies()...)
		in := b.Post(webtest.Member{Cookies: all}, "/sign-in/code",
			url.Values{"code": {regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(b.Sent("lena@example.org"))}})
		for _, c := range in.Cookies() {
			if c.Name == "footbridge_wanted" && c.MaxAge >= 0 {
				t.Errorf("it is kept: %v", c)
			}
		}
		return in.Header.Get("Location")
	}
	first := b.Get(nobody, "/worries?page=2")
	first.To("/sign-in")
	if to := wants(first.Cookies()); to != "/worries?page=2" {
		t.Errorf("it leads to %s", to)
	}
	if to := wants(b.Get(nobody, "/").Cookies()); to != "/" {
		t.Errorf("without asking for anything it leads to %s", to)
	}
	for _, elsewhere := range []string{"https://example.org/", "//example.org", `/\example.org`, "worries"} {
		b = webtest.Open(t) // a code can be asked for only so often
		if to := wants([]*http.Cookie{{Name: "footbridge_wanted", Value: url.QueryEscape(elsewhere)}}); to != "/" {
			t.Errorf("%s leads to %s", elsewhere, to)
		}
	}
}
