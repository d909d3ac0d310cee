package pathway

import (
	"net/http"
	"strconv"
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/chart"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A serviceReportView is how the service goes: figures, each with its table
// and how it was worked out.
type serviceReportView struct {
	Title   string
	Lead    string
	Print   ui.Button
	LeftOut ui.Notice
	Figures []ui.Figure
}

var serviceReportPage = ui.NewPage[serviceReportView]("service_report")

// getServiceReport handles GET /service-report.
func (h *handlers) getServiceReport(r *http.Request, who authz.Actor) (ui.Response, error) {
	found, err := h.care.SeeServiceReport(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := serviceReportView{
		Title: v.Say("service_report.title"), Lead: v.Say("service_report.lead", found.Referred, v.ShortDay(found.On.Time())),
		Print: ui.Button{Label: v.Say("service_report.print"), Kind: ui.Secondary, Print: true},
		LeftOut: ui.Notice{Title: v.Say("service_report.left_out.title"), Texts: []string{
			v.Say("service_report.left_out.study"), v.Say("service_report.left_out.follow_ups"),
			v.Say("service_report.left_out.ended"),
		}},
		Figures: []ui.Figure{peopleFigure(v, found)},
	}
	for _, draw := range []func(say.Voice, appcare.ServiceReport) (ui.Figure, error){waitsFigure, waitingFigure,
		firstVisitFigure, sessionsFigure} {
		f, err := draw(v, found)
		if err != nil {
			return ui.Response{}, err
		}
		view.Figures = append(view.Figures, f)
	}
	view.Figures = append(view.Figures, teamsFigure(v, found))
	return serviceReportPage.Render(view, view.Title), nil
}

func peopleFigure(v say.Voice, r appcare.ServiceReport) ui.Figure {
	f := blankFigure(v, "people", "service_report.people.step", "service_report.people.count")
	f.Method = v.Say("service_report.people.method")
	for _, line := range []struct {
		key string
		n   int
	}{
		{"referred", r.Referred}, {"once_each", r.People}, {"consented", r.Consented},
		{"matched", r.Matched}, {"visited", r.Visited},
	} {
		f.Table.Rows = append(f.Table.Rows, ui.Texts(v.Say("service_report.people."+line.key), strconv.Itoa(line.n)))
	}
	return f
}

func waitsFigure(v say.Voice, r appcare.ServiceReport) (ui.Figure, error) {
	f := blankFigure(v, "waits", spreadColumns()...)
	f.Method = v.Say("service_report.waits.without") + " " + spreadMethod(v)
	drawing, wrong := chart.Spreads{Axis: v.Say("service_report.waits.axis")}, 0
	for _, w := range r.Waits {
		wrong = max(wrong, w.Wrong)
		label := v.Say("service_report.waits." + string(w.Step))
		f.Table.Rows = append(f.Table.Rows, ui.Texts(spreadCells(v, label, w.Spread)...))
		drawing.Rows = append(drawing.Rows, spreadRow(v, label, w.Spread))
	}
	if wrong > 0 {
		f.Method += " " + v.Say("service_report.waits.wrong", wrong)
	}
	drawing.Texts = spreadTexts(v.Say("service_report.waits.desc"), f, drawing.Rows)
	return pictured(f, drawing.SVG())
}

// waitingFigure is who is not in the spread of the waits.
func waitingFigure(v say.Voice, r appcare.ServiceReport) (ui.Figure, error) {
	f := blankFigure(v, "waiting", "service_report.table.step", "service_report.table.waiting",
		"service_report.table.so_far", "service_report.table.stopped")
	f.Method = v.Say("service_report.waiting.method")
	for _, w := range r.Waits {
		soFar := "–"
		if w.SoFar > 0 {
			soFar = strconv.Itoa(w.SoFar)
		}
		f.Table.Rows = append(f.Table.Rows, ui.Texts(v.Say("service_report.waits."+string(w.Step)), strconv.Itoa(w.Waiting),
			soFar, strconv.Itoa(w.Stopped)))
	}
	return f, nil
}

func firstVisitFigure(v say.Voice, r appcare.ServiceReport) (ui.Figure, error) {
	f := blankFigure(v, "first_visit", spreadColumns()...)
	f.Method = spreadMethod(v)
	label := v.Say("service_report.first_visit.row")
	f.Table.Rows = []ui.Row{ui.Texts(spreadCells(v, label, r.ToFirstVisit)...)}
	drawing := chart.Spreads{Axis: v.Say("service_report.first_visit.axis"),
		Rows: []chart.Spread{spreadRow(v, label, r.ToFirstVisit)}}
	drawing.Texts = spreadTexts(v.Say("service_report.first_visit.desc"), f, drawing.Rows)
	return pictured(f, drawing.SVG())
}

// sessionsFigure says of fewer than stats.FewPeople how many they are, and
// draws nothing.
func sessionsFigure(v say.Voice, r appcare.ServiceReport) (ui.Figure, error) {
	f := blankFigure(v, "sessions", "service_report.sessions.axis", "service_report.sessions.ended",
		"service_report.sessions.under_way", "service_report.sessions.without_worker")
	f.Method = v.Say("service_report.sessions.method")
	s := r.Sessions
	if len(s.Ended) == 0 {
		f.Table.Empty = ui.Empty{Title: v.Say("service_report.few", s.People)}
		return f, nil
	}
	f.Sentence = v.Say("service_report.sessions.people", s.People)
	drawing := chart.Histogram{Axis: v.Say("service_report.sessions.axis"), Solid: v.Say("service_report.sessions.ended"),
		Hatched: v.Say("service_report.sessions.not_over")}
	desc := []string{v.Say("service_report.sessions.desc")}
	for n := range s.Ended {
		label := strconv.Itoa(n)
		f.Table.Rows = append(f.Table.Rows, ui.Texts(label, strconv.Itoa(s.Ended[n]), strconv.Itoa(s.UnderWay[n]),
			strconv.Itoa(s.Without[n])))
		notOver := s.UnderWay[n] + s.Without[n]
		drawing.Bars = append(drawing.Bars, chart.Bar{Label: label, Solid: s.Ended[n], Hatch: notOver})
		desc = append(desc, v.Say("service_report.sessions.cell", s.Ended[n]+notOver, n))
	}
	drawing.Texts = chart.Texts{ID: f.ID() + "-chart", Title: f.Title, Desc: strings.Join(desc, " ")}
	return pictured(f, drawing.SVG())
}

func teamsFigure(v say.Voice, r appcare.ServiceReport) ui.Figure {
	f := blankFigure(v, "teams", "service_report.teams.team", "service_report.teams.people",
		"service_report.teams.follow_ups", "service_report.teams.sessions")
	f.Table.Columns = append(f.Table.Columns,
		ui.Column{Label: v.Say("service_report.teams.adequate", r.Definition.AdequateSessions), Numeric: true})
	f.Method = v.Say("service_report.teams.other_figures") + " " + v.Say("service_report.method.few")
	for _, t := range r.Teams {
		names := make([]string, len(t.Teams))
		for i, team := range t.Teams {
			names[i] = r.TeamNames[team]
		}
		name := strings.Join(names, ", ")
		if len(names) > 1 {
			name = v.Say("service_report.teams.small", name)
		}
		f.Table.Rows = append(f.Table.Rows, ui.Texts(name, strconv.Itoa(t.People), share(v, t.FollowUps),
			share(v, t.Sessions), share(v, t.Adequate)))
	}
	return f
}

func share(v say.Voice, s stats.Share) string {
	switch {
	case s.People == 0:
		return v.Say("service_report.teams.none")
	case !s.Told():
		return v.Say("service_report.few", s.People)
	}
	return v.Say("service_report.teams.share", s.N, s.Of, v.Percent(s.Part()))
}

// blankFigure is a figure of this report with its columns, all but the first
// of numbers.
func blankFigure(v say.Voice, name string, columns ...string) ui.Figure {
	title := v.Say("service_report." + name + ".title")
	f := ui.Figure{Name: "service." + name, Title: title, Table: ui.Table{Caption: title, Quiet: true}}
	for i, key := range columns {
		f.Table.Columns = append(f.Table.Columns, ui.Column{Label: v.Say(key), Numeric: i > 0})
	}
	return f
}

func spreadColumns() []string {
	return []string{
		"service_report.table.step", "service_report.table.people", "service_report.table.lower",
		"service_report.table.median", "service_report.table.upper", "service_report.table.longest",
	}
}

func spreadCells(v say.Voice, label string, s stats.Spread) []string {
	cells := []string{label, strconv.Itoa(s.People)}
	for _, days := range []float64{s.Lower, s.Median, s.Upper, s.Longest} {
		cells = append(cells, inDays(v, s, days))
	}
	return cells
}

// inDays is a whole number of days as one, and any other with a decimal.
func inDays(v say.Voice, s stats.Spread, days float64) string {
	switch {
	case !s.Told():
		return "–"
	case days == float64(int(days)):
		return strconv.Itoa(int(days))
	}
	return v.Number(days, 1)
}

func spreadRow(v say.Voice, label string, s stats.Spread) chart.Spread {
	value := v.Say("service_report.few", s.People)
	if s.Told() {
		value = v.Say("service_report.spread", s.People, inDays(v, s, s.Median), inDays(v, s, s.Upper),
			inDays(v, s, s.Longest))
	}
	return chart.Spread{
		Row:     chart.Row{Label: label, Value: value, Range: chart.Range{Estimate: s.Median, Low: s.Lower, High: s.Upper}},
		Longest: s.Longest,
	}
}

// spreadTexts describes a drawing by everything that it shows.
func spreadTexts(desc string, f ui.Figure, rows []chart.Spread) chart.Texts {
	all := []string{desc}
	for _, r := range rows {
		all = append(all, r.Label+": "+r.Value+".")
	}
	return chart.Texts{ID: f.ID() + "-chart", Title: f.Title, Desc: strings.Join(all, " ")}
}

func spreadMethod(v say.Voice) string {
	return v.Say("service_report.method.quartiles") + " " + v.Say("service_report.method.few")
}

func pictured(f ui.Figure, svg string) (ui.Figure, error) {
	picture, err := ui.Drawn(svg)
	f.Picture = picture
	return f, err
}
