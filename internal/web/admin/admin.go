// Package admin owns the pages of accounts and teams, of who may see what and
// who did what, and of how the system stands. It refuses rules and clinical
// content: it reads what was sent, calls one use case, and says what to show.
package admin

import (
	appadmin "footbridge.org/footbridge/internal/app/admin"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	admin  *appadmin.Admin
	people *apppeople.People
}

// Routes are the addresses of this area.
func Routes(a *appadmin.Admin, p *apppeople.People) []route.Route {
	h := &handlers{a, p}
	return []route.Route{
		route.Get("/accounts", authz.ListAccounts, h.getAccounts),
		route.Get("/accounts/new", authz.ListTeams, h.getAccountForm),
		route.Post("/accounts/new", authz.AddAccount, h.postAccount),
		route.Get("/accounts/{account}", authz.SeeAccount, h.getAccount),
		route.Post("/accounts/{account}/roles", authz.GrantRole, h.postRole),
		route.Get("/accounts/{account}/roles/{grant}/end", authz.SeeAccount, h.getEndRole),
		route.Post("/accounts/{account}/roles/{grant}/end", authz.EndRole, h.postEndRole),
		route.Get("/accounts/{account}/sign-out", authz.SeeAccount, h.getSignOut),
		route.Post("/accounts/{account}/sign-out", authz.EndSession, h.postSignOut),
		route.Get("/accounts/{account}/close", authz.SeeAccount, h.getClose),
		route.Post("/accounts/{account}/close", authz.EndAccount, h.postClose),

		route.Get("/teams", authz.ListTeams, h.getTeams),
		route.Post("/teams", authz.AddTeam, h.postTeam),

		route.Get("/access", authz.SeePolicy, h.getAccess),
		route.Get("/access/why", authz.SeePolicy, h.getWhy),
		route.Post("/access/why", authz.SeePolicy, h.getWhy),
		route.Get("/trail", authz.SeeTrail, h.getTrail),

		route.Get("/help-line", authz.SeeHelpLine, h.getHelpLine),
		route.Post("/help-line", authz.SetHelpLine, h.postHelpLine),

		route.Get("/system", authz.SeeSystem, h.getSystem),
		route.Post("/system/verify", authz.AskVerification, h.postVerify),
	}
}
