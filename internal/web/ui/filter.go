package ui

// A Filter narrows the list below it. It asks by GET, so that an address can be kept,
// and turned to its next page: what somebody is called never goes into it.
type Filter struct {
	Action string
	Label  string   // what opens it: "Filter this list"
	Hidden []Hidden // what else stands in the address: which tab it is
	Boxes  []*Box
	Button Button
	Open   bool   // something can't be read
	Only   string // what the list is narrowed to, as in "Only: North team"
	Clear  Link   // to all of it
}

// Any tells whether there is anything to narrow a list by.
func (f Filter) Any() bool { return len(f.Boxes) > 0 }

// Details is what its questions stand behind.
func (f Filter) Details() Details { return Details{Label: f.Label, Open: f.Open} }

// Field is f as a line of a page's list.
func (f Filter) Field() Field { return Field{Block: &Block{Filter: f}} }

// Field is s as a line of a page's list.
func (s SearchBox) Field() Field { return Field{Block: &Block{Search: s}} }
