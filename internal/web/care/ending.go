package care

import (
	"net/http"
	"slices"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

func endingPath(participant id.Participant) string { return personPath(participant) + "/ending" }

// An endingView is how somebody's visits are to end, and that they did.
type endingView struct {
	Problems  ui.ErrorSummary
	Back      ui.Link
	Title     string
	Lead      string
	Over      ui.SummaryList // how they ended; empty while they go on
	Summaries []ui.Link      // the letters that may go now
	GoesOn    ui.Form
	Plan      ui.Form
	Boxes     []ui.Textarea
	Earlier   []earlierPlan
	End       ui.Form
	Kind      ui.Radios
	On        ui.DateInput
	Note      ui.Textarea
	CallsOff  ui.Checkboxes
}

// An earlierPlan is one that a later one replaced. It stays readable.
type earlierPlan struct {
	Title string
	Parts []planPart
}

var endingPage = ui.NewPage[endingView]("ending")

// endingSent is what was sent with either form; the other opens as it would.
type endingSent struct{ plan, end consentSent }

// readEnding takes what was sent with the form called name.
func (h *handlers) readEnding(r *http.Request, who authz.Actor, name string, participant id.Participant) endingSent {
	of := func(form string) consentSent {
		if form == name {
			return h.readVisit(r, who, form, participant)
		}
		unsent := r.WithContext(r.Context())
		unsent.PostForm = nil
		return h.readVisit(unsent, who, form, participant)
	}
	return endingSent{plan: of("ending_plan"), end: of("ending")}
}

// getEnding handles GET /people/{participant}/ending.
func (h *handlers) getEnding(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	return h.showEnding(r, who, participant, h.readEnding(r, who, "", participant), nil)
}

// postEndingPlan handles POST /people/{participant}/ending/plan. When somebody
// else wrote one meanwhile, what was typed stays on the form, above theirs.
func (h *handlers) postEndingPlan(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readEnding(r, who, "ending_plan", participant)
	s := sent.plan
	err = h.care.PlanEnding(r.Context(), who, participant, course.EndingPlan{
		ID: id.EndingPlan(s.id), Helped: s.text("helped"), Keeps: s.text("keeps"), StillOpen: s.text("still_open"),
		WhereToTurn: s.text("where_to_turn"), Goodbye: s.text("goodbye"), Replaces: id.EndingPlan(s.text("replaces")),
	})
	if problems, refused := fault.AsProblems(err); refused {
		return h.showEnding(r, who, participant, sent, problems)
	}
	if err != nil && fault.KeyOf(err) == "ending.plan.moved" {
		s.values.Del("replaces") // they read the other plan, and send again
		return h.showEnding(r, who, participant, sent, fault.Problems{{Field: "helped", Key: "ending.plan.moved"}})
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, endingPath(participant), "visits.moved.title", err), nil
	}
	return ui.Redirect(endingPath(participant)).Saying("ending.plan.saved"), err
}

// postEnding handles POST /people/{participant}/ending: the visits are over, or
// go on after all.
func (h *handlers) postEnding(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	sent := h.readEnding(r, who, "ending", participant)
	s := sent.end
	e := course.Ending{ID: id.Ending(s.id), Replaces: id.Ending(s.text("replaces")), InError: s.text("in_error") == "yes"}
	saved := "ending.goes_on.saved"
	if !e.InError {
		e.Kind, e.On, e.Note, saved = course.EndingKind(s.text("kind")), s.date("on"), s.text("note"), "ending.saved"
	}
	err = h.care.EndVisits(r.Context(), who, participant, e, s.text("calls_off") == "yes")
	if problems, refused := fault.AsProblems(err); refused {
		return h.showEnding(r, who, participant, sent, ui.UnreadFirst(*s.unread, problems))
	}
	if err != nil && fault.Of(err) == fault.Conflict {
		return elsewhere(r, endingPath(participant), "visits.moved.title", err), nil
	}
	if err == nil && e.Kind == course.EndedDeath {
		return h.afterDeath(r, who, participant)
	}
	return ui.Redirect(endingPath(participant)).Saying(saved), err
}

// afterDeath leads on to where a death is entered, which stops everything else,
// unless it was.
func (h *handlers) afterDeath(r *http.Request, who authz.Actor, participant id.Participant) (ui.Response, error) {
	record, err := h.care.AskLife(r.Context(), who, participant)
	if err != nil || record.Life.State == life.Stopped {
		return ui.Redirect(endingPath(participant)).Saying("ending.saved"), err
	}
	return ui.Redirect(enterLifePath(participant)).Saying("ending.saved_death"), nil
}

func (h *handlers) showEnding(r *http.Request, who authz.Actor, participant id.Participant, sent endingSent, problems fault.Problems) (ui.Response, error) {
	record, err := h.care.SeeEnding(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	f := ui.NewFields(v, "ending", ui.InOrder(problems, append(endingBoxes(), "kind", "on", "note")))
	t := endingTeller{v, route.Zone(r), record}
	view := endingView{
		Problems: f.Summary(), Back: ui.Link{Label: v.Say("visits.to_visits"), Path: visitsPath(participant)},
		Title: v.Say("ending.heading", record.Person.Identity.CalledName()), Lead: t.lead(),
	}
	if record.MayEnd {
		t.askPlan(&view, f, sent.plan)
		t.askEnd(&view, f, sent.end)
	}
	if problems.Any() {
		return endingPage.Invalid(view, v.Say("ending.title")), nil
	}
	return endingPage.Render(view, v.Say("ending.title")), nil
}

// endingBoxes are the five things of an ending plan, in their order.
func endingBoxes() []string {
	return []string{"helped", "keeps", "still_open", "where_to_turn", "goodbye"}
}

// An endingTeller asks how somebody's visits end, and says how they did.
type endingTeller struct {
	v      say.Voice
	zone   *time.Location
	record appcare.EndingRecord
}

func (t endingTeller) lead() string {
	if !t.record.MayEnd {
		return t.v.Say("ending.nothing")
	}
	return t.v.Say("visits.count", t.record.Course.Used(), t.record.Course.Of, t.record.Course.Planned(), len(t.record.Course.ToPlan()))
}

func (t endingTeller) askPlan(view *endingView, f ui.Fields, sent consentSent) {
	now, _ := t.record.Ending.Plan()
	replaces := string(now.ID)
	if sent.values.Has("replaces") {
		replaces = sent.text("replaces")
	}
	view.Plan = ui.Form{
		Action: endingPath(t.record.Person.ID) + "/plan", Hidden: []ui.Hidden{{Name: "id", Value: sent.id}, {Name: "replaces", Value: replaces}},
		Buttons: []ui.Button{{Label: t.v.Say("ending.plan.save")}},
	}
	written := map[string]string{"helped": now.Helped, "keeps": now.Keeps, "still_open": now.StillOpen, "where_to_turn": now.WhereToTurn, "goodbye": now.Goodbye}
	for _, name := range endingBoxes() {
		view.Boxes = append(view.Boxes, f.Textarea(name, sent.or(name, written[name])).Room(2))
	}
	for _, x := range slices.Backward(t.record.Ending) {
		if x.Fact.Plan == nil || x.Fact.Plan.ID == now.ID && !sent.was() {
			continue // the one that holds stands in the form
		}
		view.Earlier = append(view.Earlier, earlierPlan{
			Title: t.v.Say("ending.plan.of", t.v.Moment(x.At.In(t.zone)), t.record.Staff[id.Account(x.By)]), Parts: planOf(t.v, "ending.part.", *x.Fact.Plan),
		})
	}
}

func (t endingTeller) askEnd(view *endingView, f ui.Fields, sent consentSent) {
	participant := t.record.Person.ID
	if now, over := t.record.Ending.Ending(); over {
		view.Over = t.over(now)
		for _, to := range t.record.Summaries {
			view.Summaries = append(view.Summaries, ui.Link{
				Label: t.v.Say("ending.summary", t.v.Say("letter.to."+string(to))), Path: letterPath(lettersPath(participant), course.LetterEnding, to),
			})
		}
		view.GoesOn = ui.Form{
			Action: endingPath(participant), Hidden: []ui.Hidden{{Name: "id", Value: sent.id}, {Name: "replaces", Value: string(now.ID)}, {Name: "in_error", Value: "yes"}},
			Buttons: []ui.Button{{Label: t.v.Say("ending.goes_on.save"), Kind: ui.Secondary}},
		}
		return
	}
	view.End = ui.Form{
		Action: endingPath(participant), Hidden: []ui.Hidden{{Name: "id", Value: sent.id}},
		Buttons: []ui.Button{{Label: t.v.Say("ending.save"), Kind: ui.Warning}}, Leave: ui.Link{Label: t.v.Say("ending.leave"), Path: visitsPath(participant)},
	}
	view.Kind = f.Radios("kind", sent.text("kind"), ui.Values(course.EndingKinds())...)
	view.On, view.Note = sent.day(f, "on", t.record.Today), f.Textarea("note", sent.text("note")).Room(3)
	if t.record.Planned > 0 {
		view.CallsOff = f.Checkboxes("calls_off", sent.values["calls_off"])
		view.CallsOff.Options = []ui.Option{{Value: "yes", Label: t.v.Say("ending.calls_off.yes", t.record.Planned)}}
	}
}

// over is how the visits ended, and who said so.
func (t endingTeller) over(e course.Ending) ui.SummaryList {
	f := facts{voice: t.v}
	f.add("ending.kind.label", t.v.Say("ending.kind."+string(e.Kind)))
	f.day("ending.on.label", e.On)
	f.add("ending.fact.note", e.Note)
	for _, x := range t.record.Ending {
		if x.Fact.Key() == string(e.ID) {
			f.add("ending.fact.by", t.v.Say("life.fact.entered", t.record.Staff[id.Account(x.By)], t.v.Moment(x.At.In(t.zone))))
		}
	}
	return f.list
}
