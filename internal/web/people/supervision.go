package people

import (
	"net/http"
	"strings"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workforce"
)

const supervisionPath = "/supervision"

// A supervisionView is the sessions that were held, and when the next is due.
type supervisionView struct {
	Title  string
	State  ui.Tag
	Texts  []string
	Action ui.Button
	Table  ui.Table
	Pages  ui.Pagination
}

var supervisionPage = ui.NewPage[supervisionView]("supervision")

// getSupervision handles GET /supervision.
func (h *handlers) getSupervision(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	list, err := h.people.ListSupervision(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := supervisionView{
		Title: v.Say("supervision.title"), State: supervisionTag(v, list.Standing, list.Today),
		Texts: supervisionTexts(v, list.Standing, list.Today),
		Table: sessionsTable(v, list), Pages: ui.Paginate(v, supervisionPath, page, list.Count),
	}
	view.Table.Empty = view.Pages.InPlaceOf(view.Table.Empty)
	if list.MayRecord {
		view.Action = ui.Button{Label: v.Say("supervision.open"), Path: supervisionPath + "/new", Kind: ui.Primary}
	}
	return supervisionPage.Render(view, view.Title), nil
}

func supervisionTag(v say.Voice, s workforce.SupervisionStanding, today programme.Date) ui.Tag {
	switch {
	case s.Due.IsZero():
		return ui.Tag{Label: v.Say("supervision.state.not_due")}
	case s.Late(today) > 0:
		return ui.Tag{Label: v.Say("supervision.state.late"), State: ui.Attention}
	}
	return ui.Tag{Label: v.Say("supervision.state.on_time"), State: ui.Done}
}

// supervisionTexts is how it goes, a sentence each: what is next, what was last,
// and what was held of what was due.
func supervisionTexts(v say.Voice, s workforce.SupervisionStanding, today programme.Date) []string {
	texts := nextSupervision(v, s, today)
	if s.Of > 0 {
		texts = append(texts, v.Say("supervision.held", s.Held, s.Of, v.ShortDay(s.From.Time())))
	}
	return texts
}

func nextSupervision(v say.Voice, s workforce.SupervisionStanding, today programme.Date) []string {
	if s.Due.IsZero() {
		return []string{v.Say("supervision.due.none")}
	}
	next, last := v.Say("supervision.due.by", v.ShortDay(s.Due.Time())), v.Say("supervision.none")
	if late := s.Late(today); late > 0 {
		next = v.Say("supervision.due.late", late)
	}
	if !s.Last.IsZero() {
		last = v.Say("supervision.last", v.ShortDay(s.Last.Time()))
	}
	return []string{next, last}
}

func sessionsTable(v say.Voice, list apppeople.SupervisionList) ui.Table {
	t := ui.Table{Caption: v.Say("supervision.list"), Quiet: true, Empty: ui.Empty{Title: v.Say("supervision.empty"),
		Text: v.Say("supervision.empty_text")}}
	columns := []string{"on", "led", "came", "correct"}
	if !list.MayRecord {
		columns = columns[:3]
	}
	for _, column := range columns {
		t.Columns = append(t.Columns, ui.Column{Label: v.Say("supervision.table." + column)})
	}
	for _, e := range list.Entries {
		day := v.ShortDay(e.On.Time())
		row := ui.Row{Cells: []ui.Cell{{Text: day}, {Text: list.Staff[e.Led]},
			{Text: strings.Join(named(list.Staff, e.Came), ", ")}}}
		switch {
		case e.TakenBack:
			row.Cells[0].Tag = ui.Tag{Label: v.Say("supervision.state.taken_back"), State: ui.Stopped}
		case e.Corrected:
			row.Cells[0].Tag = ui.Tag{Label: v.Say("supervision.state.corrected")}
		}
		if list.MayRecord {
			row.Cells = append(row.Cells, correctCell(v, e, day))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// correctCell leads to the correction of an entry that counts. Taking it back
// is offered there.
func correctCell(v say.Voice, e workforce.SupervisionEntry, day string) ui.Cell {
	if !e.Holds() {
		return ui.Cell{}
	}
	return ui.Cell{Link: ui.Link{Label: v.Say("supervision.correct.open"), Hidden: day,
		Path: supervisionPath + "/correct?entry=" + string(e.ID)}}
}

// named is what accounts are called, by name.
func named(staff map[id.Account]string, list []id.Account) []string {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = staff[a]
	}
	return names
}
