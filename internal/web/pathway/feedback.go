package pathway

import (
	"context"
	"net/http"
	"slices"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

const (
	feedbackPath      = "/feedback"
	ownFeedbackPath   = "/feedback/mine/"
	feedbackHeardPath = "/feedback/all"
)

// feedbackForms are what somebody tells the service, changes and takes back.
func (h *handlers) feedbackForms() []route.Route {
	return append(form.Routes(h.giveFeedback(), h.changeFeedback(), h.takeBackFeedback()),
		form.Page(ownFeedbackPath+"{feedback}", authz.SeeOwnFeedback, form.In[id.Feedback]("feedback"), h.showOwnFeedback))
}

// drawFeedback asks for words, and whether they may be repeated.
func drawFeedback(f *form.Fields, said workforce.Feedback) form.View {
	return form.View{Fields: []ui.Control{
		f.Textarea("words", said.Words).Room(6), f.Radios("quote", string(said.Quote), ui.Values(workforce.Quotes())...),
	}}
}

func readFeedback(s *form.Sent) workforce.Feedback {
	f := workforce.Feedback{ID: id.Feedback(s.ID), Words: s.Paragraphs("words"), Quote: workforce.Quote(s.Text("quote"))}
	if f.Quote == "" {
		f.Quote = workforce.QuoteNo // left open, it says no
	}
	return f
}

// giveFeedback asks how it has been. What was said before is below.
func (h *handlers) giveFeedback() form.Step[id.Participant, appcare.OwnFeedback, workforce.Feedback] {
	return form.Step[id.Participant, appcare.OwnFeedback, workforce.Feedback]{
		Path: feedbackPath, Noun: "feedback", Draws: form.Draws(h.kernel, "feedback_form"), About: form.Themselves,
		Looks: authz.SeeOwnFeedback, Look: h.care.ListOwnFeedback, Sends: authz.GiveFeedback, Send: h.care.GiveFeedback,
		Draw: func(f *form.Fields, own appcare.OwnFeedback) form.View {
			view := drawFeedback(f, workforce.Feedback{})
			view.Title, view.Lead, view.Save.Label = f.Words("title"), f.Words("lead"), f.Words("send")
			view.Above = []ui.Control{ui.Text(f.Words("not_help"))}
			view.Below = []ui.Control{form.If(len(own.Said) > 0, ui.Heading(f.Words("said")))}
			for _, s := range slices.Backward(own.Said) {
				entry := saidOnce(f.Voice, s)
				entry.Link = ui.Link{Label: f.Words("change.open"), Hidden: f.Words("change.of", entry.Title),
					Path: ownFeedbackPath + string(s.ID)}
				view.Below = append(view.Below, entry)
			}
			view.Below = append(view.Below, form.If(len(own.Earlier) > 0, ui.Heading(f.Words("said_before"))))
			for _, e := range own.Earlier {
				view.Below = append(view.Below, ui.Text(person.EarlierTitle(f.Voice, e.Number, e.From, e.Until)))
				for _, s := range slices.Backward(e.Of) {
					view.Below = append(view.Below, saidOnce(f.Voice, s))
				}
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.Feedback { return readFeedback(s) },
	}
}

// saidOnce is one thing that somebody said, to read.
func saidOnce(v say.Voice, s workforce.Feedback) ui.Entry {
	return ui.Entry{Title: v.ShortDay(s.On.Time()), Text: s.Words, Note: v.Say("feedback.quoted." + string(s.Quote))}
}

// An ownFeedback is a form about one thing that somebody said.
type ownFeedback = form.Post[id.Feedback, workforce.Feedback, workforce.Feedback]

// onOwnFeedback completes one. It is sent to an address that ends with last.
func (h *handlers) onOwnFeedback(last, saved string, p ownFeedback) ownFeedback {
	p.Path, p.Draws = ownFeedbackPath+"{feedback}"+last, form.Draws(h.kernel, "feedback_form"+last)
	p.About, p.Show, p.Sends = form.In[id.Feedback]("feedback"), h.showOwnFeedback, authz.GiveFeedback
	p.Home = func(id.Feedback) string { return feedbackPath }
	p.Send = func(ctx context.Context, who authz.Actor, _ id.Feedback, f workforce.Feedback) error {
		return h.care.GiveFeedback(ctx, who, who.Participant, f)
	}
	p.Then = func(authz.Actor, id.Feedback, workforce.Feedback) ui.Response {
		return ui.Redirect(feedbackPath).Saying(saved)
	}
	return p
}

func (h *handlers) changeFeedback() ownFeedback {
	return h.onOwnFeedback("", "feedback.change.saved", ownFeedback{
		Noun: "feedback",
		Draw: func(f *form.Fields, said workforce.Feedback) form.View {
			view := drawFeedback(f, said)
			view.Save.Label, view.Leave = f.Words("change.save"), ui.Link{Label: f.Words("change.leave"), Path: feedbackPath}
			return view
		},
		Read: func(key id.Feedback, s *form.Sent) workforce.Feedback {
			f := readFeedback(s)
			f.Replaces = key
			return f
		},
	})
}

func (h *handlers) takeBackFeedback() ownFeedback {
	return h.onOwnFeedback("/take-back", "feedback.take_back.saved", ownFeedback{
		Noun: "feedback.take_back",
		Draw: func(f *form.Fields, said workforce.Feedback) form.View {
			return form.View{Action: ownFeedbackPath + string(said.ID) + "/take-back",
				Save: ui.Button{Label: f.Words("save"), Kind: ui.Secondary}}
		},
		Read: func(key id.Feedback, s *form.Sent) workforce.Feedback {
			f := workforce.Feedback{ID: id.Feedback(s.ID)}
			f.Replaces, f.InError = key, true
			return f
		},
	})
}

// showOwnFeedback shows one thing that somebody said, if it still holds. What was
// typed in the meantime is shown in any case.
func (h *handlers) showOwnFeedback(q form.Request[id.Feedback]) (ui.Response, error) {
	own, err := h.care.ListOwnFeedback(q.Context(), q.Who, q.Who.Participant)
	if err != nil {
		return ui.Response{}, err
	}
	mine := workforce.Feedback{ID: q.Key}
	if i := slices.IndexFunc(own.Said, func(f workforce.Feedback) bool { return f.ID == q.Key }); i >= 0 {
		mine = own.Said[i]
	} else if !q.Again() {
		return ui.Response{}, fault.Absent
	}
	v, change, takeBack := q.Voice(), h.changeFeedback().Part(q, mine), h.takeBackFeedback().Part(q, mine)
	return form.ShowList(q, ui.ListPage{
		Back:  ui.Link{Label: v.Say("feedback.title"), Path: feedbackPath},
		Title: v.Say("feedback.change.title"), Lead: v.Say("feedback.change.lead"),
		Parts: []ui.Control{
			ui.Text(v.Say("feedback.not_help")), change.Questions,
			ui.Heading(v.Say("feedback.take_back.title")), ui.Text(v.Say("feedback.take_back.text")), takeBack.Questions,
		},
	}, change, takeBack), nil
}

// getFeedbackHeard handles GET /feedback/all: what people have said, as staff
// hear it.
func (h *handlers) getFeedbackHeard(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListFeedback(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	table := ui.NewTable(v, "feedback.list", "month", "words", "quote")
	for _, f := range found.Lines {
		tag := ui.Tag{Label: v.Say("feedback.list.no"), State: ui.Stopped}
		if f.Quoted {
			tag = ui.Tag{Label: v.Say("feedback.list.yes"), State: ui.Done}
		}
		table.Rows = append(table.Rows,
			ui.Row{Cells: []ui.Cell{{Text: v.Month(f.Month.Time())}, {Text: f.Words}, {Tag: tag}}})
	}
	return ui.ListPage{Title: table.Caption, Lead: v.Say("feedback.list.lead"), Parts: []ui.Control{
		table, ui.Paginate(v, feedbackHeardPath, page, found.Count),
	}}.Render(), nil
}
