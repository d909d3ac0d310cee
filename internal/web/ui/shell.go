package ui

import (
	"time"

	"footbridge.org/footbridge/internal/say"
)

// A Shell is the frame of a page: everything that does not depend on what the
// page shows. The wrapper fills it for each request.
type Shell struct {
	Voice say.Voice      // required
	Zone  *time.Location // where the organisation is; nil is Europe/London

	Secure bool // people reach the service over TLS

	Home         string  // where the mark leads; "/" when empty
	Organisation string  // the organisation's own name
	CrisisLine   Contact // its crisis line, shown in the footer
	SignedInAs   string  // the name of who is signed in, empty when nobody is
	SignOut      string  // the path that signs out by POST; no button when empty
	Nav          []Link  // the main places, one of them Current
	Below        []Link  // what stands under that one, where it is a group
	Own          []Link  // what stands under the name of who is signed in

	Banner      string // a sentence on every page, as the demo's "Invented people"
	BannerLink  Link   // where it leads, when it leads anywhere
	Notice      string // what has just been done, said once; see TakeNotice
	Kept        Kept   // what they wrote before, that could not be saved
	Participant bool   // "Get help now" stands in the header; staff have it in the footer
	PageOf      Hidden // goes with every form but signing out: whose page it is on
	Exit        Link   // leaves the page at once for a harmless one, when wanted

	// Title and Failed are put in by Response.
	Title  string
	Failed bool // the page shows problems: "Error: " stands before the title
}

// HelpPath is where urgent help is, without signing in.
const HelpPath = "/help"

// Lang is the page's language.
func (s Shell) Lang() string { return s.Voice.Lang() }

// Start is where the mark leads.
func (s Shell) Start() string {
	if s.Home == "" {
		return "/"
	}
	return s.Home
}
