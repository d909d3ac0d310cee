package safety

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// SupportUrgency is how soon a worker wants to be supported.
type SupportUrgency string

const (
	SupportNow      SupportUrgency = "now"
	SupportToday    SupportUrgency = "today"
	SupportThisWeek SupportUrgency = "this_week"
)

// SupportUrgencies lists them in the order a form offers them.
func SupportUrgencies() []SupportUrgency {
	return []SupportUrgency{SupportNow, SupportToday, SupportThisWeek}
}

// SupportState is where a request is.
type SupportState string

const (
	SupportOpen     SupportState = "open"
	SupportAnswered SupportState = "answered"
)

// SupportStates lists them.
func SupportStates() []SupportState { return []SupportState{SupportOpen, SupportAnswered} }

// A SupportRequest is a worker's asking for support, from a visit that is to come
// or was held. It is about the worker: nobody has to say why.
type SupportRequest struct {
	ID          id.SupportRequest `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant    `json:"participant"`
	Visit       id.Appointment    `json:"visit"`
	Urgency     SupportUrgency    `json:"urgency"`
	Words       string            `json:"words,omitempty"`
}

// Check reports every rule that r breaks.
func (r SupportRequest) Check() fault.Problems {
	var p fault.Problems
	p.If(!slices.Contains(SupportUrgencies(), r.Urgency), "urgency", "support.urgency.missing")
	p.If(fault.TooLong(r.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	return p
}

// A SupportAnswer says what the supervisor did, or will do.
type SupportAnswer struct {
	ID      id.SupportAnswer  `json:"id"`
	Request id.SupportRequest `json:"request"`
	Words   string            `json:"words"`
	After   string            `json:"-"` // how many answers they read before; empty where it isn't known
}

// Check reports every rule that a breaks when by gives it to asker.
func (a SupportAnswer) Check(asker, by id.Account) fault.Problems {
	var p fault.Problems
	p.If(asker == by, "words", "support.answer.own")
	p.If(fault.Blank(a.Words), "words", "support.answer.words.missing")
	p.If(fault.TooLong(a.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	return p
}

// A ListedSupport is one line of the list that supervisors read.
type ListedSupport struct {
	Worker   id.Account
	At       time.Time
	Request  SupportRequest
	Answered bool
	Left     bool // the worker has given up the role or gone, and reads no answer here
}
