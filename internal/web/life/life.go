package life

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const ListPath = "/life"

func EnterPath(participant id.Participant) string { return person.Path(participant) + "/life" }
func Path(participant id.Participant, e id.LifeEvent) string {
	return EnterPath(participant) + "/" + string(e)
}

// lifeForms are entering what has happened, and what becomes of the news of it.
func (h *handlers) lifeForms() []route.Route {
	page := form.Page("/people/{participant}/life/{life_event}", authz.SeeLife, inLife, h.showLife)
	return append(form.Routes(h.lifeForm(), h.answerLife(life.ReadIt), h.answerLife(life.InTouch)), page)
}

// A happened is what has happened, and whether somebody said that they are sure.
type happened struct {
	event   life.Event
	sure    bool
	then    string // carried by the form of whoever may not read what becomes of it
	changes string // what would change which other record, carried too
}

// lifeForm asks what has happened. Each answer says what it does.
func (h *handlers) lifeForm() form.Step[id.Participant, appcare.LifeRecord, happened] {
	return form.Step[id.Participant, appcare.LifeRecord, happened]{
		Path: "/people/{participant}/life", Noun: "life", Draws: form.Draws(h.kernel, "visit_form/life"),
		Looks: authz.AskLife, Sends: authz.EnterLife, About: form.In[id.Participant]("participant"), Home: EnterPath,
		Look: h.care.AskLife, Draw: drawLife, Instead: sureOfDeath, Beside: "kind",
		Read: func(_ id.Participant, s *form.Sent) happened {
			return happened{life.Event{
				ID: id.LifeEvent(s.ID), Kind: life.Kind(s.Text("kind")), On: s.Day("on", programme.InLife),
				Note: s.Paragraphs("note"),
				Sure: s.Sure(), Also: form.List[id.Participant](s, "also"),
			}, s.Ticked("sure"), s.Text("then"), s.Text("changes")}
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, e happened) error {
			return h.care.EnterLife(ctx, who, participant, e.event, e.sure)
		},
		Then: func(_ authz.Actor, participant id.Participant, e happened) ui.Response {
			record, news := ui.Redirect(person.Path(participant)), ui.Redirect(Path(participant, e.event.ID))
			chosen := !e.event.Kind.OfEveryRecord() && len(e.event.Also) > 0
			switch {
			case chosen && !e.changesOthers() && e.then == "":
				return news.Saying("life.saved_unchanged")
			case e.then == "":
				return news
			case chosen && !e.changesOthers():
				return record.Saying("life.saved_unchanged")
			case chosen:
				return record.Saying("life.saved_also")
			case e.then == thenJoined && !e.event.Kind.OfEveryRecord():
				return record.Saying("life.saved_only")
			}
			return record.Saying("life.saved")
		},
	}
}

// One of these is carried by the form of somebody who may not read the news of
// what they enter: where to go on from here is known without looking again.
const (
	thenRecord = "record"
	thenJoined = "joined" // another record of theirs goes on as it does
)

// changing is how a form carries that k would change another record.
func changing(k life.Kind, other id.Participant) string { return string(k) + "/" + string(other) }

// changesOthers tells whether what happened changes any other record that was chosen.
func (e happened) changesOthers() bool {
	changes := strings.Fields(e.changes)
	return slices.ContainsFunc(e.event.Also, func(o id.Participant) bool {
		return slices.Contains(changes, changing(e.event.Kind, o))
	})
}

func drawLife(f *form.Fields, r appcare.LifeRecord) form.View {
	t, back := lifeTeller{f.Voice, f.Zone, r, f.Who.Account}, lifeBack(f.Voice, r)
	kinds, then := f.Radios("kind", ""), thenRecord
	for _, k := range r.Kinds() {
		kinds.Options = append(kinds.Options, ui.Option{Value: string(k), Label: f.Words("kind." + string(k)),
			Hint: strings.Join(t.does(k), " ")})
		if len(r.Unchanged(k)) > 0 {
			then = thenJoined
		}
	}
	var ticked, changes []string
	for _, o := range r.Also() {
		ticked = append(ticked, string(o.ID))
		for _, k := range r.KindsFor(o) {
			changes = append(changes, changing(k, o.ID))
		}
	}
	also := f.Checkboxes("also", ticked)
	for _, o := range r.Also() {
		also.Options = append(also.Options, ui.Option{Value: string(o.ID),
			Label: OtherRecord(f.Voice, f.Zone, o.Person, r.Records()), Hint: strings.Join(t.doesThere(o), " ")})
	}
	view := form.View{
		Back: back, Title: f.Words("heading", person.ShortName(f.Voice, r.Person)), Lead: t.stands(),
		Leave: ui.Link{Path: back.Path},
		Above: []ui.Control{ui.Text(f.Words("first"))},
		Fields: []ui.Control{
			kinds, f.Day("on", r.Today), f.Textarea("note", "").Room(3), form.If(len(also.Options) > 0, also),
			form.If(!r.MaySee, f.Carried("then", then)),
		},
	}
	if len(changes) > 0 {
		view.Fields = append(view.Fields, f.Carried("changes", strings.Join(changes, " ")))
	}
	return view
}

// sureOfDeath asks once more before a death is entered.
func sureOfDeath(f *form.Fields, r appcare.LifeRecord, err error) (ui.Response, bool) {
	problems, _ := fault.AsProblems(err)
	if _, unsure := problems.On("sure"); !unsure {
		return ui.Response{}, false
	}
	view := form.View{
		Window: f.Words("title"), Title: f.Words("sure.title", person.Name(f.Voice, r.Person)),
		Above: []ui.Control{ui.Text(f.Words("sure.text")), who(f.Voice, r, f.Sent.Day("on", programme.InLife))},
		Save:  ui.Button{Label: f.Words("sure.save"), Kind: ui.Warning}, Leave: ui.Link{Label: f.Words("leave"),
			Path: EnterPath(r.Person.ID)},
	}
	for _, text := range (lifeTeller{f.Voice, f.Zone, r, f.Who.Account}).does(life.Death) {
		view.Above = append(view.Above, ui.Text(text))
	}
	return f.Sure(view), true
}

// who says whom it is about, and on which day, so that nobody else of that name is meant.
func who(v say.Voice, r appcare.LifeRecord, on programme.Date) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Day("life.fact.on", on)
	f.Day("person.fact.birth_date", r.Person.Identity.BirthDate)
	if r.SeePerson {
		f.Add("person.fact.nhs_number", r.Person.Identity.NHSNumber.String())
	}
	return f.List
}

// lifeBack leads back to the record, or a worker to the visits.
func lifeBack(v say.Voice, record appcare.LifeRecord) ui.Link {
	if record.SeePerson {
		return ui.Link{Label: v.Say("visits.back"), Path: person.Path(record.Person.ID)}
	}
	return ui.Link{Label: v.Say("visits.to_visits"), Path: person.VisitsPath(record.Person.ID)}
}

// Link leads to the form, for anybody who may fill it in.
func Link(v say.Voice, may bool, participant id.Participant) ui.Link {
	if !may {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("life.open"), Path: EnterPath(participant)}
}

// A lifeTeller says how somebody stands and what an event would do.
type lifeTeller struct {
	v      say.Voice
	zone   *time.Location
	record appcare.LifeRecord
	who    id.Account // who reads it: they hear of nothing that they enter themselves
}

func (t lifeTeller) stands() string {
	l := t.record.Life
	if moves := MovesOn(t.v, l, t.record.Person); moves != "" {
		return moves
	}
	if l.State == life.GoesOn {
		return ""
	}
	if waits := WaitsOn(t.v, l, t.record.Person); waits != "" {
		return waits
	}
	return person.StandingWords(t.v, t.record.Person.Standing) + "."
}

// MovesOn says that somebody is going to move away, as long as that lies ahead.
func MovesOn(v say.Voice, l life.Life, p programme.Person) string {
	if l.Moves.IsZero() || p.Standing.Died() {
		return ""
	}
	key := "life.moves"
	if l.State == life.Paused {
		key = "life.moves_on_hold"
	}
	return v.Say(key, p.Identity.CalledName(), v.ShortDay(l.Moves.Time()))
}

// WaitsOn says that everything waits for somebody whose visits have ended, or about whose other
// referral nobody has decided yet: their standing says only that.
func WaitsOn(v say.Voice, l life.Life, p programme.Person) string {
	if l.State != life.Paused || !p.State.TakesPart() && p.State != programme.Referred ||
		p.Standing.Is == programme.Paused {
		return ""
	}
	return v.Say("life.waits_on", v.ShortDay(l.Since.Time()))
}

// does is what happens when k is entered, sentence by sentence.
func (t lifeTeller) does(k life.Kind) []string {
	next, _ := life.Next(t.record.Life.State, k)
	var texts []string
	visits := t.record.Visits
	if visits != nil && visits.Planned > 0 && next.Effects().Visits != life.Continues {
		texts = append(texts, t.v.Say("life.does.calls_off", visits.Planned))
	}
	key := "life.does." + string(next)
	if k == life.DeathDay {
		key = "life.does." + string(k)
	} else if k == life.DeathInError && t.record.Back {
		key = "life.does.back"
	} else if next == life.GoesOn && (visits == nil || visits.Over) {
		key += "_only" // of visits, whoever may not know of any reads nothing
	}
	texts = append(texts, t.v.Say(key))
	if k.OfEveryRecord() {
		texts = append(texts, t.doesInOthers(k)...)
	}
	if n := len(t.record.Unchanged(k)); n > 0 && len(t.record.Also()) == 0 {
		texts = append(texts, t.v.Say("life.does.this_only", n))
	}
	if visits == nil {
		if k == life.Readmission || k == life.LossOfCapacity || k == life.Death { // a move says itself from when
			texts = append(texts, t.v.Say("life.does.calls_off_any"))
		}
		return append(texts, t.hear("tells_whoever"))
	}
	if name := visits.Staff[visits.Worker]; name != "" && visits.Worker != t.who {
		return append(texts, t.hear("tells", name))
	}
	return append(texts, t.hear("tells_supervisor"))
}

// A lifeView is the news of one event, said gently.
type lifeView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	State    ui.Tag
	Lead     string
	Support  ui.Callout
	Records  []inRecords // what is so of it in other records
	Held     ui.Callout  // visits after the day of death, where there are any
	Facts    ui.SummaryList
	Note     []string
	Answers  []ui.Questions
	History  ui.Timeline
}

var lifePage = ui.NewPage[lifeView]("life")

// A lifeKey is which event in whose life an address names.
type lifeKey struct {
	participant id.Participant
	event       id.LifeEvent
}

func (k lifeKey) path() string { return Path(k.participant, k.event) }

func inLife(r *http.Request, _ authz.Actor) (lifeKey, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return lifeKey{}, err
	}
	event, err := route.ID[id.LifeEvent](r, "life_event")
	return lifeKey{participant, event}, err
}

// answerLife is one thing that somebody says who was told: one button.
func (h *handlers) answerLife(a life.Answer) form.Post[lifeKey, appcare.LifeNews, life.Fact] {
	last, sends, send := "acknowledge", authz.AcknowledgeLife, h.care.AcknowledgeLife
	if a == life.InTouch {
		last, sends, send = "support", authz.SupportLife, h.care.SupportLife
	}
	return form.Post[lifeKey, appcare.LifeNews, life.Fact]{
		Path: "/people/{participant}/life/{life_event}/" + last, Sends: sends, Noun: "life",
		Draws: form.Draws(h.kernel, "visit_form/life_answer"),
		About: inLife, Home: lifeKey.path, Show: h.showLife,
		Draw: func(f *form.Fields, r appcare.LifeNews) form.View {
			path := Path(r.Person.ID, r.News.Fact.ID)
			return form.View{
				Action: path + "/" + last, Save: ui.Button{Label: f.Words("answer."+string(a), r.Staff[r.News.Worker])},
				Fields: []ui.Control{ui.Hidden{Name: "answer", Value: string(a)}},
			}
		},
		Read: func(k lifeKey, s *form.Sent) life.Fact {
			return life.Fact{ID: id.LifeFact(s.ID), Event: k.event, Answer: life.Answer(s.Text("answer"))}
		},
		Send: func(ctx context.Context, who authz.Actor, k lifeKey, f life.Fact) error {
			return send(ctx, who, k.participant, f)
		},
		Then: func(_ authz.Actor, k lifeKey, _ life.Fact) ui.Response { return ui.Redirect(k.path()) },
	}
}

// showLife shows the news, with a button for each thing that the person looking
// can say.
func (h *handlers) showLife(q form.Request[lifeKey]) (ui.Response, error) {
	record, err := h.care.SeeLife(q.Context(), q.Who, q.Key.participant, q.Key.event)
	if err != nil {
		return ui.Response{}, err
	}
	v := q.Voice()
	view := lifeOf(v, q.Zone(), q.Who, record)
	var parts []form.Part
	for i, a := range record.Answers {
		part := h.answerLife(a).Part(q, record)
		if i > 0 {
			part.Form.Buttons[0].Kind = ui.Secondary
		}
		parts, view.Answers = append(parts, part), append(view.Answers, part.Questions)
	}
	view.Problems = form.Problems(q, parts...)
	return form.Show(q, lifePage, view, v.Say("life.title"), parts...), nil
}

// lifeOf is the news as the worker who visits the person reads it, or as others do.
func lifeOf(v say.Voice, zone *time.Location, who authz.Actor, record appcare.LifeNews) lifeView {
	n, name := record.News, person.ShortName(v, record.Person)
	kind := n.Fact.Kind
	said := string(kind)
	if kind == life.DeathInError && record.Back {
		said = "back"
	}
	if kind == life.MovingAhead && record.Life.State == life.Paused {
		said = "moving_on_hold"
	}
	f := person.Facts{Voice: v}
	f.Day("life.fact.on", record.On)
	f.Day("life.fact.was", record.Was)
	f.Add("life.fact.by", v.Say("life.fact.entered", record.Staff[id.Account(n.By)], v.Moment(n.At.In(zone))))
	view := lifeView{
		Back: lifeBack(v, record.LifeRecord), Title: v.Say("life.news.title", person.Name(v, record.Person)),
		State: newsTag(v, n), Lead: workerReads(v, record, said, name), Facts: f.List,
		Note:    person.Lines(n.Fact.Note),
		History: lifeHistory(v, zone, record),
	}
	if record.Visits != nil && kind.DatesDeath() && record.Mistaken == nil && len(record.Visits.Held) > 0 {
		held := record.Visits.Held
		view.Held = ui.Callout{Title: v.Say("life.held.title"),
			Texts: []string{v.Say("life.held.text", len(held), v.Days(held))}}
	}
	if record.MayList {
		view.Back = ui.Link{Label: v.Say("life.list.title"), Path: ListPath}
	}
	if record.Undone != nil {
		return undoneLife(v, zone, view, record)
	}
	if record.Mistaken != nil {
		return mistakenDeath(v, zone, view, record)
	}
	view.Records = append(toldWith(v, zone, record), inOthers(v, zone, record, kind)...)
	if n.Worker != who.Account {
		view.Lead = v.Say("life.staff."+said, name)
	} else if kind == life.Death {
		view.Support = ui.Callout{Title: v.Say("life.support.title"),
			Texts: []string{v.Say("life.support.text", supervisorsOf(v, n)), v.Say("life.support.today")}}
		if !record.Supervised {
			view.Support.Texts[0] = v.Say("life.support.alone", toRing(v, record))
		}
	}
	return view
}

func newsTag(v say.Voice, n life.News) ui.Tag {
	shape, state := ui.Attention, string(n.State)
	switch n.State {
	case life.NewsRead:
		shape = ui.Underway
	case life.NewsSettled, life.NewsOvertaken:
		shape = ui.Done
	}
	if n.ToldElsewhere() {
		state = "elsewhere"
	}
	return ui.Tag{Label: v.Say("life.news.state." + state), State: shape}
}

func lifeHistory(v say.Voice, zone *time.Location, record appcare.LifeNews) ui.Timeline {
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

// getLifeList handles GET /life: what happened in the lives of an
// organisation's people.
func (h *handlers) getLifeList(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), ListPath).ByState("event",
		ui.Values([]life.NewsState{life.NewsUnread, life.NewsRead, life.NewsSettled, life.NewsOvertaken}))
	found, err := h.care.ListLife(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("life.list.none"), Text: v.Say("life.list.none_text")}}
	n.Among(&board.Empty, found.Teams)
	names := person.NamesIn(v, zone, found.Lines)
	for _, l := range found.Lines {
		board.Lines = append(board.Lines, Line(names, v, zone, l))
	}
	list := ui.ListPage{Title: v.Say("life.list.title"), Parts: n.Listed(board, found.Count)}
	if found.Open > 0 {
		list.Lead = v.Say("life.list.open", found.Open)
	}
	return list.Render(), nil
}

// Line is one event of the list, with whether anybody has read of it. Names tell the
// people of the list apart.
func Line(names person.Names, v say.Voice, zone *time.Location, l life.Listed) ui.BoardLine {
	what := v.Say("life.kind." + string(l.Event.Fact.Kind))
	switch dies := l.Event.Fact.Kind.DatesDeath(); {
	case dies && l.Standing.Died():
		what = "" // their standing says it, with the day
	case dies:
		what = v.Say("life.mistaken")
	}
	line := ui.BoardLine{
		Who:  ui.Link{Label: names.Of(l.Person), Path: Path(l.ID, l.Event.Fact.ID)},
		Why:  strings.TrimSpace(person.Aside(v, l.Standing) + what),
		When: v.Moment(l.Event.At.In(zone)),
		Tag:  ui.Tag{Label: v.Say("life.news.state.unread"), State: ui.Attention},
	}
	switch {
	case l.Overtaken:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.overtaken"), State: ui.Done}
	case l.Elsewhere:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.elsewhere"), State: ui.Done}
	case l.Settled:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.settled"), State: ui.Done}
	case l.Read:
		line.Tag = ui.Tag{Label: v.Say("life.news.state.read"), State: ui.Underway}
	}
	return line
}

// NewsOf is what a worker has not read yet of what happened to those whom
// they visit: that something did, and no more.
func NewsOf(v say.Voice, load appcare.Caseload) []ui.BoardLine {
	var list []ui.BoardLine
	for _, p := range load.People {
		if p.Unread != "" {
			list = append(list, ui.BoardLine{
				Who: ui.Link{Label: v.Say("life.list.news_link", person.ShortName(v, p.Person)), Path: Path(p.ID, p.Unread)},
				Why: v.Say("life.list.news_text"),
			})
		}
	}
	return list
}
