package identity

import (
	"time"

	"footbridge.org/footbridge/internal/id"
)

// What may be attempted within Within by one asker (somebody who signed in by that address
// in that browser before, else everybody of one network) and by strangers altogether.
// Nothing is counted by account: a stranger could spend it. docs/adr/0023 has the sum.
const (
	Within   = time.Hour
	MaxAgain = 5    // codes for one address
	MaxAsked = 60   // codes for any: a whole team may be behind one network address
	MaxWrong = 20   // codes that don't work
	AllAsked = 1000 // by strangers altogether
	AllWrong = 2500

	BrowserKnown  = 90 * 24 * time.Hour // how long a browser is no stranger's after a sign-in
	FailuresShown = 30 * 24 * time.Hour // to whose code it was
	GuessesShown  = 40                  // of them, the newest
	AttemptsKept  = BrowserKnown        // nothing asks for one that is older
)

// A Browser is who stands at the door, before anybody has signed in.
type Browser struct {
	Mark   string // what it keeps to show that it was the one that asked
	Source string // the network address that it comes from
	Device string // what it calls itself
}

// An AttemptKind is what was attempted at the door. The zero value is invalid.
type AttemptKind string

const (
	AttemptCode  AttemptKind = "code"  // asked for; Tries are the wrong ones that were typed
	AttemptCard  AttemptKind = "card"  // typed, and nobody's
	AttemptSpent AttemptKind = "spent" // a limit was reached
)

// An Asker is whom limits count by. ID and Address are digests.
type Asker struct {
	ID       string
	Stranger bool   // nobody has signed in by the address in that browser before
	Address  string // of what was typed, whether or not it belongs to anybody
}

// An Attempt is what somebody did at the door, whether or not the address that they typed
// belongs to anybody. It is kept when the code of it is gone.
type Attempt struct {
	ID           id.Attempt
	Organisation id.Organisation
	Kind         AttemptKind
	Asker
	Browser   string // digest of its mark
	Device    string
	Tries     int
	CreatedAt time.Time
}

// A Tally is what was attempted within Within: by one asker, and by strangers altogether.
type Tally struct{ Again, Asked, Wrong, Cards, Spent, AllAsked, AllWrong int }

// MayAsk tells whether a may be sent another code. Who is no stranger may, whatever
// strangers do.
func (t Tally) MayAsk(a Asker) bool {
	return t.Again < MaxAgain && t.Asked < MaxAsked && (!a.Stranger || t.AllAsked < AllAsked)
}

// MayTry tells whether a may type another code.
func (t Tally) MayTry(a Asker) bool {
	return t.Wrong < MaxWrong && (!a.Stranger || t.AllWrong < AllWrong)
}

// Guesses are wrong codes for one that somebody was sent, or wrong numbers of their own.
type Guesses struct {
	OfNumber bool
	Since    time.Time // when the code was asked for, or that phone or session was last let in
	Device   string
	Tries    int
	Over     bool // the code was used, the phone forgotten, or the session signed out
}
