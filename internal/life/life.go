package life

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// Kind is something in somebody's life that matters more than a programme,
// and its being over.
type Kind string

const (
	Readmission    Kind = "readmission"
	LossOfCapacity Kind = "loss_of_capacity" // can't make up their own mind about taking part at present
	MovingAway     Kind = "moving_away"
	MovingAhead    Kind = "moving_ahead" // will move away, on a day to come: until then everything goes on
	Death          Kind = "death"
	GoingOn        Kind = "going_on"       // what was paused goes on
	DeathInError   Kind = "death_in_error" // they are alive: nothing goes on by itself
	DeathDay       Kind = "death_day"      // they died on another day than was entered

	// ReferredAgain is that another referral came, and no more: what had everything wait was
	// of the time before. Nobody said that they are ready, no form offers it, and nobody is told.
	ReferredAgain Kind = "referred_again"
)

// Kinds lists the kinds in the order a form offers them.
func Kinds() []Kind {
	return []Kind{Readmission, LossOfCapacity, MovingAway, Death, GoingOn, DeathInError, DeathDay, MovingAhead}
}

// DatesDeath tells whether what is of kind k says on which day somebody died.
func (k Kind) DatesDeath() bool { return k == Death || k == DeathDay }

// Holds tells whether what is of kind k has visits wait from its day on.
func (k Kind) Holds() bool { return k == Readmission || k == LossOfCapacity || k == MovingAway }

// OfEveryRecord tells whether what is of kind k says if somebody lives, which holds for
// every record of theirs.
func (k Kind) OfEveryRecord() bool { return k.DatesDeath() || k == DeathInError }

// Following is the event that has a life, as it stands in another record of the same
// person, agree with e. There is none where it does already: of a death that was recorded
// under each, either keeps its day until it is put right.
func (e Event) Following(now Life) (Kind, bool) {
	switch died := now.State == Stopped; {
	case e.Kind == DeathInError:
		return DeathInError, died
	case !e.Kind.DatesDeath():
		return e.Kind, now.ChangedBy(e.Kind)
	case !died:
		return Death, true
	case e.Kind == DeathDay:
		return DeathDay, e.On != now.Since
	}
	return "", false
}

// Valid tells whether k is one of the kinds.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// State is how far life leaves room for the programme.
type State string

const (
	GoesOn  State = "goes_on"
	Away    State = "away"    // lives elsewhere now: no visits, but no silence either
	Paused  State = "paused"  // everything waits
	Stopped State = "stopped" // somebody has died
)

// states are all of these, by how much room they leave.
var states = []State{GoesOn, Away, Paused, Stopped}

// OnHold tells whether everything that is to be done for somebody waits, or has
// stopped: lists leave them out.
func (s State) OnHold() bool { return s == Paused || s == Stopped }

// Waits tells whether something waits for somebody until life goes on.
func (s State) Waits() bool { return s == Paused || s == Away }

// Moves is every move that life makes.
func Moves() ledger.Machine[State, Kind] {
	return ledger.Machine[State, Kind]{Start: GoesOn, Arcs: []ledger.Arc[State, Kind]{
		{From: GoesOn, On: Readmission, To: Paused},
		{From: GoesOn, On: LossOfCapacity, To: Paused},
		{From: GoesOn, On: MovingAway, To: Away},
		{From: GoesOn, On: MovingAhead, To: GoesOn},
		{From: GoesOn, On: Death, To: Stopped},
		{From: Away, On: Readmission, To: Paused},
		{From: Away, On: LossOfCapacity, To: Paused},
		{From: Away, On: Death, To: Stopped},
		{From: Away, On: GoingOn, To: GoesOn},
		{From: Away, On: ReferredAgain, To: GoesOn},
		{From: Paused, On: Readmission, To: Paused},
		{From: Paused, On: LossOfCapacity, To: Paused},
		{From: Paused, On: MovingAway, To: Paused},
		{From: Paused, On: MovingAhead, To: Paused},
		{From: Paused, On: Death, To: Stopped},
		{From: Paused, On: GoingOn, To: GoesOn},
		{From: Paused, On: ReferredAgain, To: GoesOn},
		{From: Stopped, On: DeathInError, To: Paused},
		{From: Stopped, On: DeathDay, To: Stopped},
	}}
}

// Next returns the state that k leads to from s, or a conflict, with s,
// when there is no such move.
func Next(s State, k Kind) (State, error) {
	next, ok := Moves().Next(s, k)
	if !ok {
		return s, fault.New(fault.Conflict, "life.move.refused")
	}
	return next, nil
}

// ChangedBy tells whether k has life stand elsewhere than l.
func (l Life) ChangedBy(k Kind) bool {
	if k == MovingAhead {
		k = MovingAway
	}
	next, err := Next(l.State, k)
	return err == nil && next != l.State && (k != MovingAway || l.Moves.IsZero())
}

// A Event is the one act that says so. The same act serves people of both
// arms.
type Event struct {
	ID          id.LifeEvent   `json:"id"`
	Participant id.Participant `json:"participant"`
	Kind        Kind           `json:"kind"`
	On          programme.Date `json:"on"`
	Note        string         `json:"note,omitempty"`
	// Back says, of a death in error, that they stand where they stood before it. The
	// service decides that; without it everything waits.
	Back bool `json:"back,omitempty"`

	Sure fault.Sure `json:"-"` // of an unlikely day: the form's word, and no part of the fact
	// Also are other records of theirs for which it holds too: each gets an event of its own.
	Also []id.Participant `json:"-"`
}

// Check reports every rule that e breaks on the day today.
func (e Event) Check(today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(e.ID == "", "id", "life.id.missing")
	p.If(e.Participant == "", "participant", "life.participant.missing")
	p.If(!e.Kind.Valid(), "kind", "life.kind.missing")
	p.If(e.On.IsZero(), "on", "life.on.missing")
	p.If(e.On.After(today) && e.Kind != MovingAhead, "on", "life.on.future")
	p.If(e.Kind == MovingAhead && !e.On.After(today), "on", "life.on.past")
	p.If(e.Kind == MovingAhead && e.On.After(today.AddMonths(12)), "on", "life.on.far")
	within.CheckAs("on", e.On, today, &p)
	p.If(e.Kind == DeathDay && fault.Blank(e.Note), "note", "life.note.why")
	p.If(fault.TooLong(e.Note, programme.MaxNote), "note", "person.note.long", programme.MaxNote)
	return p
}

// Dated is e as it is known on the day today: moving away on a day to come is still
// ahead.
func (e Event) Dated(today programme.Date) Event {
	if e.Kind == MovingAway && e.On.After(today) {
		e.Kind = MovingAhead
	}
	return e
}

// CheckAfter reports a day of e that lies before what it ends began, when life was l until
// then. What begins again before the last time was over is asked about.
func (e Event) CheckAfter(l Life) fault.Problems {
	var p fault.Problems
	if !e.On.Before(l.Since) {
		return p
	}
	since := say.English().ShortDay(l.Since.Time())
	p.If(e.Kind == GoingOn, "on", "life.on.before_begun", since)
	p.If(e.Kind == DeathInError, "on", "life.on.before_death", since)
	p.Ask(e.Kind.Holds() && l.State == GoesOn, e.Sure, "on", "life.on.before_going_on", since)
	return p
}

// A Pause is a stretch in which visits could not be held. Its first day is
// paused, its last is not.
type Pause struct {
	From, Until programme.Date // no Until while it goes on
}

// A Turn is the state that began on a day.
type Turn struct {
	State State
	From  programme.Date // none at the start
}

// Life is what holds after somebody's life events.
type Life struct {
	State  State
	Since  programme.Date // when the state began; none at the start
	Pauses []Pause
	Turns  []Turn // every state that began, in the server's order
	// Undecided are the stretches in which they couldn't decide about taking part.
	Undecided []Pause
	Unspoken  bool           // paused by a death in error: until they go on, nobody says to have spoken with them
	Moves     programme.Date // the day on which they are to move away; none when that isn't known, or is past
}

// After returns what holds after history, which the caller brings in the
// server's order. An event that the table doesn't allow where it stands, and
// one that is there twice, changes nothing.
func After(history []Event) Life {
	l, _ := after(history)
	return l
}

// Alive is Life as it was when somebody was last known to be alive.
func Alive(history []Event) Life {
	_, alive := after(history)
	return alive
}

func after(history []Event) (l, alive Life) {
	l = Life{State: GoesOn}
	alive = l
	seen := map[id.LifeEvent]bool{}
	for _, e := range history {
		switch {
		case seen[e.ID]:
		case e.Back && l.State == Stopped && e.Kind == DeathInError:
			l = alive
		default:
			l = l.after(e)
		}
		if seen[e.ID] = true; l.State != Stopped {
			alive = l
		}
	}
	return l, alive
}

func (l Life) after(e Event) Life {
	next, err := Next(l.State, e.Kind)
	if err != nil {
		return l
	}
	if l.Moves = moves(l.Moves, e); e.Kind == MovingAhead {
		return l
	}
	l.Undecided = undecided(l.Undecided, e)
	switch {
	case e.Kind == DeathDay:
		l.Pauses = slices.Clone(l.Pauses)
		if last := &l.Pauses[len(l.Pauses)-1]; last.From == l.Since {
			last.From = e.On // it began with the death
		}
	case l.State == GoesOn:
		l.Pauses = append(slices.Clip(l.Pauses), Pause{From: e.On})
	case next == GoesOn:
		l.Pauses = slices.Clone(l.Pauses)
		last := &l.Pauses[len(l.Pauses)-1]
		last.Until = programme.Later(last.From, e.On)
	}
	if l.Turns = l.turned(e, next); next != l.State || e.Kind == DeathDay {
		l.Since = e.On
	}
	l.Unspoken = next == Paused && (l.Unspoken || e.Kind == DeathInError)
	l.State = next
	return l
}

// turned are the turns after e, which leads to next. A death that was none was no turn, and
// one that was on another day began then.
func (l Life) turned(e Event, next State) []Turn {
	turns, was := slices.Clone(l.Turns), l.State
	switch last := len(turns) - 1; e.Kind {
	case DeathDay:
		turns[last].From = e.On
	case DeathInError:
		if turns, was = turns[:last], GoesOn; last > 0 {
			was = turns[last-1].State
		}
	}
	if next != was {
		turns = append(turns, Turn{next, e.On})
	}
	return turns
}

// On is the state that held on day, with the day on which it began. On a day on which it
// changed, what leaves more room held too: what happened then came before, or after.
func (l Life) On(day programme.Date) Turn {
	held := Turn{State: GoesOn}
	for _, t := range l.Turns {
		if t.From.Before(day) {
			held = t
		}
	}
	for _, t := range l.Turns {
		if t.From == day && slices.Index(states, t.State) < slices.Index(states, held.State) {
			held = t
		}
	}
	return held
}

// undecided are these stretches after e: going on ends the last.
func undecided(was []Pause, e Event) []Pause {
	last := len(was) - 1
	open := last >= 0 && was[last].Until.IsZero()
	switch {
	case e.Kind == LossOfCapacity && !open:
		return append(slices.Clip(was), Pause{From: e.On})
	case (e.Kind == GoingOn || e.Kind == ReferredAgain) && open:
		was = slices.Clone(was)
		was[last].Until = programme.Later(was[last].From, e.On)
	}
	return was
}

// MayDecide tells whether, as far as it is known, somebody could decide about taking
// part on day.
func (l Life) MayDecide(day programme.Date) bool {
	return !slices.ContainsFunc(l.Undecided, func(p Pause) bool {
		return !day.Before(p.From) && (p.Until.IsZero() || day.Before(p.Until))
	})
}

// moves is the day to come on which somebody moves away, known as day, after e.
func moves(day programme.Date, e Event) programme.Date {
	switch e.Kind {
	case MovingAhead:
		return e.On
	case MovingAway, Death, DeathDay:
		return programme.Date{}
	}
	return day
}

// MovedBy tells whether somebody is known to move away on day, or before it.
func (l Life) MovedBy(day programme.Date) bool { return !l.Moves.IsZero() && !day.Before(l.Moves) }

// Effect is what becomes of one thing that the service does by itself.
type Effect string

const (
	Continues Effect = "flows"
	Waits     Effect = "waits"   // and goes on when life does
	Stops     Effect = "stopped" // for good
)

// Effects is what becomes of everything that the service does by itself.
type Effects struct {
	Visits    Effect // with the appointments to come: the service calls them off
	Reminders Effect
	Messages  Effect // of the person to themselves
	FollowUps Effect // calls; what is in the health record counts whatever happens
	Support   bool   // offered to the worker at once
}

var effects = map[State]Effects{
	GoesOn:  {Continues, Continues, Continues, Continues, false},
	Away:    {Waits, Waits, Continues, Continues, false},
	Paused:  {Waits, Waits, Waits, Waits, false},
	Stopped: {Stops, Stops, Stops, Stops, true},
}

// Effects returns what a state does. An unknown state stops everything.
func (s State) Effects() Effects {
	if e, known := effects[s]; known {
		return e
	}
	return effects[Stopped]
}
