package course

import (
	"context"
	"net/http"
	"strconv"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// visitForms are one visit, and the forms about somebody's visits, for staff.
func (h *handlers) visitForms() []route.Route {
	page := form.Page("/people/{participant}/visits/{appointment}", authz.SeeVisits, inAppointment, h.showVisit)
	return append(form.Routes(h.planForm(), h.moveForm(), h.cancelForm(), h.recordForm(), h.noteCopy(),
		h.recordEarlier(), h.copyEarlier()), page,
		form.Page(earlierVisitPattern, authz.SeeEarlierVisits, inAppointment, h.showEarlierVisit))
}

// A seriesSent is what plans the visits in one go.
type seriesSent struct {
	id     id.Series
	series course.Series
}

func (h *handlers) planForm() form.Step[id.Participant, appcare.VisitRecord, seriesSent] {
	return form.Step[id.Participant, appcare.VisitRecord, seriesSent]{
		Path: "/people/{participant}/visits/plan", Noun: "visits.plan", Draws: form.Draws(h.kernel, "visit_form/plan"),
		Looks: authz.SeeVisits, Sends: authz.PlanVisits, About: form.In[id.Participant]("participant"),
		Home: person.VisitsPath,
		Look: h.care.SeeVisits, Over: "visit.moved.text",
		May:  func(r appcare.VisitRecord) bool { return r.May.Plan },
		Draw: drawPlan,
		Read: func(_ id.Participant, s *form.Sent) seriesSent {
			return seriesSent{id.Series(s.ID), course.Series{
				From: s.Day("from", programme.ToCome), Weekday: programme.Weekday(s.Text("weekday")),
				At: s.Clock("at"), Minutes: s.Number("minutes"),
				Place: course.Place(s.Text("place")), Where: s.Text("where"), Overrun: s.Paragraphs("overrun"), Sure: s.Sure(),
			}}
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, s seriesSent) error {
			return h.care.PlanVisits(ctx, who, participant, s.id, s.series)
		},
		Moved: func(f *form.Fields, p id.Participant, _ appcare.VisitRecord, err error) ui.ErrorView {
			return visitsMoved(f, person.VisitsPath(p), err)
		},
	}
}

func drawPlan(f *form.Fields, r appcare.VisitRecord) form.View {
	view := form.View{
		Back:  ui.Link{Label: f.Voice.Say("visits.to_visits"), Path: person.VisitsPath(r.Person.ID)},
		Title: f.Words("heading", person.ShortName(f.Voice, r.Person)), Lead: f.Words("lead", r.ToPlan()),
		Fields: []ui.Control{
			f.Day("from", r.Today.AddDays(1)),
			f.Radios("weekday", "", ui.Values(programme.Weekdays())...),
			f.Input("at", "").Wide(10),
			f.Input("minutes", strconv.Itoa(course.UsualMinutes)).Digits(3),
			f.Radios("place", string(course.PlaceHome), ui.Values(course.Places())...),
			f.Input("where", ""),
			f.Textarea("overrun", "").Room(2),
		},
	}
	if ahead := Tell(f.Voice, f.Zone, r).holidaysAhead(); ahead != "" {
		view.Above = []ui.Control{ui.Text(ahead + " " + f.Words("gives_way"))}
	}
	return view
}

// visitsMoved says, with 409, that something about visits can't be done from
// where things stand now.
func visitsMoved(f *form.Fields, path string, err error) ui.ErrorView {
	return form.Elsewhere(f, "visits.moved.title", err, "visits.moved.open", path)
}

// An appointmentForm does one thing to one appointment.
type appointmentForm[F any] = form.Step[appointmentKey, appointmentAsked, F]

// An appointmentKey is which appointment of whose an address names.
type appointmentKey struct {
	participant id.Participant
	appointment id.Appointment
}

// String is whose it is: a form's id is drawn for them.
func (k appointmentKey) String() string { return string(k.participant) }

func (k appointmentKey) path() string { return visitPath(k.participant, k.appointment) }

func inAppointment(r *http.Request, _ authz.Actor) (appointmentKey, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return appointmentKey{}, err
	}
	a, err := route.ID[id.Appointment](r, "appointment")
	return appointmentKey{participant, a}, err
}

// An appointmentAsked is what such a form is drawn from.
type appointmentAsked struct {
	appcare.VisitRecord
	b course.Appointment
}

// ofAppointment completes a form about one appointment. Its words stand under
// visits.NAME.
func ofAppointment[F any](h *handlers, name string, s appointmentForm[F]) appointmentForm[F] {
	s.Path, s.Noun = "/people/{participant}/visits/{appointment}/"+name, "visits."+name
	s.Draws, s.Looks, s.About, s.Home = form.Draws(h.kernel, "visit_form/"+name), authz.SeeVisits, inAppointment,
		appointmentKey.path
	s.Look = func(ctx context.Context, who authz.Actor, k appointmentKey) (appointmentAsked, error) {
		record, b, err := h.care.SeeVisit(ctx, who, k.participant, k.appointment)
		return appointmentAsked{record, b}, err
	}
	s.Over = "visit.moved.text"
	s.Moved = func(f *form.Fields, k appointmentKey, _ appointmentAsked, err error) ui.ErrorView {
		return visitsMoved(f, k.path(), err)
	}
	if s.Then == nil {
		s.Then = func(_ authz.Actor, k appointmentKey, _ F) ui.Response {
			return ui.Redirect(person.VisitsPath(k.participant)).Saying(s.Noun + ".saved")
		}
	}
	return s
}

func (a appointmentAsked) teller(f *form.Fields) Teller {
	return Tell(f.Voice, f.Zone, a.VisitRecord)
}

// view asks about the appointment: which it is, and when it is to be.
func (a appointmentAsked) view(f *form.Fields, fields ...ui.Control) form.View {
	t, lead := a.teller(f), "lead"
	if f.Has("lead_only") && !a.Expected() {
		lead = "lead_only"
	}
	if f.Has("lead_died") && a.Person.Standing.Died() {
		lead = "lead_died"
	}
	return form.View{
		Back:   ui.Link{Label: f.Voice.Say("visits.to_visits"), Path: person.VisitsPath(a.Person.ID)},
		Title:  f.Words("heading", f.Voice.Say("visits.with", t.lower(t.which(a.b)), person.ShortName(f.Voice, a.Person))),
		Lead:   f.Words(lead, f.Voice.Moment(a.b.Start.In(f.Zone))+". "+t.place(a.b)),
		Fields: fields,
	}
}

func (a appointmentAsked) planned() bool { return a.b.State == course.AppointmentPlanned }

func (h *handlers) moveForm() appointmentForm[course.Move] {
	return ofAppointment(h, "move", appointmentForm[course.Move]{
		Sends: authz.MoveVisit, Beside: "to.start",
		May: func(a appointmentAsked) bool { return a.May.Move && a.planned() },
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			local := programme.LocalTimeOf(a.b.Start, f.Zone)
			on := f.Day("to.start", local.Date)
			on.Hint = a.teller(f).holidaysAhead()
			return a.view(f, on, f.Input("at", local.At.String()).Wide(10),
				f.Input("to.minutes", strconv.Itoa(a.b.Minutes)).Digits(3),
				f.Radios("to.place", string(a.b.Place), ui.Values(course.Places())...), f.Input("to.where", a.b.Where),
				f.Radios("by", "", ui.Values(course.Parties())...), f.Textarea("reason", "").Room(2),
				f.Textarea("overrun", "").Room(2),
				f.Basis("from", form.Instant(a.b.Start)), f.Basis("worker", string(a.b.Worker)))
		},
		Read: func(k appointmentKey, s *form.Sent) course.Move {
			return course.Move{
				ID: id.Move(s.ID), Appointment: k.appointment, From: s.Instant("from"), By: course.Party(s.Text("by")),
				Reason: s.Paragraphs("reason"), Overrun: s.Paragraphs("overrun"), Sure: s.Sure(),
				To: course.Arrangement{
					Worker: id.Account(s.Text("worker")), Start: s.Moment("to.start", "at", programme.ToCome),
					Minutes: s.Number("to.minutes"),
					Place:   course.Place(s.Text("to.place")), Where: s.Text("to.where"),
				},
			}
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, m course.Move) error {
			return h.care.MoveVisit(ctx, who, k.participant, m)
		},
	})
}

func (h *handlers) cancelForm() appointmentForm[course.Cancellation] {
	return ofAppointment(h, "cancel", appointmentForm[course.Cancellation]{
		Sends: authz.CancelVisit, Beside: "by",
		May: func(a appointmentAsked) bool { return a.May.Cancel && a.planned() },
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			view := a.view(f, f.Radios("by", "", ui.Values(course.Parties())...), f.Textarea("reason", "").Room(2),
				f.Basis("from", form.Instant(a.b.Start)))
			view.Save.Kind = ui.Warning
			return view
		},
		Read: func(k appointmentKey, s *form.Sent) course.Cancellation {
			return course.Cancellation{
				ID: id.Cancellation(s.ID), Appointment: k.appointment, From: s.Instant("from"),
				By: course.Party(s.Text("by")), Reason: s.Paragraphs("reason"),
			}
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, c course.Cancellation) error {
			return h.care.CancelVisit(ctx, who, k.participant, c)
		},
	})
}

func (h *handlers) recordForm() appointmentForm[course.Visit] {
	return ofAppointment(h, "record", appointmentForm[course.Visit]{
		Sends: authz.RecordVisit, Beside: "what_we_did",
		May:  func(a appointmentAsked) bool { return a.MayRecord(a.b) },
		Draw: drawVisit,
		Read: readVisit,
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, v course.Visit) error {
			return h.care.RecordVisit(ctx, who, k.participant, v)
		},
		Then: func(who authz.Actor, k appointmentKey, _ course.Visit) ui.Response {
			path := person.VisitsPath(k.participant)
			if who.Has(authz.PeerWorker) {
				path = VisitListPath // a worker goes on with the list
			}
			return ui.Redirect(path).Saying("visits.record.saved")
		},
	})
}

// drawVisit asks what came of an appointment. It opens with what is recorded, or
// with what was planned. When a colleague was first, what they wrote stands above.
func drawVisit(f *form.Fields, a appointmentAsked) form.View {
	v, recorded := a.b.Visit()
	began, minutes, place, where := a.b.Start, a.b.Minutes, a.b.Place, a.b.Where
	if recorded {
		place, where = v.Place, v.Where
		if v.Outcome.Attended() {
			began, minutes = v.StartedAt, v.Minutes
		}
	}
	local := programme.LocalTimeOf(began, f.Zone)
	view := a.view(f,
		f.Radios("outcome", string(v.Outcome), ui.Values(course.VisitOutcomes())...),
		f.Day("started_at", local.Date), f.Input("at", local.At.String()).Wide(10),
		f.Input("minutes", strconv.Itoa(minutes)).Digits(3),
		f.Radios("place", string(place), ui.Values(course.Places())...), f.Input("where", where),
		f.Radios("reason", string(v.Reason), ui.Values(course.MissedReasons())...).OrNone(),
		f.Textarea("what_we_did", v.WhatWeDid),
		f.Basis("replaces", string(v.ID)), f.Basis("from", form.Instant(a.b.Start)))
	if recorded && !a.Before {
		view.Fields = append([]ui.Control{f.YesNo("in_error", "no")}, view.Fields...)
	}
	if f.Conflict != nil && recorded {
		view.Above = []ui.Control{a.teller(f).facts(a.b)}
		for _, line := range person.Lines(v.WhatWeDid) {
			view.Above = append(view.Above, ui.Text(line))
		}
	}
	return view
}

// readVisit reads what came of an appointment. The form opens with the planned
// time filled in, so a time and minutes count only when they met.
func readVisit(k appointmentKey, s *form.Sent) course.Visit {
	v := course.Visit{
		ID: id.Visit(s.ID), Appointment: k.appointment, Outcome: course.VisitOutcome(s.Text("outcome")),
		Reason: course.MissedReason(s.Text("reason")),
		Place:  course.Place(s.Text("place")), Where: s.Text("where"), WhatWeDid: s.Paragraphs("what_we_did"),
		Replaces: id.Visit(s.Text("replaces")), From: s.Instant("from"), Sure: s.Sure(),
	}
	if s.Ticked("in_error") { // the time and minutes of what was no visit are not asked
		return course.Visit{ID: v.ID, Appointment: v.Appointment, Replaces: v.Replaces, InError: true, From: v.From}
	}
	if v.Outcome.Attended() {
		v.Reason = "" // why they did not meet is no longer asked
	}
	if v.Outcome.Attended() || !v.Outcome.Valid() {
		v.StartedAt, v.Minutes = s.Moment("started_at", "at", programme.InCourse), s.Number("minutes")
	}
	return v
}
