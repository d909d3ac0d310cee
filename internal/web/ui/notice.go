package ui

// A Notice says something beside the main thing.
type Notice struct {
	Title string
	Texts []string
	Links []Link
}

// A Callout warns before something is done.
type Callout struct {
	Title string
	Texts []string
}

// A Details holds what most people can pass over. For more than texts, use
// {{template "open_details" .D}} … {{template "close_details" .D}}.
type Details struct {
	Label string
	Texts []string
	Open  bool
}

// An Empty stands where a list has nothing in it, and says what would be there.
type Empty struct {
	Title  string
	Text   string
	Action Button
}

// Any tells whether there is something to say.
func (e Empty) Any() bool { return e.Title != "" || e.Text != "" }

// A CareCard is one way to get help.
type CareCard struct {
	Urgency  Urgency
	Title    string
	Texts    []string
	Points   []string
	Contacts []Contact
	Links    []Link
}

// An Urgency is how soon help is needed.
type Urgency int

const (
	NonUrgent Urgency = iota
	Urgent
	Emergency
)

// Class is the card's classes.
func (u Urgency) Class() string {
	switch u {
	case Urgent:
		return "fb-care fb-care--urgent"
	case Emergency:
		return "fb-care fb-care--emergency"
	}
	return "fb-care"
}

// A Secret is shown once: a sign-in code or a card to print. Nothing of it is
// in an address.
type Secret struct {
	Title string
	Code  string // in groups, as it is to be typed
	Facts []SummaryLine
	Texts []string
	Copy  string // the label of the copy button, which is there only with script
	Print string // the label of the print button, likewise
}
