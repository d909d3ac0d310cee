package care

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A screeningView is who waits for a decision.
type screeningView struct {
	Title string
	Lead  []string
	Board ui.Board
	Pages ui.Pagination
}

var screeningPage = ui.NewPage[screeningView]("screening_list")

// getScreening handles GET /screening.
func (h *handlers) getScreening(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.care.ListScreening(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := screeningView{Title: v.Say("screening.list.title"), Pages: pages(v, "/screening", page, found.Count)}
	view.Board.Empty = ui.Empty{Title: v.Say("screening.list.none"), Text: v.Say("screening.list.none_text")}
	if found.Count > 0 {
		view.Lead = append(view.Lead, v.Say("screening.list.wait", found.Count))
	}
	if found.Short > 0 {
		view.Lead = append(view.Lead, v.Say("screening.list.short", found.Short))
	}
	for _, p := range found.People {
		line, err := waiting(v, p, found.Today)
		if err != nil {
			return ui.Response{}, err
		}
		view.Board.Lines = append(view.Board.Lines, line)
	}
	return screeningPage.Render(view, view.Title), nil
}

// waiting is one who waits, with how long there is, under the version of the
// programme that they were referred to.
func waiting(v say.Voice, p programme.Person, today programme.Date) (ui.BoardLine, error) {
	d, err := content.Programme(p.Definition.Programme, p.Definition.Number)
	if err != nil {
		return ui.BoardLine{}, err
	}
	name := p.Identity.FullName()
	return ui.BoardLine{
		Who:    ui.Link{Label: name, Path: personPath(p.ID)},
		Why:    v.Say("screening.list.why", p.TeamName, v.ShortDay(course.StartBy(d, p.Discharged).Time())),
		When:   sinceDischarge(v, p.Discharged, today),
		Tag:    timeLeft(v, d, p.Discharged, today),
		Action: ui.Button{Label: v.Say("screening.list.decide"), Hidden: v.Say("screening.list.about", name), Path: screeningPath(p.ID), Kind: ui.Secondary},
	}, nil
}

func sinceDischarge(v say.Voice, discharged, today programme.Date) string {
	days := course.DaysSince(discharged, today)
	switch {
	case days < 0:
		return v.Say("screening.since.ahead", -days)
	case days == 0:
		return v.Say("screening.since.today")
	}
	return v.Say("screening.since.days", days)
}

// timeLeft says in a word how long there is to begin the visits: it stands out
// in the last week and after it.
func timeLeft(v say.Voice, d programme.Definition, discharged, today programme.Date) ui.Tag {
	left := course.StartBy(d, discharged).Sub(today)
	switch {
	case left < 0:
		return ui.Tag{Label: v.Say("screening.left.over", -left), State: ui.Attention}
	case left == 0:
		return ui.Tag{Label: v.Say("screening.left.today"), State: ui.Attention}
	case left <= appcare.SoonDays:
		return ui.Tag{Label: v.Say("screening.left.days", left), State: ui.Attention}
	}
	return ui.Tag{Label: v.Say("screening.left.days", left), State: ui.Neutral}
}

// A decisionView is the decision about one referral.
type decisionView struct {
	Problems    ui.ErrorSummary
	Back        ui.Link
	Name        string
	When        string
	Left        ui.Tag
	Facts       ui.SummaryList
	Form        ui.Form
	Eligibility ui.Table
	Settle      []ui.Radios
	Verdict     ui.Radios
	Reason      ui.Radios
	Note        ui.Textarea
}

var decisionPage = ui.NewPage[decisionView]("screening_form")

// decisionFields are the form's fields from top to bottom.
var decisionFields = []string{"eligibility.", "verdict", "reason", "note"}

// A decisionForm is a decision as it was sent.
type decisionForm struct {
	id     id.Decision
	values url.Values
}

func (h *handlers) readDecisionForm(r *http.Request, who authz.Actor, participant id.Participant) decisionForm {
	f := decisionForm{values: r.PostForm}
	var err error
	if f.id, err = id.Parse[id.Decision](f.values.Get("id")); err != nil {
		k := h.care.Kernel
		f.id = kernel.NewID[id.Decision](k, "decision_form/"+string(participant)+"/"+string(who.Account)+"/"+k.Now().String())
	}
	return f
}

func (f decisionForm) decision() pathway.Decision {
	v := pathway.Decision{
		ID: f.id, Verdict: pathway.Verdict(f.values.Get("verdict")), Reason: f.values.Get("reason"),
		Note: strings.TrimSpace(f.values.Get("note")),
	}
	for name := range f.values {
		line, is := strings.CutPrefix(name, "eligibility.")
		if reply := f.values.Get(name); is && reply != "" {
			v.Settled = append(v.Settled, pathway.Answer{Line: line, Reply: programme.Reply(reply)})
		}
	}
	slices.SortFunc(v.Settled, func(a, b pathway.Answer) int { return strings.Compare(a.Line, b.Line) })
	return v
}

// getDecision handles GET /people/{participant}/screening.
func (h *handlers) getDecision(r *http.Request, who authz.Actor) (ui.Response, error) {
	return h.askDecision(r, who, nil)
}

// postDecision handles POST /people/{participant}/screening.
func (h *handlers) postDecision(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	v := h.readDecisionForm(r, who, participant).decision()
	err = h.care.Screen(r.Context(), who, participant, v)
	problems, refused := fault.AsProblems(err)
	if refused || fault.Of(err) == fault.Conflict {
		return h.askDecision(r, who, problems)
	}
	return ui.Redirect(personPath(participant)).Saying("screening.saved." + string(v.Verdict)), err
}

// askDecision asks for a decision, or says that it has been taken.
func (h *handlers) askDecision(r *http.Request, who authz.Actor, problems fault.Problems) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	record, err := h.care.SeeScreening(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	if record.Person.State != programme.Referred {
		return movedOn(v, record), nil
	}
	view := decisionOf(v, record, h.readDecisionForm(r, who, participant), problems)
	if problems.Any() {
		return decisionPage.Invalid(view, v.Say("screening.form.title")), nil
	}
	return decisionPage.Render(view, v.Say("screening.form.title")), nil
}

// movedOn says that somebody has decided already, and what.
func movedOn(v say.Voice, record appcare.Record) ui.Response {
	p := record.Person
	view := ui.ErrorView{
		Title:  v.Say("screening.moved.title"),
		Texts:  []string{v.Say("screening.moved.text", p.Identity.FullName(), v.Say("referral.state."+string(p.State))), v.Say("screening.moved.nothing")},
		Action: ui.Button{Label: v.Say("screening.moved.open"), Path: personPath(p.ID)},
	}
	return ui.ErrorPage.With(http.StatusConflict, view, view.Title)
}

func decisionOf(v say.Voice, record appcare.Record, form decisionForm, problems fault.Problems) decisionView {
	p, d, referral := record.Person, record.Definition, record.Referral.Fact
	problems = ui.InOrder(problems, decisionFields)
	f := ui.NewFields(v, "screening", problems)
	view := decisionView{
		Problems: summary(v, d, problems),
		Back:     ui.Link{Label: v.Say("screening.form.back"), Path: "/screening"},
		Name:     p.Identity.FullName(),
		When:     sinceDischarge(v, p.Discharged, record.Today), Left: timeLeft(v, d, p.Discharged, record.Today),
		Facts: ui.Facts(v.Say("person.fact.birth_date"), v.ShortDay(p.Identity.BirthDate.Time()), v.Say("person.fact.discharged"), v.ShortDay(p.Discharged.Time()),
			v.Say("screening.form.team"), p.TeamName, v.Say("screening.form.start_by"), v.ShortDay(course.StartBy(d, p.Discharged).Time())),
		Form: ui.Form{
			Action: screeningPath(p.ID), Hidden: []ui.Hidden{{Name: "id", Value: string(form.id)}},
			Buttons: []ui.Button{{Label: v.Say("screening.form.save")}},
			Leave:   ui.Link{Label: v.Say("screening.form.record"), Path: personPath(p.ID)},
		},
		Eligibility: eligibilityOf(v, d, referral.Eligibility),
		Verdict:     f.Radios("verdict", form.values.Get("verdict"), string(pathway.Accept), string(pathway.Decline)),
		Reason:      f.Radios("reason", form.values.Get("reason")),
		Note:        f.Textarea("note", form.values.Get("note")).Room(3),
	}
	for _, key := range pathway.Unmet(d, referral.Eligibility) {
		line, _ := d.Line(key)
		view.Settle = append(view.Settle, settle(v, f, line, form.values.Get("eligibility."+key)))
	}
	for _, reason := range d.DeclineReasons {
		option := ui.Option{Value: reason.Key, Label: reason.Text}
		if reason.NeedsNote {
			option.Hint = v.Say("screening.form.say_more")
		}
		view.Reason.Options = append(view.Reason.Options, option)
	}
	return view
}

// settle asks again what the referral left open, or answered the other way.
func settle(v say.Voice, f ui.Fields, line programme.EligibilityLine, typed string) ui.Radios {
	name := "eligibility." + line.Key
	r := ui.Radios{Name: name, Legend: line.Text, Error: f.Error(name), Value: typed, Inline: true}
	for _, reply := range programme.Replies() {
		r.Options = append(r.Options, ui.Option{Value: string(reply), Label: v.Say("referral.reply." + string(reply))})
	}
	return r
}
