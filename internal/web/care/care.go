// Package care owns the pages of the pathway: referring, screening, finding
// people and reading their record, and a participant's own first pages. It
// refuses rules: it reads what was sent, calls one use case of app/care, and
// says what to show.
package care

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	care   *appcare.Care
	kernel *kernel.Kernel
}

// Routes are the addresses of this area.
func Routes(k *kernel.Kernel, c *appcare.Care) []route.Route {
	h := &handlers{c, k}
	routes := []route.Route{
		route.Get("/referrals", authz.SeeOwnDesk, h.getOwnTeams),
		route.Get("/teams/{team}/referrals", authz.ListReferrals, h.getReferrals),
		route.Get("/referrals/{participant}", authz.SeeReferral, h.getReferral),

		route.Get(boardPath, authz.SeeBoard, h.getBoard),
		route.Get(caseloadPath, authz.ListCaseloads, h.getCaseloads),
		route.Get("/screening", authz.ListScreening, h.getScreening),
		route.Get("/people", authz.FindPeople, h.getSearch),
		route.Post("/people", authz.FindPeople, h.postSearch),
		route.Get("/people/{participant}", authz.SeePerson, h.getPerson),
		route.Get("/people/{participant}/home-note", authz.SeeHomeNote, h.getHomeNote),

		route.Get(consentListPath, authz.ListConsents, h.getToInvite),
		route.Get(thinkingPath, authz.ListConsents, h.getThinking),
		route.Get("/people/{participant}/consent", authz.SeeConsents, h.getConsent),
		route.Open(http.MethodGet, "/information/{programme}/{sheet}",
			"whoever thinks about taking part may read it, and show it to whom they like", h.getInformation),

		route.Get(ownConsentPath, authz.SeeOwnConsents, h.getOwnConsent),

		route.Get("/people/{participant}/visits", authz.SeeVisits, h.getVisits),
		route.Get(lifeListPath, authz.ListLife, h.getLifeList),
		route.Get(worryListPath, authz.ListWorries, h.getWorries),
		route.Get(visitListPath, authz.ListVisits, h.getVisitList),
		route.Get(ownVisitsPath, authz.SeeOwnVisits, h.getOwnVisits),

		route.Get("/people/{participant}/letters", authz.ListLetters, h.getLetters),
		route.Get(ownLettersPath, authz.SeeOwnLetters, h.getOwnLetters),
		route.Get("/my-letters/{letter}/{to}", authz.SeeOwnLetters, h.getOwnLetter),

		route.Get("/service-report", authz.SeeServiceReport, h.getServiceReport),

		route.Get(feedbackHeardPath, authz.ListFeedback, h.getFeedbackHeard),

		route.Get("/home", authz.SeeHome, h.getHome),
		route.Get("/who-has-looked", authz.SeeLooks, h.getLooks),
	}
	routes = append(routes, h.consentForms()...)
	routes = append(routes, h.ownConsentForms()...)
	routes = append(routes, h.visitForms()...)
	routes = append(routes, h.ownVisitForms()...)
	routes = append(routes, h.matchForms()...)
	routes = append(routes, h.worryForms()...)
	routes = append(routes, h.endingForms()...)
	routes = append(routes, h.lifeForms()...)
	routes = append(routes, h.letterForms()...)
	routes = append(routes, h.feedbackForms()...)
	return append(routes, form.Routes(h.referralForm(), h.decisionForm())...)
}
