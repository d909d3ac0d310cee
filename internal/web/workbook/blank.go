package workbook

import (
	"net/http"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

func blankListPath(book string) string   { return "/blank/" + book }
func blankPath(book, page string) string { return blankListPath(book) + "/" + page }
func (h *handlers) blank(r *http.Request) (workbook.Definition, error) {
	return content.LatestWorkbook(r.PathValue("workbook"))
}

// blankIsOpen is why the empty pages need no sign-in.
const blankIsOpen = "they hold nothing of anybody, and paper is for people with no phone at hand"

// A blankView is a page of a workbook with nothing on it, to be printed and
// written on by hand.
type blankView struct {
	Back   ui.Link
	Print  ui.Button
	Module string
	Title  string
	Why    string
	Fields []ui.Blank
	Draft  string
}

var blankPage = ui.NewPage[blankView]("workbook_blank")

// getBlankList handles GET /blank/{workbook}, for anybody.
func (h *handlers) getBlankList(r *http.Request, _ authz.Actor) (ui.Response, error) {
	d, err := h.blank(r)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	page := ui.ListPage{Title: v.Say("blank.title", d.Title), Lead: v.Say("blank.lead")}
	for _, m := range d.Modules {
		page.Parts = append(page.Parts, ui.Heading(m.Title))
		for _, p := range m.Pages {
			page.Parts = append(page.Parts, ui.Link{Label: p.Title, Path: blankPath(d.Key, p.Key)})
		}
	}
	return page.Render(), nil
}

// getBlank handles GET /blank/{workbook}/{page}, for anybody.
func (h *handlers) getBlank(r *http.Request, _ authz.Actor) (ui.Response, error) {
	d, err := h.blank(r)
	if err != nil {
		return ui.Response{}, err
	}
	m, p, there := d.Page(r.PathValue("page"))
	if !there {
		return ui.Response{}, fault.Absent
	}
	v := route.Voice(r)
	view := blankView{
		Back:  ui.Link{Label: v.Say("blank.back"), Path: blankListPath(d.Key)},
		Print: ui.Button{Label: v.Say("paper.print"), Kind: ui.Secondary, Print: true}, Module: m.Title, Title: p.Title,
		Why: p.Why,
	}
	if p.Status == workbook.Draft {
		view.Draft = v.Say("workbook.status.draft")
	}
	for _, f := range p.Fields {
		view.Fields = append(view.Fields, ui.Blank{Title: f.Prompt, Hint: f.HintOnPaper(), Parts: blankParts(v, f)})
	}
	return blankPage.Render(view, p.Title), nil
}

// blankParts is the room on paper for an answer to f: a little more than on the
// screen, because paper has no button that adds a line.
func blankParts(v say.Voice, f workbook.Field) []ui.BlankPart {
	switch f.Kind {
	case workbook.LongText:
		return []ui.BlankPart{ui.Room("", max(f.Rows, 3)+2)}
	case workbook.ListOf:
		return []ui.BlankPart{ui.Room("", f.Opening()+2)}
	case workbook.TwoColumns:
		return []ui.BlankPart{ui.Room(f.Left, f.Opening()+1), ui.Room(f.Right, f.Opening()+1)}
	case workbook.DialOf:
		return []ui.BlankPart{blankDial(v, "", f.Low, f.High)}
	case workbook.TicksOf:
		var ticks []string
		for _, c := range f.Choices {
			ticks = append(ticks, c.Text)
		}
		return []ui.BlankPart{{Ticks: ticks}}
	case workbook.ContactsOf:
		return blankContacts(v)
	case workbook.LadderOf:
		return blankLadder(v, f)
	case workbook.GoalOf:
		return []ui.BlankPart{ui.Room(v.Say("workbook.goal.goal"), 1), ui.Room(v.Say("workbook.goal.why"), 2),
			ui.Room(v.Say("workbook.goal.steps"), f.Opening()+2),
			blankDial(v, v.Say("workbook.goal.near"), v.Say("workbook.goal.far_end"), v.Say("workbook.goal.near_end"))}
	}
	return []ui.BlankPart{ui.Room("", 2)}
}

func blankDial(v say.Voice, label, low, high string) ui.BlankPart {
	return ui.BlankPart{Label: label, Note: v.Say("workbook.dial.ends", low, high),
		Scale: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}
}

// blankContacts has room for three people.
func blankContacts(v say.Voice) []ui.BlankPart {
	var parts []ui.BlankPart
	for range 3 {
		for _, part := range []string{"name", "who", "number"} {
			parts = append(parts, ui.Room(v.Say("workbook.contact."+part), 1))
		}
	}
	return parts
}

func blankLadder(v say.Voice, f workbook.Field) []ui.BlankPart {
	var parts []ui.BlankPart
	for _, r := range f.Rungs {
		parts = append(parts, ui.BlankPart{Label: r.Title, Note: r.Hint})
		for _, part := range []string{"signs", "mine", "others"} {
			parts = append(parts, ui.Room(v.Say("workbook.ladder."+part), 2))
		}
	}
	return parts
}
