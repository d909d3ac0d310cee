package pathway

import (
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// undoForm takes back something that was entered by mistake.
func (h *handlers) undoForm() form.Step[id.Participant, appcare.UndoRecord, pathway.Undoing] {
	return form.Step[id.Participant, appcare.UndoRecord, pathway.Undoing]{
		Path: "/people/{participant}/undo", Noun: "undo", Draws: form.Draws(h.kernel, "undo"),
		Looks: authz.AskUndo, Sends: authz.Undo, About: form.In[id.Participant]("participant"), Home: person.Path,
		Look: h.care.AskUndo, Draw: drawUndo,
		Read: func(_ id.Participant, s *form.Sent) pathway.Undoing {
			kind, fact, _ := strings.Cut(s.Text("fact"), "/")
			return pathway.Undoing{ID: id.Undoing(s.ID), Why: s.Paragraphs("why"), Also: form.List[id.Participant](s, "also"),
				Of: pathway.Entered{Kind: pathway.Undoable(kind), Fact: fact}}
		},
		Send: h.care.Undo,
		Then: func(_ authz.Actor, participant id.Participant, u pathway.Undoing) ui.Response {
			switch u.Of.Kind { // who recorded that they know may see no more than their visits
			case pathway.UndoTelling, pathway.UndoToldOfMatch:
				return ui.Redirect(person.VisitsPath(participant)).Saying("undo.saved")
			}
			if (u.Of.Kind == pathway.UndoLife || u.Of.Kind.SaysNo()) && len(u.Also) > 0 {
				return ui.Redirect(person.Path(participant)).Saying("undo.saved_also")
			}
			return ui.Redirect(person.Path(participant)).Saying("undo.saved")
		},
		Moved: func(f *form.Fields, participant id.Participant, r appcare.UndoRecord, err error) ui.ErrorView {
			return form.Elsewhere(f, "form.moved.title", err, "form.moved.open", leaveUndo(r, participant))
		},
	}
}

// leaveUndo is where one goes on: to what one sees of somebody.
func leaveUndo(r appcare.UndoRecord, participant id.Participant) string {
	if !r.SeeRecord {
		return person.VisitsPath(participant)
	}
	return person.Path(participant)
}

func drawUndo(f *form.Fields, r appcare.UndoRecord) form.View {
	name := person.Name(f.Voice, r.Person)
	view := form.View{
		Back: ui.Link{Label: name, Path: leaveUndo(r, r.Person.ID)}, Title: f.Words("heading", name), Lead: f.Words("lead"),
		Leave: ui.Link{Path: leaveUndo(r, r.Person.ID)},
	}
	fact, stays := f.Radios("fact", ""), ui.NewTable(f.Voice, "undo.stays", "what", "why")
	for _, x := range r.Facts {
		said := enteredWords(f.Voice, f.Zone, x.Entered, r.Staff)
		if x.Followed != "" {
			why := "followed." + string(x.Followed)
			if x.Followed == appcare.FollowedOwn && x.Kind != pathway.UndoConsent { // only a yes can be changed there
				why += "_" + x.Said
			}
			stays.Rows = append(stays.Rows, ui.Texts(said, f.Words(why)))
			continue
		}
		then := "undo.then." + string(x.Kind)
		switch cancels := slices.Contains(cancelling, x.Kind); {
		case r.Person.Standing.Died(): // nothing goes on again
			then = "undo.then.died"
		case cancels && !x.Replan, x.Beside, x.Kind == pathway.UndoInvitation && r.GoingOn.Instead:
			then = "undo.then_stays." + string(x.Kind)
		}
		hint := f.Voice.Say(then)
		hint = strings.Join(append([]string{hint}, staysThere(f, r, x.Kind)...), " ")
		fact.Options = append(fact.Options, ui.Option{Value: string(x.Kind) + "/" + x.Fact, Label: said, Hint: hint})
	}
	also, records := undoThere(f, r)
	if view.Closed = len(fact.Options) == 0; view.Closed {
		view.Above = append(view.Above, ui.Text(f.Words("nothing")))
	}
	if len(stays.Rows) > 0 {
		view.Below = append(view.Below, ui.Heading(f.Words("stays.title")), stays)
	}
	if slices.ContainsFunc(r.Facts, func(x appcare.CanUndo) bool { return x.Followed == appcare.FollowedJoined }) {
		for _, l := range person.GoesOn(f.Voice, f.Zone, r.GoingOn).Links {
			view.Below = append(view.Below, l)
		}
	}
	for _, s := range undoneOf(f.Voice, f.Zone, r) {
		view.Below = append(view.Below, ui.Heading(f.Words("undone")), s)
	}
	if !view.Closed {
		view.Fields = append([]ui.Control{fact, form.If(len(also.Options) > 0, also)}, records...)
		view.Fields = append(view.Fields, f.Textarea("why", "").Room(3))
	}
	return view
}

// cancelling are what may have cancelled visits.
var cancelling = []pathway.Undoable{pathway.UndoWithdrawal, pathway.UndoEnding, pathway.UndoLife}

// undoThere offers to take a life event, a stop or a no back in other records too, as far as that can
// be done, and leads to each.
func undoThere(f *form.Fields, r appcare.UndoRecord) (also ui.Checkboxes, records []ui.Control) {
	var ticked []string
	stop := false
	for _, x := range r.There {
		if x.Followed == "" {
			ticked = append(ticked, string(x.Of.ID))
			stop = stop || x.Kind.SaysNo()
		}
	}
	also = f.Checkboxes("also", ticked)
	if stop {
		also.Legend, also.Hint = f.Words("also.stop"), f.Words("also.stop_hint")
	}
	for _, x := range r.There {
		known := func(o ui.Option) bool { return o.Value == string(x.Of.ID) }
		if x.Followed == "" && !slices.ContainsFunc(also.Options, known) {
			then := "also.then"
			if x.Kind == pathway.UndoDeclining {
				then = "then.declining"
			}
			also.Options = append(also.Options, ui.Option{Value: string(x.Of.ID),
				Label: weblife.OtherRecord(f.Voice, f.Zone, x.Of, r.GoingOn.Records), Hint: f.Words(then)})
		}
		records = append(records, ui.Link{Path: person.Path(x.Of.ID),
			Label: otherRecord(f.Voice, f.Zone, x.Of, r.GoingOn.Records)})
	}
	return also, records
}

// staysThere says of each other record in which what was recorded of a kind can't be taken back
// that it stays there, and why.
func staysThere(f *form.Fields, r appcare.UndoRecord, kind pathway.Undoable) (texts []string) {
	for _, x := range r.There {
		if (x.Kind == kind || x.Kind.SaysNo() && kind.SaysNo()) && x.Followed != "" {
			texts = append(texts, f.Words("also.stays", weblife.OtherRecord(f.Voice, f.Zone, x.Of, r.GoingOn.Records)),
				f.Words("followed."+string(x.Followed)))
		}
	}
	return texts
}

// enteredWords is what was entered, when and by whom.
func enteredWords(v say.Voice, zone *time.Location, e pathway.Entered, staff map[id.Account]string) string {
	what, when := v.Say("undo.said."+e.Said), v.Moment(e.At.In(zone))
	if by := staff[id.Account(e.By)]; by != "" {
		return v.Say("undo.entered", what, when, by)
	}
	return v.Say("undo.entered_by_nobody", what, when)
}

// undoneOf is what was taken back, each with when, by whom and why.
func undoneOf(v say.Voice, zone *time.Location, r appcare.UndoRecord) (list []ui.SummaryList) {
	for _, u := range r.Undone {
		list = append(list, undoneFacts(v, zone, u, r.Staff))
	}
	return list
}

func undoneFacts(v say.Voice, zone *time.Location, u ledger.Received[pathway.Undoing],
	staff map[id.Account]string) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Add("undo.what", enteredWords(v, zone, u.Fact.Of, staff))
	f.Add("undo.by", v.Say("undo.back", staff[id.Account(u.By)], v.Moment(u.At.In(zone)), u.Fact.Why))
	return f.List
}
