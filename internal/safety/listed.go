package safety

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A Listed worry is one line of the list that lead and supervisor read: whom
// it is about, and whether somebody has taken it on.
type Listed struct {
	programme.Person
	Worry  ledger.Received[Worry]
	Taken  bool // somebody has it, or had it
	Closed bool
}

// MostUrgentFirst sorts those of list that nobody has taken on, which come before the others, by how
// soon somebody needs to know. Among those of one urgency nothing changes.
func MostUrgentFirst(list []Listed) {
	soon := func(l Listed) int {
		if l.Taken {
			return len(Urgencies())
		}
		return slices.Index(Urgencies(), l.Worry.Fact.Urgency)
	}
	slices.SortStableFunc(list, func(a, b Listed) int { return cmp.Compare(soon(a), soon(b)) })
}
