package people

import (
	"cmp"
	"net/http"
	"net/url"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A supervisionFormView asks for a session, or takes one back: then it asks
// nothing.
type supervisionFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Which    string
	Form     ui.Form
	On       ui.DateInput
	Led      ui.Select
	Came     ui.Checkboxes
	Other    ui.Link // from a correction to taking it back
}

var supervisionFormPage = ui.NewPage[supervisionFormView]("supervision_form")

// A supervisionForm is one way to write about a session.
type supervisionForm struct {
	name string // where its words stand
	asks bool   // whether there is anything to fill in
	of   bool   // whether it is about an entry that is there
}

var (
	newSupervision     = supervisionForm{name: "new", asks: true}
	correctSupervision = supervisionForm{name: "correct", asks: true, of: true}
	takeBack           = supervisionForm{name: "in_error", of: true}
)

// get handles GET /supervision/….
func (f supervisionForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		_ = r.ParseForm()
		return f.show(h, r, who, h.readWorker(r, who, who.Account, "supervision"), nil)
	}
}

// post handles POST /supervision/….
func (f supervisionForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		sent := h.readWorker(r, who, who.Account, "supervision")
		err := h.people.RecordSupervision(r.Context(), who, f.read(sent))
		if problems, refused := fault.AsProblems(err); refused {
			return f.show(h, r, who, sent, instead(*sent.unread, problems))
		}
		return ui.Redirect(supervisionPath).Saying("supervision.saved"), err
	}
}

// instead has what could not be read said in the place of what Check finds
// where it stood.
func instead(unread, found fault.Problems) fault.Problems {
	for _, p := range found {
		if _, there := unread.On(p.Field); !there {
			unread = append(unread, p)
		}
	}
	return unread
}

func (f supervisionForm) read(s workerSent) workforce.Supervision {
	v := workforce.Supervision{ID: id.Supervision(s.id)}
	if f.of {
		v.Replaces = id.Supervision(cmp.Or(s.text("entry"), s.id)) // Check refuses one that names no other
	}
	if !f.asks {
		v.InError = true
		return v
	}
	v.On, v.Led = s.day("on"), id.Account(s.text("led"))
	for _, a := range s.values["came"] {
		v.Came = append(v.Came, id.Account(a))
	}
	return v
}

func (f supervisionForm) show(h *handlers, r *http.Request, who authz.Actor, sent workerSent, problems fault.Problems) (ui.Response, error) {
	entry := id.Supervision("")
	if f.of {
		entry = id.Supervision(sent.text("entry"))
	}
	found, err := h.people.AskSupervision(r.Context(), who, entry)
	if err != nil {
		return ui.Response{}, err
	}
	v, noun := route.Voice(r), "supervision."+f.name
	fields := ui.NewFields(v, "supervision", problems)
	view := supervisionFormView{
		Problems: fields.Summary(), Back: ui.Link{Label: v.Say("supervision.title"), Path: supervisionPath}, Title: v.Say(noun + ".title"), Lead: v.Say(noun + ".lead"),
		Form: ui.Form{Hidden: []ui.Hidden{{Name: "id", Value: sent.id}}, Leave: ui.Link{Label: v.Say("supervision.leave"), Path: supervisionPath}},
	}
	switch {
	case f.of && found.Entry.ID == "":
		view.Lead = v.Say("supervision.gone")
	case f.asks:
		f.ask(v, fields, who, found, sent, problems.Any(), &view)
	default:
		view.Which = v.Say("supervision.in_error.which", v.ShortDay(found.Entry.On.Time()), found.Staff[found.Entry.Led])
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "entry", Value: string(entry)})
		view.Form.Buttons = []ui.Button{{Label: v.Say(noun + ".save"), Kind: ui.Warning}}
	}
	if problems.Any() {
		return supervisionFormPage.Invalid(view, view.Title), nil
	}
	return supervisionFormPage.Render(view, view.Title), nil
}

// ask puts the questions: again with what was typed, or as nobody has typed yet.
func (f supervisionForm) ask(v say.Voice, fields ui.Fields, who authz.Actor, found apppeople.SupervisionForm, sent workerSent, again bool, view *supervisionFormView) {
	values := sent.values
	if !again {
		values = asEntered(who, found)
	}
	view.On = fields.Date("on", ui.ReadDate(values, "on"))
	view.Led = fields.Select("led", values.Get("led"), offered(found, found.Leaders, found.Entry.Led)...)
	view.Came = fields.Checkboxes("came", values["came"])
	view.Came.Options = offered(found, found.Workers, found.Entry.Came...)
	view.Form.Buttons = []ui.Button{{Label: v.Say("supervision." + f.name + ".save")}}
	if f.of {
		entry := string(found.Entry.ID)
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "entry", Value: entry})
		view.Other = ui.Link{Label: v.Say("supervision.in_error.open"), Path: supervisionPath + "/in-error?entry=" + entry}
	}
}

// asEntered is the form before anybody has typed: whoever opens a new one led
// the session, as a rule; a correction begins with what stands.
func asEntered(who authz.Actor, found apppeople.SupervisionForm) url.Values {
	if found.Entry.ID == "" {
		return url.Values{"led": {string(who.Account)}}
	}
	on := ui.Typed(found.Entry.On)
	values := url.Values{
		"led": {string(found.Entry.Led)}, "on.day": {on.Day}, "on.month": {on.Month}, "on.year": {on.Year},
	}
	for _, a := range found.Entry.Came {
		values.Add("came", string(a))
	}
	return values
}

// offered are those who hold the role now, and whoever stands in the entry
// although they hold it no more.
func offered(found apppeople.SupervisionForm, now []identity.Account, also ...id.Account) []ui.Option {
	var options []ui.Option
	there := map[id.Account]bool{"": true}
	for _, a := range now {
		there[a.ID] = true
		options = append(options, ui.Option{Value: string(a.ID), Label: a.Name})
	}
	for _, a := range also {
		if !there[a] {
			options = append(options, ui.Option{Value: string(a), Label: found.Staff[a]})
		}
	}
	return options
}
