package programme

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A CrisisLine is an organisation's own line of urgent help: the crisis team
// that its people have left. Always open, or what to do when it is closed.
type CrisisLine struct {
	ID         id.HelpLine
	Number     Phone
	Hours      string
	WhenClosed string // empty when it answers day and night
	ReviewBy   Date
}

// Check reports every rule that c breaks on the day today.
func (c CrisisLine) Check(today Date) fault.Problems {
	var p fault.Problems
	p.If(c.Number.Blank(), "number", "help_line.number.missing")
	c.Number.CheckAs("number", &p)
	p.If(fault.Blank(c.Hours), "hours", "help_line.hours.missing")
	p.If(fault.TooLong(c.Hours, MaxName), "hours", "person.line.long", MaxName)
	p.If(fault.TooLong(c.WhenClosed, MaxName), "when_closed", "person.line.long", MaxName)
	p.If(c.ReviewBy.IsZero(), "review_by", "help_line.review_by.missing")
	p.If(c.ReviewBy.Before(today), "review_by", "help_line.review_by.past")
	if !c.ReviewBy.Before(today) {
		ToCome.CheckAs("review_by", c.ReviewBy, today, &p)
	}
	return p
}

// Line is c as a card of urgent help, under the words that it is given.
func (c CrisisLine) Line(title, who string) HelpLine {
	var ways []HelpWay
	for _, n := range c.Number.Numbers() {
		ways = append(ways, HelpWay{Kind: WayCall, Shown: n.Text(), Target: n.Shown})
	}
	return HelpLine{
		Key: "crisis_line", Title: title, For: who, Hours: c.Hours, WhenClosed: c.WhenClosed,
		Always: fault.Blank(c.WhenClosed), ReviewBy: c.ReviewBy,
		Ways: ways,
	}
}

// An OwnLine is the crisis line of an organisation, by its name.
type OwnLine struct {
	Organisation id.Organisation
	Name         string
	CrisisLine
}
