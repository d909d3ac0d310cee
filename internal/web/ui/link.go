package ui

import (
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A Link leads somewhere within the service.
type Link struct {
	Label   string
	Path    string
	Hidden  string // said after the label by screen readers only, as in "Change" + " discharge date"
	Current bool   // this is where one is
	Acts    bool   // it leads to a form, and isn't printed
}

// Links are those of a list that lead anywhere: what somebody may not do has no path.
func Links(list ...Link) []Link {
	return slices.DeleteFunc(list, func(l Link) bool { return l.Path == "" })
}

// A Button does something (inside a form) or leads somewhere (with a Path).
type Button struct {
	Label    string
	Kind     ButtonKind // Primary when it is left out
	Path     string     // makes it a link that looks like a button
	Name     string     // what a form sends when this button was the one pressed
	Value    string
	Hidden   string // said after the label by screen readers only
	Disabled bool
	Of       string // the key of the form that it sends, where it isn't within it
	Action   string // where it sends the form, unless to the form's own address
	Print    bool   // prints the page where there is script; hidden where there is none
}

// A ButtonKind is how much a button matters.
type ButtonKind int

const (
	Primary   ButtonKind = iota // one a page
	Secondary                   // the others
	Warning                     // what cannot be undone
)

// Class is the button's classes.
func (b Button) Class() string {
	class := "nhsuk-button"
	switch b.Kind {
	case Secondary:
		class += " nhsuk-button--secondary"
	case Warning:
		class += " nhsuk-button--warning"
	}
	return class
}

// A Trail is where a page stands: its ancestors, nearest last.
type Trail struct{ Links []Link }

// A Pagination leads through a long list.
type Pagination struct {
	Previous, Next Link
	Place          string // said, as in "Page 2 of 5"
	Of             string // the key of a form that is sent first; it says where to go on as OnwardField
	past           Empty  // of a page after the last
}

// InPlaceOf is what a list says that is empty: nothing but that the page is after the last, if
// it is, because there are lines on those before.
func (p Pagination) InPlaceOf(empty Empty) Empty {
	if p.past.Any() {
		return p.past
	}
	return empty
}

// OnwardField is what a form calls the page that somebody goes on to.
const OnwardField = "onward"

// Any tells whether there is more than one page.
func (p Pagination) Any() bool { return p.Previous.Path != "" || p.Next.Path != "" }

// Paginate leads through a list of count lines at path, which may have a query.
func Paginate(v say.Voice, path string, page programme.Page, count int) Pagination {
	number, last := max(1, page.Number), max(1, (count+page.Limit()-1)/page.Limit())
	if last == 1 && number == 1 {
		return Pagination{}
	}
	at := func(n int) string {
		base, query, _ := strings.Cut(path, "?")
		q, _ := url.ParseQuery(query) // of our own making
		q.Set("page", strconv.Itoa(n))
		return base + "?" + q.Encode()
	}
	p := Pagination{Place: v.Say("list.place", number, last)}
	if number > last {
		p.past = Empty{Title: v.Say("list.past"), Text: v.Say("list.past_text")}
	}
	if number > 1 {
		p.Previous = Link{Label: v.Say("list.previous"), Path: at(min(number-1, last))}
	}
	if number < last {
		p.Next = Link{Label: v.Say("list.next"), Path: at(number + 1)}
	}
	return p
}

// Tabs are views of one thing, each with an address of its own.
type Tabs struct {
	Label string // what the tabs are of, for screen readers
	Links []Link
}

// A Contact is a way to reach somebody outside the service: a telephone
// number, a text number, or neither.
type Contact struct {
	Label  string          // who answers, as in "Elmbridge crisis line"
	Number programme.Phone // one number
	Shown  string          // shown instead of Number, where that says more
	Text   bool            // send a text rather than ring
	Body   string          // what to text, as in "SHOUT"; empty when anything will do
	Note   string          // hours, or what to do when it is closed
	Tag    Tag             // what to mind before ringing it

	read *programme.PhoneNumber // what Number reads as, once that was read
}

// Contacts are the numbers that were typed into one field, each to be rung.
func Contacts(typed programme.Phone) []Contact {
	var list []Contact
	for _, n := range typed.Numbers() {
		note := n.Note
		n.Note = "" // as Shown reads
		list = append(list, Contact{Number: programme.Phone(n.Shown), Note: note, read: &n})
	}
	return list
}

// Read is c with its number read, so that what is asked of it then is read once.
func (c Contact) Read() Contact {
	read := c.number()
	c.read = &read
	return c
}

func (c Contact) number() programme.PhoneNumber {
	if c.read != nil {
		return *c.read
	}
	for _, n := range c.Number.Numbers() {
		return n
	}
	return programme.PhoneNumber{}
}

// Unlikely tells whether the number can't be one, or is none that a country has given out.
func (c Contact) Unlikely() bool { return c.number().Wrong || c.number().Doubtful }

// Reads is the number as it is shown.
func (c Contact) Reads() string { return c.number().Text() }

// Dial is the address that rings or texts Number, and empty where nothing can:
// digits, a leading plus and pauses only, so that nothing else can get into it.
func (c Contact) Dial() template.URL {
	dial, scheme := c.number().Dial, "tel:"
	if c.Text {
		scheme = "sms:"
	}
	if dial == "" {
		return ""
	}
	return template.URL(scheme + dial)
}
