package care

import (
	"net/http"
	"slices"
	"strings"
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

// An ownVisitFormView asks a participant for one thing about a visit of theirs.
// What a form does not ask is left out.
type ownVisitFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Lead     string
	Lost     string // that nothing is lost, where somebody may fear it
	Form     ui.Form
	On       ui.DateInput
	At       ui.Input
	Place    ui.Radios
	Why      ui.Textarea
	Instead  ui.Link // the other of the two
}

var ownVisitFormPage = ui.NewPage[ownVisitFormView]("own_visit_form")

func ownMovePath(a id.Appointment) string   { return ownVisitsPath + "/" + string(a) + "/move" }
func ownCancelPath(a id.Appointment) string { return ownVisitsPath + "/" + string(a) + "/cancel" }

// An ownVisitForm does one thing to one appointment of whoever asks.
type ownVisitForm struct {
	name    string
	order   []string // its fields from top to bottom
	last    string   // the field beside which it stands that somebody else was first
	instead func(id.Appointment) string
	send    func(*handlers, *http.Request, authz.Actor, id.Appointment, consentSent) error
	ask     func(appointmentAsked, *ownVisitFormView)
}

func (f ownVisitForm) get(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		record, b, err := h.ownVisit(r, who)
		if err != nil {
			return ui.Response{}, err
		}
		if !record.May.ChangeOwn || !b.Changeable(record.Now) {
			return ownVisitOver(r, fault.New(fault.Conflict, "own_visit.over")), nil
		}
		return f.show(r, record, b, h.readVisit(r, who, "own_"+f.name, record.Person.ID), nil), nil
	}
}

// ownVisit reads which appointment is asked about. Who has no visits finds none.
func (h *handlers) ownVisit(r *http.Request, who authz.Actor) (appcare.VisitRecord, course.Booking, error) {
	a, err := route.ID[id.Appointment](r, "appointment")
	if err != nil {
		return appcare.VisitRecord{}, course.Booking{}, err
	}
	return h.care.SeeOwnVisit(r.Context(), who, a)
}

// post makes the handler of POST. When somebody else was first, what was typed
// stays on the form, and it is said.
func (f ownVisitForm) post(h *handlers) route.Handler {
	return func(r *http.Request, who authz.Actor) (ui.Response, error) {
		a, err := route.ID[id.Appointment](r, "appointment")
		if err != nil {
			return ui.Response{}, err
		}
		sent := h.readVisit(r, who, "own_"+f.name, who.Participant)
		err = f.send(h, r, who, a, sent)
		problems, refused := fault.AsProblems(err)
		crossed := err != nil && !refused && fault.Of(err) == fault.Conflict
		if !refused && !crossed {
			return ui.Redirect(ownVisitsPath).Saying("own_visit." + f.name + ".saved"), err
		}
		record, b, lost := h.ownVisit(r, who)
		if lost != nil {
			return ui.Response{}, lost
		}
		if !record.May.ChangeOwn || !b.Changeable(record.Now) {
			return ownVisitOver(r, fault.New(fault.Conflict, "own_visit.over")), nil
		}
		if crossed {
			problems = fault.Problems{{Field: f.last, Key: fault.KeyOf(err)}}
			sent.values.Set("from", b.Start.UTC().Format(time.RFC3339Nano)) // they see where it is now, and choose again
		}
		return f.show(r, record, b, sent, ui.UnreadFirst(*sent.unread, problems)), nil
	}
}

// ownVisitOver says, with 409, that it is too late to change a visit here.
func ownVisitOver(r *http.Request, err error) ui.Response {
	return elsewhere(r, ownVisitsPath, "own_visit.moved.title", err)
}

func (f ownVisitForm) show(r *http.Request, record appcare.VisitRecord, b course.Booking, sent consentSent, problems fault.Problems) ui.Response {
	v, zone, noun := route.Voice(r), route.Zone(r), "own_visit."+f.name
	t := visitTeller{v, zone, record}
	fields := ui.NewFields(v, noun, ui.InOrder(problems, f.order))
	view := ownVisitFormView{
		Problems: fields.Summary(), Back: ui.Link{Label: v.Say("visits.own.title"), Path: ownVisitsPath},
		Title: v.Say(noun + ".heading"), Lead: v.Say(noun+".lead", v.Moment(b.Start.In(zone))+", "+t.lower(t.place(b)), called(record.Staff[b.Worker])),
		Form:    visitForm(r, noun, sent, ownVisitsPath),
		Why:     fields.Textarea("reason", sent.text("reason")).Room(2),
		Instead: ui.Link{Label: v.Say(noun + ".instead"), Path: f.instead(b.ID)},
	}
	if lost := noun + ".lost"; say.Has(lost) {
		view.Lost = v.Say(lost, called(record.Staff[b.Worker]))
	}
	f.ask(appointmentAsked{v, fields, sent, record, b, zone}, &view)
	if problems.Any() {
		return ownVisitFormPage.Invalid(view, v.Say(noun+".title"))
	}
	return ownVisitFormPage.Render(view, v.Say(noun+".title"))
}

var ownMoveForm = ownVisitForm{
	name: "move", last: "to.start", order: []string{"to.start", "at", "to.place", "reason"}, instead: ownCancelPath,
	send: func(h *handlers, r *http.Request, who authz.Actor, a id.Appointment, s consentSent) error {
		from, _ := time.Parse(time.RFC3339Nano, s.text("from")) // none is a time that no appointment has
		return h.care.MoveOwnVisit(r.Context(), who, course.Move{
			ID: id.Move(s.id), Appointment: a, From: from, Reason: s.text("reason"),
			To: course.Arrangement{Start: s.moment("to.start", "at"), Place: course.Place(s.text("to.place"))},
		})
	},
	ask: func(a appointmentAsked, view *ownVisitFormView) {
		local := programme.LocalTimeOf(a.b.Start, a.zone)
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "from", Value: a.sent.or("from", a.b.Start.UTC().Format(time.RFC3339Nano))})
		view.On, view.At = a.sent.day(a.f, "to.start", local.Date), a.f.Input("at", a.sent.or("at", local.At.String())).Wide(10)
		view.On.Hint = strings.TrimSpace(a.holidaysAhead() + " " + view.On.Hint)
		view.Place = a.f.Radios("to.place", a.sent.or("to.place", string(a.b.Place)), ui.Values(ownPlaces(a.b.Place))...)
	},
}

// ownPlaces are where somebody can move a visit to by themselves: it stays
// where it is to be, or is held at home or by telephone.
func ownPlaces(now course.Place) []course.Place {
	return slices.DeleteFunc(course.Places(), func(p course.Place) bool {
		return p != now && p != course.PlaceHome && p != course.PlaceTelephone
	})
}

var ownCancelForm = ownVisitForm{
	name: "cancel", last: "reason", order: []string{"reason"}, instead: ownMovePath,
	send: func(h *handlers, r *http.Request, who authz.Actor, a id.Appointment, s consentSent) error {
		return h.care.CancelOwnVisit(r.Context(), who, course.Cancellation{ID: id.Cancellation(s.id), Appointment: a, Reason: s.text("reason")})
	},
	ask: func(a appointmentAsked, view *ownVisitFormView) {
		view.Form.Buttons[0].Kind = ui.Warning
	},
}
