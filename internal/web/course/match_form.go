package course

import (
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A matchForm does one thing to somebody's match.
type matchForm[F any] = form.Step[id.Participant, appcare.VisitRecord, F]

// ofMatch completes a form about somebody's match. Its words stand under
// match.NAME.
func ofMatch[F any](h *handlers, name string, s matchForm[F]) matchForm[F] {
	s.Path, s.Noun, s.Draws = "/people/{participant}/match/"+name, "match."+name,
		form.Draws(h.kernel, "visit_form/match_"+name)
	s.Looks, s.Look, s.About, s.Home = authz.SeeVisits, h.care.SeeVisits,
		form.In[id.Participant]("participant"), person.VisitsPath
	s.Over = s.Noun + ".moved"
	s.Moved = func(f *form.Fields, p id.Participant, _ appcare.VisitRecord, err error) ui.ErrorView {
		return visitsMoved(f, person.VisitsPath(p), err)
	}
	return s
}

func matchView(f *form.Fields, r appcare.VisitRecord, fields ...ui.Control) form.View {
	name, worker := person.ShortName(f.Voice, r.Person), r.Staff[r.Worker]
	return form.View{
		Back:  ui.Link{Label: f.Voice.Say("visits.to_visits"), Path: person.VisitsPath(r.Person.ID)},
		Title: f.Words("heading", name, worker), Lead: f.Words("lead", name, worker), Fields: fields,
	}
}

// toldForm writes down that one of the two knows.
func (h *handlers) toldForm() matchForm[workforce.MatchTold] {
	return ofMatch(h, "told", matchForm[workforce.MatchTold]{
		Sends: authz.TellMatch,
		May:   func(r appcare.VisitRecord) bool { return r.Match.May.Tell },
		Draw: func(f *form.Fields, r appcare.VisitRecord) form.View {
			return matchView(f, r, newsToTell(f, r), f.Day("on", r.Today),
				f.Radios("how", "", ui.Values(workforce.TellingWays())...))
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.MatchTold {
			return workforce.MatchTold{
				ID: id.MatchTold(s.ID), MatchNews: newsFrom(s.Text("news")),
				How: workforce.TellingWay(s.Text("how")), On: s.Day("on", programme.InCourse),
			}
		},
		Send: h.care.TellMatch,
	})
}

// newsToTell offers what has not been told yet; what alone is left is chosen.
func newsToTell(f *form.Fields, r appcare.VisitRecord) ui.Radios {
	news := f.Radios("news", "")
	for _, n := range r.Match.News {
		if !n.WasTold() {
			news.Options = append(news.Options, ui.Option{Value: newsValue(n.MatchNews),
				Label: Tell(f.Voice, f.Zone, r).news(n)})
		}
	}
	if len(news.Options) == 1 {
		news.Value = news.Options[0].Value
	}
	return news
}

// newsValue is news as a form sends it.
func newsValue(n workforce.MatchNews) string {
	return strings.Join([]string{string(n.Match), string(n.Of), string(n.Party)}, ".")
}

func newsFrom(value string) workforce.MatchNews {
	parts := append(strings.Split(value, "."), "", "", "")
	return workforce.MatchNews{Match: id.Match(parts[0]), Of: workforce.MatchEvent(parts[1]),
		Party: workforce.Party(parts[2])}
}

// noReason is what the form sends for no reason at all.
const noReason = "none"

// matchEndForm ends a match.
func (h *handlers) matchEndForm() matchForm[workforce.MatchEnded] {
	return ofMatch(h, "end", matchForm[workforce.MatchEnded]{
		Sends: authz.EndMatch,
		May:   func(r appcare.VisitRecord) bool { return r.Match.May.End },
		Draw: func(f *form.Fields, r appcare.VisitRecord) form.View {
			first := noReason
			if r.Match.Asked.Fact.ID != "" {
				first = string(workforce.AskedForAnother)
			}
			view := matchView(f, r, f.Day("on", r.Today),
				f.Radios("reason", first, append([]string{noReason}, ui.Values(endReasons())...)...),
				f.Basis("match", string(r.Match.Match)))
			view.Save.Kind, view.Above = ui.Warning, whatEnds(f, r)
			if r.Instead { // then nobody is chosen after them
				view.Lead = f.Words("lead_only", person.ShortName(f.Voice, r.Person), r.Staff[r.Worker])
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.MatchEnded {
			reason := strings.TrimPrefix(s.Text("reason"), noReason)
			return workforce.MatchEnded{ID: id.MatchEnd(s.ID), Match: id.Match(s.Text("match")),
				On:     s.Day("on", programme.InCourse),
				Reason: workforce.MatchEndReason(reason)}
		},
		Send: h.care.EndMatch,
	})
}

// endReasons are those for which somebody else is to come: that the visits are
// over is no reason to look for another worker.
func endReasons() []workforce.MatchEndReason {
	return slices.DeleteFunc(workforce.MatchEndReasons(),
		func(r workforce.MatchEndReason) bool { return r == workforce.VisitsOver })
}

// whatEnds says what becomes of the visits that are planned.
func whatEnds(f *form.Fields, r appcare.VisitRecord) []ui.Control {
	coming := len(r.Course.ToCome(r.Now))
	unwritten := len(r.Course.Open()) - coming
	var notes []ui.Control
	if coming > 0 {
		key := "coming"
		if r.Instead {
			key = "coming_only"
		}
		notes = append(notes, ui.Text(f.Words(key, coming)))
	}
	if unwritten > 0 {
		notes = append(notes, ui.Text(f.Words("unwritten", unwritten, r.Staff[r.Worker])))
	}
	return notes
}

// keepForm writes down that the two go on after all.
func (h *handlers) keepForm() matchForm[workforce.MatchKept] {
	return ofMatch(h, "keep", matchForm[workforce.MatchKept]{
		Sends: authz.KeepMatch,
		May:   func(r appcare.VisitRecord) bool { return r.Match.May.Keep },
		Draw: func(f *form.Fields, r appcare.VisitRecord) form.View {
			return matchView(f, r, f.Day("on", r.Today), f.Basis("asked", string(r.Match.Asked.Fact.ID)))
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.MatchKept {
			return workforce.MatchKept{ID: id.MatchKept(s.ID), Asked: id.MatchAsk(s.Text("asked")),
				On: s.Day("on", programme.InCourse)}
		},
		Send: h.care.KeepMatch,
	})
}
