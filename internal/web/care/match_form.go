package care

import (
	"net/http"
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A matchForm does one thing to somebody's match. Its words stand under match.NAME.
type matchForm struct {
	name  string
	order []string // its fields from top to bottom
	may   func(appcare.MatchSteps) bool
	send  func(*handlers, *http.Request, authz.Actor, id.Participant, consentSent) error
	ask   func(matchAsked, *visitFormView)
}

// A matchAsked is what such a form is drawn from.
type matchAsked struct {
	visitTeller
	f    ui.Fields
	sent consentSent
}

func (f matchForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := route.ID[id.Participant](r, "participant")
		if err != nil {
			return ui.Response{}, err
		}
		return f.show(h, r, who, participant, h.readVisit(r, who, "match_"+f.name, participant), nil)
	}
}

// post makes the handler of POST. When somebody else was first, it says so.
func (f matchForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := route.ID[id.Participant](r, "participant")
		if err != nil {
			return ui.Response{}, err
		}
		sent := h.readVisit(r, who, "match_"+f.name, participant)
		err = f.send(h, r, who, participant, sent)
		if problems, refused := fault.AsProblems(err); refused {
			return f.show(h, r, who, participant, sent, ui.UnreadFirst(*sent.unread, problems))
		}
		if err != nil && fault.Of(err) == fault.Conflict {
			return elsewhere(r, visitsPath(participant), "visits.moved.title", err), nil
		}
		return ui.Redirect(visitsPath(participant)).Saying("match." + f.name + ".saved"), err
	}
}

func (f matchForm) show(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.SeeVisits(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, noun := route.Voice(r), "match."+f.name
	if !f.may(record.Match.May) {
		return elsewhere(r, visitsPath(participant), "visits.moved.title", fault.New(fault.Conflict, noun+".moved")), nil
	}
	a := matchAsked{visitTeller{v, route.Zone(r), record}, ui.NewFields(v, noun, ui.InOrder(problems, f.order)), sent}
	name, worker := record.Person.Identity.CalledName(), record.Staff[record.Worker]
	view := visitFormView{
		Problems: a.f.Summary(), Back: ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(participant)},
		Title: v.Say(noun+".heading", name, worker), Lead: v.Say(noun+".lead", name, worker),
		Form: visitForm(r, noun, sent, visitsPath(participant)), On: sent.day(a.f, "on", record.Today),
	}
	f.ask(a, &view)
	return view.answer(problems, v.Say(noun+".title")), nil
}

var toldForm = matchForm{
	name: "told", order: []string{"news", "how", "on"},
	may: func(may appcare.MatchSteps) bool { return may.Tell },
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
		return h.care.TellMatch(r.Context(), who, participant, workforce.MatchTold{
			ID: id.MatchTold(s.id), MatchNews: newsFrom(s.text("news")), How: workforce.TellingWay(s.text("how")), On: s.date("on"),
		})
	},
	ask: func(a matchAsked, view *visitFormView) {
		view.Outcome = a.f.Radios("news", a.sent.text("news"))
		for _, n := range a.record.Match.News {
			if !n.WasTold() {
				view.Outcome.Options = append(view.Outcome.Options, ui.Option{Value: newsValue(n.MatchNews), Label: a.news(n)})
			}
		}
		if len(view.Outcome.Options) == 1 {
			view.Outcome.Value = view.Outcome.Options[0].Value
		}
		view.By = a.f.Radios("how", a.sent.text("how"), ui.Values(workforce.TellingWays())...)
	},
}

// newsValue is news as a form sends it.
func newsValue(n workforce.MatchNews) string {
	return strings.Join([]string{string(n.Match), string(n.Of), string(n.Party)}, ".")
}

func newsFrom(value string) workforce.MatchNews {
	parts := append(strings.Split(value, "."), "", "", "")
	return workforce.MatchNews{Match: id.Match(parts[0]), Of: workforce.MatchEvent(parts[1]), Party: workforce.Party(parts[2])}
}

var matchEndForm = matchForm{
	name: "end", order: []string{"on", "reason"},
	may: func(may appcare.MatchSteps) bool { return may.End },
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
		reason := workforce.MatchEndReason(s.text("reason"))
		if reason == "none" {
			reason = ""
		}
		return h.care.EndMatch(r.Context(), who, participant, workforce.MatchEnded{ID: id.MatchEnd(s.id), Match: id.Match(s.text("match")), On: s.date("on"), Reason: reason})
	},
	ask: func(a matchAsked, view *visitFormView) {
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "match", Value: a.sent.or("match", string(a.record.Match.Match))})
		view.Form.Buttons[0].Kind = ui.Warning
		first := "none"
		if a.record.Match.Asked.Fact.ID != "" {
			first = string(workforce.AskedForAnother)
		}
		view.Reason = a.f.Radios("reason", a.sent.or("reason", first), append([]string{"none"}, ui.Values(endReasons())...)...)
		view.Notes = a.whatEnds()
	},
}

// endReasons are those for which somebody else is to come: that the visits are
// over is no reason to look for another worker.
func endReasons() []workforce.MatchEndReason {
	return slices.DeleteFunc(workforce.MatchEndReasons(), func(r workforce.MatchEndReason) bool { return r == workforce.VisitsOver })
}

// whatEnds says what becomes of the visits that are planned.
func (a matchAsked) whatEnds() []string {
	worker := a.record.Staff[a.record.Worker]
	coming, unwritten := 0, 0
	for _, b := range a.record.Course.Open() {
		if b.Start.After(a.record.Now) {
			coming++
		} else {
			unwritten++
		}
	}
	var notes []string
	if coming > 0 {
		notes = append(notes, a.v.Say("match.end.coming", coming))
	}
	if unwritten > 0 {
		notes = append(notes, a.v.Say("match.end.unwritten", unwritten, worker))
	}
	return notes
}

var keepForm = matchForm{
	name: "keep", order: []string{"on"},
	may: func(may appcare.MatchSteps) bool { return may.Keep },
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
		return h.care.KeepMatch(r.Context(), who, participant, workforce.MatchKept{ID: id.MatchKept(s.id), Asked: id.MatchAsk(s.text("asked")), On: s.date("on")})
	},
	ask: func(a matchAsked, view *visitFormView) {
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "asked", Value: a.sent.or("asked", string(a.record.Match.Asked.Fact.ID))})
	},
}
