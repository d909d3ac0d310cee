// Package course owns the pages from the match to the ending: who visits
// somebody, planning, moving and writing up visits, how they end, and the letters
// about them; for staff and for the participant themselves. It refuses rules: it
// reads what was sent, calls one use case of app/care, and says what to show.
package course

import (
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
		route.Get(CaseloadPath, authz.ListCaseloads, h.getCaseloads),
		route.Post(CaseloadPath, authz.ListCaseloads, h.postFindInCaseloads),
		route.Get("/people/{participant}/visits", authz.SeeVisits, h.getVisits),
		route.Get(VisitListPath, authz.ListVisits, h.getVisitList),
		route.Get(endedVisitsPath, authz.ListVisits, h.getEndedVisits),
		route.Get(ToTellListPath, authz.SeeBoard, h.getToTell),
		route.Get(SupportListPath, authz.ListSupportRequests, h.getSupport),
		route.Get(ownSupportPath, authz.SeeSupportRequest, h.getOwnSupport),
		route.Get(OwnVisitsPath, authz.SeeOwnVisits, h.getOwnVisits),

		route.Get("/people/{participant}/letters", authz.ListLetters, h.getLetters),
		route.Get(OwnLettersPath, authz.SeeOwnLetters, h.getOwnLetters),
		route.Get("/my-letters/{letter}/{to}", authz.SeeOwnLetters, h.getOwnLetter),
		route.Get(ownSentPath("{sent}"), authz.SeeOwnLetters, h.getOwnSentLetter),
		route.Get(earlierLettersPath("{course}")+"/{letter}/{to}", authz.SeeOwnLetters, h.getEarlierLetter),
	}
	routes = append(routes, h.matchForms()...)
	routes = append(routes, h.visitForms()...)
	routes = append(routes, h.coverRoutes()...)
	routes = append(routes, form.Routes(h.tellForm(), h.askSupport(), h.answerSupport(), h.loneWorkingForm())...)
	routes = append(routes, h.ownVisitForms()...)
	routes = append(routes, h.endingForms()...)
	return append(routes, h.letterForms()...)
}
