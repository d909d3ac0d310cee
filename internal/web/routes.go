package web

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/care"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// Routes is every route of the service. A golden file lists them with the
// action that each asks.
func (s *Service) Routes() []route.Route {
	routes := []route.Route{
		route.Open(http.MethodGet, "/{$}", "leads everybody to where they begin", func(_ *http.Request, who authz.Actor) (ui.Response, error) {
			return ui.Redirect(start(who)), nil
		}),
	}
	routes = append(routes, people.Routes(s.People, s.secure(), s.Help)...)
	routes = append(routes, care.Routes(s.Care)...)
	return append(routes, s.Extra...)
}
