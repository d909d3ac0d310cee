package course

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const (
	SupportListPath = "/support-requests"
	ownSupportPath  = "/my-support"
)

func supportPath(worker id.Account, r id.SupportRequest) string {
	return SupportListPath + "/" + string(worker) + "/" + string(r)
}

// whoIsTold names the words that say who is told that asker asks for support.
func whoIsTold(asker id.Account, h appcare.Helpers) string {
	others := func(list []identity.Account) bool {
		return slices.ContainsFunc(list, func(a identity.Account) bool { return a.ID != asker })
	}
	switch {
	case others(h.Supervisors):
		return "lead"
	case others(h.Leads):
		return "to_lead"
	}
	return toNobody
}

const toNobody = "to_nobody"

// askSupport asks for support from a visit, whether it is to come or was held.
func (h *handlers) askSupport() form.Step[appointmentKey, appointmentAsked, safety.SupportRequest] {
	return form.Step[appointmentKey, appointmentAsked, safety.SupportRequest]{
		Path: "/people/{participant}/visits/{appointment}/support", Noun: "support",
		Draws: form.Draws(h.kernel, "visit_form/support"), About: inAppointment, Home: appointmentKey.path,
		Looks: authz.SeeVisits, Sends: authz.AskSupport,
		May: func(a appointmentAsked) bool { return a.May.Support }, Over: "visit.moved.text",
		Look: func(ctx context.Context, who authz.Actor, k appointmentKey) (appointmentAsked, error) {
			record, b, err := h.care.SeeVisit(ctx, who, k.participant, k.appointment)
			return appointmentAsked{record, b}, err
		},
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			t := a.teller(f)
			return form.View{
				Back:  ui.Link{Label: f.Words("back"), Path: visitPath(a.Person.ID, a.b.ID)},
				Title: f.Words("title"), Lead: f.Words(whoIsTold(f.Who.Account, a.Helpers)),
				Above: []ui.Control{ui.Text(f.Words("from", f.Voice.Say("visits.with", t.which(a.b),
					person.ShortName(f.Voice, a.Person)), f.Voice.Moment(a.b.Begins().In(f.Zone)))),
					person.HelpersOf(f.Voice, a.Person, a.Helpers)},
				Fields: []ui.Control{f.Radios("urgency", "", ui.Values(safety.SupportUrgencies())...),
					f.Textarea("words", "").Room(3)},
			}
		},
		Read: func(k appointmentKey, s *form.Sent) safety.SupportRequest {
			return safety.SupportRequest{ID: id.SupportRequest(s.ID), Participant: k.participant, Visit: k.appointment,
				Urgency: safety.SupportUrgency(s.Text("urgency")), Words: s.Paragraphs("words")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ appointmentKey, r safety.SupportRequest) error {
			return h.care.AskSupport(ctx, who, r)
		},
		Then: func(authz.Actor, appointmentKey, safety.SupportRequest) ui.Response {
			return ui.Redirect(ownSupportPath).Saying("support.saved")
		},
	}
}

// A supportKey is which request of which worker an address names.
type supportKey struct {
	worker  id.Account
	request id.SupportRequest
}

// String is whose it is: a form's id is drawn for it.
func (k supportKey) String() string { return string(k.request) }

func inSupport(r *http.Request, _ authz.Actor) (supportKey, error) {
	worker, err := route.ID[id.Account](r, "account")
	if err != nil {
		return supportKey{}, err
	}
	request, err := route.ID[id.SupportRequest](r, "support_request")
	return supportKey{worker, request}, err
}

// answerSupport shows what a worker asks for, and answers it.
func (h *handlers) answerSupport() form.Step[supportKey, appcare.SupportRecord, safety.SupportAnswer] {
	return form.Step[supportKey, appcare.SupportRecord, safety.SupportAnswer]{
		Path: SupportListPath + "/{account}/{support_request}", Noun: "support.answer",
		Draws: form.Draws(h.kernel, "support_answer"), About: inSupport,
		Home:  func(supportKey) string { return SupportListPath },
		Looks: authz.SeeSupportRequest, Sends: authz.AnswerSupportRequest,
		Look: func(ctx context.Context, who authz.Actor, k supportKey) (appcare.SupportRecord, error) {
			return h.care.SeeSupportRequest(ctx, who, k.worker, k.request)
		},
		Draw: func(f *form.Fields, r appcare.SupportRecord) form.View {
			asked := r.Asked.Fact
			view := form.View{
				Back:  ui.Link{Label: f.Voice.Say("support.list.title"), Path: SupportListPath},
				Title: f.Words("heading", r.Staff[r.Worker]), Lead: urgencyOf(f.Voice, asked), Closed: !r.MayAnswer,
				Above: []ui.Control{
					ui.Link{Label: f.Words("visit"), Path: visitPath(asked.Participant, asked.Visit)},
					supportHistory(f, r),
				},
			}
			switch {
			case r.MayAnswer:
				words := f.Textarea("words", "").Room(3)
				if r.Left {
					reach := person.Facts{Voice: f.Voice}
					reach.Add("person.fact.email", r.Reach.Email)
					reach.Phone("person.fact.phone", r.Reach.Phone)
					view.Above = append(view.Above, ui.Text(f.Words("left", r.Staff[r.Worker])))
					if len(reach.List.Lines) > 0 {
						view.Above = append(view.Above, reach.List)
					}
					if words.Hint = f.Words("left_hint"); len(r.Answers) == 0 {
						words.Hint = f.Words("closes") + " " + words.Hint
					}
				}
				view.Fields = []ui.Control{words, f.Basis("after", strconv.Itoa(len(r.Answers)))}
			default:
				view.Back = ui.Link{Label: f.Voice.Say("support.own.title"), Path: ownSupportPath}
				view.Leave = view.Back
			}
			return view
		},
		Read: func(k supportKey, s *form.Sent) safety.SupportAnswer {
			return safety.SupportAnswer{ID: id.SupportAnswer(s.ID), Request: k.request, Words: s.Paragraphs("words"),
				After: s.Text("after")}
		},
		Send: func(ctx context.Context, who authz.Actor, k supportKey, a safety.SupportAnswer) error {
			return h.care.AnswerSupport(ctx, who, k.worker, a)
		},
	}
}

func urgencyOf(v say.Voice, r safety.SupportRequest) string {
	return v.Say("support.urgency." + string(r.Urgency))
}

// supportHistory is what was asked and what was answered.
func supportHistory(f *form.Fields, r appcare.SupportRecord) ui.Control {
	t := ui.Table{Caption: f.Voice.Say("support.history"), Quiet: true, Columns: []ui.Column{
		{Label: f.Voice.Say("support.table.when")}, {Label: f.Voice.Say("support.table.who")},
		{Label: f.Voice.Say("support.table.words")}}}
	t.Rows = append(t.Rows, ui.Texts(f.Voice.Moment(r.Asked.At.In(f.Zone)), r.Staff[r.Worker], r.Asked.Fact.Words))
	for _, a := range r.Answers {
		t.Rows = append(t.Rows, ui.Texts(f.Voice.Moment(a.At.In(f.Zone)), r.Staff[id.Account(a.By)], a.Fact.Words))
	}
	return t
}

// getSupport handles GET /support-requests: what the workers ask for.
func (h *handlers) getSupport(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := form.Narrow(r, who, h.kernel.Now(), SupportListPath)
	page := route.Page(r)
	page.Only.Worker = form.ChosenID[id.Account](n, "worker")
	page.Only.State = form.ChosenOf(n, "request", supportStates...)
	found, err := h.care.ListSupport(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("support.list.none"), Text: v.Say("support.list.none_text")}}
	n.Offer("worker", person.StaffOptions(found.Workers)...)
	n.OfferKeys("request", supportStates...)
	if n.Narrows() {
		board.Empty = person.NobodyOf(v)
	}
	for _, l := range found.Lines {
		board.Lines = append(board.Lines, SupportLine(r, found.Staff, l))
	}
	return ui.ListPage{Title: v.Say("support.list.title"), Parts: []ui.Control{
		n.Filter(), board, ui.Paginate(v, n.Path(), page, found.Count),
	}}.Render(), nil
}

// supportStates is where a request can be.
var supportStates = ui.Values(safety.SupportStates())

// SupportLine is one request on a board.
func SupportLine(r *http.Request, staff map[id.Account]string, l safety.ListedSupport) ui.BoardLine {
	v := route.Voice(r)
	line := ui.BoardLine{Who: ui.Link{Label: staff[l.Worker], Path: supportPath(l.Worker, l.Request.ID)},
		Why: urgencyOf(v, l.Request), When: v.Moment(l.At.In(route.Zone(r))),
		Tag: ui.Tag{Label: v.Say("support.state.open"), State: ui.Attention}}
	switch {
	case l.Answered:
		line.Tag = ui.Tag{Label: v.Say("support.state.answered"), State: ui.Done}
	case l.Left:
		line.Tag = ui.Tag{Label: v.Say("support.state.left"), State: ui.Attention}
	}
	return line
}

// getOwnSupport handles GET /my-support: what a worker asked, and what was answered.
func (h *handlers) getOwnSupport(r *http.Request, who authz.Actor) (ui.Response, error) {
	own, err := h.care.ListOwnSupport(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v, page := route.Voice(r), route.Page(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("support.own.none"), Text: v.Say("support.own.none_text")}}
	for _, s := range programme.Lines(page, own.List) {
		board.Lines = append(board.Lines, ownSupportLine(r, s))
	}
	list := ui.ListPage{Title: v.Say("support.own.title")}
	if own.Open && whoIsTold(who.Account, own.Helpers) == toNobody {
		list.Lead = v.Say("support.own.nobody")
		list.Parts = append(list.Parts, person.RingWorkers(v, own.Helpers))
	}
	list.Parts = append(list.Parts, board, ui.Paginate(v, ownSupportPath, page, len(own.List)))
	return list.Render(), nil
}

func ownSupportLine(r *http.Request, s appcare.SupportRecord) ui.BoardLine {
	l := SupportLine(r, s.Staff, safety.ListedSupport{Worker: s.Worker, At: s.Asked.At, Request: s.Asked.Fact,
		Answered: len(s.Answers) > 0})
	l.Who.Label = l.When
	l.When = ""
	if len(s.Answers) > 0 {
		last := lastOf(s.Answers)
		l.Why += ". " + route.Voice(r).Say("support.own.answered", s.Staff[id.Account(last.By)], last.Fact.Words)
	}
	return l
}

func lastOf[F any](list []ledger.Received[F]) ledger.Received[F] { return list[len(list)-1] }
