package form

import (
	"context"
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A Step is one form on a page of its own, about K: drawn from S, and sent as F.
type Step[K, S, F any] struct {
	Path  string // of the page and of what it sends
	Looks authz.Action
	Sends authz.Action
	Noun  string  // under which its words stand
	Draws Purpose // the form's id

	About func(*http.Request, authz.Actor) (K, error) // whom or what the address names
	Look  func(context.Context, authz.Actor, K) (S, error)
	May   func(S) bool // whether it can be taken from where things stand now; nil: always
	Draw  func(*Fields, S) View
	Read  func(K, *Sent) F
	Send  func(context.Context, authz.Actor, K, F) error
	Home  func(K) string // where one goes on, unless Then says otherwise; nil: the page itself, which nobody leaves

	// What a step may say besides.
	Open   string                              // why the page needs nobody to be signed in, in place of actions
	Then   func(authz.Actor, K, F) ui.Response // instead of going Home and saying NOUN.saved
	NounOf func(S) string                      // where the words differ with what is there
	Check  func(*Fields, S,
		F) fault.Problems // what a rule finds, where OptionalDay keeps a form from being sent
	Reword  func(*Fields, S, fault.Problems) fault.Problems // problems in this form's own words
	Instead func(*Fields, S, error) (ui.Response, bool)     // another page than the form, for what sending it answered
	Beside  string                                          // the field that speaks for what somebody else did first
	Over    string                                          // said when May says no
	Secret  bool                                            // what is typed is kept nowhere, even where it can't be taken
	Moved   func(*Fields, K, S, error) ui.ErrorView         // the page that says so, in words of this step's own
}

// A View is what stands on a form's page.
type View struct {
	Window string // the window's title, unless it is NOUN.title
	Back   ui.Link
	Title  string
	Lead   string
	Above  []ui.Control
	Fields []ui.Control
	Below  []ui.Control
	Save   ui.Button // unless it is NOUN.save, or plainly that
	Action string    // where it is sent, unless to the page's own address
	Leave  ui.Link   // without a label it is NOUN.leave, without a path it leads Home
	Closed bool      // there is nothing to send
	Stays  bool      // there is nothing to leave

	// Summarise words a problem for the summary, where it would say the same of
	// several fields.
	Summarise func(field, text string) string
}

// A page is a View as its template sees it.
type page struct {
	Problems  ui.ErrorSummary
	Back      ui.Link
	Title     string
	Lead      string
	Above     []ui.Field
	Questions ui.Questions
	Below     []ui.Field
}

var formPage = ui.NewPage[page]("form_page")

// A Form is whatever has routes of its own: a Step, a Post.
type Form interface{ Routes() []route.Route }

// Routes are those of forms.
func Routes(forms ...Form) []route.Route {
	var list []route.Route
	for _, f := range forms {
		list = append(list, f.Routes()...)
	}
	return list
}

// Routes are the page and what it sends.
func (s Step[K, S, F]) Routes() []route.Route {
	page := append([]route.Route{Page(s.Path, s.Looks, s.About, s.show)}, s.post().Routes()...)
	for i := range page {
		page[i].Secret = s.Secret
	}
	if s.Open != "" {
		for i, r := range page {
			page[i] = route.Open(r.Method, r.Pattern, s.Open, r.Handle)
		}
	}
	return page
}

func (s Step[K, S, F]) post() Post[K, S, F] {
	return Post[K, S, F]{
		Path: s.Path, Sends: s.Sends, Noun: s.Noun, Draws: s.Draws, About: s.About, Read: s.Read, Send: s.Send,
		Show: s.show, Home: s.home,
		Then: s.Then, Beside: s.Beside, others: s.Instead != nil,
	}
}

// home is where one goes on, or comes back to. A page that nobody leaves has an
// address without parts that name something.
func (s Step[K, S, F]) home(key K) string {
	if s.Home == nil {
		return s.Path
	}
	return s.Home(key)
}

// show asks for the step, or says that it can't be taken from where things
// stand now.
func (s Step[K, S, F]) show(q Request[K]) (ui.Response, error) {
	if q.sent == nil {
		q.sent = opened(q.Request, q.Who, s.Draws, q.Key).filled(q.Request, s.Path)
	}
	record, err := s.Look(q.Context(), q.Who, q.Key)
	f := newFields(q.Request, q.Who, s.Noun, s.Beside, q.turn)
	if err != nil && fault.Of(err) == fault.Conflict {
		return s.moved(f, record, q.Key, err), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	if s.NounOf != nil {
		f.under(s.NounOf(record))
	}
	if s.Instead != nil {
		if answer, is := s.Instead(f, record, q.err); is {
			return answer, nil
		}
	}
	if q.err != nil && !f.problems.Any() {
		return ui.Response{}, q.err
	}
	if q.sent.stops && s.Check != nil {
		f.reword(q.sent.over(s.Check(f, record, s.Read(q.Key, q.sent))))
	}
	if s.Reword != nil && q.conflict == nil {
		f.reword(s.Reword(f, record, f.problems))
	}
	if s.May == nil || s.May(record) {
		view := s.Draw(f, record)
		if on, is := died(record); is {
			said := ui.Text(f.Voice.Say("standing.died_on", f.Voice.ShortDay(on.Time())))
			view.Above = append([]ui.Control{said}, view.Above...)
		}
		return s.answer(f, q.Key, view), nil
	}
	if q.sent.was {
		s.Draw(f, record) // finds what had been written
	}
	return s.moved(f, record, q.Key, q.conflict), nil
}

// answer shows v as a page.
func (s Step[K, S, F]) answer(f *Fields, key K, v View) ui.Response {
	v.Stays = v.Stays || s.Home == nil
	if v.Leave.Path == "" && !v.Stays {
		v.Leave.Path = s.Home(key)
	}
	if v.Leave.Label == "" && !v.Stays {
		v.Leave.Label = f.Words("leave")
	}
	return f.page(v)
}

// page shows v with whatever is wrong with it.
func (f *Fields) page(v View) ui.Response {
	if v.Window == "" {
		v.Window = f.Words("title")
	}
	f.ask(v)
	p := page{
		Problems: f.summary(), Back: v.Back, Title: v.Title, Lead: v.Lead,
		Above: ui.Listed(v.Above...), Questions: v.Questions(f), Below: ui.Listed(v.Below...),
	}
	return shown(f, formPage, p, v.Window)
}

// Page shows v as it is, without what was wrong with the form that was sent.
func (f *Fields) Page(v View) ui.Response {
	f.reword(nil)
	return f.page(v)
}

// Questions are v's fields, with its buttons.
func (v View) Questions(f *Fields) ui.Questions {
	if v.Save.Label == "" && !v.Closed {
		v.Save.Label = f.Voice.Say(ours(f.noun, "save"))
	}
	form := ui.Form{Action: v.Action, Leave: v.Leave}
	if !v.Closed {
		form.Buttons = []ui.Button{v.Save}
	}
	return f.questions(form, v.Fields)
}

// over is why the form can't be sent: of somebody who has died, that.
func (s Step[K, S, F]) over(record S) string {
	if _, is := died(record); is {
		return "standing.became.died"
	}
	return s.Over
}

// died is the day on which somebody died whom a record is about that says so: a form
// says it before it asks anything.
func died(record any) (on programme.Date, is bool) {
	if a, says := record.(interface{ About() programme.Person }); says {
		now := a.About().Standing
		return now.Since, now.Died()
	}
	return on, false
}

// goesOnInstead says that another record of the same person goes on in place of the one
// that a record is about, with the way to it for anybody who may open it.
func goesOnInstead(f *Fields, record any, home string) (ui.ErrorView, bool) {
	r, says := record.(interface {
		GoesOnInstead() (other programme.Person, records []programme.Person, is bool)
	})
	if !says {
		return ui.ErrorView{}, false
	}
	other, records, is := r.GoesOnInstead()
	view := ui.ErrorView{Title: f.Voice.Say("same_person.goes_on_title")}
	switch {
	case f.Who.Participant != "":
		view.Title = f.Voice.Say("same_person.goes_on_own_title")
		view.Texts = []string{f.Voice.Say("same_person.goes_on_own")}
		view.Action = ui.Button{Label: f.Voice.Say("form.moved.open"), Path: home}
	case other.ID == "":
		view.Texts = []string{f.Voice.Say("same_person.goes_on_ask")}
		view.Action = ui.Button{Label: f.Voice.Say("form.moved.open"), Path: home}
	default:
		view.Texts = []string{f.Voice.Say("same_person.goes_on"), f.Voice.Say("same_person.goes_on_which",
			other.Identity.FullName(), ui.Referred(f.Voice, f.Zone, other, records))}
		view.Action = ui.Button{Label: f.Voice.Say("same_person.goes_on_open"), Path: "/people/" + string(other.ID)}
	}
	return view, is
}

// moved says that things stand elsewhere than the form thought.
func (s Step[K, S, F]) moved(f *Fields, record S, key K, err error) ui.Response {
	if err == nil {
		err = fault.New(fault.Conflict, s.over(record))
	}
	if view, is := goesOnInstead(f, record, s.home(key)); is {
		return Gone(f, view)
	}
	if s.Moved != nil {
		return Gone(f, s.Moved(f, key, record, err))
	}
	return Gone(f, Elsewhere(f, "form.moved.title", err, "form.moved.open", s.home(key)))
}
