package care

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
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
	Form     ui.Form
	Words    ui.Textarea
	Quote    ui.Radios
	TakeBack ui.Form // without buttons there is nothing to take back
	Said     []saidView
}

// A saidView is one thing that somebody said.
type saidView struct {
	Title, Words, Quote string
	Change              ui.Link
}

var feedbackPage = ui.NewPage[feedbackView]("feedback")

// getFeedback handles GET /feedback.
func (h *handlers) getFeedback(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.showFeedback(r, who, workforce.Feedback{}, nil)
}

// postFeedback handles POST /feedback.
func (h *handlers) postFeedback(r *http.Request, who authz.Actor) (ui.Response, error) {
	f := h.readFeedback(r, who)
	err := h.care.GiveFeedback(r.Context(), who, who.Participant, f)
	if problems, refused := fault.AsProblems(err); refused {
		return h.showFeedback(r, who, f, problems)
	}
	return ui.Redirect(feedbackPath).Saying("feedback.saved"), err
}

// readFeedback takes what was sent. An id that is missing or malformed is drawn
// anew: then there was nothing to send twice.
func (h *handlers) readFeedback(r *http.Request, who authz.Actor) workforce.Feedback {
	f := workforce.Feedback{Words: strings.TrimSpace(r.PostForm.Get("words")), Quote: workforce.Quote(r.PostForm.Get("quote"))}
	if f.Quote == "" {
		f.Quote = workforce.QuoteNo // left open, it says no
	}
	var err error
	if f.ID, err = id.Parse[id.Feedback](r.PostForm.Get("id")); err != nil {
		f.ID = h.drawFeedback(who)
	}
	return f
}

func (h *handlers) drawFeedback(who authz.Actor) id.Feedback {
	return kernel.NewID[id.Feedback](h.care.Kernel, "feedback_form/"+string(who.Account)+"/"+h.care.Kernel.Now().String())
}

func (h *handlers) showFeedback(r *http.Request, who authz.Actor, typed workforce.Feedback, problems fault.Problems) (ui.Response, error) {
	said, err := h.care.ListOwnFeedback(r.Context(), who, who.Participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if typed.ID == "" {
		typed.ID = h.drawFeedback(who)
	}
	view := feedbackForm(v, typed, problems)
	view.Title, view.Lead = v.Say("feedback.title"), v.Say("feedback.lead")
	view.Form.Buttons = []ui.Button{{Label: v.Say("feedback.send")}}
	for i := range said {
		f := said[len(said)-1-i]
		on := v.ShortDay(f.On.Time())
		view.Said = append(view.Said, saidView{
			Title: on, Words: f.Words, Quote: v.Say("feedback.quoted." + string(f.Quote)),
			Change: ui.Link{Label: v.Say("feedback.change.open"), Path: ownFeedbackPath(f.ID), Hidden: v.Say("feedback.change.of", on)},
		})
	}
	return view.answer(problems), nil
}

func feedbackForm(v say.Voice, typed workforce.Feedback, problems fault.Problems) feedbackView {
	f := ui.NewFields(v, "feedback", problems)
	return feedbackView{
		Problems: f.Summary(),
		Form:     ui.Form{Hidden: []ui.Hidden{{Name: "id", Value: string(typed.ID)}}},
		Words:    f.Textarea("words", typed.Words).Room(6),
		Quote:    f.Radios("quote", string(typed.Quote), ui.Values(workforce.Quotes())...),
	}
}

func (view feedbackView) answer(problems fault.Problems) ui.Response {
	if problems.Any() {
		return feedbackPage.Invalid(view, view.Title)
	}
	return feedbackPage.Render(view, view.Title)
}

// getOwnFeedback handles GET /feedback/mine/{feedback}.
func (h *handlers) getOwnFeedback(r *http.Request, who authz.Actor) (ui.Response, error) {
	f, err := h.ownFeedback(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	f.ID = h.drawFeedback(who)
	return h.showOwnFeedback(r, who, f, nil), nil
}

// ownFeedback finds what the address names, if it still holds.
func (h *handlers) ownFeedback(r *http.Request, who authz.Actor) (workforce.Feedback, error) {
	key, err := route.ID[id.Feedback](r, "feedback")
	if err != nil {
		return workforce.Feedback{}, err
	}
	said, err := h.care.ListOwnFeedback(r.Context(), who, who.Participant)
	if err != nil {
		return workforce.Feedback{}, err
	}
	for _, f := range said {
		if f.ID == key {
			return f, nil
		}
	}
	return workforce.Feedback{}, fault.Absent
}

// postOwnFeedback handles POST /feedback/mine/{feedback}.
func (h *handlers) postOwnFeedback(r *http.Request, who authz.Actor) (ui.Response, error) {
	key, err := route.ID[id.Feedback](r, "feedback")
	if err != nil {
		return ui.Response{}, err
	}
	f, said := h.readFeedback(r, who), "feedback.change.saved"
	f.Replaces = key
	if r.PostForm.Get("take_back") == "yes" {
		f.Words, f.Quote, f.InError, said = "", "", true, "feedback.take_back.saved"
	}
	err = h.care.GiveFeedback(r.Context(), who, who.Participant, f)
	if problems, refused := fault.AsProblems(err); refused {
		return h.showOwnFeedback(r, who, f, problems), nil
	}
	return ui.Redirect(feedbackPath).Saying(said), err
}

func (h *handlers) showOwnFeedback(r *http.Request, who authz.Actor, typed workforce.Feedback, problems fault.Problems) ui.Response {
	v := route.Voice(r)
	view := feedbackForm(v, typed, problems)
	view.Back = ui.Link{Label: v.Say("feedback.title"), Path: feedbackPath}
	view.Title, view.Lead = v.Say("feedback.change.title"), v.Say("feedback.change.lead")
	view.Form.Buttons, view.Form.Leave = []ui.Button{{Label: v.Say("feedback.change.save")}}, ui.Link{Label: v.Say("feedback.change.leave"), Path: feedbackPath}
	view.TakeBack = ui.Form{
		Hidden:  []ui.Hidden{{Name: "id", Value: string(h.drawFeedback(who))}, {Name: "take_back", Value: "yes"}},
		Buttons: []ui.Button{{Label: v.Say("feedback.take_back.save"), Kind: ui.Secondary}},
	}
	return view.answer(problems)
}

// A feedbackHeardView is what people have said, as staff hear it.
type feedbackHeardView struct {
	Title string
	Lead  string
	Table ui.Table
	Pages ui.Pagination
}

var feedbackHeardPage = ui.NewPage[feedbackHeardView]("feedback_list")

// getFeedbackHeard handles GET /feedback/all.
func (h *handlers) getFeedbackHeard(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListFeedback(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := feedbackHeardView{
		Title: v.Say("feedback.list.title"), Lead: v.Say("feedback.list.lead"), Pages: pages(v, feedbackHeardPath, page, found.Count),
		Table: ui.Table{
			Caption: v.Say("feedback.list.title"), Quiet: true,
			Columns: []ui.Column{{Label: v.Say("feedback.list.month")}, {Label: v.Say("feedback.list.words")}, {Label: v.Say("feedback.list.quote")}},
			Empty:   ui.Empty{Title: v.Say("feedback.list.none"), Text: v.Say("feedback.list.none_text")},
		},
	}
	for _, f := range found.Lines {
		tag := ui.Tag{Label: v.Say("feedback.list.no"), State: ui.Stopped}
		if f.Quoted {
			tag = ui.Tag{Label: v.Say("feedback.list.yes"), State: ui.Done}
		}
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Month(f.Month.Time())}, {Text: f.Words}, {Tag: tag}}})
	}
	return feedbackHeardPage.Render(view, view.Title), nil
}
