package people

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

// A workerFormView asks for one fact about a worker. What a form does not ask
// is left out.
type workerFormView struct {
	Problems     ui.ErrorSummary
	Back         ui.Link
	Title        string
	Lead         string
	Form         ui.Form
	Key          ui.Radios
	Kind         ui.Radios
	Issued       ui.DateInput
	Expires      ui.DateInput
	On           ui.DateInput
	Completes    ui.Checkboxes
	Introduction ui.Textarea
	Districts    ui.Textarea
	Hours        ui.Input
}

var workerFormPage = ui.NewPage[workerFormView]("worker_form")

// A workerForm is one fact that is recorded on a page of its own.
type workerForm struct {
	name string // the last part of its address, and where its words stand
	read func(workerSent) workforce.WorkerFact
	ask  func(say.Voice, ui.Fields, apppeople.Worker, workerSent, *workerFormView)
}

// A workerSent is a form as it was sent, right or wrong.
type workerSent struct {
	id     string
	values url.Values
	unread *fault.Problems
}

func (s workerSent) text(name string) string { return strings.TrimSpace(s.values.Get(name)) }

// day reads a day. Nothing typed is no day, which Check judges.
func (s workerSent) day(name string) programme.Date {
	typed := ui.ReadDate(s.values, name)
	if typed.Empty() {
		return programme.Date{}
	}
	d, err := typed.Date()
	if err != nil {
		*s.unread = append(*s.unread, fault.Problem{Field: name, Key: fault.KeyOf(err)})
	}
	return d
}

// minutes reads hours, as in 22.5. What is no number is one that no rule allows.
func (s workerSent) minutes(name string) int {
	h, err := strconv.ParseFloat(s.text(name), 64)
	if err != nil || h < 0 || h > 1000 {
		return -1
	}
	return int(h * 60)
}

func (h *handlers) readWorker(r *http.Request, who authz.Actor, a id.Account, name string) workerSent {
	s := workerSent{values: r.Form, unread: &fault.Problems{}}
	var err error
	if s.id, err = id.Parse[string](r.PostForm.Get("id")); err != nil {
		k := h.people.Kernel
		s.id = kernel.NewID[string](k, "worker_form/"+name+"/"+string(a)+"/"+string(who.Account)+"/"+k.Now().String())
	}
	return s
}

// get handles GET /workers/{account}/….
func (f workerForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		a, err := route.ID[id.Account](r, "account")
		if err != nil {
			return ui.Response{}, err
		}
		_ = r.ParseForm()
		return f.show(h, r, who, a, h.readWorker(r, who, a, f.name), nil)
	}
}

// post handles POST /workers/{account}/….
func (f workerForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		a, err := route.ID[id.Account](r, "account")
		if err != nil {
			return ui.Response{}, err
		}
		sent := h.readWorker(r, who, a, f.name)
		fact := f.read(sent)
		if sent.unread.Any() {
			return f.show(h, r, who, a, sent, *sent.unread)
		}
		err = h.people.RecordWorker(r.Context(), who, a, fact)
		if problems, refused := fault.AsProblems(err); refused {
			return f.show(h, r, who, a, sent, problems)
		}
		return ui.Redirect(workerPath(a)).Saying("workers.saved"), err
	}
}

func (f workerForm) show(h *handlers, r *http.Request, who authz.Actor, a id.Account, sent workerSent, problems fault.Problems) (ui.Response, error) {
	w, err := h.people.SeeWorker(r.Context(), who, a)
	if err != nil {
		return ui.Response{}, err
	}
	v, noun := route.Voice(r), "workers."+f.name
	for i, p := range problems {
		problems[i].Field = strings.TrimPrefix(p.Field, "stated.")
	}
	fields := ui.NewFields(v, noun, problems)
	view := workerFormView{
		Problems: fields.Summary(), Back: ui.Link{Label: w.Name, Path: workerPath(a)}, Title: v.Say(noun+".title", w.Name), Lead: v.Say(noun + ".lead"),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}},
			Buttons: []ui.Button{{Label: v.Say(noun + ".save")}}, Leave: ui.Link{Label: v.Say("workers.leave"), Path: workerPath(a)},
		},
	}
	f.ask(v, fields, w, sent, &view)
	if problems.Any() {
		return workerFormPage.Invalid(view, view.Title), nil
	}
	return workerFormPage.Render(view, view.Title), nil
}

var clearanceForm = workerForm{
	name: "clearance",
	read: func(s workerSent) workforce.WorkerFact {
		return workforce.WorkerFact{Clearance: &workforce.Clearance{ID: id.Clearance(s.id), Key: s.text("key"), Issued: s.day("issued"), Expires: s.day("expires")}}
	},
	ask: func(_ say.Voice, f ui.Fields, w apppeople.Worker, s workerSent, view *workerFormView) {
		view.Key = f.Radios("key", s.text("key"))
		for _, a := range w.Asked {
			view.Key.Options = append(view.Key.Options, ui.Option{Value: a.Key, Label: a.Text})
		}
		view.Issued = f.Date("issued", ui.ReadDate(s.values, "issued"))
		view.Expires = f.Date("expires", ui.ReadDate(s.values, "expires"))
	},
}

var trainingForm = workerForm{
	name: "training",
	read: func(s workerSent) workforce.WorkerFact {
		return workforce.WorkerFact{Training: &workforce.Training{
			ID: id.Training(s.id), Kind: workforce.TrainingKind(s.text("kind")), On: s.day("on"), Completes: s.text("completes") == "yes",
		}}
	},
	ask: func(v say.Voice, f ui.Fields, _ apppeople.Worker, s workerSent, view *workerFormView) {
		view.Kind = f.Radios("kind", s.text("kind"))
		for _, k := range workforce.TrainingKinds() {
			view.Kind.Options = append(view.Kind.Options, ui.Option{Value: string(k), Label: v.Say("worker.training." + string(k))})
		}
		view.On = f.Date("on", ui.ReadDate(s.values, "on"))
		view.Completes = f.Checkboxes("completes", s.values["completes"], "yes")
	},
}

var detailsForm = workerForm{
	name: "details",
	read: func(s workerSent) workforce.WorkerFact {
		w := workforce.Worker{Introduction: s.text("introduction"), ContractedMinutes: s.minutes("contracted_minutes")}
		for _, typed := range strings.FieldsFunc(s.text("districts"), func(r rune) bool { return strings.ContainsRune(", \r\n\t;", r) }) {
			w.Districts = append(w.Districts, workforce.District(strings.ToUpper(typed)))
		}
		return workforce.WorkerFact{Details: &workforce.Details{ID: id.Details(s.id), Worker: w}}
	},
	ask: func(_ say.Voice, f ui.Fields, w apppeople.Worker, s workerSent, view *workerFormView) {
		if !s.values.Has("id") && w.ContractedMinutes > 0 {
			s.values = url.Values{"introduction": {w.Introduction}, "districts": {districts(w)}, "contracted_minutes": {hours(w.ContractedMinutes)}}
		}
		view.Introduction = f.Textarea("introduction", s.text("introduction"))
		view.Districts = f.Textarea("districts", s.text("districts"))
		view.Hours = f.Input("contracted_minutes", s.text("contracted_minutes"))
	},
}

// inErrorForm takes an entry back. Which kind it is, its form says.
var inErrorForm = workerForm{
	name: "in_error",
	read: func(s workerSent) workforce.WorkerFact {
		entry := s.text("entry")
		if s.text("of") == "training" {
			return workforce.WorkerFact{Training: &workforce.Training{ID: id.Training(s.id), Correction: workforce.Correction[id.Training]{Replaces: id.Training(entry), InError: true}}}
		}
		return workforce.WorkerFact{Clearance: &workforce.Clearance{ID: id.Clearance(s.id), Correction: workforce.Correction[id.Clearance]{Replaces: id.Clearance(entry), InError: true}}}
	},
	ask: func(v say.Voice, _ ui.Fields, w apppeople.Worker, s workerSent, view *workerFormView) {
		view.Form.Buttons = nil
		for _, f := range w.Held() {
			if f.Key() != s.text("entry") {
				continue
			}
			cells := factCells(v, w, f)
			view.Lead = v.Say("workers.in_error.which", cells[0].Text, cells[1].Text)
			view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "entry", Value: f.Key()}, ui.Hidden{Name: "of", Value: f.Kind()})
			view.Form.Buttons = []ui.Button{{Label: v.Say("workers.in_error.save"), Kind: ui.Warning}}
		}
	},
}
