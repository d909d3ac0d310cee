package care

import (
	"net/http"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
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
	Barred   ui.Table // who can't be chosen, and why
}

var matchPage = ui.NewPage[matchView]("match_form")

func matchPath(participant id.Participant) string { return personPath(participant) + "/match" }

// getMatch handles GET /people/{participant}/match.
func (h *handlers) getMatch(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showMatch(r, who, participant, h.readVisit(r, who, "match", participant), nil)
}

// postMatch handles POST /people/{participant}/match.
func (h *handlers) postMatch(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "match", participant)
	err = h.care.MakeMatch(r.Context(), who, participant, workforce.Match{ID: id.Match(sent.id), Worker: id.Account(sent.text("worker")), On: sent.date("on")})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showMatch(r, who, participant, sent, ui.UnreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, personPath(participant), "match.moved.title", err), nil
	}
	return ui.Redirect(visitsPath(participant)).Saying("match.saved"), err
}

func (h *handlers) showMatch(r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	m, err := h.care.SeeMatching(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if !m.Open() {
		return elsewhere(r, personPath(participant), "match.moved.title", fault.New(fault.Conflict, "match.moved.text")), nil
	}
	f := ui.NewFields(v, "match", ui.InOrder(daysInWords(v, problems), []string{"worker", "on"}))
	view := matchView{
		Problems: f.Summary(), Title: v.Say("match.heading", m.Person.Identity.CalledName()),
		Back:   ui.Link{Label: v.Say("visits.back"), Path: personPath(participant)},
		Form:   ui.Form{Hidden: []ui.Hidden{{Name: "id", Value: sent.id}}, Leave: ui.Link{Label: v.Say("match.leave"), Path: personPath(participant)}},
		Worker: workersOf(r, f, sent.text("worker"), m),
		On:     sent.day(f, "on", m.Today),
	}
	view.Barred = barred(v, m)
	switch {
	case len(m.Workers) == 0:
		view.Empty = ui.Empty{Title: v.Say("match.none"), Text: v.Say("match.none_text")}
	case len(view.Worker.Options) == 0:
		view.Empty = ui.Empty{Title: v.Say("match.none_fits"), Text: v.Say("match.none_fits_text")}
	default:
		view.Form.Buttons = []ui.Button{{Label: v.Say("match.save")}}
	}
	if problems.Any() {
		return matchPage.Invalid(view, v.Say("match.title")), nil
	}
	return matchPage.Render(view, v.Say("match.title")), nil
}

// workersOf offers whoever can be chosen, the best first, each with what
// speaks for and against it.
func workersOf(r *http.Request, f ui.Fields, chosen string, m appcare.Matching) ui.Radios {
	radios, v := f.Radios("worker", chosen), route.Voice(r)
	for _, c := range m.Workers {
		if c.Fits {
			radios.Options = append(radios.Options, ui.Option{Value: string(c.Worker), Label: m.Names[c.Worker], Hint: strings.Join(reasons(v, c), " ")})
		}
	}
	return radios
}

func reasons(v say.Voice, c workforce.Candidate) []string {
	var texts []string
	for _, r := range c.Reasons {
		if c.Fits || r.Weight == workforce.Bars {
			texts = append(texts, r.In(v))
		}
	}
	if c.Fits && c.Ahead.Key != "" {
		texts = append(texts, c.Ahead.In(v))
	}
	return texts
}

// barred lists whoever can't be chosen, each with why.
func barred(v say.Voice, m appcare.Matching) ui.Table {
	t := ui.Table{Caption: v.Say("match.barred"), Columns: []ui.Column{{Label: v.Say("match.worker.label")}, {Label: v.Say("match.why")}}}
	for _, c := range m.Workers {
		if !c.Fits {
			t.Rows = append(t.Rows, ui.Texts(m.Names[c.Worker], strings.Join(reasons(v, c), " ")))
		}
	}
	return t
}

// daysInWords writes the days that problems tell of as people read them.
func daysInWords(v say.Voice, problems fault.Problems) fault.Problems {
	for _, p := range problems {
		for i, arg := range p.Args {
			if d, is := arg.(programme.Date); is {
				p.Args[i] = v.ShortDay(d.Time())
			}
		}
	}
	return problems
}
