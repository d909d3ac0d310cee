// Package gallery owns one page, /components, that shows every component of ui
// in every state, so that people can look at them and axe can walk them. It
// refuses to be part of a real service: it is mounted by demo alone.
package gallery

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// Path is where the gallery is.
const Path = "/components"

var page = ui.NewPage[View]("components")

// Show answers with the gallery. It knows nothing and asks nothing: no account
// is needed.
func Show(v say.Voice) ui.Response { return page.Render(NewView(v), v.Say("gallery.title")) }

// A View is every component in every state. All of it is invented.
type View struct {
	Trail    ui.Trail
	Back     ui.Link
	Problems ui.ErrorSummary
	Buttons  []ui.Button
	Form     ui.Form
	Controls
	Lists
	Panels
	Answers
	Paper
}

// NewView builds the gallery in v's language.
func NewView(v say.Voice) View {
	w := words{v}
	problems := fault.Problems{
		{Field: "given_error", Key: "gallery.error_given"},
		{Field: "discharged_error", Key: "gallery.error_date"},
		{Field: "outcome_error", Key: "gallery.error_choice"},
		{Key: "gallery.error_whole"},
	}
	return View{
		Trail: ui.Trail{Links: []ui.Link{w.link("people"), w.link("sam"),
			{Label: w.say("visits"), Path: "#trail", Current: true}}},
		Back:     ui.Link{Label: w.say("back"), Path: "#trail"},
		Problems: ui.Summary(v, problems),
		Buttons: []ui.Button{
			{Label: w.say("save")},
			{Label: w.say("start"), Path: "#button"},
			{Label: w.say("move"), Kind: ui.Secondary},
			{Label: w.say("stop"), Kind: ui.Warning},
			{Label: w.say("wait"), Disabled: true},
			{Label: w.say("print"), Kind: ui.Secondary, Print: true},
		},
		Form: ui.Form{
			Action: Path,
			Hidden: []ui.Hidden{{Name: "id", Value: "00000000000000000000000000"}},
			Buttons: []ui.Button{{Label: w.say("save")}, {Label: w.say("later"), Kind: ui.Secondary,
				Name: "then", Value: "later"}},
			Leave: ui.Link{Label: w.say("leave"), Path: "#form"},
		},
		Controls: newControls(v, problems),
		Lists:    newLists(w),
		Panels:   newPanels(w),
		Answers:  newAnswers(w),
		Paper:    newPaper(w),
	}
}

// words says what the gallery's own part of the catalogue holds.
type words struct{ say.Voice }

func (w words) say(key string) string { return w.Say("gallery." + key) }

func (w words) link(key string) ui.Link { return ui.Link{Label: w.say(key), Path: "#" + key} }
