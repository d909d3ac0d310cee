// Package care owns the pages of the pathway: referring, screening, finding
// people and reading their record, and a participant's own first pages. It
// refuses rules: it reads what was sent, calls one use case of app/care, and
// says what to show.
package care

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct{ care *appcare.Care }

// Routes are the addresses of this area.
func Routes(c *appcare.Care) []route.Route {
	h := &handlers{c}
	return []route.Route{
		route.Get("/referrals", authz.SeeOwnDesk, h.getOwnTeams),
		route.Get("/teams/{team}/referrals", authz.ListReferrals, h.getReferrals),
		route.Get("/teams/{team}/referrals/new", authz.AskReferral, h.getReferralForm),
		route.Post("/teams/{team}/referrals/new", authz.MakeReferral, h.postReferral),
		route.Get("/referrals/{participant}", authz.SeeReferral, h.getReferral),

		route.Get("/screening", authz.ListScreening, h.getScreening),
		route.Get("/people", authz.FindPeople, h.getSearch),
		route.Post("/people", authz.FindPeople, h.postSearch),
		route.Get("/people/{participant}", authz.SeePerson, h.getPerson),
		route.Get("/people/{participant}/home-note", authz.SeeHomeNote, h.getHomeNote),
		route.Get("/people/{participant}/screening", authz.SeeScreening, h.getDecision),
		route.Post("/people/{participant}/screening", authz.Screen, h.postDecision),

		route.Get("/home", authz.SeeHome, h.getHome),
		route.Get("/who-has-looked", authz.SeeLooks, h.getLooks),
	}
}
