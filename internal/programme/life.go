package programme

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// LifeKind is something in somebody's life that matters more than a programme,
// and its being over.
type LifeKind string

const (
	Readmission    LifeKind = "readmission"
	LossOfCapacity LifeKind = "loss_of_capacity" // can't make up their own mind about taking part at present
	MovingAway     LifeKind = "moving_away"
	Death          LifeKind = "death"
	GoingOn        LifeKind = "going_on"       // what was paused goes on
	DeathInError   LifeKind = "death_in_error" // they are alive: nothing goes on by itself
)

// LifeKinds lists the kinds in the order a form offers them.
func LifeKinds() []LifeKind {
	return []LifeKind{Readmission, LossOfCapacity, MovingAway, Death, GoingOn, DeathInError}
}

// Valid tells whether k is one of the kinds.
func (k LifeKind) Valid() bool { return slices.Contains(LifeKinds(), k) }

// LifeState is how far life leaves room for the programme.
type LifeState string

const (
	LifeGoesOn  LifeState = "goes_on"
	LifeAway    LifeState = "away"    // lives elsewhere now: no visits, but no silence either
	LifePaused  LifeState = "paused"  // everything waits
	LifeStopped LifeState = "stopped" // somebody has died
)

// LifeMoves is every move that life makes.
func LifeMoves() Machine[LifeState, LifeKind] {
	return Machine[LifeState, LifeKind]{Start: LifeGoesOn, Arcs: []Arc[LifeState, LifeKind]{
		{From: LifeGoesOn, On: Readmission, To: LifePaused},
		{From: LifeGoesOn, On: LossOfCapacity, To: LifePaused},
		{From: LifeGoesOn, On: MovingAway, To: LifeAway},
		{From: LifeGoesOn, On: Death, To: LifeStopped},
		{From: LifeAway, On: Readmission, To: LifePaused},
		{From: LifeAway, On: LossOfCapacity, To: LifePaused},
		{From: LifeAway, On: Death, To: LifeStopped},
		{From: LifeAway, On: GoingOn, To: LifeGoesOn},
		{From: LifePaused, On: Readmission, To: LifePaused},
		{From: LifePaused, On: LossOfCapacity, To: LifePaused},
		{From: LifePaused, On: MovingAway, To: LifePaused},
		{From: LifePaused, On: Death, To: LifeStopped},
		{From: LifePaused, On: GoingOn, To: LifeGoesOn},
		{From: LifeStopped, On: DeathInError, To: LifePaused},
	}}
}

// NextLife returns the state that k leads to from s, or a conflict, with s,
// when there is no such move.
func NextLife(s LifeState, k LifeKind) (LifeState, error) {
	next, ok := LifeMoves().Next(s, k)
	if !ok {
		return s, fault.New(fault.Conflict, "life.move.refused")
	}
	return next, nil
}

// A LifeEvent is the one act that says so. The same act serves people of both
// arms.
type LifeEvent struct {
	ID          id.LifeEvent   `json:"id"`
	Participant id.Participant `json:"participant"`
	Kind        LifeKind       `json:"kind"`
	On          Date           `json:"on"`
	Note        string         `json:"note,omitempty"`
}

// Check reports every rule that e breaks on the day today.
func (e LifeEvent) Check(today Date) fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "life.id.missing")
	p.If(e.Participant == "", "participant", "life.participant.missing")
	p.If(!e.Kind.Valid(), "kind", "life.kind.missing")
	p.If(e.On.IsZero(), "on", "life.on.missing")
	p.If(e.On.After(today), "on", "life.on.future")
	p.If(tooLong(e.Note, MaxNote), "note", "person.note.long", MaxNote)
	return p
}

// A Pause is a stretch in which visits could not be held. Its first day is
// paused, its last is not.
type Pause struct {
	From, Until Date // no Until while it goes on
}

// Life is what holds after somebody's life events.
type Life struct {
	State  LifeState
	Since  Date // when the state began; none at the start
	Pauses []Pause
}

// LifeAfter returns what holds after history, which the caller brings in the
// server's order. An event that the table doesn't allow where it stands, and
// one that is there twice, changes nothing.
func LifeAfter(history []LifeEvent) Life {
	l := Life{State: LifeGoesOn}
	seen := map[id.LifeEvent]bool{}
	for _, e := range history {
		if !seen[e.ID] {
			l = l.after(e)
		}
		seen[e.ID] = true
	}
	return l
}

func (l Life) after(e LifeEvent) Life {
	next, err := NextLife(l.State, e.Kind)
	if err != nil {
		return l
	}
	switch {
	case l.State == LifeGoesOn:
		l.Pauses = append(slices.Clip(l.Pauses), Pause{From: e.On})
	case next == LifeGoesOn:
		l.Pauses = slices.Clone(l.Pauses)
		last := &l.Pauses[len(l.Pauses)-1]
		last.Until = later(last.From, e.On)
	}
	if next != l.State {
		l.Since = e.On
	}
	l.State = next
	return l
}

// Flow is what becomes of one thing that the service does by itself.
type Flow string

const (
	Flows   Flow = "flows"
	Waits   Flow = "waits"   // and goes on when life does
	Stopped Flow = "stopped" // for good
)

// Effects is what becomes of everything that the service does by itself.
type Effects struct {
	Visits    Flow // with the appointments to come: the service calls them off
	Reminders Flow
	Messages  Flow // of the person to themselves
	FollowUps Flow // calls; what is in the health record counts whatever happens
	Support   bool // offered to the worker at once
}

var effects = map[LifeState]Effects{
	LifeGoesOn:  {Flows, Flows, Flows, Flows, false},
	LifeAway:    {Waits, Waits, Flows, Flows, false},
	LifePaused:  {Waits, Waits, Waits, Waits, false},
	LifeStopped: {Stopped, Stopped, Stopped, Stopped, true},
}

// Effects returns what a state does. An unknown state stops everything.
func (s LifeState) Effects() Effects {
	if e, known := effects[s]; known {
		return e
	}
	return effects[LifeStopped]
}
