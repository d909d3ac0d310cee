package workbook

import (
	"slices"
	"strings"
)

// Kind is what sort of room a field gives.
type Kind string

const (
	ShortText  Kind = "short_text"
	LongText   Kind = "long_text"
	ListOf     Kind = "list"        // lines that can be put in another order
	TwoColumns Kind = "two_columns" // two such lists, side by side
	DialOf     Kind = "dial"        // 0 to 10
	TicksOf    Kind = "ticks"
	ContactsOf Kind = "contacts"
	LadderOf   Kind = "ladder"
	GoalOf     Kind = "goal" // with steps, and 0 to 10
)

// Kinds lists the kinds.
func Kinds() []Kind {
	return []Kind{ShortText, LongText, ListOf, TwoColumns, DialOf, TicksOf, ContactsOf, LadderOf, GoalOf}
}

// Valid tells whether k is one of the kinds.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// A Field is one prompt with room for an answer.
type Field struct {
	Key     string   `yaml:"key" json:"key"`
	Kind    Kind     `yaml:"kind" json:"kind"`
	Prompt  string   `yaml:"prompt" json:"prompt"`
	Hint    string   `yaml:"hint" json:"hint,omitempty"`
	Rows    int      `yaml:"rows" json:"rows,omitempty"`       // of a list, columns or contacts: how many lines it opens with; of a long text: its height
	Left    string   `yaml:"left" json:"left,omitempty"`       // of two columns: what stands over each
	Right   string   `yaml:"right" json:"right,omitempty"`     //
	Choices []Choice `yaml:"choices" json:"choices,omitempty"` // of ticks
	Rungs   []Rung   `yaml:"rungs" json:"rungs,omitempty"`     // of a ladder: the four of RungKeys
	Low     string   `yaml:"low" json:"low,omitempty"`         // of a dial: what 0 means, as in "very hard"
	High    string   `yaml:"high" json:"high,omitempty"`       // of a dial: what 10 means, as in "very good"
	Daily   bool     `yaml:"daily" json:"daily,omitempty"`     // of a dial: every day has its own answer, which carries its date
	Help    bool     `yaml:"help" json:"help,omitempty"`       // of a dial: offers help quietly at 0 to LowEnd
}

// onScreen is what released pages, which are not edited, say in a hint of the
// buttons of a list. Paper has none.
const onScreen = "You can move a line up or down."

// HintOnScreen is the end of f's hint that speaks of its buttons, where it does.
func (f Field) HintOnScreen() string {
	if f.Kind == ListOf && strings.HasSuffix(f.Hint, onScreen) {
		return onScreen
	}
	return ""
}

// HintOnPaper is f's hint without it.
func (f Field) HintOnPaper() string {
	return strings.TrimSpace(strings.TrimSuffix(f.Hint, f.HintOnScreen()))
}

// LowEnd is the highest number at which a dial offers help.
const LowEnd = 2

// A Choice is something to tick.
type Choice struct {
	Key  string `yaml:"key" json:"key"`
	Text string `yaml:"text" json:"text"`
}

// A Rung is one step of the ladder from well to crisis.
type Rung struct {
	Key   string `yaml:"key" json:"key"`
	Title string `yaml:"title" json:"title"`
	Hint  string `yaml:"hint" json:"hint,omitempty"`
}

// RungKeys lists the rungs of every ladder, in their order.
func RungKeys() []string { return []string{"steady", "slipping", "struggling", "crisis"} }

// Opening is how many lines f shows at least: three when it says nothing, and
// one person, who takes three lines.
func (f Field) Opening() int {
	switch {
	case f.Rows > 0:
		return f.Rows
	case f.Kind == ContactsOf:
		return 1
	}
	return 3
}

// OffersHelp tells whether a is an answer to f at which help is offered,
// quietly, with nobody told.
func (f Field) OffersHelp(a Answer) bool {
	d, ok := a.(Dial)
	return ok && f.Help && d.Given && d.Value <= LowEnd
}
