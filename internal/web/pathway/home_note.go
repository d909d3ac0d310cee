package pathway

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A homeNoteView is what visitors to somebody's home should know.
type homeNoteView struct {
	Back   ui.Link
	Name   string
	Paras  []string
	Facts  ui.SummaryList
	Empty  ui.Empty
	Write  ui.Button // for anybody who may
	Before ui.SummaryList
}

var homeNotePage = ui.NewPage[homeNoteView]("home_note")

// getHomeNote handles GET /people/{participant}/home-note.
func (h *handlers) getHomeNote(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	seen, err := h.care.SeeHomeNote(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, note := route.Voice(r), seen.Current()
	view := homeNoteView{Back: ui.Link{Label: v.Say("person.home_note.back"), Path: person.Path(participant)},
		Paras: person.Lines(note.Text), Name: person.Name(v, seen.Person)}
	if !seen.Record {
		view.Back = person.BackToVisits(v, seen.Visits, participant)
	}
	if seen.MayWrite && !seen.Person.Standing.Died() {
		view.Write = ui.Button{Label: v.Say("home_note.open"), Path: homeNoteFormPath(participant), Kind: ui.Secondary}
	}
	if note.Empty() {
		view.Empty = ui.Empty{Title: v.Say("person.home_note.none"), Text: v.Say("person.home_note.none_text")}
		if seen.Person.Standing.Died() {
			view.Empty.Text = v.Say("standing.became.died") // nobody visits there any more
		}
		return homeNotePage.Render(view, v.Say("person.home_note.title")), nil
	}
	last := seen.Notes[len(seen.Notes)-1]
	f := person.Facts{Voice: v}
	f.Add("person.home_note.source", note.Source)
	f.Add("home_note.written",
		v.Say("home_note.by", seen.Staff[id.Account(last.By)], v.ShortDay(last.At.In(route.Zone(r)))))
	if !seen.Person.Standing.Died() {
		f.Day("person.home_note.review_by", note.ReviewBy)
		if note.Due(seen.Today) {
			f.List.Lines[len(f.List.Lines)-1].Tag = ui.Tag{Label: v.Say("person.home_note.stale"), State: ui.Attention}
		}
	}
	view.Facts = f.List
	for _, n := range slices.Backward(seen.Notes[:len(seen.Notes)-1]) {
		view.Before.Lines = append(view.Before.Lines, ui.SummaryLine{
			Key:    v.Say("home_note.by", seen.Staff[id.Account(n.By)], v.ShortDay(n.At.In(route.Zone(r)))),
			Values: append(person.Lines(n.Fact.Text), n.Fact.Source),
		})
	}
	return homeNotePage.Render(view, v.Say("person.home_note.title")), nil
}

func homeNoteFormPath(participant id.Participant) string {
	return person.HomeNotePath(participant) + "/new"
}

// A noteSent is a note as it was typed, and how many there were when its form was
// drawn.
type noteSent struct {
	note  pathway.WrittenNote
	drawn int
}

// homeNoteForm writes what visitors to the home should know, as the referral's form
// asks it.
func (h *handlers) homeNoteForm() form.Step[id.Participant, appcare.HomeNote, noteSent] {
	return form.Step[id.Participant, appcare.HomeNote, noteSent]{
		Path: "/people/{participant}/home-note/new", Noun: "referral", Draws: form.Draws(h.kernel, "home_note_form"),
		Looks: authz.SeeHomeNote, Look: h.care.SeeHomeNote, Sends: authz.WriteHomeNote, Over: "correction.died",
		About: form.In[id.Participant]("participant"), Home: person.HomeNotePath,
		May: func(n appcare.HomeNote) bool { return n.MayWrite && !n.Person.Standing.Died() },
		Draw: func(f *form.Fields, n appcare.HomeNote) form.View {
			now := n.Current()
			now.Source, now.ReviewBy = "", pathway.HomeNote{}.ReviewBy // each time anew
			title := f.Voice.Say("home_note.open")
			return form.View{
				Window: title, Title: title, Lead: f.Words("form.restricted") + " " + f.Voice.Say("home_note.lead"),
				Back: ui.Link{Label: f.Voice.Say("person.home_note.title"), Path: person.HomeNotePath(n.Person.ID)},
				Save: ui.Button{Label: f.Voice.Say("home_note.save")}, Leave: ui.Link{Label: f.Words("form.leave")},
				Fields: append(askHomeNote(f, now), f.Basis("drawn", strconv.Itoa(len(n.Notes)))),
			}
		},
		Read: func(_ id.Participant, s *form.Sent) noteSent {
			return noteSent{pathway.WrittenNote{ID: id.HomeNote(s.ID), HomeNote: readHomeNote(s),
				Sure: s.Sure()}, s.Number("drawn")}
		},
		Send: func(ctx context.Context, who authz.Actor, of id.Participant, n noteSent) error {
			return h.care.WriteHomeNote(ctx, who, of, n.note, n.drawn)
		},
		Then: func(_ authz.Actor, of id.Participant, _ noteSent) ui.Response {
			return ui.Redirect(person.HomeNotePath(of)).Saying("home_note.saved")
		},
	}
}
