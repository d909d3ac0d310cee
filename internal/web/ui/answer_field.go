package ui

import (
	"fmt"
	"strconv"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workbook"
)

// An AnswerField is one field of a workbook's page, whatever its kind: a page
// ranges over its fields and calls {{template "answer_field" .}}.
type AnswerField struct {
	Kind string // of workbook.Kinds; the control of that kind is filled, the others are not

	Base     Hidden
	Input    Input
	Textarea Textarea
	List     ListField
	Columns  ColumnsField
	Dial     DialField
	Ticks    Checkboxes
	Contacts ContactsField
	Ladder   LadderField
	Goal     GoalField
}

// Answering is what AnswerFields need to know beside the field and its answer.
type Answering struct {
	Voice    say.Voice
	Problems fault.Problems
	Focus    string         // the control that a press made the next one: see workbook.Press
	Today    programme.Date // the day that a daily dial is about
	HelpPath string         // where help is: HelpPath, or a page in the workbook's own frame
}

// A fielder draws one field.
type fielder struct {
	Answering
	errors FieldErrors
	field  workbook.Field
}

// Field draws f with answer a, as it was kept or as it was typed. base is what
// the form was drawn from, and stays the same from press to press.
func (n Answering) Field(f workbook.Field, a workbook.Answer, base workbook.Base) AnswerField {
	b := fielder{n, Errors(n.Voice, n.Problems), f}
	out := AnswerField{Kind: string(f.Kind), Base: Hidden{workbook.BaseName(f.Key), base.String()}}
	switch a := a.(type) {
	case workbook.Text:
		out.Input, out.Textarea = b.text(string(a))
	case workbook.List:
		out.List = b.list(f.Key, f.Prompt, a)
		out.List.Hint, out.List.OnScreen = f.HintOnPaper(), f.HintOnScreen()
	case workbook.Columns:
		out.Columns = b.columns(a)
	case workbook.Dial:
		out.Dial = b.dial(a)
	case workbook.Ticks:
		out.Ticks = b.ticks(a)
	case workbook.Contacts:
		out.Contacts = b.contacts(a)
	case workbook.Ladder:
		out.Ladder = b.ladder(a)
	case workbook.Goal:
		out.Goal = b.goal(a)
	}
	return out
}

func (b fielder) say(key string, args ...any) string { return b.Voice.Say("workbook."+key, args...) }

func (b fielder) text(value string) (Input, Textarea) {
	f := b.field
	return Input{Name: f.Key, Label: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key], Value: value, Autocomplete: "off"},
		Textarea{Name: f.Key, Label: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key], Value: value, Rows: f.Rows}
}

// list draws the lines called name. Their buttons are called by the legend, too: a page may
// have several lists.
func (b fielder) list(name, legend string, lines workbook.List) ListField {
	n := max(len(lines), b.field.Opening())
	l := ListField{Name: name, Legend: legend, Error: b.errors[name]}
	for i := range n {
		row := b.row(name, i, n, legend)
		if i < len(lines) {
			row.Input.Value = lines[i]
		}
		l.Rows = append(l.Rows, row)
	}
	l.Add, l.Full = b.add(name, "add", legend, n)
	return l
}

func (b fielder) row(name string, i, n int, of string) ListRow {
	at := name + "." + strconv.Itoa(i)
	return ListRow{
		Input:   Input{Name: at, Label: b.say("row", i+1), Error: b.errors[at], Autocomplete: "off", Focus: b.Focus == at},
		Buttons: b.moves(name, i, n, b.say("row_of", of, i+1)),
	}
}

// moves are the buttons of line i of n.
func (b fielder) moves(rows string, i, n int, which string) []Button {
	press := func(verb workbook.Verb, key string) Button {
		return Button{Label: b.say(key), Hidden: which, Kind: Secondary, Name: workbook.RowButtonName,
			Value: workbook.RowButton{Verb: verb, Rows: rows, Row: i}.String()}
	}
	var buttons []Button
	if i > 0 {
		buttons = append(buttons, press(workbook.MoveUp, "up"))
	}
	if i < n-1 {
		buttons = append(buttons, press(workbook.MoveDown, "down"))
	}
	return append(buttons, press(workbook.RemoveRow, "remove"))
}

func (b fielder) add(rows, key, of string, n int) (Button, string) {
	if n >= workbook.MaxRows {
		return Button{}, b.say("full", workbook.MaxRows)
	}
	value := workbook.RowButton{Verb: workbook.AddRow, Rows: rows}.String()
	return Button{Label: b.say(key), Hidden: of, Kind: Secondary, Name: workbook.RowButtonName, Value: value}, ""
}

func (b fielder) columns(c workbook.Columns) ColumnsField {
	f := b.field
	return ColumnsField{
		Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key],
		Left:  b.list(f.Key+".left", f.Left, c.Left),
		Right: b.list(f.Key+".right", f.Right, c.Right),
	}
}

func (b fielder) dial(d workbook.Dial) DialField {
	f := b.field
	out := DialField{Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key], Value: d.Shown(),
		Low: f.Low, High: f.High}
	if f.Daily {
		on := d.On
		if on.IsZero() {
			on = b.Today
		}
		out.Day = Hidden{f.Key + ".on", on.String()}
	}
	if f.Help {
		out.Help = DialHelp{Text: b.say("dial.help"), Note: b.say("dial.not_told"), Link: Link{Label: b.say("dial.help_link"),
			Path: b.HelpPath}}
	}
	return out
}

func (b fielder) ticks(t workbook.Ticks) Checkboxes {
	f := b.field
	c := Checkboxes{Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key], Values: t}
	for _, choice := range f.Choices {
		c.Options = append(c.Options, Option{Value: choice.Key, Label: choice.Text})
	}
	return c
}

func (b fielder) contacts(people workbook.Contacts) ContactsField {
	f, n := b.field, max(len(people), b.field.Opening())
	c := ContactsField{Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key]}
	for i := range n {
		var x workbook.Contact
		if i < len(people) {
			x = people[i]
		}
		c.People = append(c.People, b.person(i, n, x))
	}
	c.Add, c.Full = b.add(f.Key, "add_contact", "", n)
	return c
}

func (b fielder) person(i, n int, x workbook.Contact) ContactRow {
	at, legend := fmt.Sprintf("%s.%d", b.field.Key, i), b.say("contact.person", i+1)
	input := func(part, value string) Input {
		name := at + "." + part
		return Input{Name: name, Label: b.say("contact." + part), Error: b.errors[name], Value: value, Autocomplete: "off",
			Focus: b.Focus == name}
	}
	row := ContactRow{
		Legend: legend, Called: input("name", x.Name), Who: input("who", x.Who),
		Phone: input("number", string(x.Number)).Telephone(),
	}
	if n > 1 || x != (workbook.Contact{}) {
		row.Buttons = b.moves(b.field.Key, i, n, legend)
	}
	for _, n := range x.Numbers() {
		row.Calls = append(row.Calls, Contact{Number: programme.Phone(n.Shown), Shown: b.say("contact.call", n.Text())})
	}
	return row
}

func (b fielder) ladder(l workbook.Ladder) LadderField {
	f := b.field
	out := LadderField{Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key]}
	for _, r := range f.Rungs {
		out.Rungs = append(out.Rungs, b.rung(r, l.Rung(r.Key)))
	}
	last := &out.Rungs[len(out.Rungs)-1]
	last.Here, last.Link = b.say("ladder.here"), Link{Label: b.say("ladder.here_link"), Path: b.HelpPath}
	return out
}

func (b fielder) rung(r workbook.Rung, a workbook.RungAnswer) LadderRung {
	box := func(part, value string) Textarea {
		name := b.field.Key + "." + r.Key + "." + part
		return Textarea{Name: name, Label: b.say("ladder." + part), Error: b.errors[name], Value: value, Rows: 2}
	}
	return LadderRung{Title: r.Title, Hint: r.Hint, Boxes: []Textarea{box("signs", a.Signs), box("mine", a.Mine),
		box("others", a.Others)}}
}

func (b fielder) goal(g workbook.Goal) GoalField {
	f := b.field
	goal, why, near := f.Key+".goal", f.Key+".why", f.Key+".near"
	return GoalField{
		Name: f.Key, Legend: f.Prompt, Hint: f.Hint, Error: b.errors[f.Key],
		Goal:  Input{Name: goal, Label: b.say("goal.goal"), Error: b.errors[goal], Value: g.Goal, Autocomplete: "off"},
		Why:   Textarea{Name: why, Label: b.say("goal.why"), Error: b.errors[why], Value: g.Why, Rows: 3},
		Steps: b.steps(f.Key+".steps", g.Steps),
		Near: DialField{Name: near, Legend: b.say("goal.near"), Error: b.errors[near], Value: g.Near.Shown(),
			Low: b.say("goal.far_end"), High: b.say("goal.near_end")},
	}
}

func (b fielder) steps(name string, steps []workbook.Step) StepsField {
	n := max(len(steps), b.field.Opening())
	s := StepsField{Name: name, Legend: b.say("goal.steps"), Error: b.errors[name]}
	for i := range n {
		row := StepRow{ListRow: b.row(name, i, n, s.Legend), DoneName: name + "." + strconv.Itoa(i) + ".done",
			DoneLabel: b.say("goal.done", i+1), DoneShort: b.say("goal.done_short")}
		row.Input.Label = b.say("goal.step", i+1)
		row.Buttons = b.moves(name, i, n, row.Input.Label)
		if i < len(steps) {
			row.Input.Value, row.Done = steps[i].Text, steps[i].Done
		}
		s.Rows = append(s.Rows, row)
	}
	s.Add, s.Full = b.add(name, "add_step", "", n)
	return s
}
