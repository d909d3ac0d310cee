package pathway

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A WrittenNote is what visitors to the home should know, as somebody wrote it who
// has been there, or whose source names who has. It takes the place of the one before, which stays
// readable.
type WrittenNote struct {
	ID id.HomeNote `json:"id"` // drawn by the form, so that a retry is harmless
	HomeNote
	Sure fault.Sure `json:"-"` // of a source, from who hasn't been there
}

// Check reports every rule that n breaks on the day today, beside the fields of
// the referral's own note. Been says that who writes it has visited them at home:
// anybody else is asked who has.
func (n WrittenNote) Check(today programme.Date, been bool) fault.Problems {
	var p fault.Problems
	p.If(n.ID == "", "id", "correction.id.missing")
	if n.Empty() {
		p.If(true, "home_note.text", "home_note.text.missing")
		return p
	}
	p.Within("home_note", n.HomeNote.Check(today))
	p.Ask(!been, n.Sure, "home_note.source", "home_note.source.not_been")
	return p
}

// Due tells whether it is time to ask again: on the day by which, and after it.
func (n HomeNote) Due(today programme.Date) bool { return !n.Empty() && !today.Before(n.ReviewBy) }
