package programme

import "footbridge.org/footbridge/internal/id"

// CourseEvent is what happens to an appointment, and through it to its session.
type CourseEvent string

const (
	CoursePlan    CourseEvent = "plan"
	CourseMove    CourseEvent = "move"
	CourseCancel  CourseEvent = "cancel"
	CourseAttend  CourseEvent = "attend"
	CourseMiss    CourseEvent = "miss"    // they did not meet
	CourseCorrect CourseEvent = "correct" // the record, in words or minutes
	CourseReopen  CourseEvent = "reopen"  // the record was in error: there was no visit yet
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
func AppointmentMoves() Machine[AppointmentState, CourseEvent] {
	return Machine[AppointmentState, CourseEvent]{Start: AppointmentPlanned, Arcs: []Arc[AppointmentState, CourseEvent]{
		{From: AppointmentPlanned, On: CourseMove, To: AppointmentPlanned},
		{From: AppointmentPlanned, On: CourseCancel, To: AppointmentCancelled},
		{From: AppointmentPlanned, On: CourseAttend, To: AppointmentHeld},
		{From: AppointmentPlanned, On: CourseMiss, To: AppointmentMissed},
		{From: AppointmentCancelled, On: CourseAttend, To: AppointmentHeld},
		{From: AppointmentHeld, On: CourseCorrect, To: AppointmentHeld},
		{From: AppointmentHeld, On: CourseMiss, To: AppointmentMissed},
		{From: AppointmentHeld, On: CourseReopen, To: AppointmentPlanned},
		{From: AppointmentMissed, On: CourseCorrect, To: AppointmentMissed},
		{From: AppointmentMissed, On: CourseAttend, To: AppointmentHeld},
		{From: AppointmentMissed, On: CourseReopen, To: AppointmentPlanned},
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
func SessionMoves() Machine[SessionState, CourseEvent] {
	return Machine[SessionState, CourseEvent]{Start: SessionToPlan, Arcs: []Arc[SessionState, CourseEvent]{
		{From: SessionToPlan, On: CoursePlan, To: SessionPlanned},
		{From: SessionToPlan, On: CourseAttend, To: SessionHeld},
		{From: SessionToPlan, On: CourseReopen, To: SessionPlanned},
		{From: SessionToPlan, On: CourseCorrect, To: SessionToPlan},
		{From: SessionPlanned, On: CourseMove, To: SessionPlanned},
		{From: SessionPlanned, On: CourseCancel, To: SessionToPlan},
		{From: SessionPlanned, On: CourseAttend, To: SessionHeld},
		{From: SessionPlanned, On: CourseMiss, To: SessionToPlan},
		{From: SessionPlanned, On: CourseCorrect, To: SessionPlanned},
		{From: SessionHeld, On: CourseMiss, To: SessionToPlan},
		{From: SessionHeld, On: CourseReopen, To: SessionPlanned},
		{From: SessionHeld, On: CourseCorrect, To: SessionHeld},
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

// Used counts the sessions that were held.
func (c Course) Used() int { return c.count(SessionHeld) }

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

// Adequate tells whether as many sessions were held as d counts as an adequate
// dose. A definition that names no number has none to reach.
func (c Course) Adequate(d Definition) bool {
	return d.AdequateSessions > 0 && c.Used() >= d.AdequateSessions
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
func (b Booking) before(of Booking) bool {
	if b.State == of.State {
		return b.begins().Before(of.begins()) || b.begins().Equal(of.begins()) && b.Session < of.Session
	}
	return b.State == AppointmentHeld && of.State == AppointmentPlanned
}
