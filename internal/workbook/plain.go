package workbook

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/say"
)

// Plain puts an answer to f in plain text, as it is read in a history, beside
// another version, on paper, or by the person a page is shared with. A blank
// answer is "". Lines are joined by \n; parts stand apart by an empty line.
func Plain(v say.Voice, f Field, a Answer) string {
	if IsBlank(a) {
		return ""
	}
	switch a := Clean(a).(type) {
	case Text:
		return string(a)
	case List:
		return points(a)
	case Columns:
		return parts(part(f.Left, points(a.Left)), part(f.Right, points(a.Right)))
	case Dial:
		return plainDial(v, a)
	case Ticks:
		return points(ticked(f, a))
	case Contacts:
		return plainContacts(a)
	case Ladder:
		return plainLadder(v, f, a)
	case Goal:
		return plainGoal(v, a)
	}
	return ""
}

// parts joins what there is, each apart from the next.
func parts(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "\n\n")
}

// part is text under its heading; without text there is no heading.
func part(heading, text string) string {
	if text == "" {
		return ""
	}
	return heading + "\n" + text
}

func points(lines []string) string {
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = "• " + s
	}
	return strings.Join(out, "\n")
}

func plainDial(v say.Voice, d Dial) string {
	switch {
	case !d.Given:
		return ""
	case d.On.IsZero():
		return v.Say("workbook.plain.dial", d.Value, DialTop)
	}
	return v.Say("workbook.plain.dial_on", d.Value, DialTop, v.Day(d.On.Time()))
}

func ticked(f Field, t Ticks) []string {
	var texts []string
	for _, c := range f.Choices {
		if slices.Contains(t, c.Key) {
			texts = append(texts, c.Text)
		}
	}
	return texts
}

func plainContacts(c Contacts) string {
	var lines []string
	for _, x := range c {
		filled := slices.DeleteFunc([]string{x.Name, x.Who, string(x.Number)}, func(s string) bool { return s == "" })
		lines = append(lines, strings.Join(filled, ", "))
	}
	return points(lines)
}

func plainLadder(v say.Voice, f Field, l Ladder) string {
	var rungs []string
	for _, r := range f.Rungs {
		a := l.Rung(r.Key)
		rungs = append(rungs, part(r.Title, parts(
			part(v.Say("workbook.ladder.signs"), a.Signs),
			part(v.Say("workbook.ladder.mine"), a.Mine),
			part(v.Say("workbook.ladder.others"), a.Others),
		)))
	}
	return parts(rungs...)
}

func plainGoal(v say.Voice, g Goal) string {
	var steps []string
	for _, s := range g.Steps {
		if s.Done {
			s.Text = v.Say("workbook.plain.step_done", s.Text)
		}
		steps = append(steps, s.Text)
	}
	return parts(
		part(v.Say("workbook.goal.goal"), g.Goal),
		part(v.Say("workbook.goal.why"), g.Why),
		part(v.Say("workbook.goal.steps"), points(steps)),
		part(v.Say("workbook.goal.near"), plainDial(v, g.Near)),
	)
}
