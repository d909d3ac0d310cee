package gallery

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// Controls are what people type in and choose from: empty, filled, wrong.
type Controls struct {
	Inputs    []ui.Input
	Textareas []ui.Textarea
	Dates     []ui.DateInput
	Radios    []ui.Radios
	Boxes     []ui.Checkboxes
	Selects   []ui.Select
	YesNos    []ui.YesNo
	Search    ui.SearchBox
	Filter    ui.Filter
}

func newControls(v say.Voice, problems fault.Problems) Controls {
	f := ui.NewFields(v, "gallery", problems)
	return Controls{
		Inputs:    inputs(f),
		Textareas: []ui.Textarea{f.Textarea("room", ""), f.Textarea("room_filled", v.Say("gallery.room_text")).Room(3)},
		Dates: []ui.DateInput{
			f.Date("discharged", ui.TypedDate{}),
			f.Date("discharged_error", ui.TypedDate{Day: "31", Month: "2", Year: "2026"}),
		},
		Radios: radios(f),
		Boxes: []ui.Checkboxes{
			f.Checkboxes("reach", []string{"telephone"}, "telephone", "text", "letter"),
		},
		Selects: []ui.Select{
			f.Select("team", "", teams()...),
			f.Select("team_filled", "north", teams()...),
		},
		YesNos: yesNos(f),
		Search: ui.SearchBox{Action: Path, Name: "find", Label: v.Say("gallery.find.label"), Hint: v.Say("gallery.find.hint"),
			Button: v.Say("gallery.find.button")},
		Filter: ui.Filter{Action: Path, Label: v.Say("filter.open"), Only: v.Say("filter.only", teams()[0].Label),
			Clear:  ui.Link{Label: v.Say("filter.clear"), Path: Path},
			Boxes:  ui.Side(f.Select("team_narrowed", "north", teams()...), f.Date("narrowed", ui.TypedDate{})).Boxes,
			Button: ui.Button{Label: v.Say("filter.show"), Kind: ui.Secondary}},
	}
}

func inputs(f ui.Fields) []ui.Input {
	nhs := f.Input("nhs", "9990000018").Digits(20)
	hours := f.Input("hours", "18.5").Digits(4)
	hours.Suffix = "h"
	return []ui.Input{
		f.Input("given", "").Complete("off"),
		f.Input("given_error", ""),
		f.Input("email", "sam@example.org").Email().Complete("email"),
		f.Input("telephone", "01632 960 001").Telephone().Complete("tel"),
		nhs, hours,
	}
}

func radios(f ui.Fields) []ui.Radios {
	outcome := f.Radios("outcome", "moved", "attended", "moved", "missed")
	outcome.Options[2].Detail = f.Input("reason", "")
	filled := f.Radios("outcome_filled", "missed", "attended", "missed")
	filled.Options[1].Detail = f.Input("reason_filled", "12 Example Road")
	return []ui.Radios{outcome, filled.OrNone(), f.Radios("outcome_error", "", "attended", "missed")}
}

func yesNos(f ui.Fields) []ui.YesNo {
	adult := f.YesNo("adult", "yes")
	area := f.YesNo("area", "no")
	area.Detail, area.DetailOn = f.Input("area_reason", ""), "no"
	return []ui.YesNo{adult, area, f.YesNo("able", "")}
}

func teams() []ui.Option {
	return []ui.Option{{Value: "north", Label: "Northbank Home Treatment Team"},
		{Value: "south", Label: "Southbank Home Treatment Team"}}
}
