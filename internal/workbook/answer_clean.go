package workbook

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/programme"
)

// Clean returns a as it is kept: without empty lines and the spaces at the
// ends, in one normal form (Unicode NFC, newlines as \n), so that two devices
// that hold the same words hold the same bytes. No answer stays none.
func Clean(a Answer) Answer {
	if a == nil {
		return nil
	}
	return a.clean()
}

// words cleans text that may have several lines.
func words(s string) string { return strings.TrimSpace(norm.NFC.String(clean.Text(s))) }

// line cleans text of one line.
func line(s string) string { return strings.Join(strings.Fields(words(s)), " ") }

func (t Text) clean() Answer { return Text(words(string(t))) }

func (l List) clean() Answer { return l.lines() }

func (l List) lines() List {
	out := List{}
	for _, s := range l {
		if s = line(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (c Columns) clean() Answer { return Columns{Left: c.Left.lines(), Right: c.Right.lines()} }

// clean forgets the day of a dial that isn't answered.
func (d Dial) clean() Answer {
	if !d.Given {
		return Dial{}
	}
	return d
}

func (t Ticks) clean() Answer { return append(Ticks{}, t...) }

func (c Contacts) clean() Answer {
	out := Contacts{}
	for _, x := range c {
		x = Contact{Name: line(x.Name), Who: line(x.Who), Number: programme.Phone(line(string(x.Number)))}
		if x != (Contact{}) {
			out = append(out, x)
		}
	}
	return out
}

func (l Ladder) clean() Answer {
	for _, key := range RungKeys() {
		r := l.rung(key)
		*r = RungAnswer{Signs: words(r.Signs), Mine: words(r.Mine), Others: words(r.Others)}
	}
	return l
}

// clean drops a step without words, even one that is ticked.
func (g Goal) clean() Answer {
	out := Goal{Goal: line(g.Goal), Why: words(g.Why), Steps: []Step{}}
	for _, s := range g.Steps {
		if s.Text = line(s.Text); s.Text != "" {
			out.Steps = append(out.Steps, s)
		}
	}
	if g.Near.Given {
		out.Near = Dial{Given: true, Value: g.Near.Value}
	}
	return out
}
