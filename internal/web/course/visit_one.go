package course

import (
	"strings"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/form"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A visitView is one appointment with its whole history.
type visitView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	State    ui.Tag
	Died     ui.Tag    // when, where they have
	Asks     ui.Notice // them whether they stop here too
	Facts    ui.SummaryList
	Did      []string
	Actions  []ui.Button
	History  ui.Timeline
	Note     clinicalNoteView
	Worry    ui.Link
	Wrong    ui.Link // a number or an address is
	HomeNote ui.Link // before a visit that is still to come
	WhereTo  ui.SummaryList
	Careful  ui.Callout
	Support  ui.Link // for the worker themselves
	Alone    []string
	Helpers  ui.SummaryList
}

var visitPage = ui.NewPage[visitView]("visit")

// showVisit shows one appointment, for anybody who may see it.
func (h *handlers) showVisit(q form.Request[appointmentKey]) (ui.Response, error) {
	record, b, err := h.care.SeeVisit(q.Context(), q.Who, q.Key.participant, q.Key.appointment)
	if err != nil {
		return ui.Response{}, err
	}
	return shownVisit(q, appointmentAsked{record, b}, h.noteCopy()), nil
}

// shownVisit is the page of an appointment, with the form that says that its note was
// copied.
func shownVisit(q form.Request[appointmentKey], a appointmentAsked, copied noteForm) ui.Response {
	t, b := Tell(q.Voice(), q.Zone(), a.VisitRecord), a.b
	view := t.visit(b)
	noted := copied.Part(q, a)
	view.Problems, view.Note, view.Note.Copy = form.Problems(q, noted), t.clinicalNote(b), noted.Questions
	return form.Show(q, visitPage, view, t.Voice.Say("visits.title"), noted)
}

func (t Teller) visit(b course.Appointment) visitView {
	view := visitView{
		Back:  ui.Link{Label: t.Voice.Say("visits.to_visits"), Path: person.VisitsPath(t.Record.Person.ID)},
		Title: person.Name(t.Voice, t.Record.Person) + ": " + t.lower(t.which(b)), State: t.state(b), Facts: t.facts(b),
		History: t.history(b),
		Worry:   weblife.WorryLink(t.Voice, t.Record.May.Worry, t.Record.Person.ID),
		Wrong:   person.DoubtLink(t.Voice, t.Record.May.Doubt, t.Record.Person.ID),
	}
	if v, is := b.Visit(); is {
		view.Did = person.Lines(v.WhatWeDid)
	} else if t.Record.May.SeeHomeNote && b.Start.After(t.Record.Now) {
		view.HomeNote = ui.Link{Label: t.Voice.Say("visits.home_note"), Path: person.HomeNotePath(t.Record.Person.ID)}
	}
	if now := t.Record.Person.Standing; now.Died() {
		view.Died = person.Standing(t.Voice, now)
	}
	path := t.path(b)
	if t.Record.Before { // nobody goes there, and needs to ring anybody
		view.Back = t.backFromEarlier()
	} else {
		view.Alone, view.Helpers = t.Record.Helpers.LoneWorking.Steps, person.HelpersOf(t.Voice, t.Record.Person,
			t.Record.Helpers)
	}
	if t.Record.Covers {
		view.Back = ui.Link{Label: t.Voice.Say("visits.to_list"), Path: VisitListPath}
	}
	if b.State == course.AppointmentPlanned && !t.Record.Before {
		view.WhereTo = t.whereTo()
		if asks := person.Asks(t.Voice, t.Record.StoppedThere); asks != "" {
			view.Asks.Texts = []string{asks}
		}
		view.Careful = person.CarefulOf(t.Voice, t.Record.Person.Standing, t.Record.Person.Contact)
	}
	if t.Record.May.Support {
		view.Support = ui.Link{Label: t.Voice.Say("support.open"), Path: path + "/support"}
	}
	offer := func(may bool, key, step string) {
		if may {
			kind := ui.Secondary
			if len(view.Actions) == 0 && step != "give-back" {
				kind = ui.Primary
			}
			view.Actions = append(view.Actions, ui.Button{Label: t.Voice.Say(key), Path: path + "/" + step, Kind: kind})
		}
	}
	may, planned, begun := t.Record.May, b.State == course.AppointmentPlanned, !b.Start.After(t.Record.Now)
	record := t.Record.MayRecord(b)
	offer(record && planned && begun, "visits.one.record", "record")
	offer(may.Move && planned, "visits.one.move", "move")
	offer(may.Cover && planned && !begun, "cover.open", "cover")
	offer(may.GiveBack && planned, "cover.back.open", "give-back")
	offer(may.Cancel && planned, "visits.one.cancel", "cancel")
	written := b.State == course.AppointmentHeld || b.State == course.AppointmentMissed
	offer(record && len(view.Facts.Lines) > 0 && written, "visits.one.correct", "record")
	return view
}

func (t Teller) facts(b course.Appointment) ui.SummaryList {
	f := person.Facts{Voice: t.Voice}
	f.Add("visits.one.when", t.Voice.Moment(b.Begins().In(t.Zone)))
	if !b.First.Start.Equal(b.Begins()) {
		f.Add("visits.one.planned_for", t.Voice.Moment(b.First.Start.In(t.Zone)))
	}
	f.Add("visits.one.where", t.place(b))
	f.Add("visits.one.with", t.Record.Staff[b.Worker])
	if b.Covers != "" {
		f.Add("cover.instead", t.Record.Staff[b.Covers])
	}
	f.Add("visits.one.window", b.Overrun)
	if v, is := b.Visit(); is {
		f.Add("visits.one.outcome", t.Voice.Say("visit.outcome."+string(v.Outcome)))
		if v.Reason != "" {
			f.Add("visits.one.why", t.Voice.Say("visit.reason."+string(v.Reason)))
		}
		if v.Outcome.Attended() {
			f.Add("visits.one.lasted", t.Voice.Say("visits.minutes", v.Minutes))
		}
	}
	return f.List
}

// history is every fact about an appointment, in the server's order.
func (t Teller) history(b course.Appointment) ui.Timeline {
	line := ui.Timeline{Label: t.Voice.Say("visits.one.history")}
	for _, s := range t.Record.History.Of(b.ID) {
		name := t.Record.Staff[id.Account(s.By)]
		if name == "" {
			name = t.Voice.Say("appointment.party.participant")
		}
		title, text := t.happened(b, s.Fact)
		line.Steps = append(line.Steps, ui.Step{
			Title: title, When: t.Voice.Say("visits.one.by", t.Voice.Moment(s.At.In(t.Zone)), name), Text: text,
			State: ui.Done, Word: t.Voice.Say("visits.one.word.done"),
		})
	}
	return line
}

func (t Teller) happened(b course.Appointment, f course.Fact) (title, text string) {
	step := func(name string) string { return t.Voice.Say("visits.one.step." + name) }
	asked := func(p course.Party, reason string) string {
		return person.Together(t.Voice.Say("visits.one.asked", t.Voice.Say("appointment.party."+string(p))), reason)
	}
	switch {
	case f.Planned != nil:
		return step("planned"), person.Together(t.Voice.Say("visits.one.for", t.Voice.Moment(f.Planned.Start.In(t.Zone))),
			f.Planned.Overrun)
	case f.Moved != nil && b.Hands(*f.Moved):
		return step("cover"), strings.TrimSpace(t.whoCame(*f.Moved) + " " + f.Moved.Reason)
	case f.Moved != nil:
		return step("moved"), person.Together(t.Voice.Say("visits.one.to", t.Voice.Moment(f.Moved.To.Start.In(t.Zone))),
			asked(f.Moved.By, f.Moved.Reason), f.Moved.Overrun)
	case f.Cancelled != nil && f.Cancelled.InError:
		return step("not_cancelled"), ""
	case f.Cancelled != nil && f.Cancelled.Mistake:
		return step("cancelled"), t.Voice.Say("visits.one.mistake")
	case f.Cancelled != nil:
		return step("cancelled"), asked(f.Cancelled.By, f.Cancelled.Reason)
	case f.Visited.InError:
		return step("in_error"), ""
	case f.Visited.Replaces != "":
		return step("corrected"), t.wrote(b, *f.Visited)
	}
	return step("visited"), t.wrote(b, *f.Visited)
}

// wrote is what v says came of b, and what of it is another than in the entry that it
// corrects, as far as who reads it knows that.
func (t Teller) wrote(b course.Appointment, v course.Visit) string {
	var texts []string
	for _, s := range t.Record.History.Of(b.ID) {
		if s.Fact.Visited != nil && s.Fact.Visited.ID == v.Replaces {
			texts = append(texts, t.differs(*s.Fact.Visited, v)...)
		}
	}
	texts = append(texts, t.Voice.Say("visit.outcome."+string(v.Outcome)))
	if v.WhatWeDid != "" {
		texts = append(texts, v.WhatWeDid)
	}
	return strings.Join(texts, ". ")
}

// differs are the day and time, the minutes and the place of v that weren't those of was.
func (t Teller) differs(was, v course.Visit) (said []string) {
	add := func(key string, before, now string) {
		switch {
		case before == now || now == "":
		case before == "":
			said = append(said, t.Voice.Say("visits.one.change."+key, now))
		default:
			said = append(said, t.Voice.Say("visits.one.change."+key, t.Voice.Say("visits.one.change.not", now, before)))
		}
	}
	moment := func(v course.Visit) string {
		if v.StartedAt.IsZero() {
			return ""
		}
		return t.Voice.Moment(v.StartedAt.In(t.Zone))
	}
	minutes := func(v course.Visit) string {
		if v.Minutes == 0 {
			return ""
		}
		return t.Voice.Say("visits.minutes", v.Minutes)
	}
	place := func(v course.Visit) string {
		return placeWords(t.Voice, v.Place, v.Where)
	}
	add("began", moment(was), moment(v))
	add("lasted", minutes(was), minutes(v))
	add("where", place(was), place(v))
	return said
}
