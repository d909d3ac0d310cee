package course

import (
	"context"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

const anotherPath = OwnVisitsPath + "/another"

// anotherForm asks for another worker, and asks nothing.
func (h *handlers) anotherForm() form.Step[id.Participant, appcare.VisitRecord, id.MatchAsk] {
	return form.Step[id.Participant, appcare.VisitRecord, id.MatchAsk]{
		Path: anotherPath, Noun: "match.another", Draws: form.Draws(h.kernel, "visit_form/another"),
		Looks: authz.SeeOwnVisits, Sends: authz.AskAnother, About: form.Themselves,
		Home: func(id.Participant) string { return OwnVisitsPath },
		Look: func(ctx context.Context, who authz.Actor, _ id.Participant) (appcare.VisitRecord, error) {
			record, err := h.care.SeeOwnVisits(ctx, who)
			if err == nil && !Visited(record) {
				err = fault.Absent
			}
			return record, err
		},
		May: func(r appcare.VisitRecord) bool { return r.Match.May.Ask }, Over: "match.another.over",
		Draw: func(f *form.Fields, r appcare.VisitRecord) form.View {
			return form.View{
				Back:  ui.Link{Label: f.Voice.Say("visits.own.title"), Path: OwnVisitsPath},
				Title: f.Words("heading"), Lead: f.Words("lead"),
				Above: []ui.Control{ui.Text(f.Words("private", person.Called(r.Staff[r.Worker]))), ui.Text(f.Words("until"))},
			}
		},
		Read: func(_ id.Participant, s *form.Sent) id.MatchAsk { return id.MatchAsk(s.ID) },
		Send: func(ctx context.Context, who authz.Actor, _ id.Participant, ask id.MatchAsk) error {
			return h.care.AskAnother(ctx, who, ask)
		},
		Instead: func(_ *form.Fields, r appcare.VisitRecord, err error) (ui.Response, bool) {
			return ui.Redirect(OwnVisitsPath), err == nil && r.Match.Asked.Fact.ID != "" // it says there that they have asked
		},
		Moved: func(f *form.Fields, _ id.Participant, _ appcare.VisitRecord, err error) ui.ErrorView {
			return form.Elsewhere(f, "match.another.moved", err, "visits.moved.open", OwnVisitsPath)
		},
	}
}

// ownAnother is the way to ask for another worker, or that it was asked.
func (t Teller) ownAnother() (asked string, ask ui.Button) {
	m := t.Record.Match
	switch {
	case m.Asked.Fact.ID != "":
		return t.Voice.Say("match.another.asked", t.Voice.ShortDay(m.Asked.At.In(t.Zone))), ui.Button{}
	case m.May.Ask:
		return "", ui.Button{Label: t.Voice.Say("match.another.open"), Kind: ui.Secondary, Path: anotherPath}
	}
	return "", ui.Button{}
}
