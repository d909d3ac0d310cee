package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	appstudy "footbridge.org/footbridge/internal/app/study"
	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/admin"
	"footbridge.org/footbridge/internal/web/course"
	"footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/outcome"
	"footbridge.org/footbridge/internal/web/pathway"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/study"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/workbook"
)

// Routes is every route of the service. A golden file lists them with the
// action that each asks.
func (s *Service) Routes() []route.Route {
	routes := []route.Route{
		route.Open(http.MethodGet, "/{$}", "leads everybody to where they begin",
			func(r *http.Request, who authz.Actor) (ui.Response, error) {
				if who.Account == "" {
					return ui.Redirect(people.Door(r, s.secure())), nil
				}
				return ui.Redirect(start(who)), nil
			}),
		route.Open(http.MethodGet, "/healthz", "tells what watches over it that the program runs",
			func(*http.Request, authz.Actor) (ui.Response, error) { return ui.NoContent, nil }),
		route.Open(http.MethodGet, "/readyz", "tells what sends requests here that they can be answered", s.ready),
	}
	routes = append(routes, people.Routes(s.Kernel, s.People, s.Care, s.secure(), s.Help, s.asks)...)
	routes = append(routes, pathway.Routes(s.Kernel, s.Care)...)
	routes = append(routes, course.Routes(s.Kernel, s.Care)...)
	routes = append(routes, life.Routes(s.Kernel, s.Care)...)
	routes = append(routes, workbook.Routes(&appworkbook.Workbooks{Kernel: s.Kernel})...)
	routes = append(routes, study.Routes(s.Kernel, s.Study)...)
	routes = append(routes, outcome.Routes(s.Kernel, s.Study)...)
	routes = append(routes, admin.Routes(s.Kernel, s.admin(), s.People, s.Care)...)
	return append(routes, s.Extra...)
}

// readyWithin is how long the database may take to say that it is there.
const readyWithin = 2 * time.Second

func (s *Service) ready(r *http.Request, _ authz.Actor) (ui.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	return ui.NoContent, s.Kernel.Ready(ctx)
}

// asks is what sending the form of a pattern asks of the policy.
func (s *Service) asks(form string) authz.Action {
	for _, r := range s.Routes() {
		if r.Method == http.MethodPost && r.Pattern == form {
			return r.Action
		}
	}
	return authz.Action{}
}

// admin are the use cases of governance, which need nothing that a Service has
// not.
func (s *Service) admin() *appadmin.Admin {
	return &appadmin.Admin{Kernel: s.Kernel, Version: cmp.Or(s.Version, built()), Help: s.Help}
}

// Works are the bodies of all due work that the service's use cases ask for.
func (s *Service) Works() map[string]kernel.Work {
	out := &post.Post{Kernel: s.Kernel, Mailer: s.Mailer, Base: s.Base, Unlimited: s.People.Unlimited}
	works := out.Works(slices.Concat(appcare.Messages(), apppeople.Messages(), appstudy.Messages())...)
	maps.Copy(works, s.People.Works())
	maps.Copy(works, s.Care.Works())
	maps.Copy(works, s.Study.Works())
	maps.Copy(works, s.admin().Works())
	return works
}

// built is the version that the build recorded, with its commit.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return info.Main.Version + " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return info.Main.Version
}
