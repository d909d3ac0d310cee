package identity

import "time"

// A Pace is how much may be done within a time: more than anybody does who works, and less
// than it takes to fill a disk or a mailbox. docs/adr/0029 has the reasons.
type Pace struct {
	Most   int
	Within time.Duration
}

// ChangePaces hold for what one account changes, or is refused to.
func ChangePaces() []Pace { return []Pace{{60, time.Minute}, {600, time.Hour}} }

// MessagePaces hold for the messages that one account is sent, whoever causes them.
func MessagePaces() []Pace { return []Pace{{30, time.Hour}, {100, 24 * time.Hour}} }

// CodePaces hold for the codes that one account is sent because strangers ask for them.
func CodePaces() []Pace { return []Pace{{20, time.Hour}, {60, 24 * time.Hour}} }

// HeldFor is how long a message waits before it is looked at again.
const HeldFor = 15 * time.Minute
