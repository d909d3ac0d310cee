package care

import (
	"context"
	"net/http"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const lifeListPath = "/life"

func enterLifePath(participant id.Participant) string { return personPath(participant) + "/life" }
func lifePath(participant id.Participant, e id.LifeEvent) string {
	return enterLifePath(participant) + "/" + string(e)
}

// A lifeFormView asks what has happened. Each answer says what it does.
type lifeFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Stands   string
	Form     ui.Form
	What     ui.Radios
	On       ui.DateInput
	Note     ui.Textarea
}

var lifeFormPage = ui.NewPage[lifeFormView]("life_form")

// A lifeSureView asks once more before a death is entered.
type lifeSureView struct {
	Title string
	Texts []string
	Form  ui.Form
}

var lifeSurePage = ui.NewPage[lifeSureView]("life_sure")

// getLifeForm handles GET /people/{participant}/life.
func (h *handlers) getLifeForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showLifeForm(r, who, participant, h.readVisit(r, who, "life", participant), nil)
}

// postLife handles POST /people/{participant}/life.
func (h *handlers) postLife(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "life", participant)
	err = h.care.EnterLife(r.Context(), who, participant, life.Event{
		ID: id.LifeEvent(sent.id), Kind: life.Kind(sent.text("kind")), On: sent.date("on"), Note: sent.text("note"),
	}, sent.text("sure") == "yes")
	if problems, refused := fault.AsProblems(err); refused {
		if _, unsure := problems.On("sure"); unsure {
			return h.showLifeSure(r, who, participant, sent)
		}
		return h.showLifeForm(r, who, participant, sent, ui.UnreadFirst(*sent.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, enterLifePath(participant), "visits.moved.title", err), nil
	}
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.AskLife(r.Context(), who, participant)
	if err != nil || record.MaySee {
		return ui.Redirect(lifePath(participant, id.LifeEvent(sent.id))), err
	}
	return ui.Redirect(personPath(participant)).Saying("life.saved"), nil
}

func (h *handlers) showLifeForm(r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.AskLife(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	t := lifeTeller{v, record}
	f := ui.NewFields(v, "life", ui.InOrder(problems, []string{"kind", "on", "note"}))
	back := lifeBack(v, record)
	view := lifeFormView{
		Problems: f.Summary(), Back: back, Title: v.Say("life.heading", record.Person.Identity.CalledName()),
		Stands: t.stands(),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}},
			Buttons: []ui.Button{{Label: v.Say("life.save")}}, Leave: ui.Link{Label: v.Say("life.leave"), Path: back.Path},
		},
		What: f.Radios("kind", sent.text("kind")),
		On:   sent.day(f, "on", record.Today),
		Note: f.Textarea("note", sent.text("note")).Room(3),
	}
	for _, k := range record.Kinds() {
		view.What.Options = append(view.What.Options, ui.Option{Value: string(k), Label: v.Say("life.kind." + string(k)), Hint: strings.Join(t.does(k), " ")})
	}
	if problems.Any() {
		return lifeFormPage.Invalid(view, v.Say("life.title")), nil
	}
	return lifeFormPage.Render(view, v.Say("life.title")), nil
}

// showLifeSure asks once more, with what was typed kept.
func (h *handlers) showLifeSure(r *http.Request, who authz.Actor, participant id.Participant, sent consentSent) (ui.Response, error) {
	record, err := h.care.AskLife(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := lifeSureView{
		Title: v.Say("life.sure.title", record.Person.Identity.FullName()),
		Texts: append([]string{v.Say("life.sure.text")}, lifeTeller{v, record}.does(life.Death)...),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}, {Name: "sure", Value: "yes"}},
			Buttons: []ui.Button{{Label: v.Say("life.sure.save"), Kind: ui.Warning}}, Leave: ui.Link{Label: v.Say("life.leave"), Path: enterLifePath(participant)},
		},
	}
	for _, name := range []string{"kind", "on.day", "on.month", "on.year", "note"} {
		view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: name, Value: sent.text(name)})
	}
	return lifeSurePage.Render(view, v.Say("life.title")), nil
}

// lifeBack leads back to the record, or a worker to the visits.
func lifeBack(v say.Voice, record appcare.LifeRecord) ui.Link {
	if record.SeePerson {
		return ui.Link{Label: v.Say("visits.back"), Path: personPath(record.Person.ID)}
	}
	return ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(record.Person.ID)}
}

// lifeLink leads to the form, for whoever may fill it in.
func lifeLink(v say.Voice, may bool, participant id.Participant) ui.Link {
	if !may {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("life.open"), Path: enterLifePath(participant)}
}

// lifeTag is how somebody stands, where life doesn't simply go on.
func lifeTag(v say.Voice, l life.Life) ui.Tag {
	switch l.State {
	case life.Away, life.Paused:
		return ui.Tag{Label: v.Say("life.state." + string(l.State)), State: ui.Waiting}
	case life.Stopped:
		return ui.Tag{Label: v.Say("life.state.stopped"), State: ui.Stopped}
	}
	return ui.Tag{}
}

// A lifeTeller says how somebody stands and what an event would do.
type lifeTeller struct {
	v      say.Voice
	record appcare.LifeRecord
}

func (t lifeTeller) stands() string {
	l := t.record.Life
	if l.State == life.GoesOn {
		return ""
	}
	return t.v.Say("life.stands", t.v.Say("life.state."+string(l.State)), t.v.ShortDay(l.Since.Time()))
}

// does is what happens when k is entered, sentence by sentence.
func (t lifeTeller) does(k life.Kind) []string {
	next, _ := life.Next(t.record.Life.State, k)
	var texts []string
	if n := t.record.Planned; n > 0 && next.Effects().Visits != life.Flows {
		texts = append(texts, t.v.Say("life.does.calls_off", n))
	}
	texts = append(texts, t.v.Say("life.does."+string(next)))
	if !t.record.Visits {
		return append(texts, t.v.Say("life.does.tells_whoever"))
	}
	if name := t.record.Staff[t.record.Worker]; name != "" {
		return append(texts, t.v.Say("life.does.tells", name))
	}
	return append(texts, t.v.Say("life.does.tells_supervisor"))
}

// A lifeView is the news of one event, said gently.
type lifeView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	State    ui.Tag
	Lead     string
	Support  ui.Callout
	Facts    ui.SummaryList
	Note     []string
	Forms    []ui.Form
	History  ui.Timeline
}

var lifePage = ui.NewPage[lifeView]("life")

// getLife handles GET /people/{participant}/life/{life_event}.
func (h *handlers) getLife(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, event, err := readLife(r)
	if err != nil {
		return ui.Response{}, err
	}
	return h.showLife(r, who, participant, event, nil)
}

// postLifeRead handles POST /people/{participant}/life/{life_event}/acknowledge.
func (h *handlers) postLifeRead(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.answerLife(r, who, h.care.AcknowledgeLife)
}

// postLifeSupport handles POST /people/{participant}/life/{life_event}/support.
func (h *handlers) postLifeSupport(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.answerLife(r, who, h.care.SupportLife)
}

func readLife(r *http.Request) (id.Participant, id.LifeEvent, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return "", "", err
	}
	event, err := route.ID[id.LifeEvent](r, "life_event")
	return participant, event, err
}

func (h *handlers) showLife(r *http.Request, who authz.Actor, participant id.Participant, event id.LifeEvent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.SeeLife(r.Context(), who, participant, event)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	n, name := record.News, record.Person.Identity.CalledName()
	f := facts{voice: v}
	f.day("life.fact.on", n.Fact.On)
	f.add("life.fact.by", v.Say("life.fact.entered", record.Staff[id.Account(n.By)], v.Moment(n.At.In(zone))))
	view := lifeView{
		Problems: ui.NewFields(v, "life", problems).Summary(), Back: lifeBack(v, record), Title: v.Say("life.news.title", record.Person.Identity.FullName()),
		State: newsTag(v, n), Lead: v.Say("life.worker."+string(n.Fact.Kind), name), Facts: f.list, Note: lines(n.Fact.Note),
		History: lifeHistory(v, zone, record),
	}
	if record.MayList {
		view.Back = ui.Link{Label: v.Say("life.list.title"), Path: lifeListPath}
	}
	if n.Worker != who.Account {
		view.Lead = v.Say("life.staff."+string(n.Fact.Kind), name)
	} else if n.Fact.Kind == life.Death {
		view.Support = ui.Callout{Title: v.Say("life.support.title"), Texts: []string{v.Say("life.support.text", supervisorsOf(v, n)), v.Say("life.support.today")}}
	}
	sent := h.readVisit(r, who, "life_answer/"+string(event), participant)
	for i, a := range record.Answers {
		form := ui.Form{
			Action: lifePath(participant, event) + "/acknowledge", Hidden: []ui.Hidden{{Name: "id", Value: sent.id}, {Name: "answer", Value: string(a)}},
			Buttons: []ui.Button{{Label: v.Say("life.answer."+string(a), record.Staff[n.Worker])}},
		}
		if a == life.InTouch {
			form.Action = lifePath(participant, event) + "/support"
		}
		if i > 0 {
			form.Buttons[0].Kind = ui.Secondary
		}
		view.Forms = append(view.Forms, form)
	}
	if problems.Any() {
		return lifePage.Invalid(view, v.Say("life.title")), nil
	}
	return lifePage.Render(view, v.Say("life.title")), nil
}

// supervisorsOf are those whom the service told, by name.
func supervisorsOf(v say.Voice, n life.News) string {
	for _, f := range n.Facts {
		if f.Told != nil && f.Told.To == life.HearsSupervisor && f.Told.Names != "" {
			return f.Told.Names
		}
	}
	return v.Say("life.support.somebody")
}

func newsTag(v say.Voice, n life.News) ui.Tag {
	shape := ui.Attention
	switch n.State {
	case life.NewsRead:
		shape = ui.Underway
	case life.NewsSettled:
		shape = ui.Done
	}
	return ui.Tag{Label: v.Say("life.news.state." + string(n.State)), State: shape}
}

func lifeHistory(v say.Voice, zone *time.Location, record appcare.LifeRecord) ui.Timeline {
	line := ui.Timeline{Label: v.Say("life.history")}
	for _, x := range record.History {
		step := ui.Step{When: v.Moment(x.At.In(zone)), State: ui.Done, Word: v.Say("person.pathway.word.done")}
		switch t := x.Fact.Told; {
		case t != nil && t.Nobody:
			step.Title = v.Say("life.nobody", v.Say("life.hearer."+string(t.To)))
			step.State, step.Word = ui.Stopped, v.Say("person.pathway.word.stopped")
		case t != nil:
			step.Title, step.Text = v.Say("life.told", v.Say("life.hearer."+string(t.To))), t.Names
		default:
			step.Title = v.Say("life.answered."+string(x.Fact.Answer), record.Staff[id.Account(x.By)])
		}
		line.Steps = append(line.Steps, step)
	}
	return line
}

func (h *handlers) answerLife(r *http.Request, who authz.Actor, do func(context.Context, authz.Actor, id.Participant, life.Fact) error) (ui.Response, error) {
	participant, event, err := readLife(r)
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "life_answer/"+string(event), participant)
	err = do(r.Context(), who, participant, life.Fact{ID: id.LifeFact(sent.id), Event: event, Answer: life.Answer(sent.text("answer"))})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showLife(r, who, participant, event, problems)
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, lifePath(participant, event), "visits.moved.title", err), nil
	}
	return ui.Redirect(lifePath(participant, event)), err
}

// A lifeListView is what happened in the lives of an organisation's people.
type lifeListView struct {
	Title string
	Lead  string
	Board ui.Board
	Pages ui.Pagination
}

var lifeListPageOf = ui.NewPage[lifeListView]("life_list")

// getLifeList handles GET /life.
func (h *handlers) getLifeList(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListLife(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	view := lifeListView{Title: v.Say("life.list.title"), Pages: pages(v, lifeListPath, page, found.Count)}
	view.Board.Empty = ui.Empty{Title: v.Say("life.list.none"), Text: v.Say("life.list.none_text")}
	if found.Open > 0 {
		view.Lead = v.Say("life.list.open", found.Open)
	}
	for _, l := range found.Lines {
		view.Board.Lines = append(view.Board.Lines, lifeLine(v, zone, l))
	}
	return lifeListPageOf.Render(view, view.Title), nil
}

// lifeLine is one event of the list, with whether anybody has read of it.
func lifeLine(v say.Voice, zone *time.Location, l life.Listed) ui.BoardLine {
	line := ui.BoardLine{
		Who: ui.Link{Label: l.Identity.FullName(), Path: lifePath(l.ID, l.Event.Fact.ID)},
		Why: v.Say("life.kind." + string(l.Event.Fact.Kind)), When: v.Moment(l.Event.At.In(zone)),
		Tag: ui.Tag{Label: v.Say("life.news.state.unread"), State: ui.Attention},
	}
	switch {
	case l.Settled:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.settled"), State: ui.Done}
	case l.Read:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.read"), State: ui.Underway}
	}
	return line
}

// lifeNewsOf is what a worker has not read yet of what happened to those whom
// they visit: that something did, and no more.
func lifeNewsOf(v say.Voice, load appcare.Caseload) []ui.BoardLine {
	var list []ui.BoardLine
	for _, p := range load.People {
		if p.Unread != "" {
			list = append(list, ui.BoardLine{
				Who: ui.Link{Label: v.Say("life.list.news_link", p.Identity.CalledName()), Path: lifePath(p.ID, p.Unread)}, Why: v.Say("life.list.news_text"),
			})
		}
	}
	return list
}
