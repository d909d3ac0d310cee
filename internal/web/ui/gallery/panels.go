package gallery

import "footbridge.org/footbridge/internal/web/ui"

// Panels say something beside the main thing, or hold something that matters.
type Panels struct {
	Notice  ui.Notice
	Callout ui.Callout
	Details ui.Details
	Rich    ui.Details
	Empty   ui.Empty
	Cards   []ui.CareCard
	Secret  ui.Secret
	Figure  ui.Figure
}

func newPanels(w words) Panels {
	return Panels{
		Notice:  ui.Notice{Title: w.say("notice"), Texts: []string{w.say("notice_text")}, Links: []ui.Link{{Label: w.say("notice_link"), Path: "#notice"}}},
		Callout: ui.Callout{Title: w.say("callout"), Texts: []string{w.say("callout_text")}},
		Details: ui.Details{Label: w.say("details"), Texts: []string{w.say("details_text")}},
		Rich:    ui.Details{Label: w.say("details_open"), Open: true},
		Empty:   ui.Empty{Title: w.say("no_visits"), Text: w.say("no_visits_text")},
		Cards:   cards(w),
		Secret: ui.Secret{
			Title: w.say("secret"), Code: "R7KQ-2MHD-9XTC", Facts: []ui.SummaryLine{{Key: w.say("secret_for"), Value: "Sam Example"}, {Key: w.say("secret_until"), Value: w.say("date_4")}},
			Texts: []string{w.say("secret_text")}, Copy: w.say("copy"), Print: w.say("print"),
		},
		Figure: figure(w),
	}
}

func cards(w words) []ui.CareCard {
	return []ui.CareCard{
		{Urgency: ui.Emergency, Title: w.say("card_999"), Texts: []string{w.say("card_999_text")}, Contacts: []ui.Contact{{Label: w.say("card_999_who"), Number: "999"}}},
		{Urgency: ui.Urgent, Title: w.say("card_111"), Points: []string{w.say("card_111_point"), w.say("card_111_other")}, Contacts: []ui.Contact{{Label: w.say("card_111_who"), Number: "111", Note: w.say("card_111_note")}}},
		{Title: w.say("card_talk"), Contacts: []ui.Contact{{Label: w.say("card_talk_who"), Number: "01632 960 002", Note: w.say("card_talk_note")}, {Label: w.say("card_text_who"), Number: "85258", Text: true, Body: "SHOUT"}}, Links: []ui.Link{{Label: w.say("card_more"), Path: "#care"}}},
	}
}

// drawing stands in for what the chart room draws.
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 150" role="img" aria-labelledby="drawing-title"><title id="drawing-title">2 of 18, 9 of 17</title><g fill="none" stroke="#c9c1b4"><path d="M170 10v110M270 10v110M370 10v110M470 10v110M570 10v110"/></g><rect x="170" y="22" width="44" height="34" fill="#0B4F5C"/><rect x="170" y="72" width="212" height="34" fill="#fff" stroke="#1F2A30" stroke-width="2" stroke-dasharray="5 3"/><g font-size="16" fill="#1F2A30"><text x="0" y="44">With visits</text><text x="224" y="44">2 of 18</text><text x="0" y="94">Workbook alone</text><text x="392" y="94">9 of 17</text><text x="163" y="142">0 %</text><text x="355" y="142">50 %</text><text x="550" y="142">100 %</text></g></svg>`

func figure(w words) ui.Figure {
	picture, err := ui.Drawn(drawing)
	if err != nil {
		panic("gallery: " + err.Error()) // the drawing is above
	}
	return ui.Figure{
		Name: "relapse", Title: w.say("figure"), Sentence: w.say("figure_sentence"), Picture: picture, Method: w.say("figure_method"),
		Table: ui.Table{Caption: w.say("figure"), Quiet: true, Columns: []ui.Column{{Label: w.say("column_group")}, {Label: w.say("column_people"), Numeric: true}, {Label: w.say("column_share"), Numeric: true}}, Rows: []ui.Row{ui.Texts(w.say("with_visits"), "2 / 18", "11.1 %"), ui.Texts(w.say("workbook_alone"), "9 / 17", "52.9 %")}},
	}
}
