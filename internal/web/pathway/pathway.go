// Package pathway owns the pages from a referral to consent: referring,
// screening, finding people and reading their record, inviting them and what
// they agree to; the board of what needs somebody, feedback and the service
// report; and a participant's own first pages. It refuses rules: it reads what was sent, calls one use case of
// app/care, and says what to show.
package pathway

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
		route.Post("/teams/{team}/referrals", authz.ListReferrals, h.postFindReferrals),
		route.Get("/referrals/{participant}", authz.SeeReferral, h.getReferral),
		route.Get("/teams/{team}/referrals/{participant}", authz.SeeEarlierReferral, h.getEarlierReferral),

		route.Get(boardPath, authz.SeeBoard, h.getBoard),
		route.Get("/screening", authz.ListScreening, h.getScreening),
		route.Get("/people", authz.FindPeople, h.getSearch),
		route.Post("/people", authz.FindPeople, h.postSearch),
		route.Get("/people/{participant}", authz.SeePerson, h.getPerson),
		route.Get("/people/{participant}/put-right", authz.SeeCorrections, h.getCorrections),
		route.Get(doubtsPath, authz.ListDoubts, h.getDoubts),
		route.Get(ownCorrectionsPath, authz.ListOwnCorrections, h.getOwnCorrections),
		route.Get("/people/{participant}/earlier", authz.SeePerson, h.getEarlier),
		route.Get("/people/{participant}/home-note", authz.SeeHomeNote, h.getHomeNote),

		route.Get(consentListPath, authz.ListConsents, h.getToInvite),
		route.Get(thinkingPath, authz.ListConsents, h.getThinking),
		route.Get("/people/{participant}/consent", authz.SeeConsents, h.getConsent),
		route.Get("/people/{participant}/consent/paper", authz.SeeConsents, h.getConsentPaper),
		route.Get(ownConsentPath, authz.SeeOwnConsents, h.getOwnConsent),
		route.Open(http.MethodGet, "/information/{programme}/{sheet}",
			"anybody thinking about taking part may read it, and show it to anybody", h.getInformation),

		route.Get("/service-report", authz.SeeServiceReport, h.getServiceReport),
		route.Get(feedbackHeardPath, authz.ListFeedback, h.getFeedbackHeard),
		route.Get("/home", authz.SeeHome, h.getHome),
		route.Get("/who-has-looked", authz.SeeLooks, h.getLooks),
	}
	routes = append(routes, form.Routes(h.referralForm(), h.takeBackForm(), h.decisionForm())...)
	routes = append(routes, form.Routes(h.samePersonForm(), h.undoForm())...)
	routes = append(routes, form.Routes(h.doubtForm(), h.answerForm(), h.homeNoteForm())...)
	routes = append(routes, form.Routes(h.correctionForms()...)...)
	routes = append(routes, h.consentForms()...)
	routes = append(routes, h.ownConsentForms()...)
	return append(routes, h.feedbackForms()...)
}
