package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

func TestMain(m *testing.M) { browser.Main(m) }

// onEachEngine tells a story on SQLite and on PostgreSQL, and holds that all
// is whole at its end.
func onEachEngine(t *testing.T, tell func(t *testing.T, s *story.Service)) {
	t.Helper()
	onEachEngineFrom(t, story.Begin, tell)
}

func onEachEngineFrom(t *testing.T, begin func(story.Teller, string, string) *story.Service,
	tell func(t *testing.T, s *story.Service)) {
	t.Helper()
	storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
		s := begin(t, "e2e", url)
		tell(t, s)
		s.Verify()
	})
}

// door is the service of a story as browsers reach it.
func door(s *story.Service) http.Handler { return s.Web(walk.Base).Handler() }

// signedIn is the browser of somebody who has signed in.
func signedIn(t *testing.T, s *story.Service, email string) *walk.Browser {
	t.Helper()
	b := walk.Open(t, door(s))
	b.Keep("footbridge", s.SignIn(email))
	return b
}

var code = regexp.MustCompile(`\b\d{5} \d{5}\b`)
var link = regexp.MustCompile(`/sign-in/link/\S+`)

// newestMail is the newest message with a code: other messages, of a worry or
// a welcome, may come with it.
func newestMail(t *testing.T, s *story.Service, to string) string {
	t.Helper()
	for _, m := range s.Outbox.List() {
		if strings.EqualFold(m.To, to) && code.MatchString(m.Text) {
			return m.Text
		}
	}
	t.Fatalf("no code was sent to %s", to)
	return ""
}

func wants(t *testing.T, p walk.Page, status int, words ...string) {
	t.Helper()
	if p.Status != status {
		t.Fatalf("%s answers %d, not %d: %s", p.Path, p.Status, status, p.Text())
	}
	for _, w := range words {
		if !p.Has(w) {
			t.Errorf("%q is not on %s: %s", w, p.Path, p.Text())
		}
	}
}
