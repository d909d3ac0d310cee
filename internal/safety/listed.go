package safety

import (
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
