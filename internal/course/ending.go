package course

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// EndingStage is how near the end is. It is on the agenda from the first visit,
// as "visit 7 of 10", and never a countdown.
type EndingStage string

const (
	EndingAhead   EndingStage = "ahead"
	EndingToPlan  EndingStage = "to_plan" // the next visit is the seventh or a later one
	EndingGoodbye EndingStage = "goodbye" // the next visit is the last
	EndingReached EndingStage = "reached" // all sessions were held
)

// visitsAfterPlan is how many visits follow the one at which the ending plan is
// begun: the seventh of ten, so that it isn't news at the tenth.
const visitsAfterPlan = 3

// EndingPlanFrom is the number of the visit at which the ending plan is begun:
// seven of ten, and the first of a course that is shorter than four.
func EndingPlanFrom(d programme.Definition) int { return max(1, d.Sessions-visitsAfterPlan) }

// EndingStageOf returns how near the end c is, by the visits held.
func EndingStageOf(d programme.Definition, c Course) EndingStage {
	next := c.SessionsHeld() + 1
	switch {
	case next > d.Sessions:
		return EndingReached
	case next == d.Sessions:
		return EndingGoodbye
	case next >= EndingPlanFrom(d):
		return EndingToPlan
	}
	return EndingAhead
}

// An EndingPlan is what the person and the worker write down together before
// they part. All of it may be skipped, but not all at once. A later plan
// replaces the earlier, which stays readable.
type EndingPlan struct {
	ID          id.EndingPlan  `json:"id"`
	Participant id.Participant `json:"participant"`
	Helped      string         `json:"helped,omitempty"`        // what has helped
	Keeps       string         `json:"keeps,omitempty"`         // what I take with me
	StillOpen   string         `json:"still_open,omitempty"`    // ten weeks don't settle everything
	WhereToTurn string         `json:"where_to_turn,omitempty"` // people and places from now on
	Goodbye     string         `json:"goodbye,omitempty"`       // how we will say it
	Replaces    id.EndingPlan  `json:"replaces,omitempty"`
}

// Check reports every rule that e breaks.
func (e EndingPlan) Check() fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "ending.id.missing")
	p.If(e.Participant == "", "participant", "ending.participant.missing")
	p.If(e.ID != "" && e.Replaces == e.ID, "replaces", "ending.replaces.itself")
	nothing := true
	for _, field := range []struct{ name, text string }{
		{"helped", e.Helped}, {"keeps", e.Keeps}, {"still_open", e.StillOpen}, {"where_to_turn", e.WhereToTurn},
		{"goodbye", e.Goodbye},
	} {
		p.If(fault.TooLong(field.text, programme.MaxNote), field.name, "person.note.long", programme.MaxNote)
		nothing = nothing && fault.Blank(field.text)
	}
	p.If(nothing, "helped", "ending.plan.empty")
	return p
}

// CurrentEndingPlan returns the plan that holds: of two that replace the same
// one, the first that the server took. It tells whether there is any.
func CurrentEndingPlan(plans []EndingPlan) (EndingPlan, bool) {
	return ledger.CurrentOne(plans, func(e EndingPlan) (own, replaces id.EndingPlan, inError bool) {
		return e.ID,
			e.Replaces, false
	})
}

// EndingKind is how the visits ended.
type EndingKind string

const (
	EndedAllHeld   EndingKind = "all_held"
	EndedSooner    EndingKind = "sooner"     // the person had had enough, which is a good ending too
	EndedLostTouch EndingKind = "lost_touch" // nobody could be reached
	EndedWindow    EndingKind = "window"     // the time was up, and both agreed to leave it there
	EndedLife      EndingKind = "life"       // moved away, went into hospital, could not go on
	EndedDeath     EndingKind = "death"
	EndedOtherwise EndingKind = "other" // as the note says
)

// EndingKinds lists the kinds in the order a form offers them.
func EndingKinds() []EndingKind {
	return []EndingKind{EndedAllHeld, EndedSooner, EndedLostTouch, EndedWindow, EndedLife, EndedDeath, EndedOtherwise}
}

// Valid tells whether k is one of the kinds.
func (k EndingKind) Valid() bool { return slices.Contains(EndingKinds(), k) }

// IsDeath tells whether visits can end like k only after a death was recorded.
func (k EndingKind) IsDeath() bool { return k == EndedDeath }

// An Ending is the visits' being over. It is never edited: a correction is
// another Ending whose Replaces names the one it corrects, and InError says
// that they go on after all.
type Ending struct {
	ID          id.Ending      `json:"id"`
	Participant id.Participant `json:"participant"`
	Kind        EndingKind     `json:"kind"`
	On          programme.Date `json:"on"`
	Note        string         `json:"note,omitempty"`
	Replaces    id.Ending      `json:"replaces,omitempty"`
	InError     bool           `json:"in_error,omitempty"` // only with Replaces
}

// Check reports every rule that e breaks for course c on the day today. What is
// still planned is called off first, so that nobody waits at a door.
func (e Ending) Check(c Course, today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "ending.id.missing")
	p.If(e.Participant == "", "participant", "ending.participant.missing")
	p.If(e.ID != "" && e.Replaces == e.ID, "replaces", "ending.replaces.itself")
	p.If(e.InError && e.Replaces == "", "in_error", "ending.in_error.of_nothing")
	if e.InError {
		return p
	}
	p.If(!e.Kind.Valid(), "kind", "ending.kind.missing")
	p.If(e.Kind == EndedAllHeld && c.SessionsHeld() < c.Of, "kind", "ending.kind.not_all", c.SessionsHeld())
	p.If(e.Kind == EndedOtherwise && fault.Blank(e.Note), "note", "ending.note.missing")
	p.If(fault.TooLong(e.Note, programme.MaxNote), "note", "person.note.long", programme.MaxNote)
	p.If(e.On.IsZero(), "on", "ending.on.missing")
	p.If(e.On.After(today), "on", "ending.on.future")
	within.CheckAs("on", e.On, today, &p)
	p.If(c.Planned() > 0, "kind", "ending.planned", c.Planned())
	return p
}

// CurrentEnding returns the ending that holds: of two that correct the same
// one, the first that the server took. It tells whether there is any.
func CurrentEnding(endings []Ending) (Ending, bool) {
	return ledger.CurrentOne(endings, func(e Ending) (own, replaces id.Ending, inError bool) {
		return e.ID,
			e.Replaces, e.InError
	})
}
