package gallery

import (
	"footbridge.org/footbridge/internal/chart"
	"footbridge.org/footbridge/internal/web/ui"
)

// Panels say something beside the main thing, or hold something that matters.
type Panels struct {
	Notice  ui.Notice
	Callout ui.Callout
	Details ui.Details
	Rich    ui.Details
	Kept    ui.Kept
	Empty   ui.Empty
	Cards   []ui.CareCard
	Secret  ui.Secret
	Figure  ui.Figure
}

func newPanels(w words) Panels {
	return Panels{
		Notice: ui.Notice{Title: w.say("notice"), Texts: []string{w.say("notice_text")},
			Links: []ui.Link{{Label: w.say("notice_link"), Path: "#notice"}}},
		Callout: ui.Callout{Title: w.say("callout"), Texts: []string{w.say("callout_text")}},
		Details: ui.Details{Label: w.say("details"), Texts: []string{w.say("details_text")}},
		Rich:    ui.Details{Label: w.say("details_open"), Open: true},
		Kept: ui.Kept{Text: w.say("kept"), Links: []ui.Link{{Label: w.say("notice_link"), Path: "#notice"}},
			Show: ui.Details{Label: w.say("details_open")}, Words: ui.Facts(w.say("details"), w.say("details_item")),
			Throw: ui.Form{Action: Path, Buttons: []ui.Button{{Label: w.say("kept_throw"), Kind: ui.Secondary}}}},
		Empty: ui.Empty{Title: w.say("no_visits"), Text: w.say("no_visits_text")},
		Cards: cards(w),
		Secret: ui.Secret{
			Title: w.say("secret"), Code: "R7KQ-2MHD-9XTC",
			Facts: []ui.SummaryLine{{Key: w.say("secret_for"), Value: "Sam Example"},
				{Key: w.say("secret_until"), Value: w.say("date_4")}},
			Texts: []string{w.say("secret_text")}, Copy: w.say("copy"), Print: w.say("print"),
		},
		Figure: figure(w),
	}
}

func cards(w words) []ui.CareCard {
	return []ui.CareCard{
		{Urgency: ui.Emergency, Title: w.say("card_999"), Texts: []string{w.say("card_999_text")},
			Contacts: []ui.Contact{{Label: w.say("card_999_who"), Number: "999"}}},
		{Urgency: ui.Urgent, Title: w.say("card_111"), Points: []string{w.say("card_111_point"), w.say("card_111_other")},
			Contacts: []ui.Contact{{Label: w.say("card_111_who"), Number: "111", Note: w.say("card_111_note")}}},
		{Title: w.say("card_talk"), Contacts: []ui.Contact{{Label: w.say("card_talk_who"), Number: "01632 960 002",
			Note: w.say("card_talk_note")}, {Label: w.say("card_text_who"), Number: "85258", Text: true, Body: "SHOUT"}},
			Links: []ui.Link{{Label: w.say("card_more"), Path: "#care"}}},
	}
}

func figure(w words) ui.Figure {
	row := func(key, count string, estimate, low, high float64) chart.Row {
		return chart.Row{Label: w.say(key), Value: count, Range: chart.Range{Estimate: estimate, Low: low, High: high}}
	}
	drawing := chart.Proportions{
		Texts: chart.Texts{ID: "gallery-shares", Title: w.say("figure"), Desc: w.say("figure_sentence")},
		Axis:  w.say("figure_axis"),
		Rows: []chart.Row{row("with_visits", "2 / 18", 0.111, 0.031, 0.328),
			row("workbook_alone", "9 / 17", 0.529, 0.310, 0.738)},
	}
	picture, err := ui.Drawn(drawing.SVG())
	if err != nil {
		panic("gallery: " + err.Error()) // its own chart
	}
	return ui.Figure{
		Name: "relapse", Title: w.say("figure"), Sentence: w.say("figure_sentence"), Picture: picture,
		Method: w.say("figure_method"),
		Table: ui.Table{
			Caption: w.say("figure"), Quiet: true,
			Columns: []ui.Column{{Label: w.say("column_group")}, {Label: w.say("column_people"), Numeric: true},
				{Label: w.say("column_share"), Numeric: true}},
			Rows: []ui.Row{ui.Texts(w.say("with_visits"), "2 / 18", "11.1 %"),
				ui.Texts(w.say("workbook_alone"), "9 / 17", "52.9 %")},
		},
	}
}
