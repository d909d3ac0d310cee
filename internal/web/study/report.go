package study

import (
	"net/http"
	"strconv"
	"strings"

	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/chart"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/report"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A reportView is a closed study by arm.
type reportView struct {
	Back     ui.Link
	Title    string
	Lead     string
	Print    ui.Button
	Caveat   ui.Notice
	Findings []findingView
	FlowText string
	Flow     ui.Table
	FlowNote string
	Limits   []string
}

// A findingView is what one outcome definition says: a sentence, then two
// figures, each a picture with its table beside it and then its method.
type findingView struct {
	ID       string
	Kind     string // whether it is what answers the study
	Title    string
	Origin   string
	Label    string
	Kinds    string
	Again    string // that these are the same people
	Sentence string
	Arms     string // which figure is whose
	Share    ui.Figure
	Ratio    ui.Figure
	Beware   []string
}

var reportPage = ui.NewPage[reportView]("study_report")

// getReport handles GET /studies/{study}/report.
func (h *handlers) getReport(r *http.Request, who authz.Actor) (ui.Response, error) {
	key, err := route.ID[id.Study](r, "study")
	if err != nil {
		return ui.Response{}, err
	}
	found, err := h.study.SeeReport(r.Context(), who, key)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view, err := reportOf(v, found)
	return reportPage.Render(view, v.Say("report.of", found.Study.Name)), err
}

func reportOf(v say.Voice, r appstudy.Report) (reportView, error) {
	view := reportView{
		Back: ui.Link{Label: v.Say("report.back"), Path: studyPath(r.Study.ID)}, Title: v.Say("report.of", r.Study.Name),
		Lead:  v.Say("report.lead", r.Flow.Allocated, v.ShortDay(r.Study.ClosedOn.Time())),
		Print: ui.Button{Label: v.Say("report.print"), Kind: ui.Secondary, Print: true},
		Flow:  armFlow(v, r), FlowText: v.Say("report.flow.text"), FlowNote: brought(v, r.Flow),
		Limits: limits(v, r),
	}
	if r.Study.Caveat != "" {
		view.Caveat = ui.Notice{Title: v.Say("report.read_first"), Texts: []string{r.Study.Caveat}}
	}
	for i, f := range r.Findings {
		one, err := findingOf(v, f, i == 0)
		if err != nil {
			return reportView{}, err
		}
		view.Findings = append(view.Findings, one)
	}
	return view, nil
}

// smallArm is where an arm is called small: a guess of ours, so that nobody
// reads much into a handful of people.
const smallArm = 50

// limits is what the figures of r can't tell.
func limits(v say.Voice, r appstudy.Report) []string {
	var texts []string
	for _, a := range r.Findings[0].Arms {
		if a.People < smallArm {
			texts = []string{v.Say("report.limits.small")}
		}
	}
	return append(texts, v.Say("report.limits.promise"), v.Say("report.limits.masked"), v.Say("report.limits.missed"))
}

func findingOf(v say.Voice, f appstudy.Finding, primary bool) (findingView, error) {
	c := f.Compared
	view := findingView{
		ID: ui.ControlID(f.Outcome.Key), Kind: v.Say("report.outcome.primary"), Title: f.Outcome.Name, Label: f.Outcome.Label,
		Kinds: kinds(v, f),
		Arms:  v.Say("report.arms", f.Arms[0].Arm.Name, f.Arms[1].Arm.Name),
		Sentence: v.Say("report.sentence",
			c.Arms[0].String(), v.Percent(c.Proportions[0].Estimate), c.Arms[1].String(), v.Percent(c.Proportions[1].Estimate),
			report.Within(v, c.RiskRatio, report.Ratio2), report.Within(v, c.OddsRatio, report.Ratio3),
			v.Probability(c.FisherP)),
		Beware: beware(v, f),
	}
	if origin := "report.outcome.origin." + f.Outcome.Key; say.Has(origin) {
		view.Origin = v.Say(origin)
	}
	if !primary {
		view.Kind, view.Again = v.Say("report.outcome.other"), v.Say("report.outcome.same_people")
	}
	var err error
	if view.Share, err = shareFigure(v, f); err != nil {
		return view, err
	}
	view.Ratio, err = ratioFigure(v, f)
	return view, err
}

// kinds says what counts.
func kinds(v say.Voice, f appstudy.Finding) string {
	var names []string
	for _, k := range f.Outcome.Kinds {
		names = append(names, strings.ToLower(v.Say("episode.kind."+string(k))))
	}
	return v.Say("report.outcome.kinds", strings.Join(names, ", ")) + " " +
		v.Say("report.outcome.base."+string(f.Outcome.From))
}

// beware gathers what anybody who reads this finding has to be told.
func beware(v say.Voice, f appstudy.Finding) []string {
	texts := report.Beware(v, f.Compared, named(v, f))
	if d := f.Compared.RiskDifference; d.Low <= 0 && d.High >= 0 {
		texts = append(texts, v.Say("report.no_difference"))
	}
	for _, a := range f.Arms {
		if a.Pending > 0 {
			texts = append(texts, v.Say("report.pending", a.Pending, a.Arm.Name, a.Relapsed+a.Pending, a.People))
		}
		if a.Withdrew > 0 {
			texts = append(texts, v.Say("report.withdrew", a.Withdrew, a.Arm.Name))
		}
	}
	return texts
}

func shareFigure(v say.Voice, f appstudy.Finding) (ui.Figure, error) {
	figure := ui.Figure{
		Name: f.Outcome.Key + "-share", Title: v.Say("report.share.title"),
		Method: v.Say("report.share.method", report.Method(v, f.Compared.Proportions[0].Method)),
		Table: ui.Table{Caption: v.Say("report.share.chart"), Quiet: true, Columns: []ui.Column{
			{Label: v.Say("report.share.arm")}, {Label: v.Say("report.share.relapsed"), Numeric: true},
			{Label: v.Say("report.share.people"), Numeric: true},
			{Label: v.Say("report.share.share"), Numeric: true}, {Label: v.Say("report.share.interval"), Numeric: true},
		}},
	}
	drawing := chart.Proportions{Axis: v.Say("report.share.axis")}
	for i, a := range f.Arms {
		p := f.Compared.Proportions[i]
		share, limits := v.Percent(p.Estimate), report.Limits(v, p, report.Percent)
		figure.Table.Rows = append(figure.Table.Rows, ui.Texts(a.Arm.Name, strconv.Itoa(a.Relapsed), strconv.Itoa(a.People),
			unbroken(share), unbroken(limits)))
		value := v.Say("report.share.value", a.Relapsed, a.People, share, limits)
		drawing.Rows = append(drawing.Rows, chart.Row{Label: a.Arm.Name, Value: value, Range: rangeOf(p)})
	}
	drawing.Texts = texts(figure.Name, v.Say("report.share.chart"), drawing.Rows)
	return drawn(figure, drawing.SVG())
}

func ratioFigure(v say.Voice, f appstudy.Finding) (ui.Figure, error) {
	c := f.Compared
	figure := ui.Figure{
		Name: f.Outcome.Key + "-ratio", Title: v.Say("report.ratio.title"),
		Method: v.Say("report.ratio.method", f.Arms[0].Arm.Name, f.Arms[1].Arm.Name) + " " + v.Say("report.ratio.p_method"),
		Table: ui.Table{Caption: v.Say("report.ratio.chart"), Quiet: true, Columns: []ui.Column{
			{Label: v.Say("estimate.heading.figure")}, {Label: v.Say("estimate.heading.estimate"), Numeric: true},
			{Label: v.Say("estimate.heading.interval"), Numeric: true}, {Label: v.Say("estimate.heading.method")},
		}},
	}
	arms := named(v, f)
	if needed := report.Needed(v, c, arms); needed != "" {
		figure.Method = needed + " " + figure.Method
	}
	for _, l := range report.Estimates(v, c, arms) {
		figure.Table.Rows = append(figure.Table.Rows, ui.Texts(l.Figure, l.Estimate, orDash(l.Interval), l.Method))
	}
	drawing := chart.Ratios{
		Axis: v.Say("report.ratio.axis"), Same: v.Say("report.ratio.same"), Less: v.Say("report.ratio.less"),
		More: v.Say("report.ratio.more"),
		Rows: []chart.Row{
			{Label: v.Say("estimate.figure.risk_ratio"), Value: report.Within(v, c.RiskRatio, report.Ratio2),
				Range: rangeOf(c.RiskRatio)},
			{Label: v.Say("estimate.figure.odds_ratio"), Value: report.Within(v, c.OddsRatio, report.Ratio3),
				Range: rangeOf(c.OddsRatio)},
		},
	}
	drawing.Texts = texts(figure.Name, v.Say("report.ratio.chart"), drawing.Rows)
	return drawn(figure, drawing.SVG())
}

// named is what the arms of f are called. The treatment is the arm with visits,
// or the first where both have them.
func named(v say.Voice, f appstudy.Finding) report.Arms {
	arms := report.Arms{}
	for i, a := range f.Arms {
		arms.Names[i] = v.Say("report.arm", a.Arm.Name)
	}
	if !f.Arms[0].Arm.Visits && f.Arms[1].Arm.Visits {
		arms.Treatment = 1
	}
	return arms
}

func drawn(f ui.Figure, svg string) (ui.Figure, error) {
	picture, err := ui.Drawn(svg)
	f.Picture = picture
	return f, err
}

// texts describes a drawing by everything that it shows.
func texts(name, title string, rows []chart.Row) chart.Texts {
	var all []string
	for _, r := range rows {
		all = append(all, r.Label+": "+r.Value)
	}
	return chart.Texts{ID: ui.ControlID(name) + "-chart", Title: title, Desc: strings.Join(all, ". ")}
}

func rangeOf(i stats.Interval) chart.Range {
	return chart.Range{Estimate: i.Estimate, Low: i.Low, High: i.High}
}

// unbroken keeps figures on one line of a narrow cell.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// armFlow is who was counted, by arm and together. Its numbers are of the
// outcome that answers the study; everybody is in all of them.
func armFlow(v say.Voice, r appstudy.Report) ui.Table {
	t := ui.Table{Caption: v.Say("report.flow.title"), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("report.flow.stage")}}}
	arms := r.Findings[0].Arms
	for _, a := range arms {
		t.Columns = append(t.Columns, ui.Column{Label: a.Arm.Name, Numeric: true})
	}
	t.Columns = append(t.Columns, ui.Column{Label: v.Say("report.flow.all"), Numeric: true})
	row := func(key string, of func(trial.Tally) int) {
		cells := []string{v.Say(key)}
		sum := 0
		for _, a := range arms {
			cells = append(cells, strconv.Itoa(of(a.Tally)))
			sum += of(a.Tally)
		}
		t.Rows = append(t.Rows, ui.Texts(append(cells, strconv.Itoa(sum))...))
	}
	together := func(key string, n int) {
		t.Rows = append(t.Rows, ui.Texts(v.Say(key), "–", "–", strconv.Itoa(n)))
	}
	if f := r.Flow; f.Brought < f.Assessed {
		together("report.flow.assessed", f.Assessed)
		together("report.flow.excluded", f.Excluded())
		together("report.flow.waiting", f.Waiting)
	}
	unknown := v.Say("report.flow.not_known")
	row("report.flow.allocated", func(t trial.Tally) int { return t.People })
	t.Rows = append(t.Rows, ui.Texts(v.Say("report.flow.received"), unknown, unknown, unknown))
	row("report.flow.withdrew", func(t trial.Tally) int { return t.Withdrew })
	row("report.flow.analysed", func(t trial.Tally) int { return t.People })
	return t
}
