package course

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func ownMovePath(a id.Appointment) string   { return OwnVisitsPath + "/" + string(a) + "/move" }
func ownCancelPath(a id.Appointment) string { return OwnVisitsPath + "/" + string(a) + "/cancel" }

// ownVisitForms are what a participant can do about a visit of their own.
func (h *handlers) ownVisitForms() []route.Route {
	return form.Routes(h.ownMoveForm(), h.ownCancelForm())
}

// ofOwnAppointment completes a form about a visit of the person asking. Its words
// stand under own_visit.NAME. Who has no visits finds none.
func ofOwnAppointment[F any](h *handlers, name string, s appointmentForm[F]) appointmentForm[F] {
	s.Path, s.Noun = OwnVisitsPath+"/{appointment}/"+name, "own_visit."+name
	s.Draws, s.Looks = form.Draws(h.kernel, "visit_form/own_"+name), authz.SeeOwnVisits
	s.Home = func(appointmentKey) string { return OwnVisitsPath }
	s.About = func(r *http.Request, who authz.Actor) (appointmentKey, error) {
		a, err := route.ID[id.Appointment](r, "appointment")
		return appointmentKey{who.Participant, a}, err
	}
	s.Look = func(ctx context.Context, who authz.Actor, k appointmentKey) (appointmentAsked, error) {
		record, b, err := h.care.SeeOwnVisit(ctx, who, k.appointment)
		return appointmentAsked{record, b}, err
	}
	s.May, s.Over = func(a appointmentAsked) bool { return a.May.ChangeOwn && a.b.Changeable(a.Now) }, "own_visit.over"
	s.Moved = func(f *form.Fields, _ appointmentKey, _ appointmentAsked, err error) ui.ErrorView {
		return form.Elsewhere(f, "own_visit.moved.title", err, "visits.moved.open", OwnVisitsPath)
	}
	return s
}

// ownView asks about the visit. Instead is the other of the two things that
// somebody can do about it.
func (a appointmentAsked) ownView(f *form.Fields, instead func(id.Appointment) string, fields ...ui.Control) form.View {
	t, worker := a.teller(f), person.Called(a.Staff[a.b.Worker])
	view := form.View{
		Back:   ui.Link{Label: f.Voice.Say("visits.own.title"), Path: OwnVisitsPath},
		Title:  f.Words("heading"),
		Lead:   f.Words("lead", f.Voice.Moment(a.b.Start.In(f.Zone))+", "+t.lower(t.place(a.b)), worker),
		Fields: append(fields, f.Textarea("reason", "").Room(2)),
		Below:  []ui.Control{ui.Link{Label: f.Words("instead"), Path: instead(a.b.ID)}},
	}
	if f.Has("lost") && a.Expected() { // that nothing is lost, where somebody may fear it; who comes once plans nothing
		view.Above = []ui.Control{ui.Text(f.Words("lost", person.Called(a.Staff[a.Worker])))}
	}
	return view
}

func (h *handlers) ownMoveForm() appointmentForm[course.Move] {
	return ofOwnAppointment(h, "move", appointmentForm[course.Move]{
		Sends: authz.MoveOwnVisit, Beside: "to.start",
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			local := programme.LocalTimeOf(a.b.Start, f.Zone)
			on := f.Day("to.start", local.Date)
			on.Hint = strings.TrimSpace(a.teller(f).holidaysAhead() + " " + on.Hint)
			return a.ownView(f, ownCancelPath, on, f.Input("at", local.At.String()).Wide(10),
				f.Radios("to.place", string(a.b.Place), ui.Values(ownPlaces(a.b.Place))...),
				f.Basis("from", form.Instant(a.b.Start)))
		},
		Read: func(k appointmentKey, s *form.Sent) course.Move {
			return course.Move{
				ID: id.Move(s.ID), Appointment: k.appointment, From: s.Instant("from"), Reason: s.Paragraphs("reason"),
				To: course.Arrangement{Start: s.Moment("to.start", "at", programme.ToCome),
					Place: course.Place(s.Text("to.place"))},
			}
		},
		Send: func(ctx context.Context, who authz.Actor, _ appointmentKey, m course.Move) error {
			return h.care.MoveOwnVisit(ctx, who, m)
		},
	})
}

// ownPlaces are where somebody can move a visit to by themselves: it stays
// where it is to be, or is held at home or by telephone.
func ownPlaces(now course.Place) []course.Place {
	return slices.DeleteFunc(course.Places(), func(p course.Place) bool {
		return p != now && p != course.PlaceHome && p != course.PlaceTelephone
	})
}

func (h *handlers) ownCancelForm() appointmentForm[course.Cancellation] {
	return ofOwnAppointment(h, "cancel", appointmentForm[course.Cancellation]{
		Sends: authz.CancelOwnVisit, Beside: "reason",
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			view := a.ownView(f, ownMovePath, f.Basis("from", form.Instant(a.b.Start)))
			view.Save.Kind = ui.Warning
			return view
		},
		Read: func(k appointmentKey, s *form.Sent) course.Cancellation {
			return course.Cancellation{ID: id.Cancellation(s.ID), Appointment: k.appointment, From: s.Instant("from"),
				Reason: s.Paragraphs("reason")}
		},
		Send: func(ctx context.Context, who authz.Actor, _ appointmentKey, c course.Cancellation) error {
			return h.care.CancelOwnVisit(ctx, who, c)
		},
	})
}
