package course

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
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
	s.Path, s.Draws = earlierVisitPattern+"/copied", form.Draws(h.kernel, "note_copy/earlier")
	s.Sends = authz.CopyEarlierNote
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

// EarlierTable is the same of a course before, with who was to come. Each leads to its
// page for those who may open it.
func (t Teller) EarlierTable(mayOpen bool) ui.Table {
	table := t.table()
	table.Columns = slices.Insert(table.Columns, 2, ui.Column{Label: t.Voice.Say("visits.one.with")})
	for i, b := range t.byTime() {
		cells := table.Rows[i].Cells
		if !mayOpen {
			cells[0] = ui.Cell{Text: t.which(b)}
		}
		table.Rows[i].Cells = slices.Insert(cells, 2, ui.Cell{Text: t.Record.Staff[b.Worker]})
	}
	return table
}

// backFromEarlier leads to all that was before, or, for who has only something left to
// do there, to their list.
func (t Teller) backFromEarlier() ui.Link {
	if t.Record.May.SeePerson {
		return ui.Link{Label: t.Voice.Say("person.earlier.title"), Path: person.EarlierPath(t.Record.Person.ID)}
	}
	return ui.Link{Label: t.Voice.Say("visits.to_list"), Path: VisitListPath}
}

// path is the address of b's page.
func (t visitTeller) path(b course.Appointment) string {
	if t.visits.Before {
		return earlierVisitPath(t.visits.Person.ID, b.ID)
	}
	if t.visits.Covers {
		return coveredPath(t.visits.Person.ID, b.ID)
	}
	return visitPath(t.visits.Person.ID, b.ID)
}
