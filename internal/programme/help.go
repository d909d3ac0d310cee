package programme

import "slices"

// WayKind is how a help line is used.
type WayKind string

const (
	WayCall WayKind = "call"
	WayText WayKind = "text"
	WayWeb  WayKind = "web"
	WayGo   WayKind = "go" // a place to go to
)

// WayKinds lists the kinds.
func WayKinds() []WayKind { return []WayKind{WayCall, WayText, WayWeb, WayGo} }

// Valid tells whether k is one of the kinds.
func (k WayKind) Valid() bool { return slices.Contains(WayKinds(), k) }

// A HelpWay is one way to use a help line. Target is what the link opens (a
// number for tel: or sms:, or an https address); without one it is not a link.
// Message is what a text begins with.
type HelpWay struct {
	Kind    WayKind `yaml:"kind" json:"kind"`
	Shown   string  `yaml:"shown" json:"shown"`
	Target  string  `yaml:"target" json:"target,omitempty"`
	Message string  `yaml:"message" json:"message,omitempty"`
}

// A HelpLine is one card of urgent help, in words for the person who needs it.
type HelpLine struct {
	Key        string    `yaml:"key" json:"key"`
	Title      string    `yaml:"title" json:"title"`
	For        string    `yaml:"for" json:"for"` // who it is for, or when
	Ways       []HelpWay `yaml:"ways" json:"ways"`
	Hours      string    `yaml:"hours" json:"hours"`
	WhenClosed string    `yaml:"when_closed" json:"when_closed,omitempty"` // may be empty only when it is Always open
	Always     bool      `yaml:"always" json:"always,omitempty"`           // open round the clock, every day
	Fixed      bool      `yaml:"fixed" json:"fixed,omitempty"`             // no setting takes it out
	ReviewBy   Date      `yaml:"review_by" json:"review_by"`
}

// Unchecked tells whether l's review date has passed on the day today. Such a
// line stays, marked, because an old number is better than an empty page.
func (l HelpLine) Unchecked(today Date) bool { return today.After(l.ReviewBy) }

// A HelpPack is a country's urgent help, the most urgent first.
type HelpPack struct {
	Key      string     `yaml:"key"`
	Title    string     `yaml:"title"`
	Country  string     `yaml:"country"`  // ISO 3166-1 alpha-2, in capitals
	Holidays string     `yaml:"holidays"` // the key of a calendar of bank holidays, or none
	Demo     bool       `yaml:"demo"`     // reaches nobody, and says so in its notice
	Notice   string     `yaml:"notice"`   // shown above the lines
	Lines    []HelpLine `yaml:"lines"`
}

// With returns the pack with an organisation's own lines put after the fixed
// ones, which stay first whatever is added.
func (h HelpPack) With(lines ...HelpLine) HelpPack {
	at := 0
	for at < len(h.Lines) && h.Lines[at].Fixed {
		at++
	}
	h.Lines = slices.Insert(slices.Clone(h.Lines), at, lines...)
	return h
}

// Without returns the pack without the lines that have the keys. Fixed lines
// stay: a key of theirs is passed over.
func (h HelpPack) Without(keys ...string) HelpPack {
	h.Lines = slices.DeleteFunc(slices.Clone(h.Lines), func(l HelpLine) bool {
		return !l.Fixed && slices.Contains(keys, l.Key)
	})
	return h
}

// UncheckedLines returns the lines whose review date has passed on the day today.
func (h HelpPack) UncheckedLines(today Date) []HelpLine {
	var old []HelpLine
	for _, l := range h.Lines {
		if l.Unchecked(today) {
			old = append(old, l)
		}
	}
	return old
}
