package workbook

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

// A pageView is one page of the workbook, to be written on.
type pageView struct {
	Problems  ui.ErrorSummary
	Back      ui.Link
	Module    string
	Title     string
	Why       string
	Draft     string
	Unwatched string
	Met       []metView
	Example   ui.Details
	Form      ui.Form
	Fields    []ui.AnswerField
	Read      ui.Versions // instead of the form, for anybody who has stopped
	Saved     string
	History   ui.Link
	Who       string  // who can see it, in a line
	Change    ui.Link // to the switch, where there is one
	Share     ui.ShareSwitch
	SaveFirst string
	Preview   ui.Link
	Empty     ui.Link // the page on paper, to be written on by hand
	Pages     ui.Pagination
}

// A metView is a field in which two edits met, with both.
type metView struct {
	Prompt   string
	Versions ui.Versions
}

var writingPage = ui.NewPage[pageView]("workbook_page")

// A drawn page is what a form is drawn from: what is kept, or what was typed.
type drawn struct {
	operation id.Operation
	typed     url.Values // nil: what is kept
	problems  fault.Problems
	overtaken bool // by what they chose elsewhere, as problems say
	pressed   bool
	press     workbook.RowButton
	draft     id.Draft // what was typed before, and put in again
}

// getPage handles GET /workbook/{module}/{page}.
func (h *handlers) getPage(r *http.Request, who authz.Actor) (ui.Response, error) {
	d := drawn{operation: h.draw(who, "page")}
	if kept, is := form.DraftFor(r, pagePattern); is {
		d.typed, d.draft = kept.Values, kept.ID
	}
	return h.show(r, who, d)
}

// pageForm is the key of the form on a page. Its buttons further down the page send
// it too: whoever goes on, or shares the page, has saved what they typed.
const pageForm = "page"

// postPage handles POST /workbook/{module}/{page}. A button that changes lines
// saves nothing: what was typed comes back with the line added, moved or gone.
func (h *handlers) postPage(r *http.Request, who authz.Actor) (ui.Response, error) {
	module, page := r.PathValue("module"), r.PathValue("page")
	sent := h.received(r, who)
	if sent.press, sent.pressed = workbook.ReadRowButton(r.PostForm); sent.pressed {
		if err := h.book.TryPage(r.Context(), who, module, page); err != nil {
			return ui.Response{}, err
		}
		return h.show(r, who, sent)
	}
	verdict, err := h.save(r, who, sent)
	if problems, broken := fault.AsProblems(err); broken {
		sent.problems = problems
		return h.show(r, who, sent)
	}
	to, onward := pagePath(module, page), r.PostForm.Get(ui.OnwardField)
	saying := "workbook.verdict." + string(verdict)
	switch {
	case verdict == workbook.OtherKept: // there is something to choose first
	case r.PostForm.Get("from") == fromHome:
		to = "/home"
	case strings.HasPrefix(onward, bookPath+"/"):
		if to = onward; verdict == workbook.Unchanged {
			return ui.Redirect(to), err // nobody had typed anything
		}
	}
	return ui.Redirect(to).Saying(saying), err
}

// received is a page's form as it was sent.
func (h *handlers) received(r *http.Request, who authz.Actor) drawn {
	return drawn{operation: h.operation(r.PostForm, who, "page"), typed: r.PostForm, draft: form.DraftOf(r)}
}

// save saves what was sent of a page.
func (h *handlers) save(r *http.Request, who authz.Actor, sent drawn) (workbook.Verdict, error) {
	saving := appworkbook.SentPage{Operation: sent.operation, Module: r.PathValue("module"), Page: r.PathValue("page"),
		Form: r.PostForm}
	verdict, err := h.book.SavePage(r.Context(), who, saving)
	if err != nil && fault.Of(err) == fault.Conflict { // the same form, gone back to and sent with other words
		saving.Operation = h.draw(who, "again/"+string(sent.operation))
		verdict, err = h.book.SavePage(r.Context(), who, saving)
	}
	return verdict, err
}

// fromHome says of a form that it stood on the first page, to which it leads
// back, unless there is something to choose.
const fromHome = "home"

// show draws the page.
func (h *handlers) show(r *http.Request, who authz.Actor, d drawn) (ui.Response, error) {
	p, err := h.book.SeePage(r.Context(), who, r.PathValue("module"), r.PathValue("page"))
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	view := frame(v, zone, p)
	view.Share = h.sharing(v, zone, who, p.Access, p.Module.Key, p.Page.Key)
	seen(v, &view, p)
	if !p.MayWrite {
		view.Read = readOnly(v, zone, p)
		return writingPage.Render(view, p.Page.Title), nil
	}
	view.Problems = ui.Summary(v, d.problems)
	view.Form = ui.Form{
		Key: pageForm, Action: pagePath(p.Module.Key, p.Page.Key),
		Hidden: []ui.Hidden{{Name: "operation", Value: string(d.operation)}},
		Enter:  ui.Button{Label: v.Say("my_workbook.save")}, Buttons: []ui.Button{{Label: v.Say("my_workbook.save")}},
	}
	view.Form.Hidden = append(view.Form.Hidden, form.Carrying(d.draft)...)
	view.Fields = fields(v, p, d)
	view.Pages.Of = pageForm
	if view.Share.Action != "" {
		view.Share.Of, view.Share.Button.Of, view.Share.Button.Action = pageForm, pageForm, view.Share.Action
	}
	for _, f := range p.Page.Fields {
		if k := p.Kept[f.Key]; len(k.Others) > 0 {
			view.Met = append(view.Met, h.met(v, zone, who, p, f, k))
		}
	}
	switch {
	case d.overtaken:
		return writingPage.Conflict(view, p.Page.Title), nil
	case d.problems.Any():
		return writingPage.Invalid(view, p.Page.Title), nil
	}
	return writingPage.Render(view, p.Page.Title), nil
}

// frame is what stands round the fields.
func frame(v say.Voice, zone *time.Location, p appworkbook.Page) pageView {
	view := pageView{
		Back: ui.Link{Label: v.Say("my_workbook.back"), Path: bookPath}, Module: p.Module.Title,
		Title: p.Page.Title, Why: p.Page.Why,
		Example: ui.Details{Label: v.Say("workbook.example"), Texts: p.Page.Example},
		Empty:   ui.Link{Label: v.Say("blank.link"), Path: blankPath(p.Definition.Key, p.Page.Key)},
		Pages:   beside(v, p),
	}
	if p.Page.Status == workbook.Draft {
		view.Draft = v.Say("workbook.status.draft")
	}
	if p.Page.Unwatched {
		view.Unwatched = v.Say("workbook.unwatched")
	}
	if at := p.Kept.Newest(p.Page); !at.IsZero() {
		view.Saved = v.Say("my_workbook.saved", v.Moment(at.In(zone)))
		view.History = ui.Link{Label: v.Say("my_workbook.history.link"), Path: historyPath(p.Module.Key, p.Page.Key)}
	}
	return view
}

// seen says who can see the page: in a line at the top, and where it can be
// changed.
func seen(v say.Voice, view *pageView, p appworkbook.Page) {
	view.Who = v.Say("workbook.share.private")
	if view.Share.Action == "" {
		return
	}
	view.Who, view.Change = view.Share.Text, ui.Link{Label: v.Say("sharing.change"), Path: "#who-can-see"}
	if !view.Share.Shared && p.MayWrite {
		view.SaveFirst = v.Say("sharing.save_first")
	}
	if p.Access.Worker != "" && !p.Kept.Newest(p.Page).IsZero() {
		view.Preview = ui.Link{Label: v.Say("sharing.preview.link", p.Access.Worker),
			Path: previewPath(p.Module.Key, p.Page.Key)}
	}
}

func beside(v say.Voice, p appworkbook.Page) ui.Pagination {
	before, after := p.Definition.Neighbours(p.Page.Key)
	var pages ui.Pagination
	if m, _, there := p.Definition.Page(before.Key); there {
		pages.Previous = ui.Link{Label: v.Say("my_workbook.before", before.Title), Path: pagePath(m.Key, before.Key)}
	}
	if m, _, there := p.Definition.Page(after.Key); there {
		pages.Next = ui.Link{Label: v.Say("my_workbook.after", after.Title), Path: pagePath(m.Key, after.Key)}
	}
	return pages
}

// fields draws the page's fields: with what is kept, or with what was typed.
// What the form was drawn from stays the same until it is saved.
func fields(v say.Voice, p appworkbook.Page, d drawn) []ui.AnswerField {
	answering := ui.Answering{Voice: v, Problems: d.problems, Today: p.Today, HelpPath: ui.HelpPath}
	answers, bases := workbook.Answers{}, map[string]workbook.Base{}
	for _, f := range p.Page.Fields {
		answers[f.Key], bases[f.Key] = workbook.ForDay(f, p.Kept.Of(f), p.Today), p.Kept[f.Key].Base()
		if d.typed != nil {
			answers[f.Key], bases[f.Key] = workbook.Read(f, d.typed, p.Today), workbook.ReadBase(d.typed, f.Key)
		}
		if d.pressed && d.press.Field() == f.Key {
			answers[f.Key], answering.Focus = d.press.On(f, answers[f.Key])
		}
	}
	var all []ui.AnswerField
	for _, f := range p.Page.Fields {
		all = append(all, answering.Field(f, answers[f.Key], bases[f.Key]))
	}
	return all
}

// readOnly is the page for anybody who has stopped taking part: their words are
// theirs to read.
func readOnly(v say.Voice, zone *time.Location, p appworkbook.Page) ui.Versions {
	var all ui.Versions
	for _, f := range p.Page.Fields {
		w := ui.Written{Title: f.Prompt, Text: workbook.Plain(v, f, p.Kept[f.Key].Answer),
			Blank: v.Say("workbook.plain.blank")}
		if at := p.Kept[f.Key].At; !at.IsZero() {
			w.Note = v.Moment(at.In(zone))
		}
		all.Items = append(all.Items, w)
	}
	return all
}
