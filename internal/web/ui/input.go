package ui

// An Input is one line to type in.
type Input struct {
	Name, Label, Hint, Value, Error string

	Type         string // text when empty; email, tel, password
	InputMode    string // the keyboard a phone shows, as in "numeric"
	Autocomplete string // as in "given-name"; empty leaves it to the browser, "off" is for other people's details
	Width        int    // how many characters it looks made for: 2, 3, 4, 5, 10, 20, 30; 0 is full
	Prefix       string
	Suffix       string
	Heading      bool // the label is the page's heading: one question a page
	Plain        bool // no spelling marks: names, numbers, codes
	Focus        bool // the page opens here: somebody was working on it
}

// ID is the control's id.
func (i Input) ID() string { return ControlID(i.Name) }

// Words is what stands over the control.
func (i Input) Words() Words {
	return Words{i.ID(), i.Label, i.Hint, i.Error, i.Heading}
}

// Kind is the type attribute.
func (i Input) Kind() string {
	if i.Type == "" {
		return "text"
	}
	return i.Type
}

// Email asks for an e-mail address.
func (i Input) Email() Input {
	i.Type, i.Plain = "email", true
	return i
}

// Telephone asks for a telephone number.
func (i Input) Telephone() Input {
	i.Type, i.Plain, i.Width = "tel", true, 20
	return i
}

// Digits asks for figures of about width characters.
func (i Input) Digits(width int) Input {
	i.InputMode, i.Plain, i.Width = "numeric", true, width
	return i
}

// Wide makes the control look made for width characters.
func (i Input) Wide(width int) Input {
	i.Width = width
	return i
}

// Complete sets what the browser may fill in, as in "given-name". For
// somebody else's details it is "off".
func (i Input) Complete(with string) Input {
	i.Autocomplete = with
	return i
}

// AsHeading makes the label the page's heading.
func (i Input) AsHeading() Input {
	i.Heading = true
	return i
}

// A Textarea is room to write.
type Textarea struct {
	Name, Label, Hint, Value, Error string

	Rows    int // 5 when it is 0
	Heading bool
}

// ID is the control's id.
func (t Textarea) ID() string { return ControlID(t.Name) }

// Words is what stands over the control.
func (t Textarea) Words() Words {
	return Words{t.ID(), t.Label, t.Hint, t.Error, t.Heading}
}

// Height is the number of rows.
func (t Textarea) Height() int {
	if t.Rows == 0 {
		return 5
	}
	return t.Rows
}

// Room sets the number of rows.
func (t Textarea) Room(rows int) Textarea {
	t.Rows = rows
	return t
}

// AsHeading makes the label the page's heading.
func (t Textarea) AsHeading() Textarea {
	t.Heading = true
	return t
}

// A SearchBox finds by what a person is called or numbered. It posts, because
// an address is kept in logs and histories.
type SearchBox struct {
	Action, Name, Label, Hint, Value, Button string
}

// ID is the control's id.
func (s SearchBox) ID() string { return ControlID(s.Name) }
