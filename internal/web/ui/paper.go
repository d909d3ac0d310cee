package ui

// SignHere is where people put their names on paper: a line for each label. On
// the screen it is seen too, so that nobody is surprised by what comes out.
type SignHere struct {
	Text   string   // what is signed, over the lines; may be empty
	Labels []string // what stands under each line, as in "Name and role"
}

// A Blank is one question on paper, with room to write by hand.
type Blank struct {
	Title, Hint string
	Parts       []BlankPart
}

// A BlankPart is room under a label: lines to write on, boxes to tick, or
// numbers to ring.
type BlankPart struct {
	Label, Note string
	Lines       []struct{} // one for each
	Ticks       []string
	Scale       []int
}

// Room is a part with n lines.
func Room(label string, n int) BlankPart { return BlankPart{Label: label, Lines: make([]struct{}, n)} }
