package web_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/static"
	"footbridge.org/footbridge/internal/web/webtest"
)

const overTLS = "https://footbridge.example.org"

// asks sends a request with headers of its own to a service that people reach over TLS.
func asks(b *webtest.Bench, method, path, token, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, overTLS+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(true), Value: token})
	}
	out := httptest.NewRecorder()
	b.Server.ServeHTTP(out, r)
	return out.Result()
}

// Whatever a browser is answered, it runs nothing of another's, shows it in no frame, guesses
// no type, tells nobody where it was, and comes back over TLS alone.
func TestEveryAnswerKeepsABrowserToTheService(t *testing.T) {
	b := webtest.Open(t)
	b.ReachedAt(overTLS)
	for what, answer := range map[string]*http.Response{
		"a page":               asks(b, http.MethodGet, "/screening", b.Lena.Token, ""),
		"a page for everybody": asks(b, http.MethodGet, "/help", "", ""),
		"no page":              asks(b, http.MethodGet, "/nowhere", "", ""),
		"signing in first":     asks(b, http.MethodGet, "/screening", "", ""),
		"another site's form":  asks(b, http.MethodPost, "/sign-in", "", "", "Sec-Fetch-Site", "cross-site"),
		"a file":               asks(b, http.MethodGet, static.Path("footbridge.css"), "", ""),
		"a picture":            asks(b, http.MethodGet, static.Path("mark.svg"), "", ""),
		"no file":              asks(b, http.MethodGet, static.Prefix+"x.css", "", ""),
	} {
		for name, like := range map[string]string{
			"Content-Security-Policy": `^default-src 'none'; .*script-src 'self'; .*form-action 'self'; frame-ancestors 'none'; base-uri 'none'$`,
			"X-Content-Type-Options":  `^nosniff$`, "Referrer-Policy": `^no-referrer$`,
			"Cross-Origin-Opener-Policy": `^same-origin$`, "Cross-Origin-Resource-Policy": `^same-origin$`,
			"Strict-Transport-Security": `^max-age=63072000$`, "Access-Control-Allow-Origin": `^$`,
			"Content-Type": `^((text/\w+|image/svg\+xml); charset=utf-8)?$`, "Cache-Control": `^(no-store|public, max-age=31536000, immutable)$`,
		} {
			if got := answer.Header.Get(name); !regexp.MustCompile(like).MatchString(got) {
				t.Errorf("%s: %s is %q", what, name, got)
			}
		}
		if answer.ContentLength > 0 && answer.Header.Get("Content-Type") == "" {
			t.Errorf("%s has no type", what)
		}
	}
}

// Over TLS no other host can set a cookie of ours, and no script or other site reads one.
func TestEveryCookieIsTheServicesAloneOverTLS(t *testing.T) {
	b := webtest.Open(t)
	b.ReachedAt(overTLS)
	set := map[string]bool{}
	holds := func(answer *http.Response) *http.Response {
		for _, c := range answer.Cookies() {
			set[c.Name] = true
			if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode ||
				c.Path != "/" || c.Domain != "" {
				t.Errorf("%s", c)
			}
		}
		return answer
	}
	holds(asks(b, http.MethodGet, "/screening", "", ""))
	asked := holds(asks(b, http.MethodPost, "/sign-in", "", url.Values{"email": {"lena@example.org"}}.Encode()))
	mark := asked.Cookies()[0]
	code := regexp.MustCompile(`\b\d{5} \d{5}\b`).FindString(b.Sent("lena@example.org"))
	holds(asks(b, http.MethodPost, "/sign-in/code", "", url.Values{"code": {code}}.Encode(), "Cookie", mark.Name+"="+mark.Value))
	holds(asks(b, http.MethodPost, "/sign-out", b.Lena.Token, ""))
	if len(set) != 4 {
		t.Errorf("these cookies were set: %v", set)
	}
}

// A form that another site sends in somebody's name does nothing.
func TestAnotherSitesFormDoesNothing(t *testing.T) {
	b := webtest.Open(t)
	b.ReachedAt(overTLS)
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"}, {"Origin", "null"}} {
		refused := asks(b, http.MethodPost, "/devices/end-all", b.Lena.Token, "", header...)
		if refused.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %d", header, refused.StatusCode)
		}
	}
	if got := asks(b, http.MethodGet, "/screening", b.Lena.Token, "").StatusCode; got != http.StatusOK {
		t.Errorf("signed out by another site: %d", got)
	}
	if got := asks(b, http.MethodPost, "/devices/end-all", b.Lena.Token, "", "Origin",
		overTLS).StatusCode; got != http.StatusSeeOther {
		t.Errorf("our own form: %d", got)
	}
}

// More than a megabyte is not read, and changes nothing.
func TestAFormOfMoreThanAMegabyteIsRefused(t *testing.T) {
	b := webtest.Open(t)
	b.ReachedAt(overTLS)
	for more, want := range map[int]int{0: http.StatusSeeOther, 1 << 20: http.StatusUnprocessableEntity} {
		body := "email=lena@example.org&more=" + strings.Repeat("x", more)
		if got := asks(b, http.MethodPost, "/sign-in", "", body).StatusCode; got != want {
			t.Errorf("with %d bytes more: %d", more, got)
		}
	}
}

// A session's token is 256 random bits, of that session alone.
func TestASessionsTokenIsItsOwnAndNotToBeGuessed(t *testing.T) {
	b := webtest.Open(t)
	seen := map[string]bool{}
	for range 3 {
		token := b.SignIn("lena@example.org")
		drawn, _, _ := strings.Cut(token, ".")
		random, err := base64.RawURLEncoding.DecodeString(drawn)
		if err != nil || len(random) != 32 || seen[token] {
			t.Errorf("%d bytes, %v, seen before: %v", len(random), err, seen[token])
		}
		seen[token] = true
		b.Now = b.Now.Add(time.Minute)
	}
}

func TestWhoIsSignedInCanSignOutOnEveryPage(t *testing.T) {
	b := webtest.Open(t)
	for _, path := range []string{"/screening", "/board", "/devices", "/help", "/nowhere", "/accounts"} {
		if !strings.Contains(b.Get(b.Lena, path).Body, `action="/sign-out"`) {
			t.Errorf("%s doesn't offer to sign out", path)
		}
	}
}
