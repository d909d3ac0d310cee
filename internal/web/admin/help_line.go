package admin

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A helpLineView is the organisation's own line, to be set.
type helpLineView struct {
	Problems                  ui.ErrorSummary
	Title, Text               string
	Form                      ui.Form
	Number, Hours, WhenClosed ui.Input
	ReviewBy                  ui.DateInput
}

var helpLinePage = ui.NewPage[helpLineView]("help_line")

// getHelpLine handles GET /help-line.
func (h *handlers) getHelpLine(r *http.Request, who authz.Actor) (ui.Response, error) {
	c, err := h.admin.SeeHelpLine(r.Context(), who)
	c.ID = kernel.NewID[id.HelpLine](h.admin.Kernel, "help_line/"+h.admin.Kernel.Now().String())
	v := route.Voice(r)
	view := helpLineForm(v, c, ui.Typed(c.ReviewBy), nil)
	return helpLinePage.Render(view, view.Title), err
}

func helpLineForm(v say.Voice, c programme.CrisisLine, reviewBy ui.TypedDate, problems fault.Problems) helpLineView {
	f := ui.NewFields(v, "help_line", problems)
	return helpLineView{
		Problems: f.Summary(), Title: v.Say("help_line.title"), Text: v.Say("help_line.text"),
		Form:       ui.Form{Hidden: []ui.Hidden{{Name: "id", Value: string(c.ID)}}, Buttons: []ui.Button{{Label: v.Say("help_line.save")}}},
		Number:     f.Input("number", c.Number).Telephone().Complete("off"),
		Hours:      f.Input("hours", c.Hours).Complete("off"),
		WhenClosed: f.Input("when_closed", c.WhenClosed).Complete("off"),
		ReviewBy:   f.Date("review_by", reviewBy),
	}
}

// postHelpLine handles POST /help-line.
func (h *handlers) postHelpLine(r *http.Request, who authz.Actor) (ui.Response, error) {
	key, err := id.Parse[id.HelpLine](r.PostForm.Get("id"))
	if err != nil {
		key = kernel.NewID[id.HelpLine](h.admin.Kernel, "help_line/"+h.admin.Kernel.Now().String())
	}
	text := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	typed := ui.ReadDate(r.PostForm, "review_by")
	day, _ := typed.Date() // a day that is none is said to be missing
	c := programme.CrisisLine{ID: key, Number: text("number"), Hours: text("hours"), WhenClosed: text("when_closed"), ReviewBy: day}
	err = h.admin.SetHelpLine(r.Context(), who, c)
	if problems, ok := fault.AsProblems(err); ok {
		view := helpLineForm(route.Voice(r), c, typed, problems)
		return helpLinePage.Invalid(view, view.Title), nil
	}
	return ui.Redirect("/help-line").Saying("help_line.saved"), err
}
