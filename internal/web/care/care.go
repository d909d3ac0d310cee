// Package care owns the pages of the pathway: referring, screening, finding
// people and reading their record, and a participant's own first pages. It
// refuses rules: it reads what was sent, calls one use case of app/care, and
// says what to show.
package care

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct{ care *appcare.Care }

// Routes are the addresses of this area.
func Routes(c *appcare.Care) []route.Route {
	h := &handlers{c}
	start, summary := letterHandlers{h, course.LetterStart}, letterHandlers{h, course.LetterEnding}
	return []route.Route{
		route.Get("/referrals", authz.SeeOwnDesk, h.getOwnTeams),
		route.Get("/teams/{team}/referrals", authz.ListReferrals, h.getReferrals),
		route.Get("/teams/{team}/referrals/new", authz.AskReferral, h.getReferralForm),
		route.Post("/teams/{team}/referrals/new", authz.MakeReferral, h.postReferral),
		route.Get("/referrals/{participant}", authz.SeeReferral, h.getReferral),

		route.Get(boardPath, authz.SeeBoard, h.getBoard),
		route.Get(caseloadPath, authz.ListCaseloads, h.getCaseloads),
		route.Get("/screening", authz.ListScreening, h.getScreening),
		route.Get("/people", authz.FindPeople, h.getSearch),
		route.Post("/people", authz.FindPeople, h.postSearch),
		route.Get("/people/{participant}", authz.SeePerson, h.getPerson),
		route.Get("/people/{participant}/home-note", authz.SeeHomeNote, h.getHomeNote),
		route.Get("/people/{participant}/screening", authz.SeeScreening, h.getDecision),
		route.Post("/people/{participant}/screening", authz.Screen, h.postDecision),

		route.Get(consentListPath, authz.ListConsents, h.getToInvite),
		route.Get(thinkingPath, authz.ListConsents, h.getThinking),
		route.Get("/people/{participant}/consent", authz.SeeConsents, h.getConsent),
		route.Get("/people/{participant}/consent/invite", authz.SeeConsents, inviteStep.get(h)),
		route.Post("/people/{participant}/consent/invite", authz.Invite, inviteStep.post(h)),
		route.Get("/people/{participant}/consent/record", authz.SeeConsents, recordStep.get(h)),
		route.Post("/people/{participant}/consent/record", authz.RecordConsent, recordStep.post(h)),
		route.Get("/people/{participant}/consent/no", authz.SeeConsents, noStep.get(h)),
		route.Post("/people/{participant}/consent/no", authz.RecordDeclining, noStep.post(h)),
		route.Get("/people/{participant}/consent/stop", authz.SeeConsents, stopStep.get(h)),
		route.Post("/people/{participant}/consent/stop", authz.RecordWithdrawal, stopStep.post(h)),
		route.Open(http.MethodGet, "/information/{programme}/{sheet}", "whoever thinks about taking part may read it, and show it to whom they like", h.getInformation),

		route.Get(ownConsentPath, authz.SeeOwnConsents, h.getOwnConsent),
		route.Get("/my-consents/agree", authz.SeeOwnConsents, ownAgreeStep.get(h)),
		route.Post("/my-consents/agree", authz.Agree, ownAgreeStep.post(h)),
		route.Get("/my-consents/no", authz.SeeOwnConsents, ownNoStep.get(h)),
		route.Post("/my-consents/no", authz.SayNo, ownNoStep.post(h)),
		route.Get("/my-consents/stop", authz.SeeOwnConsents, ownStopStep.get(h)),
		route.Post("/my-consents/stop", authz.Withdraw, ownStopStep.post(h)),

		route.Get("/people/{participant}/match", authz.SeeMatching, h.getMatch),
		route.Post("/people/{participant}/match", authz.MakeMatch, h.postMatch),
		route.Get("/people/{participant}/match/told", authz.SeeVisits, toldForm.get(h)),
		route.Post("/people/{participant}/match/told", authz.TellMatch, toldForm.post(h)),
		route.Get("/people/{participant}/match/end", authz.SeeVisits, matchEndForm.get(h)),
		route.Post("/people/{participant}/match/end", authz.EndMatch, matchEndForm.post(h)),
		route.Get("/people/{participant}/match/keep", authz.SeeVisits, keepForm.get(h)),
		route.Post("/people/{participant}/match/keep", authz.KeepMatch, keepForm.post(h)),
		route.Get("/people/{participant}/visits", authz.SeeVisits, h.getVisits),
		route.Get("/people/{participant}/visits/plan", authz.SeeVisits, h.getPlan),
		route.Post("/people/{participant}/visits/plan", authz.PlanVisits, h.postPlan),
		route.Get("/people/{participant}/visits/{appointment}", authz.SeeVisits, h.getVisit),
		route.Get("/people/{participant}/visits/{appointment}/move", authz.SeeVisits, moveForm.get(h)),
		route.Post("/people/{participant}/visits/{appointment}/move", authz.MoveVisit, moveForm.post(h)),
		route.Get("/people/{participant}/visits/{appointment}/cancel", authz.SeeVisits, cancelForm.get(h)),
		route.Post("/people/{participant}/visits/{appointment}/cancel", authz.CancelVisit, cancelForm.post(h)),
		route.Get("/people/{participant}/visits/{appointment}/record", authz.SeeVisits, recordForm.get(h)),
		route.Post("/people/{participant}/visits/{appointment}/record", authz.RecordVisit, recordForm.post(h)),
		route.Post("/people/{participant}/visits/{appointment}/copied", authz.CopyClinicalNote, h.postNoteCopy),
		route.Get("/people/{participant}/ending", authz.SeeEnding, h.getEnding),
		route.Post("/people/{participant}/ending", authz.EndVisits, h.postEnding),
		route.Post("/people/{participant}/ending/plan", authz.PlanEnding, h.postEndingPlan),
		route.Get("/people/{participant}/worry", authz.AskWorry, h.getWorryForm),
		route.Post("/people/{participant}/worry", authz.RaiseWorry, h.postWorry),
		route.Get("/people/{participant}/worries/{worry}", authz.SeeWorry, h.getWorry),
		route.Post("/people/{participant}/worries/{worry}/acknowledge", authz.AcknowledgeWorry, h.postReceipt),
		route.Post("/people/{participant}/worries/{worry}/close", authz.CloseWorry, h.postClosing),
		route.Get("/people/{participant}/life", authz.AskLife, h.getLifeForm),
		route.Post("/people/{participant}/life", authz.EnterLife, h.postLife),
		route.Get("/people/{participant}/life/{life_event}", authz.SeeLife, h.getLife),
		route.Post("/people/{participant}/life/{life_event}/acknowledge", authz.AcknowledgeLife, h.postLifeRead),
		route.Post("/people/{participant}/life/{life_event}/support", authz.SupportLife, h.postLifeSupport),
		route.Get(lifeListPath, authz.ListLife, h.getLifeList),
		route.Get(worryListPath, authz.ListWorries, h.getWorries),
		route.Get(visitListPath, authz.ListVisits, h.getVisitList),
		route.Get(ownVisitsPath, authz.SeeOwnVisits, h.getOwnVisits),
		route.Get(anotherPath, authz.SeeOwnVisits, h.getAnother),
		route.Post(anotherPath, authz.AskAnother, h.postAnother),
		route.Get(ownMovePath("{appointment}"), authz.SeeOwnVisits, ownMoveForm.get(h)),
		route.Post(ownMovePath("{appointment}"), authz.MoveOwnVisit, ownMoveForm.post(h)),
		route.Get(ownCancelPath("{appointment}"), authz.SeeOwnVisits, ownCancelForm.get(h)),
		route.Post(ownCancelPath("{appointment}"), authz.CancelOwnVisit, ownCancelForm.post(h)),

		route.Get("/people/{participant}/letters", authz.ListLetters, h.getLetters),
		route.Get("/people/{participant}/letters/start/{to}", authz.OpenLetter, start.get),
		route.Get("/people/{participant}/letters/start/{to}/sent", authz.OpenLetter, start.getSent),
		route.Post("/people/{participant}/letters/start/{to}/sent", authz.SendLetter, start.postSent),
		route.Get("/people/{participant}/letters/ending/{to}", authz.OpenSummary, summary.get),
		route.Get("/people/{participant}/letters/ending/{to}/sent", authz.OpenSummary, summary.getSent),
		route.Post("/people/{participant}/letters/ending/{to}/sent", authz.SendSummary, summary.postSent),
		route.Get(ownLettersPath, authz.SeeOwnLetters, h.getOwnLetters),
		route.Get("/my-letters/{letter}/{to}", authz.SeeOwnLetters, h.getOwnLetter),

		route.Get("/service-report", authz.SeeServiceReport, h.getServiceReport),

		route.Get(feedbackPath, authz.SeeOwnFeedback, h.getFeedback),
		route.Post(feedbackPath, authz.GiveFeedback, h.postFeedback),
		route.Get("/feedback/mine/{feedback}", authz.SeeOwnFeedback, h.getOwnFeedback),
		route.Post("/feedback/mine/{feedback}", authz.GiveFeedback, h.postOwnFeedback),
		route.Get(feedbackHeardPath, authz.ListFeedback, h.getFeedbackHeard),

		route.Get("/home", authz.SeeHome, h.getHome),
		route.Get("/who-has-looked", authz.SeeLooks, h.getLooks),
	}
}
