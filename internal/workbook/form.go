package workbook

import (
	"net/url"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/programme"
)

// RowButtonName is the name of the buttons that change lines without script.
const RowButtonName = "press"

// Read takes the answer to f out of a sent form, as it was typed: empty lines
// are kept where they stood, so that the next page shows what the last one did.
// A form has the names that Check's problems have. A daily dial is about the
// day that its form was drawn for (KEY.on), or today when it doesn't say.
func Read(f Field, form url.Values, today programme.Date) Answer {
	switch f.Kind {
	case ListOf:
		return readList(form, f.Key)
	case TwoColumns:
		return Columns{Left: readList(form, f.Key+".left"), Right: readList(form, f.Key+".right")}
	case DialOf:
		return readDaily(f, form, today)
	case TicksOf:
		return Ticks(form[f.Key]).Arranged(f)
	case ContactsOf:
		return readContacts(form, f.Key)
	case LadderOf:
		return readLadder(form, f.Key)
	case GoalOf:
		return readGoal(form, f.Key)
	}
	return Text(form.Get(f.Key))
}

// most is how many lines of a list are read: more than Check allows, so that it
// can say so, and no more than that.
const most = MaxRows + 20

func readList(form url.Values, name string) List {
	l := List{}
	for i := 0; i < most && form.Has(at(name, i)); i++ {
		l = append(l, form.Get(at(name, i)))
	}
	return l
}

// readDial takes what is no number for a number that Check refuses.
func readDial(form url.Values, name string) Dial {
	s := strings.TrimSpace(form.Get(name))
	if s == "" {
		return Dial{}
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		n = -1
	}
	return Dial{Given: true, Value: n}
}

func readDaily(f Field, form url.Values, today programme.Date) Dial {
	d := readDial(form, f.Key)
	if !f.Daily || !d.Given {
		return d
	}
	d.On = formDay(f, form, today)
	return d
}

// formDay is the day that a daily dial's form was drawn for.
func formDay(f Field, form url.Values, today programme.Date) programme.Date {
	if on, err := programme.ParseDate(form.Get(f.Key + ".on")); err == nil {
		return on
	}
	return today
}

func readContacts(form url.Values, name string) Contacts {
	c := Contacts{}
	for i := 0; i < most && form.Has(at(name, i)+".name"); i++ {
		part := func(s string) string { return form.Get(at(name, i) + "." + s) }
		c = append(c, Contact{Name: part("name"), Who: part("who"), Number: programme.Phone(part("number"))})
	}
	return c
}

func readLadder(form url.Values, name string) Ladder {
	var l Ladder
	for _, key := range RungKeys() {
		part := func(s string) string { return form.Get(name + "." + key + "." + s) }
		*l.rung(key) = RungAnswer{Signs: part("signs"), Mine: part("mine"), Others: part("others")}
	}
	return l
}

func readGoal(form url.Values, name string) Goal {
	g := Goal{Goal: form.Get(name + ".goal"), Why: form.Get(name + ".why"),
		Near: readDial(form, name+".near"), Steps: []Step{}}
	for i := 0; i < most && form.Has(at(name+".steps", i)); i++ {
		step := at(name+".steps", i)
		g.Steps = append(g.Steps, Step{Text: form.Get(step), Done: form.Get(step+".done") != ""})
	}
	return g
}

// ReadAll takes the answers to all of the page's fields.
func (p Page) ReadAll(form url.Values, today programme.Date) Answers {
	all := Answers{}
	for _, f := range p.Fields {
		all[f.Key] = Read(f, form, today)
	}
	return all
}

// Form is the answer to f as a form would send it: Read gives it back.
func Form(f Field, a Answer) url.Values {
	form := url.Values{}
	switch a := a.(type) {
	case Text:
		form.Set(f.Key, string(a))
	case List:
		fillList(form, f.Key, a)
	case Columns:
		fillList(form, f.Key+".left", a.Left)
		fillList(form, f.Key+".right", a.Right)
	case Dial:
		fillDial(form, f.Key, a)
	case Ticks:
		form[f.Key] = a
	case Contacts:
		for i, x := range a {
			form.Set(at(f.Key, i)+".name", x.Name)
			form.Set(at(f.Key, i)+".who", x.Who)
			form.Set(at(f.Key, i)+".number", string(x.Number))
		}
	case Ladder:
		fillLadder(form, f.Key, a)
	case Goal:
		fillGoal(form, f.Key, a)
	}
	return form
}

func fillList(form url.Values, name string, l List) {
	for i, s := range l {
		form.Set(at(name, i), s)
	}
}

func fillDial(form url.Values, name string, d Dial) {
	form.Set(name, d.Shown())
	if !d.On.IsZero() {
		form.Set(name+".on", d.On.String())
	}
}

// Shown is the number, or nothing where it was left out.
func (d Dial) Shown() string {
	if !d.Given {
		return ""
	}
	return strconv.Itoa(d.Value)
}

func fillLadder(form url.Values, name string, l Ladder) {
	for _, key := range RungKeys() {
		r := l.Rung(key)
		form.Set(name+"."+key+".signs", r.Signs)
		form.Set(name+"."+key+".mine", r.Mine)
		form.Set(name+"."+key+".others", r.Others)
	}
}

func fillGoal(form url.Values, name string, g Goal) {
	form.Set(name+".goal", g.Goal)
	form.Set(name+".why", g.Why)
	form.Set(name+".near", g.Near.Shown())
	for i, s := range g.Steps {
		form.Set(at(name+".steps", i), s.Text)
		if s.Done {
			form.Set(at(name+".steps", i)+".done", "yes")
		}
	}
}
