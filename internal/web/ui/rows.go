package ui

import (
	"strings"
	"unicode/utf8"
)

// A ListField is lines that can be added, taken out and put in another order,
// all by submit buttons: no dragging, no script. The form it stands in has an
// Enter button, or the enter key in any input would press the first of these.
type ListField struct {
	Name, Legend, Hint, Error string
	OnScreen                  string // how to use the buttons, after the hint; paper has none

	Rows []ListRow
	Add  Button // the zero Button when there is no more room
	Full string // said then
}

// A ListRow is one line: a line of thought, which may take several of the screen.
type ListRow struct {
	Input   Input    // its label is heard, not seen
	Buttons []Button // up, down, take out: shown once something is written
}

// Height is the number of rows that show the whole line on a phone, where the
// browser doesn't find that out itself.
func (r ListRow) Height() int { return 1 + min(utf8.RuneCountInString(r.Input.Value)/30, 9) }

// ID is the group's id: where a problem of the whole list leads.
func (l ListField) ID() string { return ControlID(l.Name) }

// DescribedBy names what is said of the lines.
func (l ListField) DescribedBy() string {
	described := l.Words().DescribedBy()
	if l.OnScreen != "" {
		described = strings.TrimSpace(described + " " + l.ID() + "-buttons")
	}
	return described
}

// Words is what stands over the lines.
func (l ListField) Words() Words { return Words{l.ID(), l.Legend, l.Hint, l.Error, false} }

// A ColumnsField is two lists of one question, side by side where there is room.
type ColumnsField struct {
	Name, Legend, Hint, Error string

	Left, Right ListField
}

// ID is the group's id.
func (c ColumnsField) ID() string { return ControlID(c.Name) }

// Words is what stands over both.
func (c ColumnsField) Words() Words { return Words{c.ID(), c.Legend, c.Hint, c.Error, false} }

// A ContactsField is people to turn to, in an order of one's own.
type ContactsField struct {
	Name, Legend, Hint, Error string

	People []ContactRow
	Add    Button
	Full   string
}

// A ContactRow is one of them.
type ContactRow struct {
	Legend             string // Person 1
	Called, Who, Phone Input
	Calls              []Contact // the numbers in it that can be rung
	Buttons            []Button
}

// ID is the group's id.
func (c ContactsField) ID() string { return ControlID(c.Name) }

// Words is what stands over the people.
func (c ContactsField) Words() Words { return Words{c.ID(), c.Legend, c.Hint, c.Error, false} }
