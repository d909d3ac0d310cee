package care

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A consentFormView asks for one step. What a step does not ask is left out.
type consentFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Sheet    ui.Link
	Form     ui.Form
	Items    []ui.YesNo
	Scope    ui.Radios
	How      ui.Radios
	On       ui.DateInput
	Reason   ui.Textarea
}

var consentFormPage = ui.NewPage[consentFormView]("consent_form")

// A consentStepForm is one step that can be taken on a page of its own: by
// staff for somebody, or by somebody for themselves.
type consentStepForm struct {
	name    string   // the last part of its address
	noun    string   // where its words stand
	nounAll string   // where they stand for whoever has no visits to stop, if not there
	saved   string   // what is said when it is saved
	own     bool     // taken by the person themselves
	order   []string // its fields from top to bottom
	may     func(appcare.ConsentSteps) bool
	send    func(*handlers, *http.Request, authz.Actor, id.Participant, consentSent) error
	ask     func(consentAsked, *consentFormView)
}

// A consentSent is a step as it was sent, right or wrong.
type consentSent struct {
	id     string
	values url.Values
	zone   *time.Location
	unread *fault.Problems // days that cannot be read
}

// A consentAsked is what a form is drawn from.
type consentAsked struct {
	v      say.Voice
	fields ui.Fields
	record appcare.ConsentRecord
	sent   consentSent
	own    bool
}

// read takes what was sent. An id that is missing or malformed is drawn anew:
// then there was nothing to send twice.
func (f consentStepForm) read(h *handlers, r *http.Request, who authz.Actor, participant id.Participant) consentSent {
	s := consentSent{values: r.PostForm, zone: route.Zone(r), unread: &fault.Problems{}}
	var err error
	if s.id, err = id.Parse[string](s.values.Get("id")); err != nil {
		k := h.care.Kernel
		s.id = kernel.NewID[string](k, "consent_form/"+f.name+"/"+string(participant)+"/"+string(who.Account)+"/"+k.Now().String())
	}
	return s
}

func (s consentSent) text(name string) string { return strings.TrimSpace(s.values.Get(name)) }

// date reads a day. One that cannot be read is a problem, and no day.
func (s consentSent) date(name string) programme.Date {
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

// whose is the person that a step is about.
func (f consentStepForm) whose(r *http.Request, who authz.Actor) (id.Participant, error) {
	if f.own {
		return who.Participant, nil
	}
	return route.ID[id.Participant](r, "participant")
}

// base is the page that the step leads back to.
func (f consentStepForm) base(participant id.Participant) string {
	if f.own {
		return ownConsentPath
	}
	return consentPath(participant)
}

// get makes the handler of GET.
func (f consentStepForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := f.whose(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		return f.show(h, r, who, participant, f.read(h, r, who, participant), nil)
	}
}

// post makes the handler of POST. A day that cannot be read is sent on as no
// day, which no step allows: so every other problem is found with it.
func (f consentStepForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := f.whose(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		sent := f.read(h, r, who, participant)
		err = f.send(h, r, who, participant, sent)
		problems, refused := fault.AsProblems(err)
		if refused || fault.Of(err) == fault.Conflict && err != nil {
			return f.show(h, r, who, participant, sent, ui.UnreadFirst(*sent.unread, problems))
		}
		return ui.Redirect(f.base(participant)).Saying(f.saved), err
	}
}

// show asks for the step, or says that it cannot be taken from where somebody
// stands now.
func (f consentStepForm) show(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	look := h.care.SeeConsents
	if f.own {
		look = h.care.SeeOwnConsents
	}
	record, err := look(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if !f.may(record.May) || !problems.Any() && r.Method == http.MethodPost {
		return f.moved(v, record), nil
	}
	if f.nounAll != "" && !record.May.StopVisits {
		f.noun = f.nounAll
	}
	view := f.view(v, record, sent, problems)
	if problems.Any() {
		return consentFormPage.Invalid(view, v.Say(f.noun+".title")), nil
	}
	return consentFormPage.Render(view, v.Say(f.noun+".title")), nil
}

func (f consentStepForm) view(v say.Voice, record appcare.ConsentRecord, sent consentSent, problems fault.Problems) consentFormView {
	name, d := record.Person.Identity.CalledName(), record.Definition
	fields := ui.NewFields(v, f.noun, ui.InOrder(f.inWords(d, problems), f.order))
	view := consentFormView{
		Problems: fields.Summary(), Title: v.Say(f.noun+".heading", name), Lead: v.Say(f.noun + ".lead"),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}},
			Buttons: []ui.Button{{Label: v.Say(f.noun + ".save")}},
			Leave:   ui.Link{Label: v.Say("consent.form.leave"), Path: f.base(record.Person.ID)},
		},
	}
	sheet := "invitation.sheet"
	if f.own {
		sheet = "my_consents.read"
		view.Form.Leave.Label = v.Say(f.noun + ".leave")
	}
	view.Sheet = ui.Link{Label: v.Say(sheet, d.InformationSheet.Version), Path: informationPath(d, d.InformationSheet.Version)}
	f.ask(consentAsked{v, fields, record, sent, f.own}, &view)
	return view
}

// moved says that somebody stands elsewhere than the form thought.
func (f consentStepForm) moved(v say.Voice, record appcare.ConsentRecord) ui.Response {
	p := record.Person
	view := ui.ErrorView{
		Title:  v.Say("consent.moved.title"),
		Texts:  []string{v.Say("consent.moved.text", p.Identity.FullName()+": "+v.Say("referral.state."+string(p.State)))},
		Action: ui.Button{Label: v.Say("consent.moved.open"), Path: f.base(p.ID)},
	}
	if f.own {
		view = ui.ErrorView{
			Title: v.Say("my_consents.moved.title"), Texts: []string{v.Say("my_consents.moved.text")},
			Action: ui.Button{Label: v.Say("my_consents.moved.open"), Path: ownConsentPath},
		}
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}

// formWords are what is said on a form in the place of a rule's own sentence:
// to staff, and to somebody about their own. Those of the items say which.
var formWords = map[string][2]string{
	"consent.items.missing":            {"consent.form.unanswered", "my_consents.agree_form.unanswered"},
	"consent.items.required":           {"consent.form.needs_yes", "my_consents.agree_form.needs_yes"},
	"consent.withdrawal.scope.missing": {"consent.withdrawal.scope.missing", "my_consents.stop_form.missing"},
}

func (f consentStepForm) inWords(d programme.Definition, problems fault.Problems) fault.Problems {
	told := slices.Clone(problems)
	for i, p := range told {
		words, is := formWords[p.Key]
		if !is {
			continue
		}
		told[i].Key = words[0]
		if f.own {
			told[i].Key = words[1]
		}
		if key, item := strings.CutPrefix(p.Field, "items."); item {
			told[i].Args = []any{1 + slices.IndexFunc(d.Consent, func(c programme.ConsentItem) bool { return c.Key == key })}
		}
	}
	return told
}
