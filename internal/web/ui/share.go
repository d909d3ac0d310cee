package ui

// A ShareSwitch says who can see a page, with the one button that changes it.
// It is a form of its own and stands outside any other. Of a page with a form, its
// button sends that form along, to Action, so that nothing typed is lost.
type ShareSwitch struct {
	Action string
	Of     string // the key of the page's form, where there is one
	Hidden []Hidden
	Shared bool
	Text   string   // who can see it, as in "Only you can see this page"
	Notes  []string // since when; what changing it does
	Button Button
}

// A Written is an answer to be read, not changed: in a history, beside another
// version, or as somebody sees it with whom the page is shared.
type Written struct {
	Title  string
	Note   string // when it was written
	Text   string // in plain text: lines are kept
	Blank  string // said when there is no text
	Form   Form   // with what can be done with it; without buttons there is none
	Marked bool   // the one that stands
}

// Versions are several of them, side by side where there is room.
type Versions struct{ Items []Written }
