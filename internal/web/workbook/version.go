package workbook

import (
	"net/http"
	"net/url"
	"time"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

// choiceField is which version a button of the page's form keeps: all that a choice
// sends, in one.
const choiceField = "choice"

// met shows both sides of two edits that met, with a button to keep either. It sends
// the page's form, so that what was typed beside it is saved.
func (h *handlers) met(v say.Voice, zone *time.Location, who authz.Actor, p appworkbook.Page, f workbook.Field,
	k workbook.Standing) metView {
	side := func(title string, a workbook.Answer, at time.Time, from id.Operation) ui.Written {
		choice := url.Values{}
		for _, o := range k.Others {
			choice.Add("settles", string(o.From))
		}
		form := h.choice(who, choicePath(p.Module.Key, p.Page.Key), f, k, from)
		for _, said := range form.Hidden {
			choice.Set(said.Name, said.Value)
		}
		form.Hidden, form.Joined = nil, true
		form.Buttons = []ui.Button{{Label: v.Say("my_workbook.met.keep"), Hidden: title, Kind: ui.Secondary,
			Action: form.Action, Name: choiceField, Value: choice.Encode()}}
		return ui.Written{
			Title: title, Note: when(v, zone, at), Text: workbook.Plain(v, f, a),
			Blank: v.Say("workbook.plain.blank"), Form: form,
		}
	}
	stands := side(v.Say("my_workbook.met.stands"), k.Answer, k.At, "")
	stands.Marked = true
	met := metView{Prompt: f.Prompt, Versions: ui.Versions{Items: []ui.Written{stands}}}
	for i, o := range k.Others {
		met.Versions.Items = append(met.Versions.Items, side(v.Say("my_workbook.met.other", i+1), o.Answer,
			k.Since[o.From], o.From))
	}
	return met
}

func when(v say.Voice, zone *time.Location, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return v.Moment(at.In(zone))
}

// choice is a form that takes a version of f's answer.
func (h *handlers) choice(who authz.Actor, action string, f workbook.Field, k workbook.Standing,
	from id.Operation) ui.Form {
	return ui.Form{Action: action, Hidden: []ui.Hidden{
		{Name: "operation", Value: string(h.draw(who, "choice/"+f.Key+"/"+string(from)))},
		{Name: "field", Value: f.Key}, {Name: "from", Value: string(from)},
		{Name: workbook.BaseName(f.Key), Value: k.Base().String()},
	}}
}

// postChoice handles POST /workbook/{module}/{page}/choice.
func (h *handlers) postChoice(r *http.Request, who authz.Actor) (ui.Response, error) {
	made := r.PostForm
	if made.Has(choiceField) {
		typed, err := url.ParseQuery(made.Get(choiceField))
		if err != nil {
			return ui.Response{}, fault.Wrap(fault.Invalid, "fault.invalid", err)
		}
		made = typed
		sent := h.received(r, who)
		_, err = h.save(r, who, sent)
		if problems, broken := fault.AsProblems(err); broken {
			sent.problems = problems
			return h.show(r, who, sent)
		}
		if err != nil {
			return ui.Response{}, err
		}
	}
	to := pagePath(r.PathValue("module"), r.PathValue("page"))
	return h.choose(r, who, made, to, "workbook.verdict.settled")
}

// postHistory handles POST /workbook/{module}/{page}/history.
func (h *handlers) postHistory(r *http.Request, who authz.Actor) (ui.Response, error) {
	to := historyPath(r.PathValue("module"), r.PathValue("page"))
	return h.choose(r, who, r.PostForm, to, "my_workbook.history.brought_back")
}

func (h *handlers) choose(r *http.Request, who authz.Actor, form url.Values, to, saying string) (ui.Response,
	error) {
	c := appworkbook.Choice{
		Operation: h.operation(form, who, "choice"), Field: form.Get("field"),
		Module: r.PathValue("module"), Page: r.PathValue("page"),
		From: id.Operation(form.Get("from")), Base: workbook.ReadBase(form, form.Get("field")),
	}
	for _, s := range form["settles"] {
		c.Settles = append(c.Settles, id.Operation(s))
	}
	err := h.book.Choose(r.Context(), who, c)
	if err != nil && fault.Of(err) == fault.Conflict {
		told := fault.Problems{{Field: c.Field, Key: fault.KeyOf(err)}}
		return h.show(r, who, drawn{operation: h.draw(who, "page"), problems: told, overtaken: true})
	}
	return ui.Redirect(to).Saying(saying), err
}

// A historyView is all that was ever written on a page.
type historyView struct {
	Back   ui.Link
	Title  string
	Empty  ui.Empty
	Fields []pastView
}

// A pastView is all that was ever the answer to one question.
type pastView struct {
	Prompt   string
	Versions ui.Versions
}

var historyPage = ui.NewPage[historyView]("workbook_history")

// getHistory handles GET /workbook/{module}/{page}/history.
func (h *handlers) getHistory(r *http.Request, who authz.Actor) (ui.Response, error) {
	p, err := h.book.SeeHistory(r.Context(), who, r.PathValue("module"), r.PathValue("page"))
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := historyView{
		Back:  ui.Link{Label: v.Say("my_workbook.history.back", p.Page.Title), Path: pagePath(p.Module.Key, p.Page.Key)},
		Title: v.Say("my_workbook.history.title", p.Page.Title),
	}
	for _, f := range p.Page.Fields {
		if past := p.Past[f.Key]; len(past) > 0 {
			view.Fields = append(view.Fields, h.past(v, route.Zone(r), who, p, f, past))
		}
	}
	if len(view.Fields) == 0 {
		view.Empty = ui.Empty{Title: v.Say("my_workbook.history.none"), Text: v.Say("my_workbook.history.none_text")}
	}
	return historyPage.Render(view, view.Title), nil
}

// past shows every version of an answer, each with a button that has it stand
// again.
func (h *handlers) past(v say.Voice, zone *time.Location, who authz.Actor, p appworkbook.Page, f workbook.Field,
	all []workbook.PastAnswer) pastView {
	k := p.Kept[f.Key]
	view := pastView{Prompt: f.Prompt}
	for _, one := range all {
		w := ui.Written{Title: v.Moment(one.At.In(zone)), Text: workbook.Plain(v, f, one.Answer),
			Blank: v.Say("workbook.plain.blank")}
		switch {
		case one.Revision > 0 && one.Revision == k.Revision:
			w.Marked, w.Note = true, v.Say("my_workbook.history.stands")
		case one.Revision == 0 && !one.Settled:
			w.Note = v.Say("my_workbook.history.waits")
		case p.MayWrite && !workbook.Same(one.Answer, k.Answer):
			w.Form = h.choice(who, historyPath(p.Module.Key, p.Page.Key), f, k, one.From)
			w.Form.Buttons = []ui.Button{{Label: v.Say("my_workbook.history.bring_back"), Hidden: w.Title, Kind: ui.Secondary}}
		}
		view.Versions.Items = append(view.Versions.Items, w)
	}
	return view
}
