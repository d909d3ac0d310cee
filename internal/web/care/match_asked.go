package care

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const anotherPath = ownVisitsPath + "/another"

// getAnother handles GET /my-visits/another: asking for another worker.
func (h *handlers) getAnother(r *http.Request, who authz.Actor) (ui.Response, error) {
	record, err := h.care.SeeOwnVisits(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	switch {
	case !visited(record):
		return ui.Response{}, fault.Absent
	case record.Match.Asked.Fact.ID != "":
		return ui.Redirect(ownVisitsPath), nil // it stands there that they have
	case !record.Match.May.Ask:
		return elsewhere(r, ownVisitsPath, "match.another.moved", fault.New(fault.Conflict, "match.another.over")), nil
	}
	name, sent := called(record.Staff[record.Worker]), h.readVisit(r, who, "another", record.Person.ID)
	view := visitFormView{
		Back:  ui.Link{Label: v.Say("visits.own.title"), Path: ownVisitsPath},
		Title: v.Say("match.another.heading"), Lead: v.Say("match.another.lead"),
		Notes: []string{v.Say("match.another.private", name), v.Say("match.another.until")},
		Form:  visitForm(r, "match.another", sent, ownVisitsPath),
	}
	return view.answer(nil, v.Say("match.another.title")), nil
}

// postAnother handles POST /my-visits/another.
func (h *handlers) postAnother(r *http.Request, who authz.Actor) (ui.Response, error) {
	err := h.care.AskAnother(r.Context(), who, id.MatchAsk(h.readVisit(r, who, "another", who.Participant).id))
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, ownVisitsPath, "match.another.moved", err), nil
	}
	return ui.Redirect(ownVisitsPath).Saying("match.another.saved"), err
}

// ownAnother is the way to ask for another worker, or that it was asked.
func (t visitTeller) ownAnother() (asked string, ask ui.Button) {
	m := t.record.Match
	switch {
	case m.Asked.Fact.ID != "":
		return t.v.Say("match.another.asked", t.v.ShortDay(m.Asked.At.In(t.zone))), ui.Button{}
	case m.May.Ask:
		return "", ui.Button{Label: t.v.Say("match.another.open"), Kind: ui.Secondary, Path: anotherPath}
	}
	return "", ui.Button{}
}
