package safety

import (
	"slices"
	"strconv"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

const aDay = 24 * time.Hour

// ladders are who hears of a worry of each urgency, and when after it was
// raised. Each ends with the person who answers for the service at that hour.
var ladders = map[Urgency]ledger.Ladder[Recipient]{
	Now:      first(DutyClinician, Supervisor).At(10*time.Minute, ProgrammeLead).At(20*time.Minute, OnCallManager),
	Today:    first(DutyClinician, Supervisor).At(2*time.Hour, ProgrammeLead).At(4*time.Hour, OnCallManager),
	TalkOver: first(Supervisor).At(3*aDay, ProgrammeLead).At(7*aDay, OnCallManager),
}

func first(told ...Recipient) ledger.Ladder[Recipient] {
	return ledger.Ladder[Recipient]{}.At(0, told...)
}

// leads have a line of their own, whatever the urgency: they are told at once.
var leads = map[Concern]Recipient{AdultSafeguarding: AdultLead, ChildSafeguarding: ChildLead}

// Ladder lists who is told of w and when, in that order. Nobody stands in it
// twice.
func Ladder(w Worry) ledger.Ladder[Recipient] {
	if lead, ok := leads[w.About]; ok {
		return append(first(lead), ladders[w.Urgency]...)
	}
	return ladders[w.Urgency]
}

// WorryState is where a worry stands.
type WorryState string

const (
	Raised       WorryState = "raised"
	Told         WorryState = "told"       // to some, and the next rung is due at its time
	Unanswered   WorryState = "unanswered" // everybody was told and nobody has answered: it stands on every board
	Acknowledged WorryState = "acknowledged"
	Closed       WorryState = "closed"
)

// WorryEvent is what moves a worry from one state to another.
type WorryEvent string

const (
	Tell        WorryEvent = "tell"
	TellLast    WorryEvent = "tell_last"
	Acknowledge WorryEvent = "acknowledge"
	PassOn      WorryEvent = "pass_on" // to a named colleague, or because whoever had it has left
	Close       WorryEvent = "close"
)

// WorryMoves is every move of a worry. No way leads to closed but through
// somebody's acknowledging it. A second person may acknowledge it, too: the
// person who takes over at the end of a shift. Handed on, it is open once more.
func WorryMoves() ledger.Machine[WorryState, WorryEvent] {
	return ledger.Machine[WorryState, WorryEvent]{Start: Raised, Arcs: []ledger.Arc[WorryState, WorryEvent]{
		{From: Raised, On: Tell, To: Told},
		{From: Raised, On: Acknowledge, To: Acknowledged},
		{From: Raised, On: PassOn, To: Raised},
		{From: Told, On: Tell, To: Told},
		{From: Told, On: TellLast, To: Unanswered},
		{From: Told, On: Acknowledge, To: Acknowledged},
		{From: Told, On: PassOn, To: Raised},
		{From: Unanswered, On: Acknowledge, To: Acknowledged},
		{From: Unanswered, On: PassOn, To: Raised},
		{From: Acknowledged, On: Acknowledge, To: Acknowledged},
		{From: Acknowledged, On: PassOn, To: Raised},
		{From: Acknowledged, On: Close, To: Closed},
	}}
}

// A WorryFact is one entry of a worry's history. One of the kinds of fact is
// there. The later kinds leave no trace in the digest of a fact without them.
type WorryFact struct {
	Told         *Notification
	Acknowledged *Acknowledgement
	Closed       *Closing
	HandedOn     *HandOn   `json:",omitempty"`
	Added        *Addition `json:",omitempty"`
	Released     *Release  `json:",omitempty"`
}

// WithoutWords is what became of a worry, without what was written of it.
func (f WorryFact) WithoutWords() WorryFact {
	switch {
	case f.Acknowledged != nil:
		v := *f.Acknowledged
		v.Next, f.Acknowledged = "", &v
	case f.Closed != nil:
		v := *f.Closed
		v.Words, f.Closed = "", &v
	case f.HandedOn != nil:
		v := *f.HandedOn
		v.Why, f.HandedOn = "", &v
	case f.Added != nil:
		v := *f.Added
		v.Words, f.Added = "", &v
	}
	return f
}

// Key is the fact's own id.
func (f WorryFact) Key() string {
	switch {
	case f.Told != nil:
		return string(f.Told.ID)
	case f.Acknowledged != nil:
		return string(f.Acknowledged.ID)
	case f.Closed != nil:
		return string(f.Closed.ID)
	case f.HandedOn != nil:
		return string(f.HandedOn.ID)
	case f.Added != nil:
		return string(f.Added.ID)
	case f.Released != nil:
		return string(f.Released.ID)
	}
	return ""
}

// Worry is what the fact is about.
func (f WorryFact) Worry() id.Worry {
	switch {
	case f.Told != nil:
		return f.Told.Worry
	case f.Acknowledged != nil:
		return f.Acknowledged.Worry
	case f.Closed != nil:
		return f.Closed.Worry
	case f.HandedOn != nil:
		return f.HandedOn.Worry
	case f.Added != nil:
		return f.Added.Worry
	case f.Released != nil:
		return f.Released.Worry
	}
	return ""
}

// A WorryStanding is a worry and what holds of it.
type WorryStanding struct {
	ledger.Received[Worry] // At is when the server had it: devices' clocks start nothing

	State            WorryState
	Notifications    []Notification // all, the service's and the worker's own
	Acknowledgements []Acknowledgement
	Closing          *Closing
	Passed           []HandOn
	Additions        []Addition
	Releases         []Release

	Round   int        // how often it was passed on
	Since   time.Time  // when the ladder began: raised, or passed on last
	Named   id.Account // whom it was passed on to last; nobody where whoever had it has left
	Earlier int        // how many of the notifications are of rounds before
}

// WorryAfter returns what holds of a worry after history, which the caller
// brings in the server's order. What Take refuses changes nothing.
func WorryAfter(raised ledger.Received[Worry], history []ledger.Received[WorryFact]) WorryStanding {
	s := WorryStanding{Received: raised, State: Raised, Since: raised.At}
	for _, x := range history {
		s, _ = s.Take(x.Fact, x.At)
	}
	return s
}

// Turn changes whenever somebody takes the worry on, or nobody has it any more.
func (s WorryStanding) Turn() string { return strconv.Itoa(s.Round + len(s.Acknowledgements)) }

// Take returns the standing with one more fact, which the server had at at. A fact
// that is there already, or a notice of the service's to somebody it has told, is
// fault.Unchanged; one that the table of moves doesn't allow, or that somebody sent from a page of an earlier turn,
// is a conflict. Then s itself is returned. A standing is never altered in place.
func (s WorryStanding) Take(f WorryFact, at time.Time) (WorryStanding, error) {
	if s.knows(f) {
		return s, fault.Unchanged
	}
	if f.mayCome(s) {
		return s.with(f, at), nil
	}
	next, ok := WorryMoves().Next(s.State, s.Event(f))
	if s.State == Closed {
		return s, fault.New(fault.Conflict, "worry.move.closed")
	}
	if turn := f.turn(); !ok || turn != "" && turn != s.Turn() {
		return s, fault.New(fault.Conflict, "worry.move.refused")
	}
	s.State = next
	return s.with(f, at), nil
}

// turn is the one that the person saw who sent f; empty where it isn't known.
func (f WorryFact) turn() string {
	switch {
	case f.Acknowledged != nil:
		return f.Acknowledged.Turn
	case f.Closed != nil:
		return f.Closed.Turn
	case f.HandedOn != nil:
		return f.HandedOn.Turn
	}
	return ""
}

// mayCome tells whether f moves nothing: a worker's own report may come at any
// time, something to add until the worry is closed, and somebody who was given a role
// after its turn is told as long as nobody has taken it on.
func (f WorryFact) mayCome(s WorryStanding) bool {
	return f.Told != nil && (!f.Told.Service || f.Told.Late && s.Open()) || f.Added != nil && s.State != Closed
}

// with is s with f among its facts.
func (s WorryStanding) with(f WorryFact, at time.Time) WorryStanding {
	switch {
	case f.Told != nil:
		s.Notifications = append(slices.Clip(s.Notifications), *f.Told)
	case f.Acknowledged != nil:
		s.Acknowledgements = append(slices.Clip(s.Acknowledgements), *f.Acknowledged)
	case f.Closed != nil:
		s.Closing = f.Closed
	case f.Added != nil:
		s.Additions = append(slices.Clip(s.Additions), *f.Added)
	case f.HandedOn != nil:
		s.Passed = append(slices.Clip(s.Passed), *f.HandedOn)
		return s.again(at, f.HandedOn.To)
	case f.Released != nil:
		s.Releases = append(slices.Clip(s.Releases), *f.Released)
		return s.again(at, "")
	}
	return s
}

// Event is the move that f makes in s; none for a worker's own telling, for
// somebody who isn't on the ladder, and for no fact.
func (s WorryStanding) Event(f WorryFact) WorryEvent {
	switch {
	case f.Told != nil && f.Told.Service:
		return s.telling(f.Told.To)
	case f.Acknowledged != nil:
		return Acknowledge
	case f.Closed != nil:
		return Close
	case f.HandedOn != nil, f.Released != nil:
		return PassOn
	}
	return ""
}

func (s WorryStanding) telling(to Recipient) WorryEvent {
	switch awaited, last := s.escalation().Awaits(to); {
	case last:
		return TellLast
	case awaited:
		return Tell
	}
	return ""
}

func (s WorryStanding) knows(f WorryFact) bool {
	switch {
	case f.Told != nil:
		return slices.ContainsFunc(s.Notifications, func(t Notification) bool { return t.ID == f.Told.ID }) ||
			slices.ContainsFunc(s.Notifications[s.Earlier:], func(t Notification) bool {
				return t.Service && f.Told.Service && t.To == f.Told.To && !f.Told.Late
			})
	case f.Acknowledged != nil:
		return slices.ContainsFunc(s.Acknowledgements, func(r Acknowledgement) bool { return r.ID == f.Acknowledged.ID })
	case f.Closed != nil:
		return s.Closing != nil && s.Closing.ID == f.Closed.ID
	case f.HandedOn != nil:
		return slices.ContainsFunc(s.Passed, func(h HandOn) bool { return h.ID == f.HandedOn.ID })
	case f.Added != nil:
		return slices.ContainsFunc(s.Additions, func(a Addition) bool { return a.ID == f.Added.ID })
	case f.Released != nil:
		return slices.ContainsFunc(s.Releases, func(r Release) bool { return r.ID == f.Released.ID })
	}
	return false
}

func (s WorryStanding) escalation() ledger.Escalation[Recipient] {
	told := map[Recipient]bool{}
	for _, t := range s.Notifications[s.Earlier:] {
		if t.Service && !t.Late {
			told[t.To] = !t.Nobody
		}
	}
	ladder := Ladder(s.Fact)
	if s.Named != "" {
		ladder = handedOn(ladder)
	}
	return ledger.Escalation[Recipient]{Ladder: ladder, Since: s.Since, Over: !s.Open(), Told: told}
}

// Open tells whether nobody has taken the worry on.
func (s WorryStanding) Open() bool { return s.State != Acknowledged && s.State != Closed }

// Unheard tells whether everybody's turn has passed and nobody was there to be told:
// nobody knows of the worry but the person who raised it.
func (s WorryStanding) Unheard() bool {
	return s.State == Unanswered && !slices.ContainsFunc(s.Notifications[s.Earlier:], func(t Notification) bool {
		return t.Service && !t.Nobody
	})
}

// ToldLate tells whether the worry had gone past everybody, and somebody was told who was given
// a role since.
func (s WorryStanding) ToldLate() bool {
	return s.State == Unanswered && slices.ContainsFunc(s.Notifications[s.Earlier:], func(t Notification) bool {
		return t.Late
	})
}

// DueNotifications are the due work of a worry.
type DueNotifications struct {
	Tell []Recipient // now, in this order; each becomes a Notification, and then NotificationsDue is asked again
	At   time.Time   // when to look again, if nobody has acknowledged it by then; zero for never
}

// NotificationsDue returns who the service tells at now, and when the next rung is
// due. From an acknowledgement on nobody is told: a worry that everybody heard
// of stays open, and is shown, not shouted.
func NotificationsDue(s WorryStanding, now time.Time) DueNotifications {
	tell, again := s.escalation().Next(now)
	return DueNotifications{Tell: tell, At: again}
}
