package course

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

const earlierVisitPattern = "/people/{participant}/earlier/{appointment}"

// showEarlierVisit shows one appointment of a course before.
func (h *handlers) showEarlierVisit(q form.Request[appointmentKey]) (ui.Response, error) {
	record, b, err := h.care.SeeEarlierVisit(q.Context(), q.Who, q.Key.participant, q.Key.appointment)
	if err != nil {
		return ui.Response{}, err
	}
	return shownVisit(q, appointmentAsked{record, b}, h.copyEarlier()), nil
}

func (k appointmentKey) earlierPath() string { return earlierVisitPath(k.participant, k.appointment) }

// afterEarlier goes on where what was left came from: nothing may be left there now, and
// then the worker of then finds it no more.
func afterEarlier(who authz.Actor, k appointmentKey, saved string) ui.Response {
	if who.Has(authz.PeerWorker) {
		return ui.Redirect(VisitListPath).Saying(saved)
	}
	return ui.Redirect(k.earlierPath()).Saying(saved)
}

// copyEarlier says of a visit of a course before that its text has been copied.
func (h *handlers) copyEarlier() noteForm {
	s := h.noteCopy()
	s.Path, s.Sends, s.Draws = earlierVisitPattern+"/copied", authz.CopyEarlierNote, form.Draws(h.kernel, "note_copy/earlier")
	s.Home, s.Show = appointmentKey.earlierPath, h.showEarlierVisit
	s.Send = func(ctx context.Context, who authz.Actor, k appointmentKey, c course.NoteCopy) error {
		return namingAVisit(h.care.CopyEarlierNote(ctx, who, k.participant, k.appointment, c))
	}
	s.Then = func(who authz.Actor, k appointmentKey, _ course.NoteCopy) ui.Response {
		return afterEarlier(who, k, "clinical_note.saved")
	}
	return s
}

// recordEarlier asks what came of a visit of a course before that nobody has written up.
func (h *handlers) recordEarlier() appointmentForm[course.Visit] {
	s := h.recordForm()
	s.Path, s.Draws = earlierVisitPattern+"/record", form.Draws(h.kernel, "visit_form/record_earlier")
	s.Looks, s.Sends, s.Home = authz.SeeEarlierVisits, authz.RecordEarlierVisit, appointmentKey.earlierPath
	s.Look = func(ctx context.Context, who authz.Actor, k appointmentKey) (appointmentAsked, error) {
		record, b, err := h.care.SeeEarlierVisit(ctx, who, k.participant, k.appointment)
		return appointmentAsked{record, b}, err
	}
	draw := s.Draw
	s.Draw = func(f *form.Fields, a appointmentAsked) form.View {
		view := draw(f, a)
		view.Back = ui.Link{Label: f.Voice.Say("visits.to_visit"), Path: a.teller(f).path(a.b)}
		return view
	}
	s.Send = func(ctx context.Context, who authz.Actor, k appointmentKey, v course.Visit) error {
		return h.care.RecordEarlierVisit(ctx, who, k.participant, v)
	}
	s.Then = func(who authz.Actor, k appointmentKey, _ course.Visit) ui.Response {
		return afterEarlier(who, k, "visits.record.saved")
	}
	s.Moved = func(f *form.Fields, k appointmentKey, _ appointmentAsked, err error) ui.ErrorView {
		return visitsMoved(f, k.earlierPath(), err)
	}
	return s
}
