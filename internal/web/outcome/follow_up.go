package outcome

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const followUpsPath = "/follow-up"

// getFollowUps handles GET /follow-up: whom to call now, or another list, ?list=later.
func (h *handlers) getFollowUps(r *http.Request, who authz.Actor) (ui.Response, error) {
	list := trial.CallList(r.URL.Query().Get("list"))
	if !slices.Contains(trial.CallLists(), list) {
		list = trial.CallNow
	}
	n := person.Narrow(r, who, h.kernel.Now(), followUpsPath, callStands...)
	found, err := h.study.ListFollowUps(r.Context(), who, list, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	table := callTable(v, found)
	n.Among(&table.Empty, found.Teams)
	return ui.ListPage{Title: v.Say("follow_up.list.title." + string(list)), Parts: []ui.Control{
		callSearch(v, ""), callTabs(v, n, found), n.Filter("list", listed(list)), table,
		ui.Paginate(v, n.Path("list", listed(list)), n.Page, found.Counts[list]),
	}}.Render(), nil
}

// callStands is where somebody can be who is followed up, as everybody may be told of it.
var callStands = []programme.Stands{programme.TakingPart, programme.Paused, programme.Away}

// callTabs lead to the lists, each with how many are on it.
func callTabs(v say.Voice, n person.Narrowing, found appstudy.FollowUps) ui.Tabs {
	t := ui.Tabs{Label: v.Say("follow_up.list.tabs")}
	for _, list := range trial.CallLists() {
		t.Links = append(t.Links, ui.Link{Label: v.Say("follow_up.list.tab."+string(list), found.Counts[list]),
			Path: n.Path("list", listed(list)), Current: list == found.List})
	}
	return t
}

// callTable has what a call needs on its line where somebody is to call now.
func callTable(v say.Voice, found appstudy.FollowUps) ui.Table {
	columns := []string{"name", "about", "next", "calls", "state"}
	if found.List == trial.CallNow {
		columns = []string{"name", "phone", "about", "since", "calls"}
	}
	t := ui.NewTable(v, "follow_up.list", columns...)
	t.Caption = v.Say("follow_up.list.title." + string(found.List))
	t.Empty = ui.Empty{Title: v.Say("follow_up.list.none." + string(found.List)),
		Text: v.Say("follow_up.list.none_text." + string(found.List))}
	for _, f := range found.Lines {
		cells := map[string]ui.Cell{
			"name": {Link: ui.Link{Label: person.Born(v, f.Identity), Path: followUpPath(f.Participant),
				Hidden: v.Say("follow_up.list.of", f.Due.Name)}, Note: nameNote(v, f.FollowUp)},
			"phone": phoneCell(v, f.FollowUp),
			"about": {Text: f.Due.Name, Note: untilOf(v, f)},
			"next":  {Text: nextCall(v, f.FollowUp, f.Due, f.Standing, found.Today)},
			"since": {Text: overdue(v, found.Today.Sub(f.Since))},
			"calls": {Text: tries(v, f.Standing)}, "state": {Tag: standing(v, f.FollowUp, f.Standing)},
		}
		if f.FollowUp.Standing.Died() { // found by a search: nobody calls about them
			cells["state"] = ui.Cell{Tag: person.Standing(v, f.FollowUp.Standing)}
		}
		var row ui.Row
		for _, c := range columns {
			row.Cells = append(row.Cells, cells[c])
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// untilOf is the last day that f asks about. Of somebody who came back it says which time
// with the service it is about.
func untilOf(v say.Voice, f trial.FollowUpLine) string {
	until := v.ShortDay(f.Due.Until.Time())
	if f.Returned {
		return v.Say("follow_up.list.until_of", until, v.ShortDay(f.Discharged.Time()))
	}
	return v.Say("follow_up.list.until", until)
}

// overdue is how long somebody has been on the list to call now.
func overdue(v say.Voice, days int) string {
	if days <= 0 {
		return v.Say("follow_up.overdue.today")
	}
	return v.Say("follow_up.overdue.days", days)
}

// phoneCell is how to ring somebody, and what to mind: a message that somebody else
// may hear is asked for before anybody leaves it.
func phoneCell(v say.Voice, f trial.FollowUp) ui.Cell {
	if f.Visited {
		return ui.Cell{Text: v.Say("follow_up.visited_call")}
	}
	if f.LeaveBe {
		return ui.Cell{Text: v.Say("follow_up.leave_be.call")}
	}
	c := f.Contact
	notes := []string{c.OtherWay}
	if c.Phone != "" && !c.LeaveVoicemail.Allowed() {
		notes = append(notes, v.Say("follow_up.list.no_voicemail"))
	}
	if c.WhoElseReads != "" {
		notes = append(notes, v.Say("follow_up.list.reads", c.WhoElseReads))
	}
	return ui.Cell{Contacts: person.Ring(v, c), None: v.Say("follow_up.list.no_phone"),
		Note: strings.TrimSpace(strings.Join(notes, " "))}
}

func studyName(v say.Voice, f trial.FollowUp) string {
	if f.Study == "" {
		return v.Say("follow_up.service")
	}
	return f.StudyName
}

// nextCall says what is to be done about f's person, and when. Nobody calls who has died, nor
// has them ring back.
func nextCall(v say.Voice, f trial.FollowUp, due outcome.DueFollowUp, s outcome.FollowUpStanding,
	today programme.Date) string {
	switch {
	case f.Standing.Died():
		return v.Say("follow_up.next.nothing")
	case s.Waits:
		return v.Say("follow_up.next.waits")
	case s.Astray:
		return v.Say("follow_up.next.astray")
	case s.State == outcome.FollowUpWaiting:
		return v.Say("follow_up.next.falls_due", v.ShortDay(due.DueOn.Time()))
	case s.State == outcome.FollowUpNotReached:
		return v.Say("follow_up.next.rings_back")
	case s.CallOn.IsZero():
		return v.Say("follow_up.next.nothing")
	case f.LeaveBe, f.Visited:
		return v.Say("follow_up.next.waits")
	case s.CallOn.After(today):
		return v.Say("follow_up.next.on", v.ShortDay(s.CallOn.Time()))
	}
	return v.Say("follow_up.next.today")
}

// tries is how often nobody was reached, and the day of the last call.
func tries(v say.Voice, s outcome.FollowUpStanding) string {
	if s.Last.IsZero() {
		return v.Say("follow_up.tries.none")
	}
	if s.Tries == 0 {
		return v.Say("follow_up.tries.last", v.ShortDay(s.Last.Time()))
	}
	return v.Say("follow_up.tries.some", s.Tries, v.ShortDay(s.Last.Time()))
}

// standing is how a follow-up of f's person stands. What was open when they died is closed.
func standing(v say.Voice, f trial.FollowUp, s outcome.FollowUpStanding) ui.Tag {
	if trial.Counted(s.State, "", f.Standing.Is) == trial.Died {
		return ui.Tag{Label: v.Say("call.state.died"), State: ui.Stopped}
	}
	if s.Waits {
		return ui.Tag{Label: v.Say("follow_up.on_hold"), State: ui.Waiting}
	}
	if s.Astray {
		return ui.Tag{Label: v.Say("follow_up.astray"), State: ui.Waiting}
	}
	return ui.Tag{Label: v.Say("call.state." + string(s.State)), State: map[outcome.FollowUpState]ui.State{
		outcome.FollowUpDue: ui.Attention, outcome.FollowUpWaiting: ui.Waiting, outcome.FollowUpDone: ui.Done,
		outcome.FollowUpSaidNo: ui.Stopped, outcome.FollowUpNotReached: ui.Stopped,
	}[s.State]}
}

// A followUpView is one person as a masked assessor sees them.
type followUpView struct {
	Back     ui.Link
	Name     string
	Standing ui.Tag // of a death, a pause or a move
	Masked   string
	Notices  []string // what to know before anybody rings
	Beside   ui.Link  // to their follow-ups of another record
	Asked    []askedView
	Record   ui.Button
	Episodes ui.Table
	Earlier  ui.Table
	Before   ui.Details
	Contact  ui.SummaryList
	Wrong    ui.Link // a number or an address is
	Facts    ui.SummaryList

	FactsTitle string
}

// An askedView is one follow-up of theirs.
type askedView struct {
	Title  string
	State  ui.Tag
	Texts  []string
	Record ui.Button
	Tried  bool // or it is time to
	Calls  ui.Table
}

var followUpPage = ui.NewPage[followUpView]("follow_up")

// getFollowUp handles GET /follow-up/{participant}.
func (h *handlers) getFollowUp(r *http.Request, who authz.Actor) (ui.Response, error) {
	f, err := h.followUp(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	return followUpPage.Render(followUpOf(v, route.Zone(r), f), v.Say("follow_up.one.title")), nil
}

// toRecord looks for a form at somebody who is followed up; nobody records anything of
// somebody whom they were to visit.
func (h *handlers) toRecord(ctx context.Context, who authz.Actor, p id.Participant) (appstudy.PersonFollowUps, error) {
	f, err := h.study.SeeFollowUp(ctx, who, p)
	if err == nil && f.Visited {
		err = fault.New(fault.Conflict, "follow_up.visited")
	}
	return f, err
}

func (h *handlers) followUp(r *http.Request, who authz.Actor) (appstudy.PersonFollowUps, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return appstudy.PersonFollowUps{}, err
	}
	return h.study.SeeFollowUp(r.Context(), who, participant)
}

func followUpOf(v say.Voice, zone *time.Location, f appstudy.PersonFollowUps) followUpView {
	view := followUpView{
		FactsTitle: v.Say("study.facts.title"),
		Back:       ui.Link{Label: v.Say("follow_up.one.back"), Path: followUpsPath}, Name: f.Identity.FullName(),
		Masked:  v.Say("follow_up.masked"),
		Record:  ui.Button{Label: v.Say("follow_up.one.record"), Path: episodeFormPath(f.Participant)},
		Notices: notices(v, f), Contact: contactOf(v, f.FollowUp, f.Contact), Facts: factsOf(v, f),
		Before: ui.Details{Label: v.Say("episode.list.before")},
	}
	view.Notices = append(view.Notices, againNotices(v, f)...)
	if f.Beside != "" {
		view.Notices = append(view.Notices, v.Say("follow_up.beside"))
		view.Beside = ui.Link{Label: v.Say("follow_up.beside_open"), Path: followUpPath(f.Beside)}
	}
	if f.Study == "" {
		view.FactsTitle = v.Say("follow_up.fact.title")
	}
	view.Wrong = person.DoubtLink(v, !f.Standing.Died(), f.Participant)
	if f.Visited {
		view.Record = ui.Button{}
	}
	if f.Standing.OfLife() {
		view.Standing = person.Standing(v, f.Standing)
	}
	for _, tried := range f.FollowUps {
		view.Asked = append(view.Asked, askedOf(v, zone, f, tried))
	}
	view.Episodes, view.Earlier = episodeTables(v, zone, f)
	return view
}

// notices say for whom nobody is to ring, and why not, where it is so of every
// follow-up of theirs. Where it isn't, each says it of itself.
func notices(v say.Voice, f appstudy.PersonFollowUps) []string {
	if f.Visited {
		return []string{v.Say("follow_up.visited")}
	}
	if f.Stopped {
		return []string{v.Say("follow_up.stopped")}
	}
	said := noticeOf(v, f, f.FollowUps[0])
	if slices.ContainsFunc(f.FollowUps, func(x appstudy.FollowUpRecord) bool { return noticeOf(v, f, x) != said }) {
		return nil
	}
	if said == "" {
		return nil
	}
	return []string{said}
}

// againNotices say that a crisis team had them again while something is still to be asked
// about the time before. Being on its caseload is acute care.
func againNotices(v say.Voice, f appstudy.PersonFollowUps) []string {
	var said []string
	for _, x := range f.FollowUps {
		open := x.Standing.State != outcome.FollowUpDone && !x.Again.IsZero()
		if open && len(said) == 0 {
			said = append(said, v.Say("follow_up.again", v.ShortDay(x.Again.Time())))
		}
	}
	since := func(x appstudy.FollowUpRecord) bool { return x.Again.IsZero() }
	if f.Study != "" && !slices.ContainsFunc(f.FollowUps, since) {
		said = append(said, v.Say("follow_up.again_only"))
	}
	return said
}

// noticeOf says what their consent of then leaves of one of them; nothing where it
// leaves all.
func noticeOf(v say.Voice, f appstudy.PersonFollowUps, x appstudy.FollowUpRecord) string {
	asks, looks := x.Agreed.Agrees(outcome.QuestionnairesItem), x.Agreed.Agrees(outcome.HealthRecordItem)
	switch {
	case f.LeaveBe && looks:
		return v.Say("follow_up.leave_be.looks")
	case f.LeaveBe:
		return v.Say("follow_up.leave_be.neither")
	case !asks && !looks:
		return v.Say("follow_up.agreed_to_neither")
	case !asks:
		return v.Say("follow_up.not_asked")
	case !looks:
		return v.Say("follow_up.not_looked_up")
	}
	return ""
}

// daysOf are the days on which their courses of support began, each once.
func daysOf(v say.Voice, f appstudy.PersonFollowUps, day func(appstudy.FollowUpRecord) programme.Date) []string {
	var days []string
	for _, x := range f.FollowUps {
		if said := v.ShortDay(day(x).Time()); !slices.Contains(days, said) {
			days = append(days, said)
		}
	}
	return days
}

func discharged(x appstudy.FollowUpRecord) programme.Date { return x.Discharged }

func countedFrom(x appstudy.FollowUpRecord) programme.Date { return x.CountedFrom }

func askedOf(v say.Voice, zone *time.Location, f appstudy.PersonFollowUps, tried appstudy.FollowUpRecord) askedView {
	view := askedView{
		Title: tried.Name, State: standing(v, f.FollowUp, tried.Standing),
		Texts: []string{
			v.Say("follow_up.asks_about", v.ShortDay(tried.From.Time()), v.ShortDay(tried.Until.Time())),
			nextCall(v, f.FollowUp, tried.DueFollowUp, tried.Standing, f.Today),
		},
		Tried: len(tried.Calls) > 0 || tried.Standing.State != outcome.FollowUpWaiting, Calls: callsTable(v, zone, f, tried),
	}
	if len(daysOf(v, f, discharged)) > 1 {
		view.Texts = append([]string{v.Say("follow_up.of_course", v.ShortDay(tried.Discharged.Time()))}, view.Texts...)
	}
	if tried.Kept {
		view.Texts = append(view.Texts, v.Say("follow_up.kept", v.ShortDay(tried.CountedFrom.Time())))
	}
	if said := noticeOf(v, f, tried); !f.Stopped && len(notices(v, f)) == 0 && said != "" {
		view.Texts = append(view.Texts, said)
	}
	open := tried.Standing.State == outcome.FollowUpDue || tried.Standing.State == outcome.FollowUpNotReached
	if open && !tried.Standing.Waits && !f.Stopped && !f.Visited && len(outcome.CallResultsFor(tried.Agreed)) > 0 {
		view.Record = ui.Button{Label: v.Say("follow_up.record_call"), Path: callFormPath(f.Participant, tried.ID)}
	}
	return view
}

func factsOf(v say.Voice, f appstudy.PersonFollowUps) ui.SummaryList {
	number := f.Identity.NHSNumber.String()
	if f.Identity.NHSNumber == "" {
		number = v.Say("follow_up.fact.no_number")
	}
	var study []string
	if f.Study != "" {
		study = []string{v.Say("follow_up.fact.study"), f.StudyName}
	}
	facts := ui.Facts(append(study,
		v.Say("follow_up.fact.birth_date"), v.ShortDay(f.Identity.BirthDate.Time()),
		v.Say("follow_up.fact.nhs_number"), number,
	)...)
	facts.Lines = append(facts.Lines,
		ui.SummaryLine{Key: v.Say("follow_up.fact.discharged"), Values: daysOf(v, f, discharged)},
		ui.SummaryLine{Key: v.Say("follow_up.fact.allocated"), Values: daysOf(v, f, countedFrom)})
	return facts
}

// phoneOf is how to ring somebody.
func phoneOf(v say.Voice, f trial.FollowUp, c programme.Contact) ui.SummaryList {
	return ui.SummaryList{Lines: slices.DeleteFunc(contactOf(v, f, programme.Contact{
		PreferredChannel: c.PreferredChannel, WhoElseReads: c.WhoElseReads, Phone: c.Phone, LeaveVoicemail: c.LeaveVoicemail,
		SafeToText: c.SafeToText, OtherWay: c.OtherWay, Doubted: c.Doubted,
	}).Lines, func(l ui.SummaryLine) bool { return l.Key == v.Say("follow_up.contact.address") })}
}

// contactOf is how to reach somebody, each way with whether it is safe.
func contactOf(v say.Voice, f trial.FollowUp, c programme.Contact) ui.SummaryList {
	if f.Standing.Died() {
		return person.ContactOf(v, f.Standing, c)
	}
	if f.Visited {
		return ui.Facts(v.Say("follow_up.contact.phone"), v.Say("follow_up.visited_call"))
	}
	if f.LeaveBe {
		return ui.Facts(v.Say("follow_up.contact.phone"), v.Say("follow_up.leave_be.call"))
	}
	var list ui.SummaryList
	add := func(key, value string) {
		if strings.TrimSpace(value) != "" {
			list.Lines = append(list.Lines, ui.SummaryLine{Key: v.Say(key), Value: value})
		}
	}
	safe := func(key string, s programme.Safe) {
		tag := ui.Tag{Label: v.Say("contact.safe." + string(s)), State: ui.Attention}
		if s.Allowed() {
			tag.State = ui.Done
		}
		list.Lines = append(list.Lines, ui.SummaryLine{Key: v.Say(key), Tag: tag})
	}
	add("follow_up.contact.preferred", v.Say("contact.channel."+string(c.PreferredChannel)))
	add("follow_up.contact.reads", c.WhoElseReads)
	if c.Phone != "" {
		list.Lines = append(list.Lines, person.OwnPhoneLine(v, "follow_up.contact.phone", c))
		safe("follow_up.contact.voicemail", c.LeaveVoicemail)
		safe("follow_up.contact.text", c.SafeToText)
	}
	if c.Email != "" {
		list.Lines = append(list.Lines, person.EmailLine(v, "follow_up.contact.email", c))
		safe("follow_up.contact.write_email", c.SafeToEmail)
	}
	list.Lines = append(list.Lines, person.AddressLine(v, "follow_up.contact.address", c))
	if c.HasAddress() {
		safe("follow_up.contact.post", c.SafeToWrite)
	}
	add("follow_up.contact.other_way", c.OtherWay)
	return list
}

// episodeTables are the episodes that hold, and the entries corrected since.
func episodeTables(v say.Voice, zone *time.Location, f appstudy.PersonFollowUps) (holding, earlier ui.Table) {
	holding = ui.NewTable(v, "episode.list", "kind", "started", "ended", "certainty", "entered", "correct")
	earlier = ui.Table{Caption: v.Say("episode.list.before"), Quiet: true, Columns: holding.Columns[:5]}
	current := map[id.Episode]bool{}
	for _, e := range outcome.CurrentEpisodes(ledger.Facts(f.Episodes)) {
		current[e.ID] = true
	}
	for _, e := range f.Episodes {
		cells := episodeCells(v, zone, e)
		if !current[e.Fact.ID] {
			earlier.Rows = append(earlier.Rows, ui.Row{Cells: cells})
			continue
		}
		if f.Visited {
			holding.Rows = append(holding.Rows, ui.Row{Cells: append(cells, ui.Cell{})})
			continue
		}
		correct := ui.Link{
			Label: v.Say("episode.list.correct"), Path: correctionPath(f.Participant, e.Fact.ID),
			Hidden: v.Say("episode.list.correct_what", v.Say("episode.kind."+string(e.Fact.Kind)),
				v.ShortDay(e.Fact.StartedOn.Time())),
		}
		holding.Rows = append(holding.Rows, ui.Row{Cells: append(cells, ui.Cell{Link: correct})})
	}
	return holding, earlier
}

func episodeCells(v say.Voice, zone *time.Location, e ledger.Received[outcome.Episode]) []ui.Cell {
	kind := ui.Cell{Text: v.Say("episode.kind." + string(e.Fact.Kind))}
	if e.Fact.InError {
		kind.Note = v.Say("episode.list.mistake")
	}
	certainty := ui.Tag{Label: v.Say("episode.certainty." + string(e.Fact.Certainty)), State: ui.Done}
	if e.Fact.Certainty != outcome.Confirmed {
		certainty.State = ui.Waiting
	}
	return []ui.Cell{
		kind, {Text: v.ShortDay(e.Fact.StartedOn.Time())},
		{Text: person.DayOr(v, e.Fact.EndedOn, v.Say("episode.list.going_on"))},
		{Tag: certainty}, {Text: v.ShortDay(e.At.In(zone))},
	}
}
