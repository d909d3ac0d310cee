package ui

// A Control is what can be in the list of a form or of a ListPage: a component
// that is filled in, or words between two of them.
type Control interface{ Field() Field }

// A Field is one line of such a list, as a template sees it: a page ranges
// over its fields and calls {{template "field" .}}. At most one part of it is
// filled.
type Field struct {
	Box     *Box
	Block   *Block
	Hidden  Hidden
	Heading string // a subtitle
	Lead    string
	Text    string
	Quiet   string
}

// A Block is one component that is not filled in. At most one part of it is filled.
type Block struct {
	Group   Group
	Link    Link
	Button  Button
	Tabs    Tabs
	Tagged  Tagged
	Callout Callout
	Card    CareCard
	Entry   Entry
	Facts   SummaryList
	Table   Table
	Board   Board
	Pages   Pagination
	Filter  Filter
	Search  SearchBox
	Empty   Empty

	Questions Questions // a form among other things
}

// An Entry is something that somebody wrote, on a card of its own.
type Entry struct {
	Title string // when it was written
	Text  string // in plain text: lines are kept
	Note  string
	Link  Link // to what can be done with it
}

// A Box is one component that is filled in. At most one part of it is filled.
type Box struct {
	Input      Input
	Textarea   Textarea
	Date       DateInput
	Radios     Radios
	Checkboxes Checkboxes
	Select     Select
	YesNo      YesNo
}

// A Group is boxes that belong together: side by side where there is room, or
// behind a Details that most people pass over.
type Group struct {
	Details Details
	Boxes   []*Box
}

// Any tells whether there is anything in g.
func (g Group) Any() bool { return len(g.Boxes) > 0 }

// Tagged is a tag with a few words beside it.
type Tagged struct {
	Tag  Tag
	Text string
}

// The words that stand between controls.
type (
	Heading string
	Lead    string
	Text    string
	Quiet   string
)

// Field is i as a line of a form's list; likewise for every Control.
func (i Input) Field() Field { return Field{Box: &Box{Input: i}} }

func (t Textarea) Field() Field    { return Field{Box: &Box{Textarea: t}} }
func (d DateInput) Field() Field   { return Field{Box: &Box{Date: d}} }
func (r Radios) Field() Field      { return Field{Box: &Box{Radios: r}} }
func (c Checkboxes) Field() Field  { return Field{Box: &Box{Checkboxes: c}} }
func (s Select) Field() Field      { return Field{Box: &Box{Select: s}} }
func (y YesNo) Field() Field       { return Field{Box: &Box{YesNo: y}} }
func (h Hidden) Field() Field      { return Field{Hidden: h} }
func (g Group) Field() Field       { return Field{Block: &Block{Group: g}} }
func (h Heading) Field() Field     { return Field{Heading: string(h)} }
func (l Lead) Field() Field        { return Field{Lead: string(l)} }
func (t Text) Field() Field        { return Field{Text: string(t)} }
func (q Quiet) Field() Field       { return Field{Quiet: string(q)} }
func (l Link) Field() Field        { return Field{Block: &Block{Link: l}} }
func (b Button) Field() Field      { return Field{Block: &Block{Button: b}} }
func (t Tabs) Field() Field        { return Field{Block: &Block{Tabs: t}} }
func (t Tagged) Field() Field      { return Field{Block: &Block{Tagged: t}} }
func (c Callout) Field() Field     { return Field{Block: &Block{Callout: c}} }
func (c CareCard) Field() Field    { return Field{Block: &Block{Card: c}} }
func (e Entry) Field() Field       { return Field{Block: &Block{Entry: e}} }
func (q Questions) Field() Field   { return Field{Block: &Block{Questions: q}} }
func (s SummaryList) Field() Field { return Field{Block: &Block{Facts: s}} }
func (t Table) Field() Field       { return Field{Block: &Block{Table: t}} }
func (b Board) Field() Field       { return Field{Block: &Block{Board: b}} }
func (p Pagination) Field() Field  { return Field{Block: &Block{Pages: p}} }
func (e Empty) Field() Field       { return Field{Block: &Block{Empty: e}} }

// Side puts controls side by side where there is room.
func Side(controls ...Control) Group { return Group{Boxes: boxes(controls)} }

// Behind puts controls behind d.
func Behind(d Details, controls ...Control) Group { return Group{Details: d, Boxes: boxes(controls)} }

func boxes(controls []Control) []*Box {
	list := make([]*Box, len(controls))
	for i, c := range controls {
		list[i] = c.Field().Box
	}
	return list
}

// Listed is controls as a template ranges over them. A nil control is left out.
func Listed(controls ...Control) []Field {
	list := make([]Field, 0, len(controls))
	for _, c := range controls {
		if c != nil {
			list = append(list, c.Field())
		}
	}
	return list
}

// Names are what the boxes of f send, from top to bottom, with the lines that
// an answer asks for.
func (f Field) Names() (names []string) {
	if f.Box != nil {
		names = f.Box.names()
	}
	if f.Block != nil {
		for _, b := range f.Block.Group.Boxes {
			names = append(names, b.names()...)
		}
	}
	return names
}

func (b *Box) names() []string {
	var names []string
	for _, name := range []string{
		b.Input.Name, b.Textarea.Name, b.Date.Name, b.Radios.Name, b.Checkboxes.Name, b.Select.Name, b.YesNo.Name,
		b.YesNo.Detail.Name,
	} {
		if name != "" {
			names = append(names, name)
		}
	}
	for _, o := range append(b.Radios.Options[:len(b.Radios.Options):len(b.Radios.Options)], b.Checkboxes.Options...) {
		if o.Detail.Name != "" {
			names = append(names, o.Detail.Name)
		}
	}
	return names
}
