// Package people owns the pages of signing in, sessions and devices, of bringing
// a participant to sign in, and of what is recorded of workers and of their
// supervision. It refuses rules: it reads what was sent, calls one use case of
// app/people, and says what to show.
package people

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	people *apppeople.People
	kernel *kernel.Kernel
	care   *appcare.Care
	secure bool
	help   string // the key of the help pack
	asks   func(form string) authz.Action
}

// Routes are the addresses of this area. secure tells whether cookies may be
// kept to TLS; help is the key of the help pack; asks tells what sending the form of a
// pattern asks of the policy.
func Routes(k *kernel.Kernel, p *apppeople.People, c *appcare.Care, secure bool, help string,
	asks func(form string) authz.Action) []route.Route {
	h := &handlers{p, k, c, secure, help, asks}
	routes := []route.Route{
		route.Open(http.MethodGet, "/help", "urgent help is never behind a sign-in", h.getHelp),
		route.Post("/people/{participant}/card", authz.GiveCard, h.giveCard),
		route.Post("/people/{participant}/invite", authz.InvitePerson, h.invite),
		route.Get(workersPath, authz.ListWorkers, h.getWorkers),
		route.Get(supervisionPath, authz.ListSupervision, h.getSupervision),
		route.Get("/my-training", authz.SeeOwnTraining, h.getOwnTraining),
		route.Get("/workers/{account}", authz.SeeWorker, h.getWorker),
		route.Post("/sign-out", authz.EndSession, h.postSignOut),
		route.Get("/devices", authz.ListSessions, h.getDevices),
		route.Post("/devices/end", authz.EndElsewhere, h.postEndDevice),
		route.Post("/devices/end-phone", authz.EndElsewhere, h.postForgetPhone),
		route.Post("/devices/end-all", authz.EndElsewhere, h.postEndAll),
	}
	routes = append(routes, h.keptRoutes()...)
	routes = append(routes, h.ownPhone().Routes()...)
	routes = append(routes, h.accessRoutes()...)
	routes = append(routes, h.ownNumberForms()...)
	routes = append(routes, h.signInForms()...)
	routes = append(routes, h.supervisionForms()...)
	return append(routes, h.workerForms()...)
}
