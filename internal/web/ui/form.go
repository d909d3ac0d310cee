package ui

import (
	"bytes"
	"html"
	"strings"
)

// A Form posts its controls. Open it with {{template "form" .Form}} and close
// it with {{template "end_form" .Form}}, which holds the buttons.
type Form struct {
	Key     string   // by which a button outside it names it
	Action  string   // empty posts to the page's own address
	Hidden  []Hidden // what the server drew: the id of the thing to be made
	Buttons []Button
	Enter   Button // what the enter key presses, where a form has buttons within it; heard and seen by nobody
	Leave   Link   // gives up, beside the buttons
	Joined  bool   // it stands within one with others, and its buttons say where they send it
}

// Questions are a form with its fields: {{template "questions" .Questions}}.
type Questions struct {
	Form   Form
	Fields []Field
}

// Any tells whether there is anything to send, or to leave.
func (q Questions) Any() bool { return len(q.Form.Buttons) > 0 || q.Form.Leave.Path != "" }

// A Hidden field goes with a form unseen.
type Hidden struct{ Name, Value string }

// formTag is how a form of ours begins in a rendered page, and posts what is in one that is
// sent. Nobody's words spell either: they are escaped. Signing out has no class, and ends
// whichever session there is.
var formTag, posts = []byte(`<form class="`), []byte(` method="post"`)

// inForms is a rendered page with h in each form that it posts.
func (h Hidden) inForms(page []byte) []byte {
	if h.Value == "" {
		return page
	}
	field := "\n" + `<input type="hidden" name="` + h.Name + `" value="` + html.EscapeString(h.Value) + `">`
	filled := make([]byte, 0, len(page)+8*len(field))
	for {
		begins := bytes.Index(page, formTag)
		if begins < 0 {
			return append(filled, page...)
		}
		ends := begins + bytes.IndexByte(page[begins:], '>') + 1
		filled = append(filled, page[:ends]...)
		if bytes.Contains(page[begins:ends], posts) {
			filled = append(filled, field...)
		}
		page = page[ends:]
	}
}

// Words is what stands over a control: its label or legend, its hint, its
// error, and the ids that tie them to it.
type Words struct {
	ID, Label, Hint, Error string
	Heading                bool // the label is the page's heading
}

// ControlID is the id of the first control of the field called name: what an
// error summary leads to.
func ControlID(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, name)
}

// DescribedBy names the hint and the error, where there are any.
func (w Words) DescribedBy() string {
	var ids []string
	if w.Hint != "" {
		ids = append(ids, w.ID+"-hint")
	}
	if w.Error != "" {
		ids = append(ids, w.ID+"-error")
	}
	return strings.Join(ids, " ")
}
