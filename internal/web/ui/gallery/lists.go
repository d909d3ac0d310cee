package gallery

import "footbridge.org/footbridge/internal/web/ui"

// Lists are what is known and what is to be done.
type Lists struct {
	Counts     ui.Counts
	Board      ui.Board
	BoardLong  ui.Board
	BoardShut  ui.Board
	BoardEmpty ui.Board
	Tasks      ui.TaskList
	Timeline   ui.Timeline
	Facts      ui.SummaryList
	Table      ui.Table
	TableEmpty ui.Table
	Pagination ui.Pagination
	Tabs       ui.Tabs
	Tags       []ui.Tag
	Strip      ui.Strip
}

func newLists(w words) Lists {
	return Lists{
		Counts: ui.Counts{Items: []ui.Count{{Number: 3, Label: w.say("count_waiting"), Path: "#board"},
			{Number: 1, Label: w.say("count_late"), Path: "#board"}, {Number: 14, Label: w.say("count_visits"),
				Path: "#board"}}},
		Board:      board(w),
		BoardLong:  board(w).Folded(1, func(rest int) string { return w.Say("visits.list.rest.people", rest) }),
		BoardShut:  board(w).Folded(0, func(rest int) string { return w.Say("visits.list.rest.people", rest) }),
		BoardEmpty: ui.Board{Empty: ui.Empty{Title: w.say("nothing"), Text: w.say("nothing_text")}},
		Tasks: ui.TaskList{Tasks: []ui.Task{
			{Label: w.say("module_well"), Path: "#tasks", Hint: w.say("module_well_hint"),
				Tag: ui.Tag{Label: w.say("begun"), State: ui.Underway}},
			{Label: w.say("module_goals"), Path: "#tasks", Tag: ui.Tag{Label: w.say("not_begun"), State: ui.Waiting}},
			{Label: w.say("module_keep"), Hint: w.say("module_keep_hint")},
		}},
		Timeline: timeline(w),
		Facts:    facts(w),
		Table:    table(w),
		TableEmpty: ui.Table{Empty: ui.Empty{Title: w.say("no_visits"), Text: w.say("no_visits_text"),
			Action: ui.Button{Label: w.say("plan_visit"), Path: "#tables"}}},
		Pagination: ui.Pagination{Previous: ui.Link{Label: w.say("previous"), Path: "#pages"},
			Next: ui.Link{Label: w.say("next"), Path: "#pages"}, Place: w.say("place")},
		Tabs: ui.Tabs{Label: w.say("sam"), Links: []ui.Link{{Label: w.say("tab_now"), Path: "#tabs", Current: true},
			{Label: w.say("visits"), Path: "#tabs"}, {Label: w.say("tab_history"), Path: "#tabs"}}},
		Tags:  tags(w),
		Strip: strip(w),
	}
}

func board(w words) ui.Board {
	return ui.Board{Lines: []ui.BoardLine{
		{Who: w.link("sam"), Why: w.say("why_window"), Tag: ui.Tag{Label: w.say("today"), State: ui.Attention},
			Action: ui.Button{Label: w.say("match"), Hidden: w.say("for_sam"), Path: "#board"}},
		{Who: w.link("jo"), Why: w.say("why_new"), When: w.say("days"), Tag: ui.Tag{Label: w.say("new"), State: ui.Waiting},
			Action: ui.Button{Label: w.say("screen"), Kind: ui.Secondary, Hidden: w.say("for_jo"), Path: "#board"}},
		{Who: ui.Link{Label: w.say("lee")}, Why: w.say("why_told")},
	}}
}

func timeline(w words) ui.Timeline {
	return ui.Timeline{Label: w.say("pathway"), Steps: []ui.Step{
		{Title: w.say("step_discharged"), When: w.say("date_1"), State: ui.Done, Word: w.say("done")},
		{Title: w.say("agreed"), When: w.say("date_2"), State: ui.Done, Word: w.say("done")},
		{Title: w.say("visits_now"), When: w.say("date_3"), Text: w.say("visits_text"), State: ui.Underway,
			Word: w.say("now")},
		{Title: w.say("ending"), When: w.say("date_4"), State: ui.Waiting, Word: w.say("to_come")},
	}}
}

func facts(w words) ui.SummaryList {
	return ui.SummaryList{Lines: []ui.SummaryLine{
		{Key: w.say("key_name"), Value: "Sam Example",
			Actions: []ui.Link{{Label: w.say("change"), Hidden: w.say("key_name"), Path: "#facts"}}},
		{Key: w.say("key_address"), Values: []string{"12 Example Road", "Northbank"},
			Actions: []ui.Link{{Label: w.say("change"), Hidden: w.say("key_address"), Path: "#facts"}}},
		{Key: w.say("key_nhs"), Value: ui.NHSNumber("9990000018"), Tag: ui.Tag{Label: w.say("checked"), State: ui.Done}},
	}}
}

func table(w words) ui.Table {
	row := func(name, arm, count, share string) ui.Row {
		return ui.Row{Cells: []ui.Cell{{Text: name, Note: arm}, {Text: count}, {Text: share}}}
	}
	t := ui.Table{
		Caption: w.say("table_caption"),
		Columns: []ui.Column{{Label: w.say("column_team")}, {Label: w.say("column_people"), Numeric: true},
			{Label: w.say("column_share"), Numeric: true}},
		Rows: []ui.Row{row("Northbank", w.say("since"), "18", "11.1 %"), row("Southbank", "", "17", "52.9 %")},
	}
	t.Rows = append(t.Rows,
		ui.Row{Cells: []ui.Cell{{Link: ui.Link{Label: "Eastbank", Path: "#tables"},
			Tag: ui.Tag{Label: w.say("new"), State: ui.Waiting}}, {Text: "0"}, {Text: "–"}}})
	return t
}

func strip(w words) ui.Strip {
	return ui.Strip{Label: w.say("visits"), Places: []ui.Place{
		{Number: 1, Word: w.say("attended"), State: ui.Done}, {Number: 2, Word: w.say("attended"), State: ui.Done},
		{Number: 3, Word: w.say("begun"), State: ui.Waiting}, {Number: 4, Word: w.say("not_begun")},
	}}
}

func tags(w words) []ui.Tag {
	return []ui.Tag{
		{Label: w.say("tag_neutral")},
		{Label: w.say("not_begun"), State: ui.Waiting},
		{Label: w.say("begun"), State: ui.Underway},
		{Label: w.say("attended"), State: ui.Done},
		{Label: w.say("today"), State: ui.Attention},
		{Label: w.say("declined"), State: ui.Stopped},
	}
}
