package programme

import (
	"strings"
	"unicode"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A CrisisLine is an organisation's own line of urgent help: the crisis team
// that its people have left. Always open, or what to do when it is closed.
type CrisisLine struct {
	ID         id.HelpLine
	Number     string // as it is written, with spaces
	Hours      string
	WhenClosed string // empty when it answers day and night
	ReviewBy   Date
}

// Check reports every rule that c breaks on the day today.
func (c CrisisLine) Check(today Date) fault.Problems {
	var p fault.Problems
	p.If(fault.Blank(c.Number), "number", "help_line.number.missing")
	p.If(!fault.Blank(c.Number) && !dialShape.MatchString(c.dialled()), "number", "help_line.number.shape")
	p.If(fault.Blank(c.Hours), "hours", "help_line.hours.missing")
	p.If(fault.TooLong(c.Hours, MaxName), "hours", "person.line.long", MaxName)
	p.If(fault.TooLong(c.WhenClosed, MaxName), "when_closed", "person.line.long", MaxName)
	p.If(c.ReviewBy.IsZero(), "review_by", "help_line.review_by.missing")
	p.If(c.ReviewBy.Before(today), "review_by", "help_line.review_by.past")
	return p
}

func (c CrisisLine) dialled() string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("()-.", r) {
			return -1
		}
		return r
	}, c.Number)
}

// Line is c as a card of urgent help, under the words that it is given.
func (c CrisisLine) Line(title, who string) HelpLine {
	return HelpLine{
		Key: "crisis_line", Title: title, For: who, Hours: c.Hours, WhenClosed: c.WhenClosed,
		Always: fault.Blank(c.WhenClosed), ReviewBy: c.ReviewBy,
		Ways: []HelpWay{{Kind: WayCall, Shown: c.Number, Target: c.dialled()}},
	}
}

// An OwnLine is the crisis line of an organisation, by its name.
type OwnLine struct {
	Organisation id.Organisation
	Name         string
	CrisisLine
}
