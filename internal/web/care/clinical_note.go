package care

import (
	"context"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
)

// A clinicalNoteView is the short text about a visit for the clinical record,
// and whether somebody has copied it. Without a text and a warning it isn't there.
type clinicalNoteView struct {
	Text   string
	Rows   int
	Copied string     // by whom and when, while that is what holds
	Stale  ui.Callout // that what was copied holds no longer
	Copy   ui.Questions
}

// There tells whether there is anything to show.
func (c clinicalNoteView) There() bool { return c.Text != "" || c.Stale.Title != "" }

// noteRow is about how many letters stand in a line of the text on a phone.
const noteRow = 38

// noteText is the text about b, where whoever looks may copy it and anything is
// recorded.
func (t visitTeller) noteText(b course.Booking) string {
	if !t.record.May.CopyNote {
		return ""
	}
	text, err := course.ClinicalNote(t.v, t.record.Definition, t.record.Course, b.ID, t.record.Staff[b.Worker], t.zone)
	if err != nil {
		return "" // nothing is recorded, or not any more
	}
	return text
}

// clinicalNote is what whoever looks may copy about b.
func (t visitTeller) clinicalNote(b course.Booking) clinicalNoteView {
	var view clinicalNoteView
	if !t.record.May.CopyNote {
		return view
	}
	copied, is, current := t.record.Copied(b)
	when, name := t.v.Moment(copied.At.In(t.zone)), t.record.Staff[id.Account(copied.By)]
	if is && !current {
		key := "clinical_note.stale"
		if _, recorded := b.Visit(); !recorded {
			key = "clinical_note.error"
		}
		view.Stale = ui.Callout{Title: t.v.Say(key + ".title"), Texts: []string{t.v.Say(key+".text", name, when)}}
	}
	view.Text = t.noteText(b)
	for _, line := range lines(view.Text) {
		view.Rows += 1 + len(line)/noteRow
	}
	if current && view.Text != "" {
		view.Copied = t.v.Say("clinical_note.copied", name, when)
	}
	return view
}

// noteCopy says that the text has been copied.
func (h *handlers) noteCopy() form.Post[appointmentKey, appointmentAsked, course.NoteCopy] {
	return form.Post[appointmentKey, appointmentAsked, course.NoteCopy]{
		Path: "/people/{participant}/visits/{appointment}/copied", Sends: authz.CopyClinicalNote, Noun: "clinical_note",
		Draws: form.Draws(h.kernel, "note_copy"), About: inAppointment, Home: appointmentKey.path, Show: h.showVisit,
		May: func(a appointmentAsked) bool {
			_, _, current := a.Copied(a.b)
			return a.May.CopyNote && !current
		},
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			visit, _ := a.b.Visit()
			return form.View{
				Action: visitPath(a.Person.ID, a.b.ID) + "/copied", Save: ui.Button{Label: f.Words("save"), Kind: ui.Secondary},
				Fields: []ui.Control{f.Basis("visit", string(visit.ID))}, Closed: a.teller(f).noteText(a.b) == "",
			}
		},
		Read: func(_ appointmentKey, s *form.Sent) course.NoteCopy {
			return course.NoteCopy{ID: id.NoteCopy(s.ID), Visit: id.Visit(s.Text("visit"))}
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, c course.NoteCopy) error {
			err := h.care.CopyClinicalNote(ctx, who, k.participant, k.appointment, c)
			if _, refused := fault.AsProblems(err); refused {
				return fault.New(fault.Conflict, "clinical_note.corrected") // it names no visit that there is
			}
			return err
		},
	}
}
