package care

import (
	"net/http"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const worryListPath = "/worries"

func raiseWorryPath(participant id.Participant) string { return personPath(participant) + "/worry" }
func worryPath(participant id.Participant, w id.Worry) string {
	return personPath(participant) + "/worries/" + string(w)
}

// A worryFormView asks what somebody is worried about. Whom to ring stands
// above the questions.
type worryFormView struct {
	Problems ui.ErrorSummary
	Back     ui.Link
	Title    string
	Ring     ui.CareCard
	Form     ui.Form
	Urgency  ui.Radios
	About    ui.Radios
	Words    ui.Textarea
}

var worryFormPage = ui.NewPage[worryFormView]("worry_form")

// getWorryForm handles GET /people/{participant}/worry.
func (h *handlers) getWorryForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showWorryForm(r, who, participant, h.readVisit(r, who, "worry", participant), nil)
}

// postWorry handles POST /people/{participant}/worry.
func (h *handlers) postWorry(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "worry", participant)
	err = h.care.RaiseWorry(r.Context(), who, participant, safety.Worry{
		ID: id.Worry(sent.id), Urgency: safety.Urgency(sent.text("urgency")), About: safety.Concern(sent.text("about")), Words: sent.text("words"),
	})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showWorryForm(r, who, participant, sent, problems)
	}
	return ui.Redirect(worryPath(participant, id.Worry(sent.id))).Saying("worry.saved"), err
}

func (h *handlers) showWorryForm(r *http.Request, who authz.Actor, participant id.Participant, sent consentSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.AskWorry(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	f := ui.NewFields(v, "worry", ui.InOrder(problems, []string{"urgency", "about", "words"}))
	back := worryBack(v, record)
	view := worryFormView{
		Problems: f.Summary(), Back: back, Title: v.Say("worry.heading", record.Person.Identity.CalledName()), Ring: ring(v, record.Help),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: sent.id}},
			Buttons: []ui.Button{{Label: v.Say("worry.save")}}, Leave: ui.Link{Label: v.Say("worry.leave"), Path: back.Path},
		},
		Urgency: f.Radios("urgency", sent.text("urgency"), ui.Values(safety.Urgencies())...),
		About:   f.Radios("about", sent.text("about"), ui.Values(safety.Concerns())...),
		Words:   f.Textarea("words", sent.text("words")),
	}
	if problems.Any() {
		return worryFormPage.Invalid(view, v.Say("worry.title")), nil
	}
	return worryFormPage.Render(view, v.Say("worry.title")), nil
}

// worryLink leads to the form, for whoever may fill it in.
func worryLink(v say.Voice, may bool, participant id.Participant) ui.Link {
	if !may {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("worry.open"), Path: raiseWorryPath(participant)}
}

// worryBack leads back to the record, or a worker to the visits.
func worryBack(v say.Voice, record appcare.WorryRecord) ui.Link {
	if record.May.SeePerson {
		return ui.Link{Label: v.Say("visits.back"), Path: personPath(record.Person.ID)}
	}
	return ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(record.Person.ID)}
}

// ring is whom to ring before anything is written: the two most urgent lines of
// the organisation's help.
func ring(v say.Voice, pack programme.HelpPack) ui.CareCard {
	card := ui.CareCard{
		Urgency: ui.Emergency, Title: v.Say("worry.ring.title"), Texts: []string{v.Say("worry.ring.text")},
		Links: []ui.Link{{Label: v.Say("worry.ring.all"), Path: ui.HelpPath}},
	}
	for _, line := range pack.Lines[:min(2, len(pack.Lines))] {
		for _, way := range line.Ways {
			if way.Target != "" && way.Kind != programme.WayWeb && way.Kind != programme.WayText {
				card.Contacts = append(card.Contacts, ui.Contact{Label: line.Title, Shown: way.Shown, Number: way.Target})
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
	Lead     string
	Ring     ui.CareCard
	Facts    ui.SummaryList
	Words    []string
	History  ui.Timeline
	TakeForm ui.Form
	Next     ui.Textarea
	EndForm  ui.Form
	Done     ui.Textarea
}

var worryPage = ui.NewPage[worryView]("worry")

// getWorry handles GET /people/{participant}/worries/{worry}.
func (h *handlers) getWorry(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, worry, err := readWorry(r)
	if err != nil {
		return ui.Response{}, err
	}
	return h.showWorry(r, who, participant, worry, h.readVisit(r, who, "worry_answer", participant), nil)
}

// postReceipt handles POST /people/{participant}/worries/{worry}/acknowledge.
func (h *handlers) postReceipt(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.answerWorry(r, who, "worry.receipt.saved", func(participant id.Participant, worry id.Worry, s consentSent) error {
		return h.care.AcknowledgeWorry(r.Context(), who, participant, safety.Receipt{ID: id.Receipt(s.id), Worry: worry, Next: s.text("next")})
	})
}

// postClosing handles POST /people/{participant}/worries/{worry}/close.
func (h *handlers) postClosing(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.answerWorry(r, who, "worry.closing.saved", func(participant id.Participant, worry id.Worry, s consentSent) error {
		return h.care.CloseWorry(r.Context(), who, participant, safety.Closing{ID: id.Closing(s.id), Worry: worry, Words: s.text("words")})
	})
}

func (h *handlers) answerWorry(r *http.Request, who authz.Actor, saying string, do func(id.Participant, id.Worry, consentSent) error) (ui.Response, error) {
	participant, worry, err := readWorry(r)
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readVisit(r, who, "worry_answer", participant)
	err = do(participant, worry, sent)
	if problems, refused := fault.AsProblems(err); refused {
		return h.showWorry(r, who, participant, worry, sent, problems)
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, worryPath(participant, worry), "visits.moved.title", err), nil
	}
	return ui.Redirect(worryPath(participant, worry)).Saying(saying), err
}

func readWorry(r *http.Request) (id.Participant, id.Worry, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return "", "", err
	}
	worry, err := route.ID[id.Worry](r, "worry")
	return participant, worry, err
}

func (h *handlers) showWorry(r *http.Request, who authz.Actor, participant id.Participant, worry id.Worry, sent consentSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.SeeWorry(r.Context(), who, participant, worry)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	s := record.Standing
	noun := "worry.receipt"
	if record.May.Close {
		noun = "worry.closing"
	}
	f := ui.NewFields(v, noun, problems)
	view := worryView{
		Problems: f.Summary(), Back: worryBack(v, record), Title: v.Say("worry.about_whom", record.Person.Identity.FullName()),
		State: worryTag(v, s), Lead: v.Say("worry.lead." + string(s.State)), Facts: worryFacts(v, zone, record), Words: lines(s.Fact.Words),
		History: worryHistory(v, zone, record),
	}
	if record.May.List {
		view.Back = ui.Link{Label: v.Say("worry.list.title"), Path: worryListPath}
	}
	if s.Fact.Urgency == safety.Now && s.Open() {
		view.Ring = ring(v, record.Help)
	}
	hidden := []ui.Hidden{{Name: "id", Value: sent.id}}
	if record.May.Acknowledge {
		view.TakeForm = ui.Form{Action: worryPath(participant, worry) + "/acknowledge", Hidden: hidden, Buttons: []ui.Button{{Label: v.Say("worry.receipt.save")}}}
		view.Next = f.Textarea("next", sent.text("next")).Room(2)
	}
	if record.May.Close {
		view.EndForm = ui.Form{Action: worryPath(participant, worry) + "/close", Hidden: hidden, Buttons: []ui.Button{{Label: v.Say("worry.closing.save")}}}
		view.Done = f.Textarea("words", sent.text("words"))
	}
	if problems.Any() {
		return worryPage.Invalid(view, v.Say("worry.one")), nil
	}
	return worryPage.Render(view, v.Say("worry.one")), nil
}

func worryTag(v say.Voice, s safety.WorryStanding) ui.Tag {
	shape := ui.Attention
	switch s.State {
	case safety.Acknowledged:
		shape = ui.Underway
	case safety.Closed:
		shape = ui.Done
	}
	return ui.Tag{Label: v.Say("worry.state." + string(s.State)), State: shape}
}

func worryFacts(v say.Voice, zone *time.Location, record appcare.WorryRecord) ui.SummaryList {
	s, f := record.Standing, facts{voice: v}
	f.add("worry.fact.urgency", v.Say("worry.urgency."+string(s.Fact.Urgency)))
	f.add("worry.fact.about", v.Say("worry.about."+string(s.Fact.About)))
	f.add("worry.fact.at", v.Moment(s.At.In(zone)))
	f.add("worry.fact.by", record.Staff[id.Account(s.By)])
	return f.list
}

// worryHistory names everybody who was told, and who has answered.
func worryHistory(v say.Voice, zone *time.Location, record appcare.WorryRecord) ui.Timeline {
	line := ui.Timeline{Label: v.Say("worry.history")}
	for _, x := range record.History {
		step := ui.Step{When: v.Moment(x.At.In(zone)), State: ui.Done, Word: v.Say("person.pathway.word.done")}
		by := record.Staff[id.Account(x.By)]
		switch f := x.Fact; {
		case f.Told != nil:
			step.Title, step.Text = v.Say("worry.told", v.Say("worry.to."+string(f.Told.To))), f.Told.Name
			if f.Told.Nobody {
				step.Title, step.Text = v.Say("worry.nobody", v.Say("worry.to."+string(f.Told.To))), v.Say("worry.nobody_text")
				step.State, step.Word = ui.Stopped, v.Say("person.pathway.word.stopped")
			}
		case f.Acknowledged != nil:
			step.Title, step.Text = v.Say("worry.has_it", by), f.Acknowledged.Next
		case f.Closed != nil:
			step.Title, step.Text = v.Say("worry.closed_by", by), f.Closed.Words
		}
		line.Steps = append(line.Steps, step)
	}
	return line
}

// A worriesView is every worry of an organisation.
type worriesView struct {
	Title string
	Lead  string
	Board ui.Board
	Pages ui.Pagination
}

var worriesPage = ui.NewPage[worriesView]("worry_list")

// getWorries handles GET /worries.
func (h *handlers) getWorries(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListWorries(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	view := worriesView{Title: v.Say("worry.list.title"), Pages: pages(v, worryListPath, page, found.Count)}
	view.Board.Empty = ui.Empty{Title: v.Say("worry.list.none"), Text: v.Say("worry.list.none_text")}
	if found.Open > 0 {
		view.Lead = v.Say("worry.list.open", found.Open)
	}
	for _, l := range found.Lines {
		view.Board.Lines = append(view.Board.Lines, worryLine(v, zone, l))
	}
	return worriesPage.Render(view, view.Title), nil
}

func worryLine(v say.Voice, zone *time.Location, l safety.Listed) ui.BoardLine {
	w := l.Worry.Fact
	line := ui.BoardLine{
		Who: ui.Link{Label: l.Identity.FullName(), Path: worryPath(l.ID, w.ID)},
		Why: v.Say("worry.list.why", v.Say("worry.urgency."+string(w.Urgency)), v.Say("worry.about."+string(w.About))), When: v.Moment(l.Worry.At.In(zone)),
		Tag: ui.Tag{Label: v.Say("worry.list.waits"), State: ui.Attention},
	}
	switch {
	case l.Closed:
		line.Tag = ui.Tag{Label: v.Say("worry.state.closed"), State: ui.Done}
	case l.Taken:
		line.Tag = ui.Tag{Label: v.Say("worry.state.acknowledged"), State: ui.Underway}
	}
	return line
}
