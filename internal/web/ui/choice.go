package ui

import "slices"

// An Option is one answer among several.
type Option struct {
	Value, Label, Hint string
	Detail             Input // asked when this one is chosen; the zero Input asks nothing
}

// Radios offer one answer among several. No answer is chosen beforehand.
type Radios struct {
	Name, Legend, Hint, Error string

	Value   string // the option that was chosen
	Options []Option
	Inline  bool // side by side: two short answers
	Heading bool // the legend is the page's heading
	Clears  bool // it may be left out: the last radio takes the answer back
}

// ID is the id of the first radio.
func (r Radios) ID() string { return ControlID(r.Name) }

// Words is what stands over the control.
func (r Radios) Words() Words {
	return Words{r.ID(), r.Legend, r.Hint, r.Error, r.Heading}
}

// Choices is the options as they are drawn.
func (r Radios) Choices() []Choice {
	return choices(r.Words(), "nhsuk-radios__hint", r.Options, []string{r.Value})
}

// SideBySide puts the options in one row.
func (r Radios) SideBySide() Radios {
	r.Inline = true
	return r
}

// OrNone lets an answer be taken back: the last radio stands for none.
func (r Radios) OrNone() Radios {
	r.Clears = true
	return r
}

// AsHeading makes the legend the page's heading.
func (r Radios) AsHeading() Radios {
	r.Heading = true
	return r
}

// Checkboxes offer any number of answers.
type Checkboxes struct {
	Name, Legend, Hint, Error string

	Values  []string // those that were chosen
	Options []Option
	Heading bool
}

// ID is the id of the first checkbox.
func (c Checkboxes) ID() string { return ControlID(c.Name) }

// Words is what stands over the control.
func (c Checkboxes) Words() Words {
	return Words{c.ID(), c.Legend, c.Hint, c.Error, c.Heading}
}

// Choices is the options as they are drawn.
func (c Checkboxes) Choices() []Choice {
	return choices(c.Words(), "nhsuk-checkboxes__hint", c.Options, c.Values)
}

// A Select is a list too long for radios.
type Select struct {
	Name, Label, Hint, Error string

	Value   string
	Options []Option // give the first an empty Value: "Choose a team"
}

// ID is the control's id.
func (s Select) ID() string { return ControlID(s.Name) }

// Words is what stands over the control.
func (s Select) Words() Words {
	return Words{s.ID(), s.Label, s.Hint, s.Error, false}
}

// Choices is the options as they are drawn.
func (s Select) Choices() []Choice { return choices(s.Words(), "", s.Options, []string{s.Value}) }

// A YesNo is one line answered yes or no, with a word more when the answer
// calls for it. Its values are "yes" and "no".
type YesNo struct {
	Name, Legend, Hint, Error string

	Value    string // "yes", "no", or nothing yet
	Yes, No  string // the words of the answers, where "Yes" and "No" won't do
	Detail   Input
	DetailOn string // the answer that asks for Detail: "yes" or "no"
}

// ID is the id of the first radio.
func (y YesNo) ID() string { return ControlID(y.Name) }

// Words is what stands over the control.
func (y YesNo) Words() Words {
	return Words{y.ID(), y.Legend, y.Hint, y.Error, false}
}

// Asks tells whether answer calls for the detail.
func (y YesNo) Asks(answer string) bool { return y.Detail.Name != "" && y.DetailOn == answer }

// A Choice is an Option with its place in its group.
type Choice struct {
	Option
	ID        string
	HintID    string
	Chosen    bool
	HintClass string
}

// choices gives the first option the group's own id, which is where the error
// summary leads. Its hint is beside the group's, if that has one.
func choices(group Words, hintClass string, options []Option, chosen []string) []Choice {
	out := make([]Choice, len(options))
	for i, o := range options {
		id, hint := group.ID, "-hint"
		if i > 0 {
			id += "-" + ControlID(o.Value)
		} else if group.Hint != "" {
			hint = "-first-hint"
		}
		out[i] = Choice{Option: o, ID: id, HintID: id + hint, Chosen: slices.Contains(chosen, o.Value), HintClass: hintClass}
	}
	return out
}
