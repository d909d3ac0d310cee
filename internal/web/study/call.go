package study

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func callFormPath(participant id.Participant, f id.FollowUp) string {
	return followUpPath(participant) + "/calls/" + string(f)
}

func callCorrectionPath(participant id.Participant, c id.Call) string {
	return followUpPath(participant) + "/calls/" + string(c) + "/correct"
}

// callsTable is every call at a follow-up, as it was entered.
func callsTable(v say.Voice, zone *time.Location, f appstudy.FollowedUp, tried appstudy.FollowUpTried) ui.Table {
	t := ui.Table{
		Caption: v.Say("call.list.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("call.list.at")}, {Label: v.Say("call.list.result")}, {Label: v.Say("call.list.by")}, {Label: v.Say("call.list.correct")}},
		Empty:   ui.Empty{Title: v.Say("call.list.none")},
	}
	entered := ledger.Facts(tried.Calls)
	current := outcome.CurrentCalls(entered)
	for _, c := range tried.Calls {
		if c.Fact.InError {
			continue // it says only that another was a mistake
		}
		at := c.Fact.At.In(zone)
		row := ui.Row{Cells: []ui.Cell{{Text: v.ShortDay(at), Note: at.Format("15:04")}, resultCell(v, c.Fact), {Text: f.Staff[id.Account(c.By)]}, {}}}
		if slices.ContainsFunc(current, func(x outcome.Call) bool { return x.ID == c.Fact.ID }) {
			row.Cells[3].Link = ui.Link{
				Label: v.Say("call.list.correct"), Path: callCorrectionPath(f.Participant, c.Fact.ID),
				Hidden: v.Say("call.list.correct_what", v.ShortDay(at)),
			}
		} else {
			row.Cells[3].Text = v.Say(insteadOf(entered, c.Fact.ID))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// insteadOf says what became of an entry that no longer holds.
func insteadOf(entered []outcome.Call, c id.Call) string {
	if slices.ContainsFunc(entered, func(x outcome.Call) bool { return x.Replaces == c && x.InError }) {
		return "call.list.mistake"
	}
	return "call.list.corrected"
}

func resultCell(v say.Voice, c outcome.Call) ui.Cell {
	cell := ui.Cell{Text: v.Say("call.result." + string(c.Result)), Note: c.Note}
	if !c.CallOn.IsZero() {
		cell.Text = v.Say("call.list.later", v.ShortDay(c.CallOn.Time()))
	}
	return cell
}

// A callForm is what was typed about a call.
type callForm struct {
	ID, Result, At, Note string
	On, CallOn           ui.TypedDate
	InError              string // yes or no, asked of a correction only
}

func readCallForm(form url.Values) callForm {
	return callForm{
		ID: form.Get("id"), Result: form.Get("result"), At: strings.TrimSpace(form.Get("at")), Note: strings.TrimSpace(form.Get("note")),
		On: ui.ReadDate(form, "on"), CallOn: ui.ReadDate(form, "call_on"), InError: form.Get("in_error"),
	}
}

// callFormOf is the form that would have recorded c.
func callFormOf(c outcome.Call, zone *time.Location) callForm {
	local := programme.LocalTimeOf(c.At, zone)
	return callForm{Result: string(c.Result), On: ui.Typed(local.Date), At: local.At.String(), CallOn: ui.Typed(c.CallOn), Note: c.Note, InError: "no"}
}

// Call reads the form, with the problems of what can't be read at all.
func (f callForm) Call(zone *time.Location) (outcome.Call, fault.Problems) {
	c := outcome.Call{Result: outcome.CallResult(f.Result), Note: f.Note}
	var p fault.Problems
	var err error
	if c.ID, err = id.Parse[id.Call](f.ID); err != nil {
		p.If(true, "id", "call.id.missing")
	}
	day := func(field string, typed ui.TypedDate) (d programme.Date) {
		if typed.Empty() {
			return d
		}
		d, err := typed.Date()
		p.If(err != nil, field, fault.KeyOf(err))
		return d
	}
	on := day("on", f.On)
	c.CallOn = day("call_on", f.CallOn)
	if f.At == "" || on.IsZero() {
		return c, p
	}
	clock, err := programme.ParseTimeOfDay(f.At)
	if err != nil {
		p.If(true, "at", fault.KeyOf(err))
		return c, p
	}
	at, real := programme.LocalTime{Date: on, At: clock}.In(zone)
	p.If(!real, "at", "appointment.start.unreal")
	c.At = at
	return c, p
}

// A callView is the form, for a new call or a correction.
type callView struct {
	Back     ui.Link
	Problems ui.ErrorSummary
	Title    string
	Lead     string
	Phone    ui.SummaryList // whom, and whether a message may be left
	Form     ui.Form
	InError  ui.YesNo // the zero YesNo asks nothing
	Result   ui.Radios
	CallOn   ui.DateInput
	On       ui.DateInput
	At       ui.Input
	Note     ui.Textarea
}

var callPage = ui.NewPage[callView]("call_form")

// A callAsked is what the form is about: one follow-up of somebody's, and the
// entry that is corrected, if one is.
type callAsked struct {
	appstudy.FollowedUp
	about  appstudy.FollowUpTried
	before outcome.Call
}

func (a callAsked) corrects() bool { return a.before.ID != "" }

func (h *handlers) callView(r *http.Request, a callAsked, typed callForm, problems fault.Problems) callView {
	v := route.Voice(r)
	fields := ui.NewFields(v, "call", ui.InOrder(problems, []string{"in_error", "result", "call_on", "on", "at", "note"}))
	if typed.ID == "" {
		typed.ID = string(kernel.NewID[id.Call](h.study.Kernel, "form/call/"+string(a.about.ID)+"/"+string(a.before.ID)+"/"+h.study.Kernel.Now().String()))
	}
	view := callView{
		Back: ui.Link{Label: a.Identity.FullName(), Path: followUpPath(a.Participant)}, Problems: fields.Summary(),
		Title: v.Say("call.form.title"), Lead: v.Say("call.form.lead", a.Identity.FullName(), a.about.Name, v.ShortDay(a.about.From.Time()), v.ShortDay(a.about.Until.Time())),
		Phone: phoneOf(v, a.Contact),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: typed.ID}},
			Buttons: []ui.Button{{Label: v.Say("call.form.save")}},
			Leave:   ui.Link{Label: v.Say("call.form.leave"), Path: followUpPath(a.Participant)},
		},
		Result: fields.Radios("result", typed.Result, ui.Values(outcome.CallResultsFor(a.Agreed))...),
		CallOn: fields.Date("call_on", typed.CallOn),
		On:     fields.Date("on", typed.On),
		At:     fields.Input("at", typed.At).Wide(10),
		Note:   fields.Textarea("note", typed.Note).Room(2),
	}
	if a.corrects() {
		view.Title, view.Lead = v.Say("call.correct.title"), v.Say("call.correct.lead", a.Identity.FullName(), a.about.Name)
		view.InError = fields.YesNo("in_error", typed.InError)
		view.Form.Buttons[0].Label, view.Form.Leave.Label = v.Say("call.correct.save"), v.Say("call.correct.leave")
	}
	return view
}

// getCallForm handles GET /follow-up/{participant}/calls/{follow_up}.
func (h *handlers) getCallForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := h.toCall(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	now := programme.LocalTimeOf(h.study.Kernel.Now(), route.Zone(r))
	view := h.callView(r, a, callForm{On: ui.Typed(now.Date), At: now.At.String()}, nil)
	return callPage.Render(view, view.Title), nil
}

// toCall finds the follow-up that the address names.
func (h *handlers) toCall(r *http.Request, who authz.Actor) (callAsked, error) {
	key, err := route.ID[id.FollowUp](r, "follow_up")
	if err != nil {
		return callAsked{}, err
	}
	f, err := h.followUp(r, who)
	if err != nil {
		return callAsked{}, err
	}
	i := slices.IndexFunc(f.FollowUps, func(t appstudy.FollowUpTried) bool { return t.ID == key })
	if i < 0 {
		return callAsked{}, fault.Absent
	}
	return callAsked{FollowedUp: f, about: f.FollowUps[i]}, nil
}

// postCall handles POST /follow-up/{participant}/calls/{follow_up}.
func (h *handlers) postCall(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	key, err := route.ID[id.FollowUp](r, "follow_up")
	if err != nil {
		return ui.Response{}, err
	}
	typed := readCallForm(r.PostForm)
	c, unread := typed.Call(route.Zone(r))
	c.Participant, c.FollowUp = participant, key
	if !unread.Any() {
		err = h.study.RecordCall(r.Context(), who, participant, c)
	}
	if fault.KeyOf(err) == "call.over" {
		return over(r, participant), nil
	}
	problems, refused := fault.AsProblems(err)
	if !refused && !unread.Any() {
		return ui.Redirect(followUpPath(participant)).Saying("call.form.saved"), err
	}
	a, err := h.toCall(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	if unread.Any() {
		problems = h.completeCall(r, unread, a, c)
	}
	view := h.callView(r, a, typed, problems)
	return callPage.Invalid(view, view.Title), nil
}

// over says that somebody has answered in the meantime, or said no.
func over(r *http.Request, participant id.Participant) ui.Response {
	v := route.Voice(r)
	view := ui.ErrorView{
		Title: v.Say("call.over_title"), Texts: []string{v.Say("call.over")},
		Action: ui.Button{Label: v.Say("call.over_open"), Path: followUpPath(participant)},
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}

// completeCall adds to what can't be read the rules that c breaks in other
// fields, so that the error summary leaves nothing for the next try.
func (h *handlers) completeCall(r *http.Request, unread fault.Problems, a callAsked, c outcome.Call) fault.Problems {
	checked := c.Check(a.about.DueFollowUp, a.Agreed, route.Zone(r), h.study.Kernel.Now())
	if _, noDay := unread.On("on"); noDay {
		checked = slices.DeleteFunc(checked, func(p fault.Problem) bool { return p.Field == "at" })
	}
	return ui.UnreadFirst(unread, checked)
}

// getCallCorrection handles GET /follow-up/{participant}/calls/{call}/correct.
func (h *handlers) getCallCorrection(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := h.toCorrectCall(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	view := h.callView(r, a, callFormOf(a.before, route.Zone(r)), nil)
	return callPage.Render(view, view.Title), nil
}

// toCorrectCall finds the entry that the address names.
func (h *handlers) toCorrectCall(r *http.Request, who authz.Actor) (callAsked, error) {
	key, err := route.ID[id.Call](r, "call")
	if err != nil {
		return callAsked{}, err
	}
	f, err := h.followUp(r, who)
	if err != nil {
		return callAsked{}, err
	}
	for _, tried := range f.FollowUps {
		for _, c := range tried.Calls {
			if c.Fact.ID == key && !c.Fact.InError {
				return callAsked{f, tried, c.Fact}, nil
			}
		}
	}
	return callAsked{}, fault.Absent
}

// postCallCorrection handles POST /follow-up/{participant}/calls/{call}/correct.
func (h *handlers) postCallCorrection(r *http.Request, who authz.Actor) (ui.Response, error) {
	a, err := h.toCorrectCall(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	typed := readCallForm(r.PostForm)
	c, unread := typed.correction(a.before, route.Zone(r))
	if !unread.Any() {
		err = h.study.CorrectCall(r.Context(), who, a.Participant, c)
	}
	problems, refused := fault.AsProblems(err)
	if !refused && !unread.Any() {
		return ui.Redirect(followUpPath(a.Participant)).Saying("call.correct.saved"), err
	}
	if unread.Any() {
		problems = h.completeCall(r, unread, a, c)
	}
	view := h.callView(r, a, typed, problems)
	return callPage.Invalid(view, view.Title), nil
}

// correction reads the form as a correction of before. What was entered by
// mistake keeps what it said.
func (f callForm) correction(before outcome.Call, zone *time.Location) (outcome.Call, fault.Problems) {
	c, unread := f.Call(zone)
	if f.InError == "yes" {
		c.At, c.Result, c.CallOn, c.Note = before.At, before.Result, before.CallOn, before.Note
		unread = slices.DeleteFunc(unread, func(p fault.Problem) bool { return p.Field != "id" })
	}
	c.Participant, c.FollowUp, c.Replaces, c.InError = before.Participant, before.FollowUp, before.ID, f.InError == "yes"
	return c, unread
}
