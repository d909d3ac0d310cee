package course

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A visitListView is a worker's own list.
type visitListView struct {
	Days    []dayPart // today, and whom they haven't met yet
	News    ui.Board  // of what happened in people's lives; not read yet
	Week    string    // what it asks, of the hours there are
	Changed ui.Board
	ToDo    ui.Board
	Coming  ui.Board
	People  ui.Board
	Ended   ui.Link        // those whose visits have ended
	Covered ui.Board       // visits that were made in colleagues' places
	Ring    ui.SummaryList // who the worker can ring
}

var visitListPage = ui.NewPage[visitListView]("visit_list")

// inSight is how many lines of each list stand on the page without being opened, so
// that a full caseload is a page that one can scroll through at a door.
const inSight = 3

// comingDays is how far ahead a worker's list looks.
const comingDays = 14

// getVisitList handles GET /visits.
func (h *handlers) getVisitList(r *http.Request, who authz.Actor) (ui.Response, error) {
	load, err := h.care.ListVisits(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	names := person.NamesIn(v, zone, load.Visited())
	view := visitListView{
		Days: []dayPart{{Title: v.Say("visits.list.today", v.Day(load.Now.In(zone))), Cards: dayOf(names, v, zone, load),
			Empty: ui.Empty{Title: v.Say("visits.list.none_today")}}},
		Week: weekOf(v, load), Ring: person.RingWorkers(v, load.Helpers),
		Coming: ui.Board{Empty: ui.Empty{Title: v.Say("visits.list.none_coming")}},
		People: ui.Board{Empty: ui.Empty{Title: v.Say("visits.list.none_people"),
			Text: v.Say("visits.list.none_people_text")}},
		Ended: ui.Link{Label: v.Say("visits.ended.title"), Path: endedVisitsPath},
	}
	view.Changed.Lines = changesOf(names, v, zone, load, who.Account)
	for _, c := range callsOf(names, v, zone, load) {
		switch day := programme.Of(c.begins, zone); {
		case day.Before(load.Today):
			view.ToDo.Lines = append(view.ToDo.Lines, c.line)
		case day.After(load.Today) && !day.After(load.Today.AddDays(comingDays)):
			view.Coming.Lines = append(view.Coming.Lines, c.line)
		}
	}
	view.ToDo.Lines = slices.Concat(toAskOf(names, v, zone, load), toTellOf(names, v, zone, load), view.ToDo.Lines,
		leftOf(v, zone, load), toCopyOf(v, zone, load))
	view.News.Lines = weblife.NewsOf(v, load)
	if fresh := newOf(v, zone, load); len(fresh) > 0 {
		view.Days = append(view.Days, dayPart{Title: v.Say("visits.list.new"), Cards: fresh})
	}
	view.Covered.Lines = coveredOf(names, v, zone, load)
	for _, p := range load.People {
		mourned := p.Standing.Died() && len(p.Course.ToWriteUp(load.Now)) == 0
		if p.State == programme.Consented && !mourned && !load.Beside(p) {
			view.People.Lines = append(view.People.Lines, visitedLine(names, v, zone, load, p))
		}
	}
	fold := func(b ui.Board, key string, n int) ui.Board {
		return b.Folded(n, func(rest int) string { return v.Say("visits.list.rest."+key, rest) })
	}
	view.Changed = fold(view.Changed, "changed", inSight-1) // its lines are long
	view.ToDo = fold(view.ToDo, "to_do", inSight)
	later := max(0, inSight-len(view.Days[0].Cards)) // a full day comes before those after it
	view.Coming = fold(view.Coming, "coming", later)
	view.People = fold(view.People, "people", max(0, later-1)) // most of them are above
	view.Covered = fold(view.Covered, "covered", 0)
	return visitListPage.Render(view, v.Say("visits.list.title")), nil
}

// endedVisitsPath is where a worker finds those whose visits have ended.
const endedVisitsPath = VisitListPath + "/ended"

// getEndedVisits handles GET /visits/ended.
func (h *handlers) getEndedVisits(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	list, err := h.care.ListEndedVisits(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	names := person.NamesIn(v, zone, list.People)
	people := ui.Board{Empty: ui.Empty{Title: v.Say("visits.list.none_people"), Text: v.Say("visits.ended.none")}}
	for _, p := range list.People {
		people.Lines = append(people.Lines, visitedLine(names, v, zone, appcare.Caseload{}, p))
	}
	return ui.ListPage{
		Back:  ui.Link{Label: v.Say("visits.list.title"), Path: VisitListPath},
		Title: v.Say("visits.ended.title"), Lead: v.Say("visits.ended.lead"),
		Parts: []ui.Control{people, ui.Paginate(v, endedVisitsPath, page, list.Count)},
	}.Render(), nil
}

// A call is one visit of the list, with its time.
type call struct {
	begins time.Time
	line   ui.BoardLine
}

// callsOf are all visits to hold or to write up, by their time. After a death those of
// days before it are still to be written up, and nobody needs the way there.
func callsOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload) []call {
	var list []call
	for _, p := range load.Visited() {
		t := visitTeller{v, zone, load.Visits(p), names}
		for _, b := range p.Course.Open() {
			if !p.Makes(b) {
				continue
			}
			line := t.line(b, true)
			line.Who = ui.Link{Label: v.Moment(b.Start.In(zone)) + " " + names.Of(p.Person), Path: t.path(b)}
			where := person.Together(t.place(b), homeOf(v, p.Person, b))
			line.Why = person.Aside(v, p.Standing) +
				strings.TrimSpace(v.Say("visits.list.why", t.which(b), where)+" "+t.inPlaceOf(load.Staff, b))
			list = append(list, call{b.Start, line})
		}
	}
	slices.SortStableFunc(list, func(a, b call) int {
		return cmp.Or(a.begins.Compare(b.begins), cmp.Compare(a.line.Who.Label, b.line.Who.Label))
	})
	return list
}

// toAskOf are those who stopped, or said no, in another record, and are to be asked whether they
// do in this one too.
func toAskOf(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload) (list []ui.BoardLine) {
	for _, p := range load.Living() {
		if asks := person.Asks(v, p.Stopped); asks != "" && len(p.Covered) == 0 {
			list = append(list, ui.BoardLine{Who: ui.Link{Label: names.Of(p.Person), Path: person.VisitsPath(p.ID)},
				Why: asks})
		}
	}
	return list
}

// leftOf are the visits of earlier courses that nobody has written up, and those made
// in a colleague's place to somebody who has died since.
func leftOf(v say.Voice, zone *time.Location, load appcare.Caseload) []ui.BoardLine {
	var list []ui.BoardLine
	names := person.NamesIn(v, zone, load.Left)
	mourned := slices.DeleteFunc(slices.Clone(load.Covering), func(p *appcare.VisitedPerson) bool {
		return !p.Standing.Died()
	})
	for _, p := range slices.Concat(load.Left, mourned) {
		t := visitTeller{v, zone, load.Visits(p), names}
		for _, b := range p.Course.ToWriteUp(load.Now) {
			if p.Before || p.Makes(b) {
				list = append(list, t.left(p, b))
			}
		}
	}
	return list
}

func (t visitTeller) left(p *appcare.VisitedPerson, b course.Appointment) ui.BoardLine {
	line := t.line(b, true)
	line.Who.Label += " " + t.names.Of(p.Person)
	line.Why, line.Tag = person.Aside(t.Voice, p.Standing)+line.Why, t.beforeTag()
	return line
}

// homeOf is the address, for a visit there that somebody still sets out for.
func homeOf(v say.Voice, p programme.Person, b course.Appointment) string {
	if b.Place != course.PlaceHome || p.Standing.Died() {
		return ""
	}
	return person.AddressText(v, p.Contact)
}

func visitedLine(names person.Names, v say.Voice, zone *time.Location, load appcare.Caseload,
	p *appcare.VisitedPerson) ui.BoardLine {
	name := names.Of(p.Person)
	line := ui.BoardLine{Who: ui.Link{Label: name, Path: person.VisitsPath(p.ID)},
		Why: v.Say("visits.list.went", p.Held, p.Course.Of)}
	if next, is := p.Course.Next(load.Now); is {
		line.When = v.Say("visits.list.next", v.Moment(next.Start.In(zone)))
		if next.Covers != "" {
			line.When = v.Say("cover.next", v.Moment(next.Start.In(zone)), load.Staff[next.Worker])
		}
	}
	if !p.Standing.GoesOn() {
		line.Tag = person.Standing(v, p.Standing)
		return line
	}
	if p.Elsewhere != "" {
		line.Tag = person.OtherGoesOn(v)
		return line
	}
	if open := load.Progress(p).ToPlan(); open > 0 {
		line.Tag = ui.Tag{Label: v.Say("visits.list.to_plan", open), State: ui.Attention}
		if !load.Progress(p).Expected() {
			line.Tag.Label = v.Say("caseload.over")
		}
		line.Action = ui.Button{Label: v.Say("visits.list.plan"), Kind: ui.Secondary, Hidden: name, Path: PlanPath(p.ID)}
	}
	return line
}

// An ownVisitsView is what somebody reads about their own visits.
type ownVisitsView struct {
	Next   OwnVisit
	Soon   string
	Change string
	Coming ui.Table

	Cancelled ui.Table // whose time lies ahead

	Off   string // instead, where all that lay ahead was called off and nothing will follow
	Times []ownTime
	Asked string     // that they have asked for another worker
	Ask   ui.Button  // for one
	Plan  []planPart // for parting, written down together
	Ring  ui.SummaryList
}

// An ownTime is the visits of one time with the service whose own time is over.
type ownTime struct {
	Title string
	Ended string
	Plan  []planPart
	Been  []OwnVisit
	Empty ui.Empty
}

// An OwnVisit is one of them.
type OwnVisit struct {
	Change                                        ui.Button // moves it or calls it off, while that can be done
	When, Number, Who, Where, What, Moved, Copied string
	Instead                                       string // that somebody else comes this time
	Did                                           []string
}

var ownVisitsPage = ui.NewPage[ownVisitsView]("own_visits")

// getOwnVisits handles GET /my-visits. Who has no visits finds no such page.
func (h *handlers) getOwnVisits(r *http.Request, who authz.Actor) (ui.Response, error) {
	record, err := h.care.SeeOwnVisits(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	if !Visited(record) {
		return ui.Response{}, fault.Absent
	}
	t := Tell(route.Voice(r), route.Zone(r), record)
	var view ownVisitsView
	view.Next, view.Soon, view.Change = t.OwnNext()
	if record.Person.State == programme.WithoutVisits {
		view.Soon = t.Voice.Say("home.where." + string(record.Person.State))
	}
	view.Asked, view.Ask = t.ownAnother()
	if plan, is := record.Ending.Plan(); is {
		view.Plan = planOf(t.Voice, "ending.own.", plan)
	}
	view.Coming, view.Cancelled, view.Off = t.ownComing()
	view.Ring = person.OwnHelpers(t.Voice, record.Person, record.Helpers)
	view.Times = []ownTime{{Title: t.Voice.Say("visits.own.been"), Been: t.ownBeen(),
		Empty: ui.Empty{Title: t.Voice.Say("visits.own.none_been")}}}
	for _, e := range record.Earlier {
		view.Times = append(view.Times, ownTimeBefore(t, e))
	}
	return ownVisitsPage.Render(view, t.Voice.Say("visits.own.title")), nil
}

// ownTimeBefore is e, told as t tells the present visits.
func ownTimeBefore(t Teller, e appcare.EarlierOf[appcare.VisitRecord]) ownTime {
	was := Tell(t.Voice, t.Zone, e.Of)
	told := ownTime{Title: person.EarlierTitle(t.Voice, e.Number, e.From, e.Until), Been: was.ownBeen()}
	if ended, over := e.Of.Ending.Ending(); over {
		told.Ended = t.Voice.Say("ending.own.ended_before", t.Voice.ShortDay(ended.On.Time()))
	}
	if plan, is := e.Of.Ending.Plan(); is {
		told.Plan = planOf(t.Voice, "ending.own.", plan)
	}
	return told
}

// ownBeen are the visits whose time is over, the newest first.
func (t Teller) ownBeen() []OwnVisit {
	var been []OwnVisit
	for _, b := range slices.Backward(t.byTime()) {
		if !t.toCome(b) {
			been = append(been, t.own(b))
		}
	}
	return been
}

// toCome tells whether the time of b lies ahead, whatever becomes of it.
func (t Teller) toCome(b course.Appointment) bool {
	held := b.State == course.AppointmentHeld || b.State == course.AppointmentMissed
	return !held && b.End().After(t.Record.Now)
}

// ownComing are the visits whose time lies ahead, and apart from them those that were
// called off, until visits are planned anew. Whoever expects no visits has no such tables
// unless one of them stands: what was called off is one sentence then, for a card each reads
// as though somebody came.
func (t Teller) ownComing() (coming, cancelled ui.Table, all string) {
	coming, cancelled = t.ownTable("coming"), t.ownTable("cancelled")
	if t.Record.Expected() {
		coming.Empty = ui.Empty{Title: t.Voice.Say("visits.own.none"), Text: t.Voice.Say("visits.own.none_text")}
	}
	var ahead []course.Appointment
	for _, b := range t.byTime() {
		off := b.State == course.AppointmentCancelled
		if !t.toCome(b) || off && t.Record.History.PlannedAnew(b.ID) {
			continue
		}
		ahead = append(ahead, b)
		if off {
			cancelled.Rows = append(cancelled.Rows, t.ownRow(b))
		} else {
			coming.Rows = append(coming.Rows, t.ownRow(b))
		}
	}
	if len(coming.Rows) > 0 || t.Record.Expected() {
		return coming, cancelled, ""
	}
	if ahead = t.Record.History.OffTogether(ahead); len(ahead) > 0 {
		all = t.Voice.Say("visits.own.off", len(ahead), t.Voice.Moment(ahead[0].Start.In(t.Zone)))
	}
	return ui.Table{}, ui.Table{}, all
}

func (t Teller) ownTable(which string) ui.Table {
	return ui.Table{
		Caption: t.Voice.Say("visits.own." + which), Quiet: true,
		Columns: []ui.Column{{Label: t.Voice.Say("visits.table.which")}, {Label: t.Voice.Say("visits.table.when")},
			{Label: t.Voice.Say("visits.table.where")}, {Label: t.Voice.Say("own_visit.column")}},
	}
}

func (t Teller) ownRow(b course.Appointment) ui.Row {
	row := ui.Texts(t.which(b), t.Voice.Moment(b.Start.In(t.Zone)), t.place(b), "")
	row.Cells[1].Note = t.dayNote(b)
	if b.State == course.AppointmentPlanned {
		says := t.ownCover(b)
		if last, _ := b.LastCover(); b.Covers != "" { // who comes is said
			says = last.Reason
		}
		row.Cells[1].Note = strings.TrimSpace(row.Cells[1].Note + " " + strings.TrimSpace(says))
	}
	switch {
	case b.State == course.AppointmentCancelled:
		row.Cells[3].Tag = t.state(b)
		row.Cells[3].Note = strings.TrimSpace(b.Cancelled[len(b.Cancelled)-1].Reason)
	case t.changeable(b):
		row.Cells[3].Link = ui.Link{Label: t.Voice.Say("own_visit.change"), Hidden: t.lower(t.which(b)),
			Path: ownMovePath(b.ID), Acts: true}
	}
	return row
}

// Visited tells whether somebody has, or had, anything to do with visits.
func Visited(record appcare.VisitRecord) bool {
	return len(record.History) > 0 || record.Match.Began && record.Person.State == programme.Consented ||
		len(record.Earlier) > 0
}

// OwnNext is the next visit, or that there will be one, and whom to tell.
func (t Teller) OwnNext() (next OwnVisit, soon, change string) {
	if t.Record.Person.State != programme.Consented {
		return OwnVisit{}, "", ""
	}
	if ended, over := t.Record.Ending.Ending(); over {
		return OwnVisit{}, t.Voice.Say("ending.own.ended", t.Voice.ShortDay(ended.On.Time())), ""
	}
	if now := t.Record.Person.Standing; now.OfLife() && !now.Died() {
		return OwnVisit{}, t.ownHold(), ""
	}
	name := person.Called(t.Record.Staff[t.Record.Worker])
	b, is := t.Record.Course.Next(t.Record.Now)
	switch {
	case is:
		next = t.own(b)
		next.What = ""
		if t.changeable(b) {
			next.Change = ui.Button{Label: t.Voice.Say("own_visit.change"), Kind: ui.Secondary, Path: ownMovePath(b.ID)}
			return next, "", ""
		}
		return next, "", t.Voice.Say("visits.own.change", person.Called(t.Record.Staff[b.Worker]))
	case name != "" && len(t.Record.Course.Open()) == 0 && t.Record.ToPlan() > 0:
		return OwnVisit{}, t.Voice.Say("visits.own.soon", name), ""
	case name == "" && t.Record.Match.Began && t.Record.ToPlan() > 0:
		return OwnVisit{}, t.Voice.Say("visits.own.changing"), ""
	}
	return OwnVisit{}, "", ""
}

// ownHold is why their visits wait, as they are told; nothing where they have none. Who was
// taken for dead is told that somebody will be in touch, and never why.
func (t Teller) ownHold() string {
	if len(t.Record.History) == 0 && !t.Record.Match.Began { // those of an earlier time are over
		return ""
	}
	is := t.Record.Person.Standing.Is
	if is != programme.Paused || !t.Record.Life.Unspoken {
		return t.Voice.Say("life.own." + string(is))
	}
	if _, _, off := t.ownComing(); off != "" {
		return t.Voice.Say("life.own.unspoken_off")
	}
	return t.Voice.Say("life.own.unspoken")
}

// changeable tells whether the person can move b, or call it off, by themselves.
func (t Teller) changeable(b course.Appointment) bool {
	return t.Record.May.ChangeOwn && b.Changeable(t.Record.Now)
}

// own is one visit as the person reads it.
func (t Teller) own(b course.Appointment) OwnVisit {
	o := OwnVisit{When: t.Voice.Moment(b.Begins().In(t.Zone)), Where: t.place(b)}
	name := person.Called(t.Record.Staff[b.Worker])
	if name != "" {
		o.Who = t.Voice.Say("visits.own.with", name)
	}
	if b.State == course.AppointmentPlanned {
		o.Instead = t.ownCover(b)
	}
	if n := t.Record.Course.VisitNumber(b.ID); n > 0 {
		o.Number = t.Voice.Say("visits.own.next_number", n, t.Record.Course.Of)
	}
	if !b.First.Start.Equal(b.Start) {
		o.Moved = t.Voice.Say("visits.own.moved", t.Voice.Moment(b.First.Start.In(t.Zone)))
	}
	v, recorded := b.Visit()
	switch {
	case recorded && v.Outcome.Attended():
		o.What = t.Voice.Say("visits.own.met", t.Voice.Say("visits.minutes", v.Minutes))
	case recorded:
		o.What = t.Voice.Say("visits.own.not_met")
	case b.State == course.AppointmentCancelled:
		o.What = t.Voice.Say("visits.own.called_off")
		if last := b.Cancelled[len(b.Cancelled)-1]; last.Reason != "" {
			o.Did = person.Lines(last.Reason)
		}
	default:
		o.What = t.Voice.Say("visits.own.awaits")
	}
	if recorded {
		o.Did = person.Lines(v.WhatWeDid)
	}
	if copied, is, _ := t.Record.Copied(b); is {
		if !recorded && b.State == course.AppointmentPlanned {
			o.What = "" // something was written, and put right since
		}
		o.Copied = t.Voice.Say("clinical_note.own", t.Voice.Day(copied.At.In(t.Zone)))
	}
	return o
}
