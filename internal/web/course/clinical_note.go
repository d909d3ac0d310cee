package course

import (
	"context"
	"strconv"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A clinicalNoteView is the short text about a visit for the clinical record,
// and whether somebody has copied it. Without a text and a warning it isn't there.
type clinicalNoteView struct {
	Text   string
	Rows   int
	Lead   string     // what to do with it
	Copied string     // by whom and when, while that is what holds
	Stale  ui.Callout // that what was copied holds no longer
	Copy   ui.Questions
}

// There tells whether there is anything to show.
func (c clinicalNoteView) There() bool { return c.Text != "" || c.Stale.Title != "" }

// noteRow is about how many letters stand in a line of the text on a phone.
const noteRow = 38

// noteText is the text about b, where the person looking may copy it and
// anything is recorded.
func (t Teller) noteText(b course.Appointment) string {
	if !t.Record.May.CopyNote {
		return ""
	}
	text, err := course.ClinicalNote(t.Voice, t.Record.Definition, t.Record.Course, b.ID, t.Record.Staff[b.Worker],
		t.Record.Person.Standing.Died(), t.Zone)
	if err != nil {
		return "" // nothing is recorded, or not any more
	}
	return text
}

// clinicalNote is what the person looking may copy about b.
func (t Teller) clinicalNote(b course.Appointment) clinicalNoteView {
	var view clinicalNoteView
	if !t.Record.May.CopyNote {
		return view
	}
	copied, is, current := t.Record.Copied(b)
	when, name := t.Voice.Moment(copied.At.In(t.Zone)), t.Record.Staff[id.Account(copied.By)]
	if is && !current {
		view.Stale = t.staleNote(b, copied.Fact, name, when)
	}
	view.Text, view.Lead = t.noteText(b), t.Voice.Say("clinical_note.text")
	if t.Record.Person.Standing.Died() {
		view.Lead = t.Voice.Say("clinical_note.text_died")
	}
	for _, line := range person.Lines(view.Text) {
		view.Rows += 1 + len(line)/noteRow
	}
	if current && view.Text != "" {
		view.Copied = t.Voice.Say("clinical_note.copied", name, when)
	}
	return view
}

// staleNote says what is wrong with the note about b in the clinical record, and what to do.
func (t Teller) staleNote(b course.Appointment, copied course.NoteCopy, name, when string) ui.Callout {
	key, args := "clinical_note.stale", []any{name, when}
	switch holds, recorded := b.Visit(); {
	case !recorded:
		key = "clinical_note.error"
	case holds.ID == copied.Visit:
		key, args = "clinical_note.renumbered", append(args, copied.Number, t.Record.Course.VisitNumber(b.ID))
	}
	return ui.Callout{Title: t.Voice.Say(key + ".title"), Texts: []string{t.Voice.Say(key+".text", args...)}}
}

// A noteForm says that the text about a visit has been copied.
type noteForm = form.Post[appointmentKey, appointmentAsked, course.NoteCopy]

func (h *handlers) noteCopy() noteForm {
	return noteForm{
		Path: "/people/{participant}/visits/{appointment}/copied", Sends: authz.CopyClinicalNote, Noun: "clinical_note",
		Draws: form.Draws(h.kernel, "note_copy"), About: inAppointment, Home: appointmentKey.path, Show: h.showVisit,
		May: func(a appointmentAsked) bool {
			_, _, current := a.Copied(a.b)
			return a.May.CopyNote && !current
		},
		Draw: func(f *form.Fields, a appointmentAsked) form.View {
			visit, save := a.b.Noted(), "save"
			if visit.InError {
				save = "take_out"
			}
			return form.View{
				Action: a.teller(f).path(a.b) + "/copied", Save: ui.Button{Label: f.Words(save), Kind: ui.Secondary},
				Fields: []ui.Control{
					f.Basis("visit", string(visit.ID)), f.Basis("number", strconv.Itoa(a.Course.VisitNumber(a.b.ID))),
				},
				Closed: a.teller(f).noteText(a.b) == "" && len(a.Course.NotCopiedOf(a.b, ledger.Facts(a.Copies))) == 0,
			}
		},
		Read: func(_ appointmentKey, s *form.Sent) course.NoteCopy {
			return course.NoteCopy{ID: id.NoteCopy(s.ID), Visit: id.Visit(s.Text("visit")), Number: s.Number("number")}
		},
		Send: func(ctx context.Context, who authz.Actor, k appointmentKey, c course.NoteCopy) error {
			return namingAVisit(h.care.CopyClinicalNote(ctx, who, k.participant, k.appointment, c))
		},
	}
}

// namingAVisit is err, where a copy that names no visit that there is was refused.
func namingAVisit(err error) error {
	if _, refused := fault.AsProblems(err); refused {
		return fault.New(fault.Conflict, "clinical_note.corrected")
	}
	return err
}
