package care

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A matchView asks who is to visit somebody.
type matchView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Form     ui.Form
	Worker   ui.Radios
	On       ui.DateInput
	Empty    ui.Empty
}

var matchPage = ui.NewPage[matchView]("match_form")

func matchPath(sam id.Participant) string { return personPath(sam) + "/match" }

// getMatch handles GET /people/{participant}/match.
func (h *handlers) getMatch(r *http.Request, who authz.Actor) (ui.Response, error) {
	sam, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showMatch(r, who, sam, h.readVisit(r, who, "match", sam), nil)
}

// postMatch handles POST /people/{participant}/match.
func (h *handlers) postMatch(r *http.Request, who authz.Actor) (ui.Response, error) {
	sam, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "match", sam)
	err = h.care.MakeMatch(r.Context(), who, sam, workforce.Match{ID: id.Match(sent.id), Worker: id.Account(sent.text("worker")), On: sent.date("on")})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showMatch(r, who, sam, sent, unreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, personPath(sam), "match.moved.title", err), nil
	}
	return ui.Redirect(visitsPath(sam)).Saying("match.saved"), err
}

func (h *handlers) showMatch(r *http.Request, who authz.Actor, sam id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	m, err := h.care.SeeMatching(r.Context(), who, sam)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if !m.Open() {
		return elsewhere(r, personPath(sam), "match.moved.title", fault.New(fault.Conflict, "match.moved.text")), nil
	}
	f := ui.NewFields(v, "match", inOrder(problems, []string{"worker", "on"}))
	view := matchView{
		Problems: f.Summary(), Title: v.Say("match.heading", m.Person.Identity.CalledName()),
		Back:   ui.Link{Label: v.Say("visits.back"), Path: personPath(sam)},
		Form:   ui.Form{Hidden: []ui.Hidden{{Name: "id", Value: sent.id}}, Leave: ui.Link{Label: v.Say("match.leave"), Path: personPath(sam)}},
		Worker: workersOf(r, f, sent.text("worker"), m),
		On:     sent.day(f, "on", m.Today),
	}
	if len(m.Workers) == 0 {
		view.Empty = ui.Empty{Title: v.Say("match.none"), Text: v.Say("match.none_text")}
	} else {
		view.Form.Buttons = []ui.Button{{Label: v.Say("match.save")}}
	}
	if problems.Any() {
		return matchPage.Invalid(view, v.Say("match.title")), nil
	}
	return matchPage.Render(view, v.Say("match.title")), nil
}

func workersOf(r *http.Request, f ui.Fields, chosen string, m appcare.Matching) ui.Radios {
	radios := f.Radios("worker", chosen)
	for _, a := range m.Workers {
		hint := route.Voice(r).Say("match.worker.people", m.People[a.ID])
		radios.Options = append(radios.Options, ui.Option{Value: string(a.ID), Label: a.Name, Hint: hint})
	}
	return radios
}
