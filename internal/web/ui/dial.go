package ui

import "strconv"

// A DialField asks for a number from 0 to 10: radios in a row that become two
// rows where the screen is narrow. It can be left out, and taken back.
type DialField struct {
	Name, Legend, Hint, Error string

	Value     string // "0" to "10", or nothing
	Low, High string // what the ends mean, as in "very hard" and "very good"
	Day       Hidden // the day it is about, where each day has its own
	Help      DialHelp
}

// A DialHelp stands quietly under a dial while a low number is chosen; where
// the browser can't tell, always. The zero DialHelp is not there.
type DialHelp struct {
	Text, Note string
	Link       Link
}

// A DialMark is one number to choose. The last one chooses none.
type DialMark struct {
	ID, Value string
	End       string // what this end means
	Chosen    bool
}

// ID is the id of 0.
func (d DialField) ID() string { return ControlID(d.Name) }

// Words is what stands over the numbers.
func (d DialField) Words() Words { return Words{d.ID(), d.Legend, d.Hint, d.Error, false} }

// Marks are the numbers, and then the one that leaves it out.
func (d DialField) Marks() []DialMark {
	marks := make([]DialMark, 0, 12)
	for n := range 11 {
		s := strconv.Itoa(n)
		m := DialMark{ID: d.ID() + "-" + s, Value: s, Chosen: s == d.Value}
		switch n {
		case 0:
			m.ID, m.End = d.ID(), d.Low
		case 10:
			m.End = d.High
		}
		marks = append(marks, m)
	}
	return append(marks, DialMark{ID: d.ID() + "-skip"})
}
