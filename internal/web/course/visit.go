package course

import (
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
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
	GoesOn   ui.Notice // that another record of theirs does
	Actions  []ui.Button
	ToDo     ui.Board // to write up
	Next     ui.Board
	Strip    ui.Strip
	Table    ui.Table
	Careful  ui.Callout
	Contact  ui.SummaryList
	HomeNote ui.Link
	Shared   ui.Link
	Worry    ui.Link
	Wrong    ui.Link    // a number or an address is
	Said     ui.Callout // what came of it, where the reader said so
	Ending   ui.Link
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
	t := Tell(route.Voice(r), route.Zone(r), record)
	return visitsPage.Render(t.page(), t.Voice.Say("visits.title")), nil
}

// A visitTeller puts somebody's appointments in words.
type visitTeller struct {
	Voice  say.Voice
	Zone   *time.Location
	visits appcare.Visits
	names  person.Names // of the list that it is told for
}

// A progressTeller says how far somebody's visits have come, too.
type progressTeller struct {
	visitTeller
	progress appcare.VisitProgress
}

// A Teller says all that there is to say of somebody's visits.
type Teller struct {
	progressTeller
	Record appcare.VisitRecord
}

func tellProgress(v say.Voice, zone *time.Location, p appcare.VisitProgress) progressTeller {
	return progressTeller{visitTeller{v, zone, p.Visits, person.Names{}}, p}
}

// Tell puts r in words.
func Tell(v say.Voice, zone *time.Location, r appcare.VisitRecord) Teller {
	return Teller{tellProgress(v, zone, r.VisitProgress), r}
}

func (t Teller) page() visitsView {
	p := t.Record.Person
	view := visitsView{
		Back:  ui.Link{Label: t.Voice.Say("visits.back"), Path: person.Path(p.ID)},
		Title: t.Voice.Say("visits.heading", person.Name(t.Voice, p)), Standing: person.Standing(t.Voice, p.Standing),
		Who: t.Who(), Count: t.Count(), Window: t.window(), Actions: t.actions(), Strip: t.Strip(), Table: t.table(),
		Careful: person.CarefulOf(t.Voice, p.Standing, p.Contact),
		Contact: person.ContactOf(t.Voice, p.Standing, p.Contact), Said: person.SaidOf(t.Voice, t.Zone, t.Record.Said),
		GoesOn: person.GoesOn(t.Voice, t.Zone, t.Record.GoingOn),
	}
	if !t.Record.May.SeePerson {
		view.Back = ui.Link{Label: t.Voice.Say("visits.to_list"), Path: VisitListPath}
	}
	if t.Record.May.SeeHomeNote {
		view.HomeNote = ui.Link{Label: t.Voice.Say("visits.home_note"), Path: person.HomeNotePath(p.ID)}
	}
	if t.Record.May.SeeShared {
		view.Shared = ui.Link{Label: t.Voice.Say("shared.title", person.ShortName(t.Voice, p)),
			Path: person.Path(p.ID) + "/shared"}
	}
	view.Worry = weblife.WorryLink(t.Voice, t.Record.May.Worry, p.ID)
	view.Wrong = person.DoubtLink(t.Voice, t.Record.May.Doubt, p.ID)
	if t.Record.May.Ending {
		view.Ending = ui.Link{Label: t.Voice.Say("ending.open"), Path: EndingPath(p.ID)}
	}
	view.LifeForm = weblife.Link(t.Voice, t.Record.May.Life, p.ID)
	if t.Record.News != "" && t.Record.May.Life {
		view.LifeNews = ui.Link{Label: t.Voice.Say("life.list.news_link", person.ShortName(t.Voice, p)),
			Path: weblife.Path(p.ID, t.Record.News)}
	}
	view.Match = t.match()
	for _, b := range t.Record.Course.ToWriteUp(t.Record.Now) {
		view.ToDo.Lines = append(view.ToDo.Lines, t.lineOf(b))
	}
	if next, is := t.Record.Course.Next(t.Record.Now); is {
		view.Next.Lines = append(view.Next.Lines, t.lineOf(next))
	}
	return view
}

func (t Teller) lineOf(b course.Appointment) ui.BoardLine {
	line := t.line(b, t.Record.MayRecord(b))
	if b.Covers != "" {
		line.Why += " " + t.comes(b)
	}
	return line
}

// Who is who visits them, or who did where nobody comes any more.
func (t progressTeller) Who() string {
	name, now := t.progress.Staff[t.progress.Worker], t.progress.Person.Standing
	if name != "" && !now.GoesOn() && now.Is != programme.Paused && now.Is != programme.Away {
		return t.did(name)
	}
	if name != "" {
		return t.Voice.Say("visits.who", name)
	}
	if t.progress.Person.State.Left() {
		return t.Voice.Say("visits.nobody_ever")
	}
	return t.Voice.Say("visits.nobody")
}

// did says that name visited them, or was to.
func (t progressTeller) did(name string) string {
	if t.progress.Course.SessionsHeld() == 0 {
		return t.Voice.Say("visits.who_was", name)
	}
	return t.Voice.Say("visits.who_did", name)
}

// Who says that somebody visited them before, too: and who it was, once nobody is to come.
func (t Teller) Who() string {
	past := t.Record.Match.Past
	switch {
	case t.Record.Staff[t.Record.Worker] != "" || !t.Record.Match.Began:
		return t.progressTeller.Who()
	case !t.Record.Person.StaysVisited() && len(past) > 0:
		return t.did(t.Record.Staff[past[len(past)-1].Worker])
	}
	return t.Voice.Say("visits.nobody_now")
}

// Count is how many visits there were, and how many there are to be, while there
// are to be any.
func (t progressTeller) Count() string {
	c := t.progress.Course
	if !t.progress.Expected() {
		return t.Voice.Say("visits.count_held", c.SessionsHeld(), c.Of)
	}
	unwritten := len(c.ToWriteUp(t.progress.Now))
	if unwritten > 0 {
		return t.Voice.Say("visits.count_unwritten", c.SessionsHeld(), c.Of, c.Planned()-unwritten, t.progress.ToPlan(),
			unwritten)
	}
	return t.Voice.Say("visits.count", c.SessionsHeld(), c.Of, c.Planned(), t.progress.ToPlan())
}

// window says how long there is for the visits, while there are any to come, and
// else why there are none.
func (t progressTeller) window() string {
	c, w := t.progress.Course, t.progress.Window
	closes := t.Voice.Say("visits.until", t.Voice.ShortDay(w.Closes.Time()))
	switch now := t.progress.Person.Standing; {
	case now.Is == programme.Paused:
		return t.Voice.Say("life.waits")
	case now.Is == programme.Away:
		return t.Voice.Say("life.waits_away")
	case now.Died():
		return ""
	case now.Is == programme.Ended:
		return t.Voice.Say("ending.over_on", t.Voice.ShortDay(now.Since.Time()))
	case !now.GoesOn():
		return t.Voice.Say("visits.where." + string(now.Is))
	case c.SessionsHeld() >= c.Of:
		return t.Voice.Say("visits.all_held")
	case t.progress.Elsewhere: // and nothing begins in this record
		return ""
	case !t.progress.Life.Moves.IsZero():
		return weblife.MovesOn(t.Voice, t.progress.Life, t.progress.Person)
	case w.DaysLeft(t.progress.Today) < 0:
		return t.over()
	case c.SessionsHeld() == 0:
		return closes + " " + lastStart(t.Voice, w, t.progress.Today)
	case w.Paused > 0:
		return closes + " " + t.Voice.Say("life.window", w.Paused)
	}
	return closes
}

// over says that their time is over, and what becomes of visits that are planned.
func (t progressTeller) over() string {
	says := t.Voice.Say("visits.over")
	if len(t.progress.Course.ToCome(t.progress.Now)) > 0 {
		says += " " + t.Voice.Say("visits.over_planned")
	}
	return says
}

// window says that the visits have ended, too, of somebody for whom life has
// everything wait besides.
func (t Teller) window() string {
	if ended, over := t.Record.Ending.Ending(); over && !t.Record.Person.Standing.Died() {
		return t.Voice.Say("ending.over_on", t.Voice.ShortDay(ended.On.Time()))
	}
	return t.progressTeller.window()
}

func (t Teller) actions() []ui.Button {
	var list []ui.Button
	offer := func(may bool, key, path string) {
		if may {
			list = append(list, ui.Button{Label: t.Voice.Say(key), Path: path})
		}
	}
	participant := t.Record.Person.ID
	offer(t.Record.May.Match, "match.open", MatchPath(participant))
	key := "visits.plan_again"
	if len(t.Record.Course.Appointments) == 0 {
		key = "visits.plan_them"
	}
	offer(t.Record.May.Plan, key, PlanPath(participant))
	return list
}

var sessionShapes = map[course.SessionState]ui.State{
	course.SessionToPlan: ui.Neutral, course.SessionPlanned: ui.Waiting, course.SessionHeld: ui.Done,
}

// Strip is the places of all the visits, in a row, numbered as the lists number
// them. What nobody will plan any more is not to plan.
func (t progressTeller) Strip() ui.Strip {
	strip := ui.Strip{Label: t.Voice.Say("visits.strip.label")}
	toPlan, unwritten := t.progress.ToPlan(), len(t.progress.Course.ToWriteUp(t.progress.Now))
	for i, state := range t.progress.Course.Places() {
		word, shape := string(state), sessionShapes[state]
		switch state {
		case course.SessionToPlan:
			if toPlan--; toPlan < 0 || !t.progress.Expected() {
				word = "not_held"
			}
		case course.SessionPlanned: // those whose time has passed are the first of them
			if unwritten--; unwritten >= 0 {
				word, shape = "to_write_up", ui.Attention
			}
		}
		strip.Places = append(strip.Places, ui.Place{Number: i + 1, Word: t.Voice.Say("visits.strip." + word), State: shape})
	}
	return strip
}

var appointmentShapes = map[course.AppointmentState]ui.State{
	course.AppointmentPlanned: ui.Waiting, course.AppointmentHeld: ui.Done,
	course.AppointmentMissed: ui.Attention, course.AppointmentCancelled: ui.Stopped,
}

// table is every appointment there ever was, by its time.
func (t Teller) table() ui.Table {
	table := ui.Table{Caption: t.Voice.Say("visits.title"), Quiet: true, Empty: ui.Empty{Title: t.Voice.Say("visits.none"),
		Text: t.Voice.Say("visits.none_text")}}
	for _, column := range []string{"which", "when", "where", "state"} {
		table.Columns = append(table.Columns, ui.Column{Label: t.Voice.Say("visits.table." + column)})
	}
	for _, b := range t.byTime() {
		which := ui.Cell{Link: ui.Link{Label: t.which(b), Path: t.path(b), Hidden: t.day(b)}}
		when := ui.Cell{Text: t.Voice.Moment(b.Begins().In(t.Zone))}
		when.Note = t.dayNote(b)
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{which, when, {Text: t.place(b)}, {Tag: t.state(b)}}})
	}
	return table
}

// dayNote says what there is to say of the day of a visit.
func (t Teller) dayNote(b course.Appointment) string {
	var notes []string
	if b.Rescheduled() {
		notes = append(notes, t.Voice.Say("visits.table.moved"))
	} else if h, is := t.Record.Holidays.On(b.Instead); is {
		notes = append(notes, t.Voice.Say("visits.table.gave_way", t.Voice.ShortDay(b.Instead.Time()), h.Name))
	}
	if h, is := t.Record.Holidays.On(programme.Of(b.Start, t.Zone)); is && b.State == course.AppointmentPlanned {
		notes = append(notes, t.Voice.Say("visits.table.holiday", h.Name))
	}
	if b.Covers != "" && b.State != course.AppointmentCancelled {
		notes = append(notes, t.comes(b))
	}
	return strings.Join(notes, " ")
}

// holidaysAhead names the bank holidays of the time for the visits, for a form
// that asks for a day; nothing where there are none.
func (t Teller) holidaysAhead() string {
	var names []string
	for _, h := range t.Record.Holidays.Between(t.Record.Today, t.Record.Window.Closes) {
		names = append(names, t.Voice.Say("visits.holiday", t.Voice.ShortDay(h.On.Time()), h.Name))
	}
	if len(names) == 0 {
		return ""
	}
	return t.Voice.Say("visits.holidays", strings.Join(names, "; "))
}

func (t Teller) byTime() []course.Appointment {
	list := slices.Clone(t.Record.Course.Appointments)
	slices.SortStableFunc(list, func(a, b course.Appointment) int { return a.Begins().Compare(b.Begins()) })
	return list
}

// which is the visit's number among the ten. What came to nothing has none: its
// session is another visit, or will be.
func (t visitTeller) which(b course.Appointment) string {
	if n := t.visits.Course.VisitNumber(b.ID); n > 0 {
		return t.Voice.Say("visits.number", n, t.visits.Course.Of)
	}
	return t.Voice.Say("visits.table." + string(b.State))
}

// day names a visit by the day on which it was held, or is to be, as every list has it.
func (t visitTeller) day(b course.Appointment) string {
	return t.Voice.Say("visits.about", person.ShortName(t.Voice, t.visits.Person), t.Voice.Day(b.Begins().In(t.Zone)))
}

func (t visitTeller) place(b course.Appointment) string {
	place, where := b.Place, b.Where
	if v, is := b.Visit(); is {
		place, where = v.Place, v.Where
	}
	return placeWords(t.Voice, place, where)
}

// placeWords are where a visit is: what was typed of the way there is left out of one to
// which nobody goes any more.
func placeWords(v say.Voice, place course.Place, where string) string {
	if !place.Goes() {
		where = ""
	}
	return person.Together(v.Say("appointment.place."+string(place)), where)
}

func (t visitTeller) state(b course.Appointment) ui.Tag {
	if b.State == course.AppointmentPlanned && !b.End().After(t.visits.Now) {
		return ui.Tag{Label: t.Voice.Say("visits.table.unwritten"), State: ui.Attention}
	}
	return ui.Tag{Label: t.Voice.Say("appointment.state." + string(b.State)), State: appointmentShapes[b.State]}
}

// line is one visit to hold or to write up, with what there is to do.
func (t visitTeller) line(b course.Appointment, mayRecord bool) ui.BoardLine {
	line := ui.BoardLine{
		Who:  ui.Link{Label: t.Voice.Moment(b.Start.In(t.Zone)), Path: t.path(b)},
		Why:  t.Voice.Say("visits.list.why", t.which(b), t.place(b)),
		When: t.Voice.Say("visits.minutes", b.Minutes),
	}
	if over := !b.Start.After(t.visits.Now); over && mayRecord {
		line.Action = ui.Button{Label: t.Voice.Say("visits.list.write"), Hidden: t.day(b),
			Path: t.path(b) + "/record"}
	}
	if !b.End().After(t.visits.Now) {
		line.Tag = t.state(b)
	}
	return line
}

// lower is a sentence's beginning within another.
func (t visitTeller) lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
