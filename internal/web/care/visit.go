package care

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A visitsView is what has become of somebody's visits, for staff.
type visitsView struct {
	Back     ui.Link
	Title    string
	Standing ui.Tag
	Who      string
	Count    string
	Window   string
	Actions  []ui.Button
	Next     ui.Board
	Strip    ui.Strip
	Table    ui.Table
	Careful  ui.Callout
	Contact  ui.SummaryList
	HomeNote ui.Link
	Shared   ui.Link
	Worry    ui.Link
	Ending   ui.Link
	Life     ui.Tag
	LifeForm ui.Link
	LifeNews ui.Link // what happened last
	Match    matchPanel
}

var visitsPage = ui.NewPage[visitsView]("visits")

// getVisits handles GET /people/{participant}/visits.
func (h *handlers) getVisits(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeeVisits(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	t := visitTeller{route.Voice(r), route.Zone(r), record}
	return visitsPage.Render(t.page(), t.v.Say("visits.title")), nil
}

// A visitTeller puts somebody's visits in words.
type visitTeller struct {
	v      say.Voice
	zone   *time.Location
	record appcare.VisitRecord
}

func (t visitTeller) page() visitsView {
	p := t.record.Person
	view := visitsView{
		Back:  ui.Link{Label: t.v.Say("visits.back"), Path: personPath(p.ID)},
		Title: t.v.Say("visits.heading", p.Identity.FullName()), Standing: standing(t.v, p.State),
		Who: t.who(), Count: t.count(), Window: t.window(), Actions: t.actions(), Strip: t.strip(), Table: t.table(),
		Careful: carefulOf(t.v, p.Contact), Contact: contactOf(t.v, p.Contact),
	}
	if !t.record.May.SeePerson {
		view.Back = ui.Link{Label: t.v.Say("visits.to_list"), Path: visitListPath}
	}
	if t.record.May.SeeHomeNote {
		view.HomeNote = ui.Link{Label: t.v.Say("visits.home_note"), Path: homeNotePath(p.ID)}
	}
	if t.record.May.SeeShared {
		view.Shared = ui.Link{Label: t.v.Say("shared.title", p.Identity.CalledName()), Path: personPath(p.ID) + "/shared"}
	}
	view.Worry = worryLink(t.v, t.record.May.Worry, p.ID)
	if t.record.May.Ending {
		view.Ending = ui.Link{Label: t.v.Say("ending.open"), Path: endingPath(p.ID)}
	}
	view.Life, view.LifeForm = lifeTag(t.v, t.record.Life), lifeLink(t.v, t.record.May.Life, p.ID)
	if t.record.News != "" && t.record.May.Life {
		view.LifeNews = ui.Link{Label: t.v.Say("life.list.news_link", p.Identity.CalledName()),
			Path: lifePath(p.ID, t.record.News)}
	}
	view.Match = t.match()
	due := t.record.Course.ToWriteUp(t.record.Now)
	if next, is := t.record.Course.Next(t.record.Now); is {
		due = append(due, next)
	}
	for _, b := range due {
		view.Next.Lines = append(view.Next.Lines, t.line(b))
	}
	return view
}

func (t visitTeller) who() string {
	if name := t.record.Staff[t.record.Worker]; name != "" {
		return t.v.Say("visits.who", name)
	}
	if t.record.Match.Began {
		return t.v.Say("visits.nobody_now")
	}
	return t.v.Say("visits.nobody")
}

func (t visitTeller) count() string {
	c := t.record.Course
	return t.v.Say("visits.count", c.Used(), c.Of, c.Planned(), len(c.ToPlan()))
}

// window says how long there is for the visits, while there are any to come.
func (t visitTeller) window() string {
	c, w := t.record.Course, t.record.Window
	ended, over := t.record.Ending.Ending()
	switch {
	case over:
		return t.v.Say("ending.over_on", t.v.ShortDay(ended.On.Time()))
	case t.record.Life.State.Effects().Visits != life.Flows:
		return t.v.Say("life.waits")
	case t.record.Person.State != programme.Consented:
		return t.v.Say("visits.no_more")
	case w.DaysLeft(t.record.Today) < 0:
		return t.v.Say("visits.over")
	case c.Used() == 0:
		return t.v.Say("visits.until", t.v.ShortDay(w.Closes.Time())) + " " + t.v.Say("visits.last_start",
			t.v.ShortDay(w.LastStart.Time()))
	case w.Paused > 0:
		return t.v.Say("visits.until", t.v.ShortDay(w.Closes.Time())) + " " + t.v.Say("life.window", w.Paused)
	}
	return t.v.Say("visits.until", t.v.ShortDay(w.Closes.Time()))
}

func (t visitTeller) actions() []ui.Button {
	var list []ui.Button
	offer := func(may bool, key, path string) {
		if may {
			list = append(list, ui.Button{Label: t.v.Say(key), Path: path})
		}
	}
	participant := t.record.Person.ID
	offer(t.record.May.Match, "match.open", matchPath(participant))
	key := "visits.plan_again"
	if len(t.record.Course.Appointments) == 0 {
		key = "visits.plan_them"
	}
	offer(t.record.May.Plan, key, planPath(participant))
	return list
}

var sessionShapes = map[course.SessionState]ui.State{
	course.SessionToPlan: ui.Neutral, course.SessionPlanned: ui.Waiting, course.SessionHeld: ui.Done,
}

// strip is the places of all the sessions, in a row.
func (t visitTeller) strip() ui.Strip {
	strip := ui.Strip{Label: t.v.Say("visits.strip.label")}
	for _, s := range t.record.Course.Sessions() {
		strip.Places = append(strip.Places, ui.Place{Number: s.Number, Word: t.v.Say("visits.strip." + string(s.State)),
			State: sessionShapes[s.State]})
	}
	return strip
}

var appointmentShapes = map[course.AppointmentState]ui.State{
	course.AppointmentPlanned: ui.Waiting, course.AppointmentHeld: ui.Done,
	course.AppointmentMissed: ui.Attention, course.AppointmentCancelled: ui.Stopped,
}

// table is every appointment there ever was, by its time.
func (t visitTeller) table() ui.Table {
	table := ui.Table{Caption: t.v.Say("visits.title"), Quiet: true, Empty: ui.Empty{Title: t.v.Say("visits.none"),
		Text: t.v.Say("visits.none_text")}}
	for _, column := range []string{"which", "when", "where", "state"} {
		table.Columns = append(table.Columns, ui.Column{Label: t.v.Say("visits.table." + column)})
	}
	for _, b := range t.byTime() {
		which := ui.Cell{Link: ui.Link{Label: t.which(b), Path: visitPath(t.record.Person.ID, b.ID), Hidden: t.day(b)}}
		when := ui.Cell{Text: t.v.Moment(t.begins(b).In(t.zone))}
		when.Note = t.dayNote(b)
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{which, when, {Text: t.place(b)}, {Tag: t.state(b)}}})
	}
	return table
}

// dayNote says what there is to say of the day of a visit.
func (t visitTeller) dayNote(b course.Booking) string {
	var notes []string
	if len(b.Moves) > 0 {
		notes = append(notes, t.v.Say("visits.table.moved"))
	} else if h, is := t.record.Holidays.On(b.Instead); is {
		notes = append(notes, t.v.Say("visits.table.gave_way", t.v.ShortDay(b.Instead.Time()), h.Name))
	}
	if h, is := t.record.Holidays.On(programme.Of(b.Start, t.zone)); is && b.State == course.AppointmentPlanned {
		notes = append(notes, t.v.Say("visits.table.holiday", h.Name))
	}
	return strings.Join(notes, " ")
}

// holidaysAhead names the bank holidays of the time for the visits, for a form
// that asks for a day; nothing where there are none.
func (t visitTeller) holidaysAhead() string {
	var names []string
	for _, h := range t.record.Holidays.Between(t.record.Today, t.record.Window.Closes) {
		names = append(names, t.v.Say("visits.holiday", t.v.ShortDay(h.On.Time()), h.Name))
	}
	if len(names) == 0 {
		return ""
	}
	return t.v.Say("visits.holidays", strings.Join(names, "; "))
}

func (t visitTeller) byTime() []course.Booking {
	list := slices.Clone(t.record.Course.Appointments)
	slices.SortStableFunc(list, func(a, b course.Booking) int { return t.begins(a).Compare(t.begins(b)) })
	return list
}

// begins is when they met, or are or were to meet.
func (t visitTeller) begins(b course.Booking) time.Time {
	if v, is := b.Visit(); is && v.Outcome.Attended() {
		return v.StartedAt
	}
	return b.Start
}

// which is the visit's number among the ten, or the session that came to nothing.
func (t visitTeller) which(b course.Booking) string {
	if n := t.record.Course.VisitNumber(b.ID); n > 0 {
		return t.v.Say("visits.number", n, t.record.Course.Of)
	}
	return t.v.Say("visits.table.session", b.Session)
}

func (t visitTeller) day(b course.Booking) string {
	return t.v.Say("visits.about", t.record.Person.Identity.CalledName(), t.v.Day(b.Start.In(t.zone)))
}

func (t visitTeller) place(b course.Booking) string {
	place, where := b.Place, b.Where
	if v, is := b.Visit(); is {
		place, where = v.Place, v.Where
	}
	return together(t.v.Say("appointment.place."+string(place)), where)
}

func (t visitTeller) state(b course.Booking) ui.Tag {
	if b.State == course.AppointmentPlanned && !b.End().After(t.record.Now) {
		return ui.Tag{Label: t.v.Say("visits.table.unwritten"), State: ui.Attention}
	}
	return ui.Tag{Label: t.v.Say("appointment.state." + string(b.State)), State: appointmentShapes[b.State]}
}

// line is one visit to hold or to write up, with what there is to do.
func (t visitTeller) line(b course.Booking) ui.BoardLine {
	line := ui.BoardLine{
		Who:  ui.Link{Label: t.v.Moment(b.Start.In(t.zone)), Path: visitPath(t.record.Person.ID, b.ID)},
		Why:  t.v.Say("visits.list.why", t.which(b), t.place(b)),
		When: t.v.Say("visits.minutes", b.Minutes),
	}
	if over := !b.Start.After(t.record.Now); over && t.record.May.Record {
		line.Action = ui.Button{Label: t.v.Say("visits.list.write"), Hidden: t.day(b),
			Path: visitPath(t.record.Person.ID, b.ID) + "/record"}
	}
	if !b.End().After(t.record.Now) {
		line.Tag = t.state(b)
	}
	return line
}

// A visitView is one appointment with its whole history.
type visitView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	State    ui.Tag
	Facts    ui.SummaryList
	Did      []string
	Actions  []ui.Button
	History  ui.Timeline
	Note     clinicalNoteView
	Worry    ui.Link
}

var visitPage = ui.NewPage[visitView]("visit")

// showVisit shows one appointment, for whoever may see it.
func (h *handlers) showVisit(q form.Request[appointmentKey]) (ui.Response, error) {
	record, b, err := h.care.SeeVisit(q.Context(), q.Who, q.Key.participant, q.Key.appointment)
	if err != nil {
		return ui.Response{}, err
	}
	t := visitTeller{q.Voice(), q.Zone(), record}
	view := t.visit(b)
	noted := h.noteCopy().Part(q, appointmentAsked{record, b})
	view.Problems, view.Note, view.Note.Copy = form.Problems(q, noted), t.clinicalNote(b), noted.Questions
	return form.Show(q, visitPage, view, t.v.Say("visits.title"), noted), nil
}

func (t visitTeller) visit(b course.Booking) visitView {
	view := visitView{
		Back:  ui.Link{Label: t.v.Say("visits.to_visits"), Path: visitsPath(t.record.Person.ID)},
		Title: t.record.Person.Identity.FullName() + ": " + t.lower(t.which(b)), State: t.state(b), Facts: t.facts(b),
		History: t.history(b),
		Worry:   worryLink(t.v, t.record.May.Worry, t.record.Person.ID),
	}
	if v, is := b.Visit(); is {
		view.Did = lines(v.WhatWeDid)
	}
	path := visitPath(t.record.Person.ID, b.ID)
	offer := func(may bool, key, step string) {
		if may {
			kind := ui.Secondary
			if len(view.Actions) == 0 {
				kind = ui.Primary
			}
			view.Actions = append(view.Actions, ui.Button{Label: t.v.Say(key), Path: path + "/" + step, Kind: kind})
		}
	}
	may, planned, begun := t.record.May, b.State == course.AppointmentPlanned, !b.Start.After(t.record.Now)
	offer(may.Record && planned && begun, "visits.one.record", "record")
	offer(may.Move && planned, "visits.one.move", "move")
	offer(may.Cancel && planned, "visits.one.cancel", "cancel")
	written := b.State == course.AppointmentHeld || b.State == course.AppointmentMissed
	offer(may.Record && len(view.Facts.Lines) > 0 && written, "visits.one.correct", "record")
	return view
}

// lower is a sentence's beginning within another.
func (t visitTeller) lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func (t visitTeller) facts(b course.Booking) ui.SummaryList {
	f := facts{voice: t.v}
	f.add("visits.one.when", t.v.Moment(b.Start.In(t.zone)))
	if !b.First.Start.Equal(b.Start) {
		f.add("visits.one.planned_for", t.v.Moment(b.First.Start.In(t.zone)))
	}
	f.add("visits.one.where", t.place(b))
	f.add("visits.one.with", t.record.Staff[b.Worker])
	f.add("visits.one.window", b.Overrun)
	if v, is := b.Visit(); is {
		f.add("visits.one.outcome", t.v.Say("visit.outcome."+string(v.Outcome)))
		if v.Reason != "" {
			f.add("visits.one.why", t.v.Say("visit.reason."+string(v.Reason)))
		}
		if v.Outcome.Attended() {
			f.add("visits.one.began", t.v.Moment(v.StartedAt.In(t.zone)))
			f.add("visits.one.lasted", t.v.Say("visits.minutes", v.Minutes))
		}
	}
	return f.list
}

// history is every fact about an appointment, in the server's order.
func (t visitTeller) history(b course.Booking) ui.Timeline {
	line := ui.Timeline{Label: t.v.Say("visits.one.history")}
	for _, s := range t.record.History.Of(b.ID) {
		name := t.record.Staff[id.Account(s.By)]
		if name == "" {
			name = t.v.Say("appointment.party.participant")
		}
		title, text := t.happened(s.Fact)
		line.Steps = append(line.Steps, ui.Step{
			Title: title, When: t.v.Say("visits.one.by", t.v.Moment(s.At.In(t.zone)), name), Text: text,
			State: ui.Done, Word: t.v.Say("visits.one.word.done"),
		})
	}
	return line
}

func (t visitTeller) happened(f course.Fact) (title, text string) {
	step := func(name string) string { return t.v.Say("visits.one.step." + name) }
	asked := func(p course.Party, reason string) string {
		return together(t.v.Say("visits.one.asked", t.v.Say("appointment.party."+string(p))), reason)
	}
	switch {
	case f.Planned != nil:
		return step("planned"), together(t.v.Say("visits.one.for", t.v.Moment(f.Planned.Start.In(t.zone))), f.Planned.Overrun)
	case f.Moved != nil:
		return step("moved"), together(t.v.Say("visits.one.to", t.v.Moment(f.Moved.To.Start.In(t.zone))),
			asked(f.Moved.By, f.Moved.Reason), f.Moved.Overrun)
	case f.Cancelled != nil:
		return step("cancelled"), asked(f.Cancelled.By, f.Cancelled.Reason)
	case f.Visited.InError:
		return step("in_error"), ""
	case f.Visited.Replaces != "":
		return step("corrected"), together(t.v.Say("visit.outcome."+string(f.Visited.Outcome)), f.Visited.WhatWeDid)
	}
	return step("visited"), together(t.v.Say("visit.outcome."+string(f.Visited.Outcome)), f.Visited.WhatWeDid)
}
