package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// Event is what happens to an appointment, and through it to its session.
type Event string

const (
	EventPlan    Event = "plan"
	EventMove    Event = "move"
	EventCancel  Event = "cancel"
	EventAttend  Event = "attend"
	EventMiss    Event = "miss"    // they did not meet
	EventCorrect Event = "correct" // the record, in words or minutes
	EventReopen  Event = "reopen"  // the record, or the cancellation, was in error
)

// AppointmentState is where one appointment stands.
type AppointmentState string

const (
	AppointmentPlanned   AppointmentState = "planned"
	AppointmentCancelled AppointmentState = "cancelled"
	AppointmentHeld      AppointmentState = "held"
	AppointmentMissed    AppointmentState = "missed"
)

// AppointmentMoves is every move of an appointment. A visit outweighs a
// cancellation that crossed it on the way: the two did meet.
func AppointmentMoves() ledger.Machine[AppointmentState, Event] {
	return ledger.Machine[AppointmentState, Event]{Start: AppointmentPlanned, Arcs: []ledger.Arc[AppointmentState, Event]{
		{From: AppointmentPlanned, On: EventMove, To: AppointmentPlanned},
		{From: AppointmentPlanned, On: EventCancel, To: AppointmentCancelled},
		{From: AppointmentPlanned, On: EventAttend, To: AppointmentHeld},
		{From: AppointmentPlanned, On: EventMiss, To: AppointmentMissed},
		{From: AppointmentCancelled, On: EventAttend, To: AppointmentHeld},
		{From: AppointmentCancelled, On: EventReopen, To: AppointmentPlanned},
		{From: AppointmentHeld, On: EventCorrect, To: AppointmentHeld},
		{From: AppointmentHeld, On: EventMiss, To: AppointmentMissed},
		{From: AppointmentHeld, On: EventReopen, To: AppointmentPlanned},
		{From: AppointmentMissed, On: EventCorrect, To: AppointmentMissed},
		{From: AppointmentMissed, On: EventAttend, To: AppointmentHeld},
		{From: AppointmentMissed, On: EventReopen, To: AppointmentPlanned},
	}}
}

// SessionState is where one of the ten stands.
type SessionState string

const (
	SessionToPlan  SessionState = "to_plan" // never planned, or called off, or missed
	SessionPlanned SessionState = "planned"
	SessionHeld    SessionState = "held"
)

// SessionMoves is every move of a session. It has at most one appointment that
// is planned or was held; those that were cancelled or missed leave it to plan.
func SessionMoves() ledger.Machine[SessionState, Event] {
	return ledger.Machine[SessionState, Event]{Start: SessionToPlan, Arcs: []ledger.Arc[SessionState, Event]{
		{From: SessionToPlan, On: EventPlan, To: SessionPlanned},
		{From: SessionToPlan, On: EventAttend, To: SessionHeld},
		{From: SessionToPlan, On: EventReopen, To: SessionPlanned},
		{From: SessionToPlan, On: EventCorrect, To: SessionToPlan},
		{From: SessionPlanned, On: EventMove, To: SessionPlanned},
		{From: SessionPlanned, On: EventCancel, To: SessionToPlan},
		{From: SessionPlanned, On: EventAttend, To: SessionHeld},
		{From: SessionPlanned, On: EventMiss, To: SessionToPlan},
		{From: SessionPlanned, On: EventCorrect, To: SessionPlanned},
		{From: SessionHeld, On: EventMiss, To: SessionToPlan},
		{From: SessionHeld, On: EventReopen, To: SessionPlanned},
		{From: SessionHeld, On: EventCorrect, To: SessionHeld},
	}}
}

// A Session is one of the programme's ten.
type Session struct {
	Number      int // from one
	State       SessionState
	Appointment id.Appointment // the one that is planned or was held; none while it is to plan
	Tried       int            // appointments that were cancelled or missed
}

// Sessions lists all of the programme's sessions by number. A session is used
// when it was held, on time or late, and not by an appointment that came to
// nothing: nobody loses a visit by being unwell.
func (c Course) Sessions() []Session {
	sessions := make([]Session, c.Of)
	for i := range sessions {
		sessions[i] = Session{Number: i + 1, State: SessionToPlan}
	}
	for _, b := range c.Appointments {
		s := &sessions[b.Session-1]
		switch b.State {
		case AppointmentPlanned:
			s.State, s.Appointment = SessionPlanned, b.ID
		case AppointmentHeld:
			s.State, s.Appointment = SessionHeld, b.ID
		default:
			s.Tried++
		}
	}
	return sessions
}

// Places are where the visits of the ten stand in the order in which VisitNumber
// counts them: those held, those to come, and those without an appointment.
func (c Course) Places() []SessionState {
	var places []SessionState
	for _, state := range []SessionState{SessionHeld, SessionPlanned, SessionToPlan} {
		places = append(places, slices.Repeat([]SessionState{state}, c.count(state))...)
	}
	return places
}

// SessionsHeld counts the sessions that were held.
func (c Course) SessionsHeld() int { return c.count(SessionHeld) }

// Planned counts the sessions that have an appointment to come.
func (c Course) Planned() int { return c.count(SessionPlanned) }

func (c Course) count(state SessionState) int {
	n := 0
	for _, s := range c.Sessions() {
		if s.State == state {
			n++
		}
	}
	return n
}

// ToPlan lists the numbers of the sessions without an appointment, in order.
func (c Course) ToPlan() []int {
	var numbers []int
	for _, s := range c.Sessions() {
		if s.State == SessionToPlan {
			numbers = append(numbers, s.Number)
		}
	}
	return numbers
}

// ToPlanIn lists those of them for which w has room, beside the visits to come at now.
func (c Course) ToPlanIn(w Window, now time.Time) []int {
	all := c.ToPlan()
	return all[:max(0, min(len(all), w.Room-len(c.ToCome(now))))]
}

// Adequate tells whether as many sessions were held as d counts as an adequate
// dose. A definition that names no number has none to reach.
func (c Course) Adequate(d programme.Definition) bool {
	return d.AdequateSessions > 0 && c.SessionsHeld() >= d.AdequateSessions
}

// VisitNumber says which visit of the ten an appointment is, for both who meet
// there: visits held are counted in the order they were held, and those to
// come after them. It is not the session's number: a fourth session that is
// planned again after the tenth is the last visit, and called so. It is 0 for
// an appointment that is neither held nor to come.
func (c Course) VisitNumber(a id.Appointment) int {
	of, found := c.Find(a)
	if !found || of.State != AppointmentHeld && of.State != AppointmentPlanned {
		return 0
	}
	n := 1
	for _, b := range c.Appointments {
		if b.before(of) {
			n++
		}
	}
	return n
}

// before tells whether the visit b is counted before of.
func (b Appointment) before(of Appointment) bool {
	if b.State == of.State {
		return b.Begins().Before(of.Begins()) || b.Begins().Equal(of.Begins()) && b.Session < of.Session
	}
	return b.State == AppointmentHeld && of.State == AppointmentPlanned
}
