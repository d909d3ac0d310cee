package pathway

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Undoable is a kind of fact that can be taken back, by the name of its journal.
type Undoable string

const (
	UndoDecision   Undoable = "screening"
	UndoInvitation Undoable = "invitation"
	UndoConsent    Undoable = "consent"
	UndoDeclining  Undoable = "declining"
	UndoWithdrawal Undoable = "withdrawal"
	UndoMatch      Undoable = "match"
	UndoLetter     Undoable = "letter"
	UndoEnding     Undoable = "ending_fact"
	UndoLife       Undoable = "life_event"
	UndoTelling    Undoable = "telling" // that somebody knows of their visits

	// UndoToldOfMatch is that one of the two was told of the match. What was told of it with
	// visits goes with UndoTelling.
	UndoToldOfMatch Undoable = "match_fact"
)

// Undoables lists the kinds in the order of the pathway.
func Undoables() []Undoable {
	return []Undoable{UndoDecision, UndoInvitation, UndoConsent, UndoDeclining, UndoWithdrawal, UndoMatch, UndoToldOfMatch,
		UndoTelling, UndoLetter, UndoEnding, UndoLife}
}

// SaysNo tells whether such a fact is that somebody said no, or stops: one act may be the one in a
// record of theirs, and the other in another.
func (u Undoable) SaysNo() bool { return u == UndoDeclining || u == UndoWithdrawal }

// TellsOfVisits tells whether that such a fact was taken back reveals visits, and
// so an arm.
func (u Undoable) TellsOfVisits() bool {
	return !slices.Contains([]Undoable{UndoDecision, UndoInvitation, UndoConsent, UndoDeclining}, u)
}

// An Entered is a fact as it was entered: what it said, when and by whom.
type Entered struct {
	Kind Undoable  `json:"kind"`
	Fact string    `json:"fact"` // its id
	Said string    `json:"said"` // what, in a key of the catalogue
	At   time.Time `json:"at"`
	By   string    `json:"by"` // the account's id
}

// An Undoing takes back a fact that was entered by mistake and that nothing has
// followed from. The fact stays readable; what is worked out of facts leaves it out.
type Undoing struct {
	ID id.Undoing `json:"id"` // drawn by the form, so that a retry is harmless
	Of Entered    `json:"of"`
	// Why is for those who read the record later.
	Why string `json:"why"`

	// Also are other records of theirs in which what the same act recorded is taken back too.
	Also []id.Participant `json:"-"`
}

// Check reports every rule that u breaks.
func (u Undoing) Check() fault.Problems {
	var p fault.Problems
	p.If(u.ID == "", "id", "undo.id.missing")
	p.If(!slices.Contains(Undoables(), u.Of.Kind) || u.Of.Fact == "", "fact", "undo.fact.missing")
	p.If(fault.Blank(u.Why), "why", "undo.why.missing")
	p.If(fault.TooLong(u.Why, programme.MaxNote), "why", "person.note.long", programme.MaxNote)
	return p
}
