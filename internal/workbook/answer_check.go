package workbook

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// How much room there is, in characters and in lines: enough for anybody, and
// an end for a machine.
const (
	MaxLine = 300  // a line of a list, a short text, a name
	MaxLong = 8000 // a long text, a part of a ladder's rung
	MaxRows = 40   // of a list, of each column, of contacts, of a goal's steps
	DialTop = 10
)

// Check reports what of a doesn't fit f on the day today. The problems' fields
// are those of the form: toolbox, toolbox.3, plan.crisis.signs. There is no
// problem that an empty answer has.
func Check(f Field, a Answer, today programme.Date) fault.Problems {
	var p fault.Problems
	if a == nil || a.sort() != Blank(f).sort() {
		p.If(true, f.Key, "workbook.answer.other_sort")
		return p
	}
	switch a := a.(type) {
	case Text:
		checkText(&p, f, a)
	case List:
		checkList(&p, f.Key, a)
	case Columns:
		checkList(&p, f.Key+".left", a.Left)
		checkList(&p, f.Key+".right", a.Right)
	case Dial:
		checkDial(&p, f.Key, a)
		p.If(f.Daily && a.Given && (a.On.IsZero() || a.On.After(today)), f.Key, "workbook.answer.day")
	case Ticks:
		checkTicks(&p, f, a)
	case Contacts:
		checkContacts(&p, f.Key, a)
	case Ladder:
		checkLadder(&p, f.Key, a)
	case Goal:
		checkGoal(&p, f.Key, a)
	}
	return p
}

func short(p *fault.Problems, field, s string) {
	p.If(utf8.RuneCountInString(s) > MaxLine, field, "workbook.answer.line_long", MaxLine)
}

func long(p *fault.Problems, field, s string) {
	p.If(utf8.RuneCountInString(s) > MaxLong, field, "workbook.answer.text_long", MaxLong)
}

func many(p *fault.Problems, field string, n int) {
	p.If(n > MaxRows, field, "workbook.answer.many", MaxRows)
}

func at(field string, i int) string { return field + "." + strconv.Itoa(i) }

func checkText(p *fault.Problems, f Field, t Text) {
	if f.Kind == ShortText {
		short(p, f.Key, string(t))
		return
	}
	long(p, f.Key, string(t))
}

func checkList(p *fault.Problems, field string, l List) {
	many(p, field, len(l.lines()))
	for i, s := range l {
		short(p, at(field, i), s)
	}
}

func checkDial(p *fault.Problems, field string, d Dial) {
	p.If(d.Given && (d.Value < 0 || d.Value > DialTop), field, "workbook.answer.dial", DialTop)
}

func checkTicks(p *fault.Problems, f Field, t Ticks) {
	for _, key := range t {
		known := slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Key == key })
		if !known {
			p.If(true, f.Key, "workbook.answer.tick")
			return
		}
	}
}

func checkContacts(p *fault.Problems, field string, c Contacts) {
	many(p, field, len(c.clean().(Contacts)))
	for i, x := range c {
		short(p, at(field, i)+".name", x.Name)
		short(p, at(field, i)+".who", x.Who)
		short(p, at(field, i)+".number", string(x.Number))
	}
}

func checkLadder(p *fault.Problems, field string, l Ladder) {
	for _, key := range RungKeys() {
		r := l.Rung(key)
		long(p, field+"."+key+".signs", r.Signs)
		long(p, field+"."+key+".mine", r.Mine)
		long(p, field+"."+key+".others", r.Others)
	}
}

func checkGoal(p *fault.Problems, field string, g Goal) {
	short(p, field+".goal", g.Goal)
	long(p, field+".why", g.Why)
	many(p, field+".steps", len(g.clean().(Goal).Steps))
	for i, s := range g.Steps {
		short(p, at(field+".steps", i), s.Text)
	}
	checkDial(p, field+".near", g.Near)
}
