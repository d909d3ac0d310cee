package workbook

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Verb is what a button does to a line.
type Verb string

const (
	AddRow    Verb = "add"
	RemoveRow Verb = "remove"
	MoveUp    Verb = "up"
	MoveDown  Verb = "down"
)

// A RowButton is a button that changes lines on the page and saves nothing: what
// was typed comes back with the line added, taken out or moved.
type RowButton struct {
	Verb Verb
	Rows string // the form's name of the lines: toolbox, helps.left, plan.steps
	Row  int    // which line, from 0; for AddRow the last one
}

// String is the button's value.
func (p RowButton) String() string {
	if p.Verb == AddRow {
		return string(p.Verb) + ":" + p.Rows
	}
	return string(p.Verb) + ":" + p.Rows + ":" + strconv.Itoa(p.Row)
}

// ReadRowButton returns the button that a form was sent with, and whether there was
// one. Anything malformed is none: the form is then saved as it is.
func ReadRowButton(form url.Values) (RowButton, bool) {
	verb, rest, _ := strings.Cut(form.Get(RowButtonName), ":")
	rows, number, numbered := strings.Cut(rest, ":")
	p := RowButton{Verb: Verb(verb), Rows: rows}
	if p.Verb == AddRow {
		return p, rows != "" && !numbered
	}
	n, err := strconv.Atoi(number)
	p.Row = n
	known := p.Verb == RemoveRow || p.Verb == MoveUp || p.Verb == MoveDown
	return p, known && rows != "" && err == nil && n >= 0
}

// Field is the key of the field whose lines they are.
func (p RowButton) Field() string {
	key, _, _ := strings.Cut(p.Rows, ".")
	return key
}

// On returns the answer with its lines changed, and the control that is worked
// on next (its form name; empty when nothing changed). A line that isn't there
// changes nothing.
func (p RowButton) On(f Field, a Answer) (Answer, string) {
	if p.Field() != f.Key {
		return a, ""
	}
	switch a := a.(type) {
	case List:
		if p.Rows == f.Key {
			l, focus := pressed(p, f.Opening(), a)
			return List(l), p.at(focus, "")
		}
	case Columns:
		return p.onColumns(f, a)
	case Contacts:
		if p.Rows == f.Key {
			c, focus := pressed(p, f.Opening(), a)
			return Contacts(c), p.at(focus, ".name")
		}
	case Goal:
		if p.Rows == f.Key+".steps" {
			steps, focus := pressed(p, f.Opening(), a.Steps)
			a.Steps = steps
			return a, p.at(focus, "")
		}
	}
	return a, ""
}

func (p RowButton) onColumns(f Field, c Columns) (Answer, string) {
	focus := -1
	switch p.Rows {
	case f.Key + ".left":
		c.Left, focus = pressed(p, f.Opening(), c.Left)
	case f.Key + ".right":
		c.Right, focus = pressed(p, f.Opening(), c.Right)
	}
	return c, p.at(focus, "")
}

func (p RowButton) at(row int, part string) string {
	if row < 0 {
		return ""
	}
	return at(p.Rows, row) + part
}

// pressed changes a copy of rows, which are shown as at least least lines. It
// returns the line to work on next, or -1 when nothing changed.
func pressed[R ~[]T, T any](p RowButton, least int, rows R) (R, int) {
	out, last := slices.Clone(rows), len(rows)-1
	switch {
	case p.Verb == AddRow && len(rows) < MaxRows:
		for len(out) < least {
			out = append(out, *new(T))
		}
		return append(out, *new(T)), len(out)
	case p.Verb == RemoveRow && p.Row <= last:
		return slices.Delete(out, p.Row, p.Row+1), max(0, min(p.Row, last-1))
	case p.Verb == MoveUp && p.Row > 0 && p.Row <= last:
		out[p.Row-1], out[p.Row] = out[p.Row], out[p.Row-1]
		return out, p.Row - 1
	case p.Verb == MoveDown && p.Row < last:
		out[p.Row+1], out[p.Row] = out[p.Row], out[p.Row+1]
		return out, p.Row + 1
	}
	return rows, -1
}
