package workbook

import (
	"net/http"
	"time"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

func sharedListPath(participant id.Participant) string {
	return person.Path(participant) + "/shared"
}
func sharedPath(participant id.Participant, page string) string {
	return sharedListPath(participant) + "/" + page
}

// getSharedList handles GET /people/{participant}/shared: what somebody chose to
// share, by title.
func (h *handlers) getSharedList(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	c, err := h.book.ListShared(r.Context(), who, participant)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	name := person.ShortName(v, c.Person)
	table := ui.Table{
		Caption: v.Say("shared.title", name), Quiet: true,
		Columns: []ui.Column{{Label: v.Say("shared.page")}, {Label: v.Say("shared.module")}, {Label: v.Say("shared.since")}},
		Empty:   ui.Empty{Title: v.Say("shared.none"), Text: v.Say("shared.none_text", name)},
	}
	for _, s := range c.Shared {
		m, p, _ := c.Definition.Page(s.Page)
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Title, Path: sharedPath(participant, p.Key)}}, {Text: m.Title},
			{Text: v.Day(s.Since.In(zone))},
		}})
	}
	return ui.ListPage{
		Back:  ui.Link{Label: v.Say("shared.to_visits"), Path: person.VisitsPath(participant)},
		Title: table.Caption, Lead: v.Say("shared.lead", name), Parts: []ui.Control{table,
			ui.Link{Label: v.Say("blank.staff"), Path: blankListPath(c.Definition.Key)}},
	}.Render(), nil
}

// A sharedPageView is a page of somebody's workbook, to be read by the worker
// who visits them. The Body is all there is of the page, and the same in the
// owner's preview.
type sharedPageView struct {
	Back   ui.Link
	Banner ui.Notice // on the preview
	Body   sharedBodyView
	Lead   string
}

type sharedBodyView struct {
	Module, Title string
	Heading       string
	Answers       ui.Versions
	Blank         string // said when there are none
}

var sharedPagePage = ui.NewPage[sharedPageView]("shared_page")

// getShared handles GET /people/{participant}/shared/{page}.
func (h *handlers) getShared(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	p, err := h.book.SeeShared(r.Context(), who, participant, r.PathValue("page"))
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	name := person.ShortName(v, p.Person)
	view := sharedPageView{
		Back: ui.Link{Label: v.Say("shared.title", name), Path: sharedListPath(participant)},
		Body: sharedBody(v, route.Zone(r), p),
		Lead: v.Say("shared.page_lead", name),
	}
	return sharedPagePage.Render(view, p.Page.Title), nil
}

// sharedBody is what there is to read. What was skipped is passed over: nobody
// is to be asked why. Only the day is said of when it was written, and not
// the hour of the night.
func sharedBody(v say.Voice, zone *time.Location, p appworkbook.SharedPage) sharedBodyView {
	view := sharedBodyView{Module: p.Module.Title, Title: p.Page.Title,
		Heading: v.Say("shared.wrote", person.ShortName(v, p.Person))}
	for _, f := range p.Page.Fields {
		k := p.Kept[f.Key]
		text := workbook.Plain(v, f, k.Answer)
		if text == "" {
			continue
		}
		view.Answers.Items = append(view.Answers.Items,
			ui.Written{Title: f.Prompt, Note: v.Say("shared.written", v.ShortDay(k.At.In(zone))), Text: text})
	}
	if len(view.Answers.Items) == 0 {
		view.Blank = v.Say("shared.blank")
	}
	return view
}
