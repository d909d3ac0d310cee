package web

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/web/people"
)

// guest finds who holds the request's session cookie: nobody, when there is
// none or its session has ended.
func (s *Service) guest(r *http.Request) (authz.Guest, error) {
	c, err := r.Cookie(people.SessionCookie(s.secure()))
	if err != nil {
		return authz.Guest{}, nil
	}
	guest, err := s.Kernel.Authenticate(r.Context(), c.Value)
	if fault.Of(err) == fault.NotFound {
		return authz.Guest{}, nil
	}
	return guest, err
}
