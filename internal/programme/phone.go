package programme

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// A Phone is what was typed into one field for a telephone number. It is kept as
// it was typed and read on the way out, so that a better reading reaches what is
// stored already. One field may hold two numbers, and words beside them.
type Phone string

// A PhoneNumber is one number of a Phone. Showing what was shown changes
// nothing: a Phone of Shown reads as this number, without its Note.
type PhoneNumber struct {
	Shown    string // as its country writes it, as in "01632 960001 ext 12"
	Dial     string // + and digits, and after a pause the extension; empty when there is nothing to dial
	Note     string // the words that were typed with it, as in "mum's"
	Wrong    bool   // it can't be a number: Shown is what was typed
	Doubtful bool   // it could be one, but no country has given it out
}

// Text is the number with its note.
func (n PhoneNumber) Text() string {
	if n.Note == "" {
		return n.Shown
	}
	return n.Shown + " (" + n.Note + ")"
}

// Numbers are the numbers in p, in the order that they were typed in. Of a field
// without any there is one, which is Wrong; of an empty field there is none.
func (p Phone) Numbers() []PhoneNumber {
	text := plainText(string(p))
	if text == "" {
		return nil
	}
	parts := partsOf(text)
	if len(parts) == 0 {
		return []PhoneNumber{{Shown: text, Wrong: true}}
	}
	var list []PhoneNumber
	for _, part := range parts {
		read := readNumbers(part.run, part.extension)
		read[len(read)-1].Note = part.note
		list = append(list, read...)
	}
	return list
}

// Rings tells whether p holds a number, and nothing that can't be one.
func (p Phone) Rings() bool {
	numbers := p.Numbers()
	for _, n := range numbers {
		if n.Wrong {
			return false
		}
	}
	return len(numbers) > 0
}

// CheckAs reports to found, beside field, what keeps p from being kept. A number
// that is possible is accepted, whoever has it; an empty field breaks no rule.
func (p Phone) CheckAs(field string, found *fault.Problems) {
	found.If(!fault.Blank(string(p)) && !p.Rings(), field, "contact.phone.wrong")
	found.If(fault.TooLong(string(p), MaxName), field, "person.line.long", MaxName)
}

// CheckOwnAs is CheckAs of a number that is somebody's own. 999, or a help line's,
// reaches somebody else.
func (p Phone) CheckOwnAs(field string, found *fault.Problems) {
	p.CheckAs(field, found)
	found.If(slices.ContainsFunc(p.Numbers(), PhoneNumber.forAll), field, "contact.phone.help_line")
}

// Blank tells whether nothing was typed, or nothing but blanks and direction marks.
func (p Phone) Blank() bool { return strings.TrimSpace(plainText(string(p))) == "" }
