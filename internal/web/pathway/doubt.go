package pathway

import (
	"context"
	"slices"

	"net/http"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const doubtsPath = "/wrong-details"

// A doubtSent is what was found to be wrong, and where whoever found it goes on.
type doubtSent struct {
	pathway.Doubt
	home string
}

// doubtForm says that something known of somebody is wrong.
func (h *handlers) doubtForm() form.Step[id.Participant, appcare.Doubting, doubtSent] {
	return form.Step[id.Participant, appcare.Doubting, doubtSent]{
		Path: "/people/{participant}/wrong-details", Noun: "doubt", Draws: form.Draws(h.kernel, "doubt_form"),
		Looks: authz.AskDoubt, Look: h.care.AskDoubt, Sends: authz.RaiseDoubt,
		About: form.In[id.Participant]("participant"), Home: person.DoubtPath, Over: "correction.died",
		May: func(d appcare.Doubting) bool { return !d.Person.Standing.Died() },
		Draw: func(f *form.Fields, d appcare.Doubting) form.View {
			return form.View{
				Title: f.Words("title"), Lead: f.Words("text", person.Name(f.Voice, d.Person)),
				Back: ui.Link{Label: f.Words("back"), Path: doubtHome(f.Who, d)},
				Above: []ui.Control{form.If(len(d.Said) > 0, person.SaidOf(f.Voice, f.Zone, d.Said)),
					person.ContactOf(f.Voice, d.Person.Standing, d.Person.Contact)},
				Fields: []ui.Control{f.Radios("about", "", ui.Values(pathway.Wrongs())...), f.Textarea("note", "").Room(3),
					f.Basis("home", doubtHome(f.Who, d))},
				Leave: ui.Link{Path: doubtHome(f.Who, d)},
			}
		},
		Read: func(of id.Participant, s *form.Sent) doubtSent {
			home := s.Text("home")
			if !slices.Contains(doubtHomes(of), home) {
				home = "/"
			}
			return doubtSent{pathway.Doubt{ID: id.Doubt(s.ID),
				About: pathway.Wrong(s.Text("about")), Note: s.Paragraphs("note")},
				home}
		},
		Send: func(ctx context.Context, who authz.Actor, of id.Participant, d doubtSent) error {
			return h.care.RaiseDoubt(ctx, who, of, d.Doubt)
		},
		Then: func(_ authz.Actor, _ id.Participant, d doubtSent) ui.Response {
			return ui.Redirect(d.home).Saying("doubt.saved")
		},
	}
}

// doubtHomes are the pages that people who say such a thing work from.
func doubtHomes(of id.Participant) []string {
	return []string{"/follow-up/" + string(of), person.Path(of), person.VisitsPath(of), person.VisitListPath}
}

// doubtHome is the one that the person who says it may read, if there is one: of whom it is
// about, or their own list.
func doubtHome(who authz.Actor, d appcare.Doubting) string {
	homes := doubtHomes(d.Person.ID)
	switch {
	case d.Followed:
		return homes[0]
	case who.Has(authz.Supervisor):
		return homes[1]
	case d.Visits:
		return homes[2]
	case who.Masked():
		return "/"
	}
	return homes[3]
}

// getDoubts handles GET /wrong-details: what has to be put right.
func (h *handlers) getDoubts(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), doubtsPath).ByState("detail", []string{pathway.SettledDoubts})
	found, err := h.care.ListDoubts(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("doubt.list.none"), Text: v.Say("doubt.list.none_text")}}
	names := person.NamesIn(v, zone, found.Lines)
	n.Among(&board.Empty, found.Teams)
	for _, d := range found.Lines {
		board.Lines = append(board.Lines, doubtLine(names, v, zone, d))
	}
	return ui.ListPage{Title: v.Say("doubt.list.title"), Lead: v.Say("doubt.list.text"),
		Parts: n.Listed(board, found.Count)}.Render(), nil
}

func doubtLine(names person.Names, v say.Voice, zone *time.Location, d appcare.DoubtLine) ui.BoardLine {
	name := names.Of(d.Person)
	line := ui.BoardLine{
		Who: ui.Link{Label: name, Path: person.Path(d.ID)}, Why: whatIsWrong(v, d), When: whoSaysSo(v, zone, d),
		Tag: person.Mark(v, d.Standing),
	}
	if !d.Settled {
		line.Action = ui.Button{Label: v.Say("doubt.list.look"), Hidden: v.Say("list.whose", name),
			Path: answerPath(d.ID), Kind: ui.Secondary}
	}
	return line
}

// whatIsWrong is what d is about, with the words of the person who found it.
func whatIsWrong(v say.Voice, d appcare.DoubtLine) string {
	about := v.Say("doubt.about." + string(d.Doubt.Fact.About))
	if note := d.Doubt.Fact.Note; note != "" {
		return about + ": " + note
	}
	return about
}

func whoSaysSo(v say.Voice, zone *time.Location, d appcare.DoubtLine) string {
	day := v.ShortDay(d.Doubt.At.In(zone))
	if d.By == "" {
		return v.Say("doubt.list.colleague", day)
	}
	return v.Say("doubt.list.by", d.By, day)
}

func answerPath(participant id.Participant) string { return person.DoubtPath(participant) + "/right" }

// answerForm leads to putting right what somebody found to be wrong, or says that
// it is right.
func (h *handlers) answerForm() form.Step[id.Participant, appcare.Checking, pathway.DoubtAnswer] {
	return form.Step[id.Participant, appcare.Checking, pathway.DoubtAnswer]{
		Path: "/people/{participant}/wrong-details/right", Noun: "doubt.answer", Draws: form.Draws(h.kernel, "doubt_answer"),
		Looks: authz.SeeCorrections, Look: h.care.AskAnswer, Sends: authz.AnswerDoubt, Send: h.care.AnswerDoubt,
		About: form.In[id.Participant]("participant"), Home: func(id.Participant) string { return doubtsPath },
		Draw: func(f *form.Fields, d appcare.Checking) form.View {
			view := form.View{
				Title: f.Words("title"), Lead: f.Words("text", person.Name(f.Voice, d.Person)),
				Back:  ui.Link{Label: f.Voice.Say("doubt.list.title"), Path: doubtsPath},
				Above: []ui.Control{person.ContactOf(f.Voice, d.Person.Standing, d.Person.Contact)},
				Stays: true, Closed: len(d.Open) == 0,
			}
			asked, right := map[pathway.Topic]bool{}, f.Checkboxes("doubts", onlyOne(d.Open))
			for _, x := range d.Open {
				topic := x.Doubt.Fact.About.Topic()
				right.Options = append(right.Options, ui.Option{Value: string(x.Doubt.Fact.ID),
					Label: whatIsWrong(f.Voice, x), Hint: whoSaysSo(f.Voice, f.Zone, x)})
				if !asked[topic] {
					view.Above = append(view.Above, ui.Button{Label: f.Voice.Say("correction." + string(topic) + ".open"),
						Path: correctionPath(d.Person.ID, topic)})
				}
				asked[topic] = true
			}
			if view.Closed {
				view.Above = append(view.Above, ui.Text(f.Words("none")))
			} else {
				view.Fields = []ui.Control{right}
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.DoubtAnswer {
			return pathway.DoubtAnswer{ID: id.DoubtAnswer(s.ID), Doubts: form.List[id.Doubt](s, "doubts")}
		},
	}
}

// onlyOne is the one that can be meant, where there is one.
func onlyOne(open []appcare.DoubtLine) []string {
	if len(open) != 1 {
		return nil
	}
	return []string{string(open[0].Doubt.Fact.ID)}
}
