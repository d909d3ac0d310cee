package care

import (
	"net/http"
	"strconv"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A visitFormView asks for one thing about visits. What a form does not ask is
// left out.
type visitFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Notes    []string
	Form     ui.Form
	Outcome  ui.Radios
	On       ui.DateInput
	Weekday  ui.Radios
	At       ui.Input
	Minutes  ui.Input
	Place    ui.Radios
	Where    ui.Input
	By       ui.Radios
	Reason   ui.Radios
	Why      ui.Textarea
	Did      ui.Textarea
	Overrun  ui.Textarea
}

var visitFormPage = ui.NewPage[visitFormView]("visit_form")

// getPlan handles GET /people/{participant}/visits/plan.
func (h *handlers) getPlan(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showPlan(r, who, participant, h.readVisit(r, who, "plan", participant), nil)
}

// postPlan handles POST /people/{participant}/visits/plan.
func (h *handlers) postPlan(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "plan", participant)
	err = h.care.PlanVisits(r.Context(), who, participant, id.Series(sent.id), course.Series{
		From: sent.date("from"), Weekday: programme.Weekday(sent.text("weekday")), At: sent.clock("at"), Minutes: sent.number("minutes"),
		Place: course.Place(sent.text("place")), Where: sent.text("where"), Overrun: sent.text("overrun"),
	})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showPlan(r, who, participant, sent, ui.UnreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, visitsPath(participant), "visits.moved.title", err), nil
	}
	return ui.Redirect(visitsPath(participant)).Saying("visits.plan.saved"), err
}

func (h *handlers) showPlan(r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.SeeVisits(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	if !record.May.Plan {
		return elsewhere(r, visitsPath(participant), "visits.moved.title", fault.New(fault.Conflict, "visit.moved.text")), nil
	}
	v := route.Voice(r)
	f := ui.NewFields(v, "visits.plan", ui.InOrder(problems, []string{"from", "weekday", "at", "minutes", "place", "where", "overrun"}))
	view := visitFormView{
		Problems: f.Summary(), Back: ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(participant)},
		Title: v.Say("visits.plan.heading", record.Person.Identity.CalledName()), Lead: v.Say("visits.plan.lead", len(record.Course.ToPlan())),
		Form:    visitForm(r, "visits.plan", sent, visitsPath(participant)),
		On:      sent.day(f, "from", record.Today.AddDays(1)),
		Weekday: f.Radios("weekday", sent.text("weekday"), ui.Values(programme.Weekdays())...),
		At:      f.Input("at", sent.text("at")).Wide(10), Minutes: f.Input("minutes", sent.or("minutes", strconv.Itoa(course.UsualMinutes))).Digits(3),
		Place: f.Radios("place", sent.or("place", string(course.PlaceHome)), ui.Values(course.Places())...),
		Where: f.Input("where", sent.text("where")), Overrun: f.Textarea("overrun", sent.text("overrun")).Room(2),
	}
	if ahead := (visitTeller{v, route.Zone(r), record}).holidaysAhead(); ahead != "" {
		view.Notes = []string{ahead + " " + v.Say("visits.plan.gives_way")}
	}
	return view.answer(problems, v.Say("visits.plan.title")), nil
}

func visitForm(r *http.Request, noun string, sent consentSent, leave string) ui.Form {
	v := route.Voice(r)
	return ui.Form{
		Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}},
		Buttons: []ui.Button{{Label: v.Say(noun + ".save")}}, Leave: ui.Link{Label: v.Say(noun + ".leave"), Path: leave},
	}
}

func (view visitFormView) answer(problems fault.Problems, title string) ui.Response {
	if problems.Any() {
		return visitFormPage.Invalid(view, title)
	}
	return visitFormPage.Render(view, title)
}

func (a appointmentAsked) holidaysAhead() string {
	return visitTeller{a.v, a.zone, a.record}.holidaysAhead()
}

// An appointmentForm does one thing to one appointment.
type appointmentForm struct {
	name  string
	order []string // its fields from top to bottom
	last  string   // the field beside which it stands that somebody else was first
	may   func(appcare.VisitSteps, course.Booking) bool
	send  func(*handlers, *http.Request, authz.Actor, id.Participant, id.Appointment, consentSent) error
	ask   func(appointmentAsked, *visitFormView)
}

// An appointmentAsked is what such a form is drawn from.
type appointmentAsked struct {
	v      say.Voice
	f      ui.Fields
	sent   consentSent
	record appcare.VisitRecord
	b      course.Booking
	zone   *time.Location
}

func (f appointmentForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		record, b, err := h.visit(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		return f.show(r, record, b, h.readVisit(r, who, f.name, record.Person.ID), nil), nil
	}
}

// post makes the handler of POST. When somebody else was first, what was typed
// stays on the form, and it is said: nobody's words are lost.
func (f appointmentForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		participant, err := route.ID[id.Participant](r, "participant")
		if err != nil {
			return ui.Response{}, err
		}
		a, err := route.ID[id.Appointment](r, "appointment")
		if err != nil {
			return ui.Response{}, err
		}
		sent := h.readVisit(r, who, f.name, participant)
		err = f.send(h, r, who, participant, a, sent)
		problems, refused := fault.AsProblems(err)
		if err != nil && !refused && fault.Of(err) == fault.Conflict {
			problems, refused = fault.Problems{{Field: f.last, Key: fault.KeyOf(err)}}, true
		}
		if !refused {
			return ui.Redirect(f.after(who, participant)).Saying("visits." + f.name + ".saved"), err
		}
		record, b, err := h.visit(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		return f.show(r, record, b, sent, ui.UnreadFirst(*sent.unread, problems)), nil
	}
}

// after is where one goes on: a worker who has written up, with the list.
func (f appointmentForm) after(who authz.Actor, participant id.Participant) string {
	if f.name == "record" && who.Has(authz.PeerWorker) {
		return visitListPath
	}
	return visitsPath(participant)
}

func (f appointmentForm) show(r *http.Request, record appcare.VisitRecord, b course.Booking, sent consentSent, problems fault.Problems) ui.Response {
	participant, v, zone := record.Person.ID, route.Voice(r), route.Zone(r)
	if !problems.Any() && !f.may(record.May, b) {
		return elsewhere(r, visitPath(participant, b.ID), "visits.moved.title", fault.New(fault.Conflict, "visit.moved.text"))
	}
	t := visitTeller{v, zone, record}
	noun := "visits." + f.name
	fields := ui.NewFields(v, noun, ui.InOrder(problems, f.order))
	view := visitFormView{
		Problems: fields.Summary(), Back: ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(participant)},
		Title: v.Say(noun+".heading", v.Say("visits.with", t.lower(t.which(b)), record.Person.Identity.CalledName())), Lead: v.Say(noun+".lead", v.Moment(b.Start.In(zone))+". "+t.place(b)),
		Form: visitForm(r, noun, sent, visitPath(participant, b.ID)),
	}
	f.ask(appointmentAsked{v, fields, sent, record, b, zone}, &view)
	return view.answer(problems, v.Say(noun+".title"))
}

func (a appointmentAsked) place(name string) ui.Radios {
	return a.f.Radios(name, a.sent.or(name, string(a.b.Place)), ui.Values(course.Places())...)
}

var moveForm = appointmentForm{
	name: "move", last: "to.start", order: []string{"to.start", "at", "to.minutes", "to.place", "to.where", "by", "reason", "overrun"},
	may: func(may appcare.VisitSteps, b course.Booking) bool {
		return may.Move && b.State == course.AppointmentPlanned
	},
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, a id.Appointment, s consentSent) error {
		from, _ := time.Parse(time.RFC3339Nano, s.text("from")) // none is a time that no appointment has
		return h.care.MoveVisit(r.Context(), who, participant, course.Move{
			ID: id.Move(s.id), Appointment: a, From: from, By: course.Party(s.text("by")), Reason: s.text("reason"), Overrun: s.text("overrun"),
			To: course.Arrangement{
				Worker: id.Account(s.text("worker")), Start: s.moment("to.start", "at"), Minutes: s.number("to.minutes"),
				Place: course.Place(s.text("to.place")), Where: s.text("to.where"),
			},
		})
	},
	ask: func(a appointmentAsked, view *visitFormView) {
		local := programme.LocalTimeOf(a.b.Start, a.zone)
		view.Form.Hidden = append(view.Form.Hidden,
			ui.Hidden{Name: "from", Value: a.sent.or("from", a.b.Start.UTC().Format(time.RFC3339Nano))},
			ui.Hidden{Name: "worker", Value: a.sent.or("worker", string(a.b.Worker))})
		view.On, view.At = a.sent.day(a.f, "to.start", local.Date), a.f.Input("at", a.sent.or("at", local.At.String())).Wide(10)
		view.On.Hint = a.holidaysAhead()
		view.Minutes = a.f.Input("to.minutes", a.sent.or("to.minutes", strconv.Itoa(a.b.Minutes))).Digits(3)
		view.Place, view.Where = a.place("to.place"), a.f.Input("to.where", a.sent.or("to.where", a.b.Where))
		view.By = a.f.Radios("by", a.sent.text("by"), ui.Values(course.Parties())...)
		view.Why, view.Overrun = a.f.Textarea("reason", a.sent.text("reason")).Room(2), a.f.Textarea("overrun", a.sent.text("overrun")).Room(2)
	},
}

var cancelForm = appointmentForm{
	name: "cancel", last: "by", order: []string{"by", "reason"},
	may: func(may appcare.VisitSteps, b course.Booking) bool {
		return may.Cancel && b.State == course.AppointmentPlanned
	},
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, a id.Appointment, s consentSent) error {
		return h.care.CancelVisit(r.Context(), who, participant, course.Cancellation{
			ID: id.Cancellation(s.id), Appointment: a, By: course.Party(s.text("by")), Reason: s.text("reason"),
		})
	},
	ask: func(a appointmentAsked, view *visitFormView) {
		view.Form.Buttons[0].Kind = ui.Warning
		view.By = a.f.Radios("by", a.sent.text("by"), ui.Values(course.Parties())...)
		view.Why = a.f.Textarea("reason", a.sent.text("reason")).Room(2)
	},
}

var recordForm = appointmentForm{
	name: "record", last: "what_we_did", order: []string{"outcome", "started_at", "at", "minutes", "place", "where", "reason", "what_we_did"},
	may: func(may appcare.VisitSteps, b course.Booking) bool { return may.Record },
	send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, a id.Appointment, s consentSent) error {
		return h.care.RecordVisit(r.Context(), who, participant, s.visit(a))
	},
	ask: func(a appointmentAsked, view *visitFormView) {
		v, recorded := a.b.Visit()
		began, minutes := a.b.Start, a.b.Minutes
		place, where := a.b.Place, a.b.Where
		if recorded {
			place, where = v.Place, v.Where
			if v.Outcome.Attended() {
				began, minutes = v.StartedAt, v.Minutes
			}
		}
		local := programme.LocalTimeOf(began, a.zone)
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "replaces", Value: a.sent.or("replaces", string(v.ID))})
		view.Outcome = a.f.Radios("outcome", a.sent.or("outcome", string(v.Outcome)), ui.Values(course.VisitOutcomes())...)
		view.On, view.At = a.sent.day(a.f, "started_at", local.Date), a.f.Input("at", a.sent.or("at", local.At.String())).Wide(10)
		view.Minutes = a.f.Input("minutes", a.sent.or("minutes", strconv.Itoa(minutes))).Digits(3)
		view.Place = a.f.Radios("place", a.sent.or("place", string(place)), ui.Values(course.Places())...)
		view.Where = a.f.Input("where", a.sent.or("where", where))
		view.Reason = a.f.Radios("reason", a.sent.or("reason", string(v.Reason)), ui.Values(course.MissedReasons())...)
		view.Did = a.f.Textarea("what_we_did", a.sent.or("what_we_did", v.WhatWeDid))
	},
}

// visit reads what came of an appointment. The form opens with the planned
// time filled in, so a time and minutes count only when they met.
func (s consentSent) visit(a id.Appointment) course.Visit {
	v := course.Visit{
		ID: id.Visit(s.id), Appointment: a, Outcome: course.VisitOutcome(s.text("outcome")), Reason: course.MissedReason(s.text("reason")),
		Place: course.Place(s.text("place")), Where: s.text("where"), WhatWeDid: s.text("what_we_did"), Replaces: id.Visit(s.text("replaces")),
	}
	if v.Outcome.Attended() || !v.Outcome.Valid() {
		v.StartedAt, v.Minutes = s.moment("started_at", "at"), s.number("minutes")
	}
	return v
}
