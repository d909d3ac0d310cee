package web

import (
	"context"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// failing is the service with one page and one form, which end as err says, and its log.
func failing(t *testing.T, err func(*http.Request) error) http.Handler {
	t.Helper()
	k, opened := kernel.Open(kernel.Config{Database: "sqlite:" + t.TempDir() + "/footbridge.db", Secret: make([]byte, 32)})
	if opened != nil {
		t.Fatal(opened)
	}
	t.Cleanup(func() { _ = k.Close() })
	if err := k.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	handle := func(r *http.Request, _ authz.Actor) (ui.Response, error) { return ui.Redirect("/"), err(r) }
	form := route.Open(http.MethodPost, "/people/{participant}/worries/new", "for this test", handle)
	form.Noun = "worry"
	s := &Service{Kernel: k, People: &people.People{Kernel: k}, Help: "demo", Base: "http://localhost",
		Log:   slog.New(slog.NewTextHandler(io.Discard, nil)),
		Extra: []route.Route{form, route.Open(http.MethodGet, "/page", "for this test", handle)}}
	return s.Handler()
}

func sends(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	h.ServeHTTP(out, r)
	return out
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// When the database is away nobody else can hold what was typed: not the server, which doesn't
// know whose it is, nor the browser's going back.
func TestWhatCouldNotBeSavedIsOnThePageToBeSentAgain(t *testing.T) {
	const path = "/people/01234567-89ab-4def-8123-456789abcdef/worries/new?from=visits"
	typed := url.Values{"words": {"She said “it is over” <twice>\nand went"}, "worry": {"w1"}, "page_of": {"ash.1"}}
	for err, says := range map[error]string{
		fault.New(fault.Unavailable, "fault.unavailable"): "We couldn't save this just now.",
		fault.New(fault.Uncertain, "fault.unavailable"):   "We can't tell whether this was saved",
		fault.New(fault.Unavailable, "fault.full"):        "You can go on reading.",
		kernel.ErrTooFast: "That was a lot in a short time",
	} {
		h := failing(t, func(*http.Request) error { return err })
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(typed.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got := sends(h, r)
		page := html.UnescapeString(got.Body.String())
		want := http.StatusServiceUnavailable
		if err == kernel.ErrTooFast {
			want = http.StatusTooManyRequests
		}
		if got.Code != want || got.Header().Get("Retry-After") == "" {
			t.Errorf("%d, to come back after %q", got.Code, got.Header().Get("Retry-After"))
		}
		if !strings.Contains(page, says) || !strings.Contains(page, `action="`+path+`"`) {
			t.Errorf("%q isn't said, or it isn't sent to where it was: %s", says, page)
		}
		again := url.Values{}
		for _, field := range hiddenField.FindAllStringSubmatch(page, -1) {
			again.Add(field[1], field[2])
		}
		if again.Encode() != typed.Encode() {
			t.Errorf("sent again it would be %v", again)
		}
	}
}

func TestAPageThatCannotBeShownJustNowOffersItself(t *testing.T) {
	h := failing(t, func(*http.Request) error { return fault.New(fault.Unavailable, "fault.unavailable") })
	got := sends(h, httptest.NewRequest(http.MethodGet, "/page?x=1", nil))
	if got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), `href="/page?x=1"`) {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
}

func TestNothingThatARequestAsksForMayTakeForEver(t *testing.T) {
	var left time.Duration
	h := failing(t, func(r *http.Request) error {
		until, limited := r.Context().Deadline()
		if left = time.Until(until); !limited {
			return errors.New("no limit")
		}
		return context.DeadlineExceeded
	})
	sends(h, httptest.NewRequest(http.MethodGet, "/page", nil))
	if left <= 0 || left > 11*time.Second {
		t.Errorf("it may take %v", left)
	}
}
