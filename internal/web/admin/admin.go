// Package admin owns the pages of accounts and teams, of who may see what and
// who did what, of handing over a worker's people, of the organisation's help line, and of whether the system is
// intact. It refuses rules and clinical content: it reads what was sent, calls one use case, and says what to show.
package admin

import (
	appadmin "footbridge.org/footbridge/internal/app/admin"
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	kernel *kernel.Kernel
	admin  *appadmin.Admin
	people *apppeople.People
	care   *appcare.Care // for whom it touches when somebody goes
}

// Routes are the addresses of this area.
func Routes(k *kernel.Kernel, a *appadmin.Admin, p *apppeople.People, c *appcare.Care) []route.Route {
	h := &handlers{k, a, p, c}
	routes := []route.Route{
		route.Get(accountsPath, authz.ListAccounts, h.getAccounts),
		route.Post(accountsPath, authz.ListAccounts, h.postFindAccounts),

		route.Get("/access", authz.SeePolicy, h.getAccess),
		route.Get("/access/roles", authz.SeeGivenRoles, h.getRoles),
		route.Get("/access/why", authz.SeePolicy, h.getWhy),
		route.Post("/access/why", authz.SeePolicy, h.getWhy),
		route.Get(trailPath, authz.SeeTrail, h.getTrail),
		route.Post(trailPath, authz.FindInTrail, h.postFindInTrail),
		route.Get(trailPath+"/people/{participant}", authz.SeePersonTrail, h.getPersonTrail),
		route.Get(trailPath+"/staff/{account}", authz.SeeStaffTrail, h.getStaffTrail),

		route.Get("/system", authz.SeeSystem, h.getSystem),
		route.Post("/system/verify", authz.AskVerification, h.postVerify),
	}
	routes = append(routes, h.accountForms()...)
	return append(routes, form.Routes(h.helpLineForm(), h.senderForm())...)
}
