package programme

import (
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A Sender is where an organisation's letters come from: its address, and the
// telephone that somebody answers on a working day. It isn't the line of urgent help.
type Sender struct {
	ID       id.Sender
	Lines    []string // of the address, without the name
	Postcode Postcode
	Phone    Phone
}

// maxSenderLines is how many lines of an address fit on a sheet that says more.
const maxSenderLines = 5

// Check reports every problem with s.
func (s Sender) Check() fault.Problems {
	var p fault.Problems
	p.If(len(s.Lines) == 0, "address_lines", "sender.address_lines.missing")
	p.If(len(s.Lines) > maxSenderLines, "address_lines", "sender.address_lines.many", maxSenderLines)
	p.If(fault.TooLong(strings.Join(s.Lines, ""), MaxNote), "address_lines", "person.note.long", MaxNote)
	p.If(fault.Blank(string(s.Postcode)), "postcode", "sender.postcode.missing")
	s.Postcode.CheckAs("postcode", &p)
	p.If(s.Phone.Blank(), "phone", "sender.phone.missing")
	s.Phone.CheckAs("phone", &p)
	return p
}

// Written is the address as it stands on an envelope, line by line; none when
// nothing is set.
func (s Sender) Written() []string {
	if len(s.Lines) == 0 {
		return nil
	}
	return append(append([]string(nil), s.Lines...), s.Postcode.Shown())
}
