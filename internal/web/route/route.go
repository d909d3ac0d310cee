// Package route owns what a route is: its address, the action it asks, and its
// handler. It refuses to serve: the wrapper in web does that, the same way for
// every route, so that a handler parses, calls one use case, and says what to
// show.
package route

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/text/language"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Handler answers one request. An error becomes a page by its kind.
type Handler func(r *http.Request, who authz.Actor) (ui.Response, error)

// A Route is one line of the table that a golden file lists. Action is the
// action that its use case asks; the wrapper holds the handler to it. A route
// with no action is open to everybody and says why.
type Route struct {
	Method  string
	Pattern string // as net/http.ServeMux has it, without the method
	Action  authz.Action
	Open    string // why it needs no action, for a route that has none
	Noun    string // of a form: where the words of its fields are in the catalogue
	Secret  bool   // of a form: what is typed in it is kept nowhere, even where it can't be taken
	Handle  Handler
}

// Get makes a route that looks.
func Get(pattern string, action authz.Action, h Handler) Route {
	return Route{Method: http.MethodGet, Pattern: pattern, Action: action, Handle: h}
}

// Post makes a route that changes, or that looks for something that must not
// stand in an address.
func Post(pattern string, action authz.Action, h Handler) Route {
	return Route{Method: http.MethodPost, Pattern: pattern, Action: action, Handle: h}
}

// Open makes a route for somebody who has not signed in.
func Open(method, pattern, why string, h Handler) Route {
	return Route{Method: method, Pattern: pattern, Open: why, Handle: h}
}

// ID reads an id from the address. What is malformed is absent.
func ID[T ~string](r *http.Request, name string) (T, error) { return id.Parse[T](r.PathValue(name)) }

// Page reads the page number from the address: page=2.
func Page(r *http.Request) programme.Page {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		n = 1
	}
	return programme.Page{Number: n}
}

type contextKey int

const (
	zoneKey contextKey = iota
	langKey
)

// InZone returns a request whose pages are shown in zone.
func InZone(r *http.Request, zone *time.Location) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), zoneKey, zone))
}

// Zone is the organisation's zone.
func Zone(r *http.Request) *time.Location {
	if z, ok := r.Context().Value(zoneKey).(*time.Location); ok {
		return z
	}
	return time.UTC
}

// InLanguage returns a request whose pages are said in lang.
func InLanguage(r *http.Request, lang language.Tag) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), langKey, lang))
}

// Voice says things in the request's language.
func Voice(r *http.Request) say.Voice {
	if lang, ok := r.Context().Value(langKey).(language.Tag); ok {
		return say.In(lang)
	}
	return say.English()
}
