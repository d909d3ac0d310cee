package care

import (
	"net/http"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A clinicalNoteView is the short text about a visit for the clinical record,
// and whether somebody has copied it. Without a text and a warning it isn't there.
type clinicalNoteView struct {
	Text   string
	Rows   int
	Copied string     // by whom and when, while that is what holds
	Stale  ui.Callout // that what was copied holds no longer
	Form   ui.Form
}

// There tells whether there is anything to show.
func (c clinicalNoteView) There() bool { return c.Text != "" || c.Stale.Title != "" }

// noteRow is about how many letters stand in a line of the text on a phone.
const noteRow = 38

// clinicalNote is what whoever looks may copy about b.
func (t visitTeller) clinicalNote(h *handlers, who authz.Actor, b course.Booking) clinicalNoteView {
	var view clinicalNoteView
	if !t.record.May.CopyNote {
		return view
	}
	copied, is, current := t.record.Copied(b)
	when := t.v.Moment(copied.At.In(t.zone))
	name := t.record.Staff[id.Account(copied.By)]
	visit, recorded := b.Visit()
	if is && !current {
		key := "clinical_note.stale"
		if !recorded {
			key = "clinical_note.error"
		}
		view.Stale = ui.Callout{Title: t.v.Say(key + ".title"), Texts: []string{t.v.Say(key+".text", name, when)}}
	}
	text, err := course.ClinicalNote(t.v, t.record.Definition, t.record.Course, b.ID, t.record.Staff[b.Worker], t.zone)
	if err != nil {
		return view // nothing is recorded, or not any more
	}
	view.Text = text
	for _, line := range lines(text) {
		view.Rows += 1 + len(line)/noteRow
	}
	if current {
		view.Copied = t.v.Say("clinical_note.copied", name, when)
		return view
	}
	k := h.care.Kernel
	view.Form = ui.Form{
		Action: visitPath(t.record.Person.ID, b.ID) + "/copied",
		Hidden: []ui.Hidden{
			{Name: "id", Value: kernel.NewID[string](k, "note_copy/"+string(visit.ID)+"/"+string(who.Account)+"/"+k.Now().String())},
			{Name: "visit", Value: string(visit.ID)},
		},
		Buttons: []ui.Button{{Label: t.v.Say("clinical_note.save"), Kind: ui.Secondary}},
	}
	return view
}

// postNoteCopy handles POST /people/{participant}/visits/{appointment}/copied.
func (h *handlers) postNoteCopy(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	a, err := route.ID[id.Appointment](r, "appointment")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "note_copy", participant)
	err = h.care.CopyClinicalNote(r.Context(), who, participant, a, course.NoteCopy{ID: id.NoteCopy(sent.id), Visit: id.Visit(sent.text("visit"))})
	if _, refused := fault.AsProblems(err); refused {
		err = fault.New(fault.Conflict, "clinical_note.corrected") // the form names no visit: it is to be opened again
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, visitPath(participant, a), "clinical_note.stale.title", err), nil
	}
	return ui.Redirect(visitPath(participant, a)).Saying("clinical_note.saved"), err
}
