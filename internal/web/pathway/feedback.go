package pathway

import (
	"context"
	"net/http"
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

const (
	feedbackPath      = "/feedback"
	feedbackHeardPath = "/feedback/all"
)

func ownFeedbackPath(f id.Feedback) string { return feedbackPath + "/mine/" + string(f) }

// A feedbackView is what somebody has said, and room for more; or one thing
// that they said, to change or take back.
type feedbackView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Write    ui.Questions
	TakeBack ui.Questions // none where there is nothing to take back
	Said     []saidView
}

// A saidView is one thing that somebody said.
type saidView struct {
	Title, Words, Quote string
	Change              ui.Link
}

var feedbackPage = ui.NewPage[feedbackView]("feedback")

// feedbackForms are what somebody tells the service, changes and takes back.
func (h *handlers) feedbackForms() []route.Route {
	return append(form.Routes(h.giveFeedback(), h.changeFeedback(), h.takeBackFeedback()),
		form.Page(feedbackPath, authz.SeeOwnFeedback, form.Themselves, h.showFeedback),
		form.Page(feedbackPath+"/mine/{feedback}", authz.SeeOwnFeedback, form.In[id.Feedback]("feedback"), h.showOwnFeedback))
}

// drawFeedback asks for words, and whether they may be repeated.
func drawFeedback(f *form.Fields, said workforce.Feedback) form.View {
	return form.View{Fields: []ui.Control{
		f.Textarea("words", said.Words).Room(6), f.Radios("quote", string(said.Quote), ui.Values(workforce.Quotes())...),
	}}
}

func readFeedback(s *form.Sent) workforce.Feedback {
	f := workforce.Feedback{ID: id.Feedback(s.ID), Words: s.Text("words"), Quote: workforce.Quote(s.Text("quote"))}
	if f.Quote == "" {
		f.Quote = workforce.QuoteNo // left open, it says no
	}
	return f
}

func (h *handlers) giveFeedback() form.Post[id.Participant, workforce.Feedback, workforce.Feedback] {
	return form.Post[id.Participant, workforce.Feedback, workforce.Feedback]{
		Path: feedbackPath, Sends: authz.GiveFeedback, Noun: "feedback", Draws: form.Draws(h.kernel, "feedback_form"),
		About: form.Themselves, Home: func(id.Participant) string { return feedbackPath }, Show: h.showFeedback,
		Draw: func(f *form.Fields, said workforce.Feedback) form.View {
			view := drawFeedback(f, said)
			view.Save.Label = f.Words("send")
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) workforce.Feedback { return readFeedback(s) },
		Send: h.care.GiveFeedback,
	}
}

func (h *handlers) showFeedback(q form.Request[id.Participant]) (ui.Response, error) {
	said, err := h.care.ListOwnFeedback(q.Context(), q.Who, q.Key)
	if err != nil {
		return ui.Response{}, err
	}
	v, write := q.Voice(), h.giveFeedback().Part(q, workforce.Feedback{})
	view := feedbackView{Problems: form.Problems(q, write), Title: v.Say("feedback.title"), Lead: v.Say("feedback.lead"),
		Write: write.Questions}
	for _, f := range slices.Backward(said) {
		on := v.ShortDay(f.On.Time())
		view.Said = append(view.Said, saidView{
			Title: on, Words: f.Words, Quote: v.Say("feedback.quoted." + string(f.Quote)),
			Change: ui.Link{Label: v.Say("feedback.change.open"), Path: ownFeedbackPath(f.ID),
				Hidden: v.Say("feedback.change.of", on)},
		})
	}
	return form.Show(q, feedbackPage, view, view.Title, write), nil
}

// onOwnFeedback completes a form about one thing that somebody said.
func onOwnFeedback(h *handlers, last string, p form.Post[id.Feedback, workforce.Feedback,
	workforce.Feedback]) form.Post[id.Feedback, workforce.Feedback, workforce.Feedback] {
	p.Path, p.Sends, p.Draws = feedbackPath+"/mine/{feedback}"+last, authz.GiveFeedback,
		form.Draws(h.kernel, "feedback_form"+last)
	p.About, p.Home, p.Show = form.In[id.Feedback]("feedback"),
		func(id.Feedback) string { return feedbackPath }, h.showOwnFeedback
	p.Send = func(ctx context.Context, who authz.Actor, _ id.Feedback, f workforce.Feedback) error {
		return h.care.GiveFeedback(ctx, who, who.Participant, f)
	}
	saved := "feedback.change.saved"
	if last != "" {
		saved = "feedback.take_back.saved"
	}
	p.Then = func(authz.Actor, id.Feedback, workforce.Feedback) ui.Response {
		return ui.Redirect(feedbackPath).Saying(saved)
	}
	return p
}

func (h *handlers) changeFeedback() form.Post[id.Feedback, workforce.Feedback, workforce.Feedback] {
	return onOwnFeedback(h, "", form.Post[id.Feedback, workforce.Feedback, workforce.Feedback]{
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

func (h *handlers) takeBackFeedback() form.Post[id.Feedback, workforce.Feedback, workforce.Feedback] {
	return onOwnFeedback(h, "/take-back", form.Post[id.Feedback, workforce.Feedback, workforce.Feedback]{
		Noun: "feedback.take_back",
		Draw: func(f *form.Fields, said workforce.Feedback) form.View {
			return form.View{Action: ownFeedbackPath(said.ID) + "/take-back", Save: ui.Button{Label: f.Words("save"),
				Kind: ui.Secondary}}
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
	said, err := h.care.ListOwnFeedback(q.Context(), q.Who, q.Who.Participant)
	if err != nil {
		return ui.Response{}, err
	}
	mine := workforce.Feedback{ID: q.Key}
	if i := slices.IndexFunc(said, func(f workforce.Feedback) bool { return f.ID == q.Key }); i >= 0 {
		mine = said[i]
	} else if !q.Again() {
		return ui.Response{}, fault.Absent
	}
	v, change, takeBack := q.Voice(), h.changeFeedback().Part(q, mine), h.takeBackFeedback().Part(q, mine)
	view := feedbackView{
		Problems: form.Problems(q, change, takeBack), Back: ui.Link{Label: v.Say("feedback.title"), Path: feedbackPath},
		Title: v.Say("feedback.change.title"), Lead: v.Say("feedback.change.lead"), Write: change.Questions,
		TakeBack: takeBack.Questions,
	}
	return form.Show(q, feedbackPage, view, view.Title, change, takeBack), nil
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
