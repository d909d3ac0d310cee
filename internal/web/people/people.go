// Package people owns the pages of signing in, sessions and devices, of bringing
// a participant to sign in, and of what is recorded of workers. It refuses rules: it reads what was sent,
// calls one use case of app/people, and says what to show.
package people

import (
	"net/http"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	people *apppeople.People
	secure bool
	help   string // the key of the help pack
}

// Routes are the addresses of this area. secure tells whether cookies may be
// kept to TLS; help is the key of the help pack.
func Routes(p *apppeople.People, secure bool, help string) []route.Route {
	h := &handlers{p, secure, help}
	const door = "somebody who has not signed in must be able to"
	return []route.Route{
		route.Open(http.MethodGet, "/sign-in", door, h.getSignIn),
		route.Open(http.MethodPost, "/sign-in", door, h.postSignIn),
		route.Open(http.MethodGet, "/sign-in/code", door, h.getCode),
		route.Open(http.MethodPost, "/sign-in/code", door, h.postCode),
		route.Open(http.MethodGet, "/sign-in/link/{token}", door, h.getLink),
		route.Open(http.MethodPost, "/sign-in/link/{token}", door, h.postLink),
		route.Open(http.MethodGet, "/sign-in/card", door, h.getCard),
		route.Open(http.MethodPost, "/sign-in/card", door, h.postCard),
		route.Open(http.MethodGet, "/help", "urgent help is never behind a sign-in", h.getHelp),
		route.Post("/people/{participant}/card", authz.GiveCard, h.giveCard),
		route.Post("/people/{participant}/invite", authz.InvitePerson, h.invite),
		route.Get(workersPath, authz.ListWorkers, h.getWorkers),
		route.Get(supervisionPath, authz.ListSupervision, h.getSupervision),
		route.Get("/supervision/new", authz.AskSupervision, newSupervision.get(h)),
		route.Post("/supervision/new", authz.RecordSupervision, newSupervision.post(h)),
		route.Get("/supervision/correct", authz.AskSupervision, correctSupervision.get(h)),
		route.Post("/supervision/correct", authz.RecordSupervision, correctSupervision.post(h)),
		route.Get("/supervision/in-error", authz.AskSupervision, takeBack.get(h)),
		route.Post("/supervision/in-error", authz.RecordSupervision, takeBack.post(h)),
		route.Get("/my-training", authz.SeeOwnTraining, h.getOwnTraining),
		route.Get("/workers/{account}", authz.SeeWorker, h.getWorker),
		route.Get("/workers/{account}/clearance", authz.SeeWorker, clearanceForm.get(h)),
		route.Post("/workers/{account}/clearance", authz.RecordWorker, clearanceForm.post(h)),
		route.Get("/workers/{account}/training", authz.SeeWorker, trainingForm.get(h)),
		route.Post("/workers/{account}/training", authz.RecordWorker, trainingForm.post(h)),
		route.Get("/workers/{account}/details", authz.SeeWorker, detailsForm.get(h)),
		route.Post("/workers/{account}/details", authz.RecordWorker, detailsForm.post(h)),
		route.Get("/workers/{account}/in-error", authz.SeeWorker, inErrorForm.get(h)),
		route.Post("/workers/{account}/in-error", authz.RecordWorker, inErrorForm.post(h)),
		route.Post("/sign-out", authz.EndSession, h.postSignOut),
		route.Get("/devices", authz.ListSessions, h.getDevices),
		route.Post("/devices/end", authz.EndSession, h.postEndDevice),
		route.Post("/devices/end-all", authz.EndSession, h.postEndAll),
	}
}
