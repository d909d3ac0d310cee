// Package web owns the service as a browser sees it: the table of routes, the
// one wrapper that every request passes, and the frame of every page. It
// refuses rules and data: handlers in its folders parse, call one use case of
// app, and say what to show.
package web

import (
	"log/slog"
	"net/http"
	"net/netip"
	"strings"

	"golang.org/x/text/language"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/static"
)

// A Service is what the pages stand on.
type Service struct {
	Kernel *kernel.Kernel
	Care   *appcare.Care
	People *apppeople.People
	Study  *appstudy.Study
	Mailer notify.Mailer // how the messages of due work leave
	Log    *slog.Logger

	Base    string         // the address people type, as in https://footbridge.example.org
	Banner  string         // a message key said on every page, as in demo.banner; usually empty
	Switch  string         // a path that Banner leads to, where one can be somebody else
	Help    string         // the key of the help pack that /help shows
	Version string         // of this program, for the administrator; empty is what its build recorded
	Proxies []netip.Prefix // who may say where a request comes from

	Unlimited bool          // nobody changes too much: a test, in which one moment holds a day's work
	Extra     []route.Route // routes that only some services have: the demo's
	Lang      language.Tag  // the language pages are said in; the zero Tag is English
}

// secure tells whether people reach the service over TLS, so that cookies may
// be kept to it.
func (s *Service) secure() bool { return strings.HasPrefix(s.Base, "https://") }

// Handler serves every route, and the static files, behind the wrapper.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	w := &wrapper{service: s, pages: map[string]bool{}, nouns: map[string]string{}, asks: map[string]string{}}
	for _, r := range s.Routes() {
		w.pages[r.Pattern] = w.pages[r.Pattern] || r.Method == http.MethodGet && r.Open == ""
		if r.Noun != "" {
			w.nouns[r.Pattern] = r.Noun
		}
		if r.Action.Writes {
			w.asks[r.Pattern] = r.Action.Name
		}
		mux.Handle(r.Method+" "+r.Pattern, w.wrap(r))
	}
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.Handle("/", w.wrap(absent))
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(w.wrap(foreign))
	return w.outer(compressed(behind(s.Proxies, guard.Handler(mux))))
}
