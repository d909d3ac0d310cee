// Package study owns the pages of studies: how one goes, and its report by arm
// once it is closed. It refuses rules: it reads what was sent, calls one use case
// of app/study, and says what to show.
package study

import (
	"context"
	"net/http"
	"strconv"

	"footbridge.org/footbridge/internal/app/kernel"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// handlers are what the routes share.
type handlers struct {
	study  *appstudy.Study
	kernel *kernel.Kernel
}

// Routes are the addresses of this area.
func Routes(k *kernel.Kernel, s *appstudy.Study) []route.Route {
	h := &handlers{s, k}
	routes := []route.Route{
		route.Get("/studies", authz.ListStudies, h.getStudies),
		route.Get("/studies/{study}", authz.SeeStudy, h.getStudy),
		route.Get("/studies/{study}/report", authz.SeeReport, h.getReport),
	}
	return append(routes, h.closingForm().Routes()...)
}

func studyPath(s id.Study) string   { return "/studies/" + string(s) }
func reportPath(s id.Study) string  { return studyPath(s) + "/report" }
func closingPath(s id.Study) string { return studyPath(s) + "/close" }

func state(v say.Voice, s trial.Study) ui.Tag {
	if s.Closed() {
		return ui.Tag{Label: v.Say("study.state.closed"), State: ui.Done}
	}
	return ui.Tag{Label: v.Say("study.state.open"), State: ui.Underway}
}

// getStudies handles GET /studies.
func (h *handlers) getStudies(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, err := h.study.ListStudies(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	table := ui.NewTable(v, "study.list", "name", "state", "opened", "closed", "people")
	table.Columns[4].Numeric = true
	for _, s := range found.Lines {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: s.Name, Path: studyPath(s.ID)}},
			{Tag: state(v, s.Study)},
			{Text: v.ShortDay(s.OpenedOn.Time())},
			{Text: person.DayOr(v, s.ClosedOn, "–")},
			{Text: strconv.Itoa(s.People)},
		}})
	}
	return ui.ListPage{Title: table.Caption, Lead: v.Say("study.list.lead"), Parts: []ui.Control{
		table, ui.Paginate(v, "/studies", page, found.Count),
	}}.Render(), nil
}

// A studyView is one study, arms together.
type studyView struct {
	Back   ui.Link
	Title  string
	State  ui.Tag
	Text   string
	Report ui.Button
	Close  ui.Link
	Caveat ui.Notice
	Facts  ui.SummaryList
	Flow   ui.Table
	Note   string
	Counts ui.Table
	Calls  ui.Table
}

var studyPage = ui.NewPage[studyView]("study")

// getStudy handles GET /studies/{study}.
func (h *handlers) getStudy(r *http.Request, who authz.Actor) (ui.Response, error) {
	key, err := route.ID[id.Study](r, "study")
	if err != nil {
		return ui.Response{}, err
	}
	o, err := h.study.SeeStudy(r.Context(), who, key)
	if err != nil {
		return ui.Response{}, err
	}
	return studyPage.Render(studyOf(route.Voice(r), o), o.Study.Name), nil
}

func studyOf(v say.Voice, o appstudy.Overview) studyView {
	s := o.Study
	view := studyView{
		Back: ui.Link{Label: v.Say("study.back"), Path: "/studies"}, Title: s.Name, State: state(v, s),
		Text:  v.Say("study.open_text"),
		Facts: studyFacts(v, o), Flow: flowTable(v, o), Note: brought(v, o.Flow), Counts: pooledTable(v, o),
		Calls: followUpTable(v, o),
	}
	if s.Closed() {
		view.Text = v.Say("study.closed_text", v.ShortDay(s.ClosedOn.Time()))
	}
	if o.MayReport {
		view.Report = ui.Button{Label: v.Say("study.report"), Path: reportPath(s.ID)}
	}
	if o.MayClose {
		view.Close = ui.Link{Label: v.Say("study.close.title"), Path: closingPath(s.ID)}
	}
	if s.Caveat != "" {
		view.Caveat = ui.Notice{Title: v.Say("report.read_first"), Texts: []string{s.Caveat}}
	}
	return view
}

func studyFacts(v say.Voice, o appstudy.Overview) ui.SummaryList {
	answer, _ := o.Definition.Outcome(o.Study.Primary)
	facts := ui.Facts(
		v.Say("study.facts.programme"), v.Say("study.facts.version", o.Definition.Title, o.Definition.Version),
		v.Say("study.facts.primary"), answer.Label,
		v.Say("study.facts.opened"), v.ShortDay(o.Study.OpenedOn.Time()),
	)
	if o.Study.Closed() {
		facts.Lines = append(facts.Lines, ui.SummaryLine{Key: v.Say("study.facts.closed"),
			Value: v.ShortDay(o.Study.ClosedOn.Time())})
	}
	return facts
}

// brought says what isn't known of those who were allocated elsewhere.
func brought(v say.Voice, f trial.Flow) string {
	switch f.Brought {
	case 0:
		return ""
	case f.Assessed:
		return v.Say("study.flow.brought")
	}
	return v.Say("study.flow.brought_some", f.Brought)
}

func flowTable(v say.Voice, o appstudy.Overview) ui.Table {
	t := ui.Table{
		Caption: v.Say("study.flow.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("study.flow.heading")}, {Label: v.Say("study.flow.people"), Numeric: true}},
	}
	row := func(label string, n int) { t.Rows = append(t.Rows, ui.Texts(label, strconv.Itoa(n))) }
	f := o.Flow
	if f.Brought < f.Assessed {
		row(v.Say("study.flow.assessed"), f.Assessed)
		row(v.Say("study.flow.excluded"), f.Excluded())
		excludedRows(v, o, row)
		row(v.Say("study.flow.waiting"), f.Waiting)
	}
	row(v.Say("study.flow.allocated"), f.Allocated)
	row(v.Say("study.flow.running"), f.Running)
	row(v.Say("study.flow.complete"), f.Complete)
	row(v.Say("study.flow.withdrew"), f.Withdrew)
	if f.Died > 0 {
		row(v.Say("study.flow.died"), f.Died)
	}
	return t
}

// excludedRows says why, for each reason that there was.
func excludedRows(v say.Voice, o appstudy.Overview, row func(string, int)) {
	for _, d := range o.Flow.Declined {
		reason, _ := o.Definition.DeclineReason(d.Reason)
		row(v.Say("study.flow.declined", reason.Text), d.People)
	}
	some := func(key string, n int) {
		if n > 0 {
			row(v.Say(key), n)
		}
	}
	some("study.flow.said_no", o.Flow.SaidNo)
	some("study.flow.taken_back", o.Flow.TakenBack)
	some("study.flow.left", o.Flow.Left)
}

func pooledTable(v say.Voice, o appstudy.Overview) ui.Table {
	t := ui.Table{
		Caption: v.Say("study.count.title"), Quiet: true,
		Columns: []ui.Column{
			{Label: v.Say("study.count.outcome")}, {Label: v.Say("study.count.relapsed"), Numeric: true},
			{Label: v.Say("study.count.over"), Numeric: true}, {Label: v.Say("study.count.pending"), Numeric: true},
		},
	}
	for _, c := range o.Counts {
		t.Rows = append(t.Rows, ui.Texts(c.Outcome.Name, v.Say("study.count.of", c.Relapsed, c.People),
			v.Say("study.count.of", c.Over, c.People), strconv.Itoa(c.Pending)))
	}
	return t
}

// followUpStates are in the order in which a follow-up comes to them.
var followUpStates = []outcome.FollowUpState{
	outcome.FollowUpWaiting, outcome.FollowUpDue, outcome.FollowUpDone, outcome.FollowUpSaidNo, outcome.FollowUpNotReached,
	trial.Paused, trial.Died, trial.Withdrew,
}

// followUpTable is how the study's follow-ups stand: how many of those whose
// time has come were answered is what is kept of the people in it.
func followUpTable(v say.Voice, o appstudy.Overview) ui.Table {
	t := ui.Table{
		Caption: v.Say("study.calls.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("study.calls.state")}, {Label: v.Say("study.calls.number"), Numeric: true}},
	}
	for _, s := range followUpStates {
		t.Rows = append(t.Rows, ui.Texts(v.Say("call.state."+string(s)), strconv.Itoa(o.FollowUps[s])))
	}
	return t
}

// closingForm asks once before a study is closed. One that is closed already is
// simply shown.
func (h *handlers) closingForm() form.Step[id.Study, appstudy.Closing, id.Study] {
	return form.Step[id.Study, appstudy.Closing, id.Study]{
		Path: "/studies/{study}/close", Noun: "study.close", Looks: authz.AskClosing, Sends: authz.CloseStudy,
		About: form.In[id.Study]("study"), Home: studyPath, Look: h.study.AskClosing,
		Draw: func(f *form.Fields, s appstudy.Closing) form.View {
			does := []string{f.Words("opens"), f.Words("locks"), f.Words("final")}
			if s.ToCall > 0 {
				does = append(does, f.Words("to_call", s.ToCall))
			}
			return form.View{
				Back: ui.Link{Label: s.Name, Path: studyPath(s.ID)}, Title: f.Words("title"), Lead: f.Words("lead"),
				Above: []ui.Control{ui.Callout{Title: f.Words("callout"), Texts: does}}, Save: ui.Button{Label: f.Words("button"),
					Kind: ui.Warning},
			}
		},
		Read: func(key id.Study, _ *form.Sent) id.Study { return key },
		Send: func(ctx context.Context, who authz.Actor, key, _ id.Study) error {
			return h.study.CloseStudy(ctx, who, key)
		},
		Then: func(_ authz.Actor, key, _ id.Study) ui.Response {
			return ui.Redirect(studyPath(key)).Saying("study.close.done")
		},
		Instead: func(_ *form.Fields, s appstudy.Closing, err error) (ui.Response, bool) {
			return ui.Redirect(studyPath(s.ID)), err == nil && s.Closed()
		},
	}
}
