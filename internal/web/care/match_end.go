package care

import (
	"cmp"
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A matchEndView asks whether a worker is to visit somebody no more.
type matchEndView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	CallsOff string
	Form     ui.Form
	Reason   ui.Radios
	On       ui.DateInput
}

var matchEndPage = ui.NewPage[matchEndView]("match_end")

func matchEndPath(sam id.Participant) string { return matchPath(sam) + "/end" }

// getMatchEnd handles GET /people/{participant}/match/end.
func (h *handlers) getMatchEnd(r *http.Request, who authz.Actor) (ui.Response, error) {
	sam, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showMatchEnd(r, who, sam, h.readVisit(r, who, "match_end", sam), nil)
}

// postMatchEnd handles POST /people/{participant}/match/end.
func (h *handlers) postMatchEnd(r *http.Request, who authz.Actor) (ui.Response, error) {
	sam, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "match_end", sam)
	err = h.care.EndMatch(r.Context(), who, sam, workforce.MatchEnded{
		ID: id.MatchEnd(sent.id), Match: id.Match(sent.text("match")), On: sent.date("on"), Reason: workforce.MatchEndReason(sent.text("reason")),
	})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showMatchEnd(r, who, sam, sent, unreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, visitsPath(sam), "match.moved.title", err), nil
	}
	return ui.Redirect(visitsPath(sam)).Saying("match.end.saved"), err
}

func (h *handlers) showMatchEnd(r *http.Request, who authz.Actor, sam id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	e, err := h.care.SeeMatchEnd(r.Context(), who, sam)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if e.Match.ID == "" {
		return elsewhere(r, visitsPath(sam), "match.moved.title", fault.New(fault.Conflict, "matching.ended_already")), nil
	}
	f := ui.NewFields(v, "matching.end", inOrder(daysInWords(v, problems), []string{"reason", "on"}))
	view := matchEndView{
		Problems: f.Summary(), Back: ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(sam)},
		Title: v.Say("match.end.heading", e.Worker, e.Person.Identity.CalledName()), Lead: v.Say("match.end.lead", e.Worker),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}, {Name: "match", Value: cmp.Or(sent.text("match"), string(e.Match.ID))}},
			Buttons: []ui.Button{{Label: v.Say("match.end.save"), Kind: ui.Warning}}, Leave: ui.Link{Label: v.Say("match.leave"), Path: visitsPath(sam)},
		},
		Reason: f.Radios("reason", sent.text("reason")),
		On:     sent.day(f, "on", e.Today),
	}
	if e.Planned > 0 {
		view.CallsOff = v.Say("match.end.calls_off", e.Planned)
	}
	view.Reason.Options = []ui.Option{{Value: "", Label: v.Say("matching.end.reason.none")}}
	for _, reason := range workforce.MatchEndReasons() {
		view.Reason.Options = append(view.Reason.Options, ui.Option{Value: string(reason), Label: v.Say("matching.end.reason." + string(reason))})
	}
	if problems.Any() {
		return matchEndPage.Invalid(view, v.Say("match.end.title")), nil
	}
	return matchEndPage.Render(view, v.Say("match.end.title")), nil
}
