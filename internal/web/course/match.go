package course

import (
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

func MatchPath(participant id.Participant) string { return person.Path(participant) + "/match" }

// matchForms are the forms about who visits somebody.
func (h *handlers) matchForms() []route.Route {
	return form.Routes(h.chooseForm(), h.toldForm(), h.matchEndForm(), h.keepForm(), h.anotherForm())
}

// chooseForm asks who is to visit somebody.
func (h *handlers) chooseForm() form.Step[id.Participant, appcare.Matching, workforce.Match] {
	return form.Step[id.Participant, appcare.Matching, workforce.Match]{
		Path: "/people/{participant}/match", Noun: "match", Draws: form.Draws(h.kernel, "visit_form/match"),
		Looks: authz.SeeMatching, Sends: authz.MakeMatch, About: form.In[id.Participant]("participant"), Home: person.Path,
		Look: h.care.SeeMatching, May: appcare.Matching.Open, Over: "match.moved.text", Beside: "worker",
		Draw: drawMatch,
		Read: func(_ id.Participant, s *form.Sent) workforce.Match {
			return workforce.Match{ID: id.Match(s.ID), Worker: id.Account(s.Text("worker")), On: s.Day("on", programme.InCourse)}
		},
		Send: h.care.MakeMatch,
		Then: func(_ authz.Actor, participant id.Participant, _ workforce.Match) ui.Response {
			return ui.Redirect(person.VisitsPath(participant)).Saying("match.saved")
		},
		Reword: func(f *form.Fields, _ appcare.Matching, p fault.Problems) fault.Problems {
			return daysInWords(f.Voice, p)
		},
		Moved: func(f *form.Fields, participant id.Participant, _ appcare.Matching, err error) ui.ErrorView {
			return form.Elsewhere(f, "match.moved.title", err, "visits.moved.open", person.Path(participant))
		},
	}
}

func drawMatch(f *form.Fields, m appcare.Matching) form.View {
	back := ui.Link{Label: f.Voice.Say("visits.back"), Path: person.Path(m.Person.ID)}
	view := form.View{Back: back, Title: f.Words("heading", person.ShortName(f.Voice, m.Person)), Lead: f.Words("lead")}
	workers := workersOf(f, m)
	switch {
	case len(m.Workers) == 0:
		view.Above = []ui.Control{ui.Empty{Title: f.Words("none"), Text: f.Words("none_text")}}
	case len(workers.Options) == 0:
		view.Above = []ui.Control{ui.Empty{Title: f.Words("none_fits"), Text: f.Words("none_fits_text")}}
	default:
		view.Fields = []ui.Control{workers, f.Day("on", m.Today)}
	}
	view.Closed, view.Stays = len(view.Fields) == 0, len(view.Fields) == 0
	if before := visitedBefore(f.Voice, m); len(before.Lines) > 0 {
		view.Above = append(view.Above, before)
	}
	if others := barred(f.Voice, m); len(others.Rows) > 0 {
		view.Below = []ui.Control{others}
	}
	return view
}

// visitedBefore says who visited them when they were with the service before.
func visitedBefore(v say.Voice, m appcare.Matching) ui.SummaryList {
	var list ui.SummaryList
	for _, e := range m.Before {
		var names []string
		for _, w := range e.Of {
			names = append(names, m.Staff[w])
		}
		if len(names) > 0 {
			list.Lines = append(list.Lines, ui.SummaryLine{Key: v.Say("match.before",
				person.EarlierTitle(v, e.Number, e.From, e.Until)), Values: names})
		}
	}
	return list
}

// workersOf offers everybody who can be chosen, the best first, each with what
// speaks for and against it.
func workersOf(f *form.Fields, m appcare.Matching) ui.Radios {
	radios := f.Radios("worker", "")
	for _, c := range m.Workers {
		if c.Fits {
			radios.Options = append(radios.Options, ui.Option{Value: string(c.Worker), Label: m.Names[c.Worker],
				Hint: strings.Join(reasons(f.Voice, c), " ")})
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

// barred lists everybody who can't be chosen, each with why.
func barred(v say.Voice, m appcare.Matching) ui.Table {
	t := ui.Table{Caption: v.Say("match.barred"), Columns: []ui.Column{{Label: v.Say("match.worker.label")},
		{Label: v.Say("match.why")}}}
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
