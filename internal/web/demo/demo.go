// Package demo owns the pages that only a demonstration has: whom one can be,
// signing in as them with one click, the messages that were "sent", and the
// gallery of components. It refuses to be part of a real service: nothing but
// the demonstration mounts it, and a test holds serve to that. It has no power
// of its own: the person it signs in asks for a code and types it.
package demo

import (
	"context"
	"errors"
	"net/http"
	"time"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/gallery"
)

// Path is where the demonstration says whom one can be.
const Path = "/demo"

// SignInPath is the address that signs in as the person with a key.
func SignInPath(key string) string { return Path + "/sign-in/" + key }

// A Person is somebody whom anybody may be.
type Person struct {
	Key          string
	Role         authz.Role
	Name         string
	Organisation string
	Try          string // the key of what to try first
}

// A Demo is what the pages stand on.
type Demo struct {
	People []Person
	Outbox *notify.Outbox
	Zone   *time.Location
	Secure bool // cookies are kept to TLS

	// SignIn signs in as the person with a key; an unknown one is absent, and one who gets
	// no code exceeds the deadline.
	SignIn func(ctx context.Context, key, device string) (apppeople.SignedIn, error)
}

// Routes are the addresses of the demonstration.
func (d *Demo) Routes() []route.Route {
	const why = "a demonstration lets anybody be anybody; serve has no such route"
	return []route.Route{
		route.Open(http.MethodGet, Path, why, d.getPeople),
		route.Open(http.MethodGet, Path+"/sign-in/{key}", why, d.getSignIn),
		route.Open(http.MethodGet, Path+"/outbox", why, d.getOutbox),
		route.Open(http.MethodGet, gallery.Path, why, d.getGallery),
	}
}

// getSignIn handles GET /demo/sign-in/{key}.
func (d *Demo) getSignIn(r *http.Request, _ authz.Actor) (ui.Response, error) {
	signed, err := d.SignIn(r.Context(), r.PathValue("key"), "Demo")
	if _, refused := fault.AsProblems(err); refused {
		return ui.Response{}, fault.New(fault.TooMany, "fault.too_many")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return ui.Redirect(Path).Saying("demo.nobody"), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	return people.SignedIn(d.Secure, signed, "/"), nil
}

// getGallery handles GET /components.
func (d *Demo) getGallery(r *http.Request, _ authz.Actor) (ui.Response, error) {
	return gallery.Show(route.Voice(r)), nil
}
