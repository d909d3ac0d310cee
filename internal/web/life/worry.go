package life

import (
	"context"
	"net/http"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func raiseWorryPath(participant id.Participant) string { return person.Path(participant) + "/worry" }
func worryPath(participant id.Participant, w id.Worry) string {
	return person.Path(participant) + "/worries/" + string(w)
}

// worryForms are raising one, and what becomes of it.
func (h *handlers) worryForms() []route.Route {
	page := form.Page("/people/{participant}/worries/{worry}", authz.SeeWorry, inWorry, h.showWorry)
	return append(form.Routes(h.raiseForm(), h.takeOn(), h.closeWorry(), h.handOn(), h.addToWorry()), page)
}

// raiseForm asks what somebody is worried about. Whom to ring stands above the
// questions.
func (h *handlers) raiseForm() form.Step[id.Participant, appcare.WorryForm, safety.Worry] {
	return form.Step[id.Participant, appcare.WorryForm, safety.Worry]{
		Path: "/people/{participant}/worry", Noun: "worry", Draws: form.Draws(h.kernel, "visit_form/worry"),
		Looks: authz.AskWorry, Sends: authz.RaiseWorry, About: form.In[id.Participant]("participant"),
		Home: person.VisitsPath,
		Look: h.care.AskWorry,
		Draw: func(f *form.Fields, r appcare.WorryForm) form.View {
			back, died := worryBack(f.Voice, r), r.Person.Standing.Died()
			ring := Ring(f.Voice, r.Help)
			if died { // it may be about somebody else, whom nobody can be told to stay with
				ring.Texts = nil
			}
			says := "first"
			if r.Alone {
				says, ring = "alone.first", unheard(f.Voice, r, ring)
			}
			view := form.View{
				Back: back, Title: f.Words("heading", person.ShortName(f.Voice, r.Person)), Leave: ui.Link{Path: back.Path},
				Lead:  strings.TrimSpace(person.Mourned(f.Voice, r.Person.Standing)),
				Above: []ui.Control{ring, ui.Lead(f.Words(says))},
				Fields: []ui.Control{
					f.Radios("urgency", "", ui.Values(safety.Urgencies())...),
					f.Radios("about", "", ui.Values(safety.Concerns())...),
					f.Textarea("words", ""), form.If(!died, ui.Quiet(f.Words("private"))),
				},
			}
			if r.Alone {
				view.Save.Label, view.Leave.Label = f.Words("alone.save"), f.Words("alone.leave")
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) safety.Worry {
			return safety.Worry{
				ID: id.Worry(s.ID), Urgency: safety.Urgency(s.Text("urgency")), About: safety.Concern(s.Text("about")),
				Words: s.Paragraphs("words"),
			}
		},
		Send: h.care.RaiseWorry,
		Then: func(who authz.Actor, participant id.Participant, w safety.Worry) ui.Response {
			if who.Masked() { // may raise it, and not read what becomes of it
				return ui.Redirect(raiseWorryPath(participant) + "/saved")
			}
			return ui.Redirect(worryPath(participant, w.ID)).Saying("worry.saved")
		},
	}
}

// getWorrySaved handles GET /people/{participant}/worry/saved: who hears of it, by name and
// number, or that nobody could be told.
func (h *handlers) getWorrySaved(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeeWhoHears(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	page := ui.ListPage{Back: worryBack(v, record), Title: v.Say("worry.saved_masked.title"),
		Lead: v.Say("worry.saved_masked.lead"), Parts: []ui.Control{person.RingWorkers(v, record.Hear)}}
	if len(record.Hear.Supervisors)+len(record.Hear.Leads) == 0 {
		page.Lead, page.Parts = v.Say("worry.unheard.lead"), []ui.Control{unheard(v, record, Ring(v, record.Help))}
	}
	return page.Render(), nil
}

// WorryLink leads to the form, for anybody who may fill it in.
func WorryLink(v say.Voice, may bool, participant id.Participant) ui.Link {
	if !may {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("worry.open"), Path: raiseWorryPath(participant)}
}

// worryBack leads back to the record, or a worker to the visits.
func worryBack(v say.Voice, record appcare.WorryForm) ui.Link {
	if record.SeePerson {
		return ui.Link{Label: v.Say("visits.back"), Path: person.Path(record.Person.ID)}
	}
	return person.BackToVisits(v, record.SeeVisits, record.Person.ID)
}

// Ring is whom to ring before anything is written: the two most urgent lines of
// the organisation's help.
func Ring(v say.Voice, pack programme.HelpPack) ui.CareCard {
	card := ui.CareCard{
		Urgency: ui.Emergency, Title: v.Say("worry.ring.title"), Texts: []string{v.Say("worry.ring.text")},
		Links: []ui.Link{{Label: v.Say("worry.ring.all"), Path: ui.HelpPath}},
	}
	for _, line := range pack.Lines[:min(2, len(pack.Lines))] {
		for _, way := range line.Ways {
			if way.Target != "" && way.Kind != programme.WayWeb && way.Kind != programme.WayText {
				card.Contacts = append(card.Contacts,
					ui.Contact{Label: line.Title, Shown: way.Shown, Number: programme.Phone(way.Target)})
			}
		}
	}
	return card
}

// A worryView is a worry: who was told, who has it, and what to do next.
type worryView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	State    ui.Tag
	Died     string // when, where they have
	Lead     string
	Ring     ui.CareCard
	Facts    ui.SummaryList
	Words    []string
	History  ui.Timeline
	Take     ui.Questions // by anybody who may take it on
	Close    ui.Questions // by anybody who has it
	HandOn   ui.Questions // by anybody who may take it on
	Away     ui.Link      // likewise: to all that somebody else has, who took it on
	Add      ui.Questions // by them, and by the person who raised it
}

var worryPage = ui.NewPage[worryView]("worry")

// A worryKey is which worry about whom an address names.
type worryKey struct {
	participant id.Participant
	worry       id.Worry
}

// String is whom it is about: a form's id is drawn for them.
func (k worryKey) String() string { return string(k.participant) }

func (k worryKey) path() string { return worryPath(k.participant, k.worry) }

func worryOf(r appcare.WorryRecord) worryKey { return worryKey{r.Person.ID, r.Standing.Fact.ID} }

func inWorry(r *http.Request, _ authz.Actor) (worryKey, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return worryKey{}, err
	}
	worry, err := route.ID[id.Worry](r, "worry")
	return worryKey{participant, worry}, err
}

// onWorry completes a form that stands on a worry's page.
func onWorry[F any](h *handlers, last string, p form.Post[worryKey, appcare.WorryRecord, F]) form.Post[worryKey,
	appcare.WorryRecord, F] {
	p.Path, p.Draws = "/people/{participant}/worries/{worry}/"+last, form.Draws(h.kernel, "visit_form/worry_answer")
	p.About, p.Home, p.Show, p.Together = inWorry, worryKey.path, h.showWorry, true
	return p
}

// turnOf goes with what moves a worry: from a page of an earlier turn it is a conflict.
func turnOf(f *form.Fields, r appcare.WorryRecord) ui.Control {
	return f.Basis("turn", r.Standing.Turn())
}

func (h *handlers) takeOn() form.Post[worryKey, appcare.WorryRecord, safety.Acknowledgement] {
	return onWorry(h, "acknowledge", form.Post[worryKey, appcare.WorryRecord, safety.Acknowledgement]{
		Noun: "worry.receipt", Sends: authz.AcknowledgeWorry,
		May: func(r appcare.WorryRecord) bool { return r.May.Acknowledge },
		Draw: func(f *form.Fields, r appcare.WorryRecord) form.View {
			return form.View{Action: worryOf(r).path() + "/acknowledge", Fields: []ui.Control{
				f.Textarea("next", "").Room(2), turnOf(f, r)}}
		},
		Read: func(k worryKey, s *form.Sent) safety.Acknowledgement {
			return safety.Acknowledgement{ID: id.Acknowledgement(s.ID), Worry: k.worry, Next: s.Paragraphs("next"),
				Turn: s.Text("turn")}
		},
		Send: func(ctx context.Context, who authz.Actor, k worryKey, r safety.Acknowledgement) error {
			return h.care.AcknowledgeWorry(ctx, who, k.participant, r)
		},
	})
}

func (h *handlers) closeWorry() form.Post[worryKey, appcare.WorryRecord, safety.Closing] {
	return onWorry(h, "close", form.Post[worryKey, appcare.WorryRecord, safety.Closing]{
		Noun: "worry.closing", Sends: authz.CloseWorry,
		May: func(r appcare.WorryRecord) bool { return r.May.Close },
		Draw: func(f *form.Fields, r appcare.WorryRecord) form.View {
			return form.View{Action: worryOf(r).path() + "/close", Fields: []ui.Control{f.Textarea("words", ""), turnOf(f, r)}}
		},
		Read: func(k worryKey, s *form.Sent) safety.Closing {
			return safety.Closing{ID: id.Closing(s.ID), Worry: k.worry, Words: s.Paragraphs("words"),
				Turn: s.Text("turn")}
		},
		Send: func(ctx context.Context, who authz.Actor, k worryKey, c safety.Closing) error {
			return h.care.CloseWorry(ctx, who, k.participant, c)
		},
	})
}

// showWorry shows a worry, with the one form that the person looking may fill in.
func (h *handlers) showWorry(q form.Request[worryKey]) (ui.Response, error) {
	record, err := h.care.SeeWorry(q.Context(), q.Who, q.Key.participant, q.Key.worry)
	if err != nil {
		return ui.Response{}, err
	}
	v, s := q.Voice(), record.Standing
	take, closing := h.takeOn().Part(q, record), h.closeWorry().Part(q, record)
	handing, adding := h.handOn().Part(q, record), h.addToWorry().Part(q, record)
	view := worryView{
		Died:     person.Mourned(v, record.Person.Standing),
		Problems: form.Problems(q, take, closing, handing, adding), Back: worryBack(v, record.WorryForm),
		Title: v.Say("worry.about_whom", person.Name(v, record.Person)),
		State: worryTag(v, record), Lead: worryLead(v, record), Facts: worryFacts(v, q.Zone(), record),
		Words:   person.Lines(s.Fact.Words),
		History: worryHistory(v, q.Zone(), record), Take: take.Questions, Close: closing.Questions,
		HandOn: handing.Questions, Add: adding.Questions,
	}
	if record.May.List {
		view.Back = ui.Link{Label: v.Say("worry.list.title"), Path: person.WorryListPath}
	}
	if has := safety.Holder(record.History); s.State == safety.Acknowledged && record.May.List && has != q.Who.Account {
		view.Away = ui.Link{Label: v.Say("worry.away", record.Staff[has]), Path: person.HandOverPath(has)}
	}
	if s.Fact.Urgency == safety.Now && s.Open() && view.Died == "" || record.Unheard {
		view.Ring = Ring(v, record.Help)
	}
	if record.Unheard {
		view.Ring = unheard(v, record.WorryForm, view.Ring)
	}
	return form.Show(q, worryPage, view, v.Say("worry.one"), take, closing, handing, adding), nil
}

func worryLead(v say.Voice, record appcare.WorryRecord) string {
	if record.Unheard {
		return v.Say("worry.unheard.lead")
	}
	if len(record.Since) > 0 {
		var since []string
		for _, a := range record.Since {
			since = append(since, record.Staff[a])
		}
		return v.Say("worry.told_since.lead", strings.Join(since, ", "))
	}
	return v.Say("worry.lead." + string(record.Standing.State))
}

// unheard is whom to ring where nobody here can be told: the service's own number,
// too. It may be about somebody else than a person who has died.
func unheard(v say.Voice, record appcare.WorryForm, ring ui.CareCard) ui.CareCard {
	if record.Person.Standing.Died() {
		ring.Texts = nil
	}
	if record.Service != "" {
		ring.Contacts = append(ring.Contacts, ui.Contact{Label: v.Say("helper.service"), Number: record.Service})
	}
	return ring
}

func worryTag(v say.Voice, record appcare.WorryRecord) ui.Tag {
	if record.Unheard {
		return ui.Tag{Label: v.Say("worry.unheard.state"), State: ui.Attention}
	}
	if len(record.Since) > 0 {
		return ui.Tag{Label: v.Say("worry.state.told"), State: ui.Attention}
	}
	s, shape := record.Standing, ui.Attention
	switch s.State {
	case safety.Acknowledged:
		shape = ui.Underway
	case safety.Closed:
		shape = ui.Done
	}
	return ui.Tag{Label: v.Say("worry.state." + string(s.State)), State: shape}
}

func worryFacts(v say.Voice, zone *time.Location, record appcare.WorryRecord) ui.SummaryList {
	s, f := record.Standing, person.Facts{Voice: v}
	f.Add("worry.fact.urgency", v.Say("worry.urgency."+string(s.Fact.Urgency)))
	f.Add("worry.fact.about", v.Say("worry.about."+string(s.Fact.About)))
	f.Add("worry.fact.at", v.Moment(s.At.In(zone)))
	f.Add("worry.fact.by", record.Staff[id.Account(s.By)])
	return f.List
}

// worryHistory names everybody who was told, and who has answered.
func worryHistory(v say.Voice, zone *time.Location, record appcare.WorryRecord) ui.Timeline {
	line := ui.Timeline{Label: v.Say("worry.history")}
	for i, x := range record.History {
		step := ui.Step{When: v.Moment(x.At.In(zone)), State: ui.Done, Word: v.Say("person.pathway.word.done")}
		by := record.Staff[id.Account(x.By)]
		switch f := x.Fact; {
		case f.Told != nil:
			step.Title, step.Text = v.Say("worry.told", v.Say("worry.to."+string(f.Told.To))), f.Told.Name
			if f.Told.Nobody {
				step.Title, step.Text = v.Say("worry.nobody", v.Say("worry.to."+string(f.Told.To))), ""
				if safety.NextWereTold(record.History[i:]) {
					step.Text = v.Say("worry.nobody_text")
				}
				step.State, step.Word = ui.Stopped, v.Say("person.pathway.word.stopped")
			}
		case f.Acknowledged != nil:
			step.Title, step.Text = v.Say("worry.has_it", by), f.Acknowledged.Next
		case f.Closed != nil:
			step.Title, step.Text = v.Say("worry.closed_by", by), f.Closed.Words
		case f.HandedOn != nil:
			step.Title, step.Text = v.Say("worry.handed_on", by, record.Staff[f.HandedOn.To]), f.HandedOn.Why
		case f.Added != nil:
			step.Title, step.Text = v.Say("worry.added", by), f.Added.Words
		case f.Released != nil:
			step.Title = v.Say("worry.released", record.Staff[f.Released.Of])
		}
		line.Steps = append(line.Steps, step)
	}
	return line
}

// getWorries handles GET /worries: every worry of an organisation.
func (h *handlers) getWorries(r *http.Request, who authz.Actor) (ui.Response, error) {
	n := person.Narrow(r, who, h.kernel.Now(), person.WorryListPath).ByState("worry",
		ui.Values([]safety.WorryState{safety.Raised, safety.Acknowledged, safety.Closed}))
	found, err := h.care.ListWorries(r.Context(), who, n.Page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	board := ui.Board{Empty: ui.Empty{Title: v.Say("worry.list.none"), Text: v.Say("worry.list.none_text")}}
	n.Among(&board.Empty, found.Teams)
	names := person.NamesIn(v, zone, found.Lines)
	for _, l := range found.Lines {
		board.Lines = append(board.Lines, WorryLine(names, v, zone, l))
	}
	list := ui.ListPage{Title: v.Say("worry.list.title"), Parts: n.Listed(board, found.Count)}
	if found.Open > 0 {
		list.Lead = v.Say("worry.list.open", found.Open)
	}
	return list.Render(), nil
}

// WorryLine is one worry of a list, whose names tell its people apart.
func WorryLine(names person.Names, v say.Voice, zone *time.Location, l safety.Listed) ui.BoardLine {
	w := l.Worry.Fact
	line := ui.BoardLine{
		Who: ui.Link{Label: names.Of(l.Person), Path: worryPath(l.ID, w.ID)},
		Why: person.Aside(v, l.Standing) +
			v.Say("worry.list.why", v.Say("worry.urgency."+string(w.Urgency)), v.Say("worry.about."+string(w.About))),
		When: v.Moment(l.Worry.At.In(zone)),
		Tag:  ui.Tag{Label: v.Say("worry.list.waits"), State: ui.Attention},
	}
	switch {
	case l.Closed:
		line.Tag = ui.Tag{Label: v.Say("worry.state.closed"), State: ui.Done}
	case l.Taken:
		line.Tag = ui.Tag{Label: v.Say("worry.state.acknowledged"), State: ui.Underway}
	}
	return line
}
