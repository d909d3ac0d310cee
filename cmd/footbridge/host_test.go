package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

// A name that somebody else gave to this address leads to no page.
func TestOnlyTheNameThatPeopleTypeLeadsToPages(t *testing.T) {
	for _, c := range []struct {
		base, host, path string
		leads            bool
	}{
		{"https://footbridge.example.org", "footbridge.example.org", "/", true},
		{"https://footbridge.example.org", "footbridge.example.org:443", "/", true},
		{"https://footbridge.example.org", "evil.example", "/", false},
		{"https://footbridge.example.org", "evil.example", "/healthz", true},
		{"https://footbridge.example.org", "127.0.0.1:8080", "/", false},
		{"https://footbridge.example.org:8443", "footbridge.example.org:8443", "/", true},
		{"https://footbridge.example.org:8443", "footbridge.example.org", "/", false},
		{"http://127.0.0.1:8080", "localhost:8080", "/", true},
		{"http://127.0.0.1:8080", "evil.example:8080", "/", false},
		{"http://127.0.0.1:8080", "", "/", false},
	} {
		h, err := heldTo(c.base, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		if err != nil {
			t.Fatal(err)
		}
		r, out := httptest.NewRequest(http.MethodGet, c.path, nil), httptest.NewRecorder()
		r.Host = c.host
		if h.ServeHTTP(out, r); (out.Code == http.StatusOK) != c.leads {
			t.Errorf("%s of %q at %s: %d", c.path, c.host, c.base, out.Code)
		}
	}
}

// The key of the demonstration is in the source: nothing real is sealed with it.
func TestTheKeyOfTheDemonstrationServesNothing(t *testing.T) {
	where := config.Config{Data: t.TempDir()}
	if err := where.MakeSecret(story.DemoSecret); err != nil {
		t.Fatal(err)
	}
	_, err := serveCommand{}.prepare(t.Context(), where, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if fault.KeyOf(err) != "serve.demo_key" {
		t.Errorf("%v", err)
	}
}
