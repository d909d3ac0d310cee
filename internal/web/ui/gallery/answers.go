package gallery

import (
	"fmt"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

// Answers are the fields of a workbook's page, each empty, filled and wrong,
// and what stands round them.
type Answers struct {
	AnswerForm ui.Form
	Fields     []ui.AnswerField
	Private    ui.ShareSwitch
	Shared     ui.ShareSwitch
	Versions   ui.Versions
}

func newAnswers(w words) Answers {
	a := Answers{
		AnswerForm: ui.Form{Action: Path, Enter: ui.Button{Label: w.say("save")},
			Buttons: []ui.Button{{Label: w.say("save")}}},
		Private: ui.ShareSwitch{Action: Path, Text: w.Say("workbook.share.private"),
			Notes: []string{w.Say("workbook.share.if", "Ash")}, Button: ui.Button{Label: w.Say("workbook.share.share", "Ash"),
				Kind: ui.Secondary}},
		Shared: ui.ShareSwitch{Action: Path, Shared: true, Text: w.Say("workbook.share.shared", "Ash"),
			Notes:  []string{w.Say("workbook.share.since", w.say("day_shared")), w.Say("workbook.share.stop", "Ash")},
			Button: ui.Button{Label: w.Say("workbook.share.take_back"), Kind: ui.Secondary}},
		Versions: ui.Versions{Items: []ui.Written{
			{Title: w.say("version_stands"), Note: w.say("version_when"), Text: w.say("version_one"), Marked: true,
				Form: ui.Form{Action: Path, Buttons: []ui.Button{{Label: w.say("version_keep")}}}},
			{Title: w.say("version_other"), Note: w.say("version_when"), Text: w.say("version_two"),
				Form: ui.Form{Action: Path, Buttons: []ui.Button{{Label: w.say("version_take"), Kind: ui.Secondary}}}},
			{Title: w.say("version_blank"), Blank: w.Say("workbook.plain.blank")},
		}},
	}
	for _, state := range []string{"empty", "filled", "wrong"} {
		a.Fields = append(a.Fields, inState(w, state)...)
	}
	return a
}

// inState draws a field of every kind.
func inState(w words, state string) []ui.AnswerField {
	today, err := programme.MakeDate(2026, 12, 1)
	if err != nil {
		panic("gallery: " + err.Error()) // its own day
	}
	n := ui.Answering{Voice: w.Voice, Today: today, HelpPath: "#care"}
	var out []ui.AnswerField
	for _, kind := range workbook.Kinds() {
		f := fieldOf(w, kind, state)
		a := workbook.Blank(f)
		if state == "filled" {
			a = filled(w, f)
		}
		if state == "wrong" {
			a, n.Problems = wrong(w, f, today)
		}
		out = append(out, n.Field(f, a, workbook.Kept{}.Base()))
	}
	return out
}

func fieldOf(w words, kind workbook.Kind, state string) workbook.Field {
	f := workbook.Field{Key: fmt.Sprintf("%s_%s", kind, state), Kind: kind, Prompt: w.say("answer." + string(kind)),
		Hint: w.say("answer.hint")}
	switch kind {
	case workbook.TwoColumns:
		f.Left, f.Right, f.Rows = w.say("answer.left"), w.say("answer.right"), 2
	case workbook.DialOf:
		f.Low, f.High, f.Help, f.Daily = w.say("answer.low"), w.say("answer.high"), true, true
	case workbook.TicksOf:
		f.Choices = []workbook.Choice{{Key: "sleep", Text: w.say("answer.tick_one")},
			{Key: "food", Text: w.say("answer.tick_two")}}
	case workbook.LadderOf:
		for _, key := range workbook.RungKeys() {
			f.Rungs = append(f.Rungs, workbook.Rung{Key: key, Title: w.say("answer." + key),
				Hint: w.say("answer." + key + "_hint")})
		}
	}
	return f
}

func filled(w words, f workbook.Field) workbook.Answer {
	one, two := w.say("answer.one"), w.say("answer.two")
	switch f.Kind {
	case workbook.ListOf:
		return workbook.List{one, two, one}
	case workbook.TwoColumns:
		return workbook.Columns{Left: workbook.List{one, two}, Right: workbook.List{one}}
	case workbook.DialOf:
		return workbook.Dial{Given: true, Value: 2}
	case workbook.TicksOf:
		return workbook.Ticks{"food"}
	case workbook.ContactsOf:
		return workbook.Contacts{{Name: "Jo Invented", Who: one, Number: "01632 960 001"}, {Name: "Lee Madeup"}}
	case workbook.LadderOf:
		return workbook.Ladder{Steady: workbook.RungAnswer{Signs: one, Mine: two}, Crisis: workbook.RungAnswer{Others: one}}
	case workbook.GoalOf:
		return workbook.Goal{Goal: one, Why: two, Steps: []workbook.Step{{Text: one, Done: true}, {Text: two}},
			Near: workbook.Dial{Given: true, Value: 4}}
	}
	return workbook.Text(one)
}

// wrong is an answer that breaks a limit, shortened once the limit has spoken.
func wrong(w words, f workbook.Field, today programme.Date) (workbook.Answer, fault.Problems) {
	long := strings.Repeat("x", workbook.MaxLong+1)
	var broken, shown workbook.Answer
	switch one := w.say("answer.one"); f.Kind {
	case workbook.ListOf:
		broken, shown = workbook.List{one, long}, workbook.List{one, one}
	case workbook.TwoColumns:
		broken, shown = workbook.Columns{Right: workbook.List{one, long}}, workbook.Columns{Right: workbook.List{one, one}}
	case workbook.DialOf:
		broken = workbook.Dial{Given: true, Value: 11, On: today}
		shown = workbook.Dial{}
	case workbook.TicksOf:
		broken, shown = workbook.Ticks{"sing"}, workbook.Ticks{}
	case workbook.ContactsOf:
		broken, shown = workbook.Contacts{{Name: long}}, workbook.Contacts{{Name: one}}
	case workbook.LadderOf:
		broken, shown = workbook.Ladder{Slipping: workbook.RungAnswer{Mine: long}},
			workbook.Ladder{Slipping: workbook.RungAnswer{Mine: one}}
	case workbook.GoalOf:
		broken = workbook.Goal{Goal: long, Steps: []workbook.Step{{Text: one}, {Text: long}},
			Near: workbook.Dial{Given: true, Value: 11}}
		shown = workbook.Goal{Goal: one, Steps: []workbook.Step{{Text: one}, {Text: one}}}
	default:
		broken, shown = workbook.Text(long), workbook.Text(one)
	}
	return shown, workbook.Check(f, broken, today)
}
