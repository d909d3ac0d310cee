package programme

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
)

// A Holiday is a day on which no visit is planned by itself.
type Holiday struct {
	On   Date   `yaml:"on"`
	Name string `yaml:"name"`
}

// A Calendar is the bank holidays of a country, or a part of one, for the years
// that are known. A released version is never edited.
type Calendar struct {
	Key      string    `yaml:"key"`
	Version  int       `yaml:"version"`
	Title    string    `yaml:"title"`
	Released Date      `yaml:"released"` // none while it is a draft
	From     Date      `yaml:"from"`
	Until    Date      `yaml:"until"`
	Days     []Holiday `yaml:"days"` // in order
}

// Check reports every rule that c breaks.
func (c Calendar) Check() fault.Problems {
	k := &checker{}
	k.key(c.Key, "key", map[string]bool{})
	k.text(c.Title, MaxName, "title")
	k.p.If(c.Version < 1, "version", "holiday.version")
	k.p.If(c.From.IsZero() || !c.Until.After(c.From), "until", "holiday.years")
	k.p.If(len(c.Days) == 0, "days", "definition.list.empty")
	for i, d := range c.Days {
		k.text(d.Name, MaxName, at("days", i, "name"))
		k.p.If(d.On.Before(c.From) || d.On.After(c.Until), at("days", i, "on"), "holiday.outside")
		k.p.If(i > 0 && !d.On.After(c.Days[i-1].On), at("days", i, "on"), "holiday.order")
	}
	return k.p
}

// On returns the holiday of a day, and whether it is one.
func (c Calendar) On(d Date) (Holiday, bool) {
	i := slices.IndexFunc(c.Days, func(h Holiday) bool { return h.On == d })
	if i < 0 {
		return Holiday{}, false
	}
	return c.Days[i], true
}

// Between lists the holidays from one day to another, both included.
func (c Calendar) Between(from, until Date) []Holiday {
	var list []Holiday
	for _, h := range c.Days {
		if !h.On.Before(from) && !h.On.After(until) {
			list = append(list, h)
		}
	}
	return list
}

// Dates lists the days, for what is not to fall on one.
func (c Calendar) Dates() []Date {
	days := make([]Date, len(c.Days))
	for i, h := range c.Days {
		days[i] = h.On
	}
	return days
}
