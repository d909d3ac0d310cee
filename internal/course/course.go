package course

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// A Fact is one entry of the history of somebody's visits. One of the
// four kinds of fact is there.
type Fact struct {
	Planned   *PlannedAppointment
	Moved     *Move
	Cancelled *Cancellation
	Visited   *Visit
}

// An Appointment is one as it is now, after all that happened to it: its
// arrangement is the latest one.
type Appointment struct {
	PlannedAppointment
	First     Arrangement // as it was planned
	State     AppointmentState
	Moves     []Move         // all of these in the server's order
	Cancelled []Cancellation // stays readable, even when they met after all
	Visits    []Visit        // with those that were corrected
}

// Visit returns what was recorded and holds, and whether there is anything.
func (a Appointment) Visit() (Visit, bool) {
	current := CurrentVisits(a.Visits)
	if len(current) == 0 {
		return Visit{}, false
	}
	return current[len(current)-1], true
}

// Is tells whether worker is to make a.
func (a Appointment) Is(worker id.Account) bool {
	return a.State == AppointmentPlanned && a.Worker == worker
}

// OwnOf tells whether a is worker's: not one that they make in the place of a colleague,
// but one that a colleague makes in theirs.
func (a Appointment) OwnOf(worker id.Account) bool { return cmp.Or(a.Covers, a.Worker) == worker }

// Was tells whether a was ever to be made by worker.
func (a Appointment) Was(worker id.Account) bool {
	return a.First.Worker == worker || slices.ContainsFunc(a.Moves, func(m Move) bool { return m.To.Worker == worker })
}

// Move is the move of a with that id, and whether it is there.
func (a Appointment) Move(m id.Move) (Move, bool) {
	i := slices.IndexFunc(a.Moves, func(x Move) bool { return x.ID == m })
	if i < 0 {
		return Move{}, false
	}
	return a.Moves[i], true
}

// lastCancelled is the newest of its cancellations.
func (a Appointment) lastCancelled() (c Cancellation) {
	if n := len(a.Cancelled); n > 0 {
		c = a.Cancelled[n-1]
	}
	return c
}

// Begins is when it really began, or when it is to begin.
func (a Appointment) Begins() time.Time {
	if v, ok := a.Visit(); ok && v.Outcome.Attended() {
		return v.StartedAt
	}
	return a.Start
}

// A Course is what has become of somebody's ten sessions.
type Course struct {
	Of           int           // the sessions of the programme
	Appointments []Appointment // in the order they were planned
}

// After returns the course after history, which the caller brings in the
// server's order (device clocks order nothing). What Take refuses changes
// nothing: of two facts that were sent at once, the first that the server took
// holds, and a fact that is there twice counts once.
func After(d programme.Definition, history []Fact) Course {
	planned := 0
	for _, f := range history {
		if f.Planned != nil {
			planned++
		}
	}
	c := Course{Of: d.Sessions, Appointments: slices.Grow([]Appointment(nil), planned)}
	for _, fact := range history {
		_ = c.Apply(fact)
	}
	if len(c.Appointments) == 0 {
		return Course{Of: d.Sessions}
	}
	c.Appointments = slices.Clip(c.Appointments)
	return c
}

// Take returns the course with one more fact. A fact that is there already is
// fault.Unchanged; one that the tables of moves don't allow, or that would give
// a session two appointments, is a conflict. Then c itself is returned.
func (c Course) Take(f Fact) (Course, error) {
	next := Course{Of: c.Of, Appointments: slices.Clone(c.Appointments)}
	if err := next.Apply(f); err != nil {
		return c, err
	}
	return next, nil
}

// Apply is Take in place, of a course that nobody else has.
func (c *Course) Apply(f Fact) error {
	if c.knows(f) {
		return fault.Unchanged
	}
	there := len(c.Appointments)
	i := slices.IndexFunc(c.Appointments, func(b Appointment) bool { return b.ID == f.Of() })
	var before Appointment
	if i >= 0 {
		before = c.Appointments[i]
	}
	err := c.add(f, i)
	if err == nil && c.crowded() {
		err = fault.New(fault.Conflict, "appointment.session.twice")
	}
	if err != nil {
		c.Appointments = c.Appointments[:there]
		if i >= 0 {
			c.Appointments[i] = before
		}
	}
	return err
}

// Event is the move that f makes in c, as the tables name it. It is none for a
// fact that names no appointment of c's.
func (c Course) Event(f Fact) Event {
	switch {
	case f.Planned != nil:
		return EventPlan
	case f.Moved != nil:
		return EventMove
	case f.Cancelled != nil && f.Cancelled.InError:
		return EventReopen
	case f.Cancelled != nil:
		return EventCancel
	case f.Visited != nil:
		b, _ := c.Find(f.Visited.Appointment)
		return b.eventOf(*f.Visited)
	}
	return ""
}

// add changes appointment i, which f is about; none where there is none.
func (c *Course) add(f Fact, i int) error {
	if f.Planned != nil {
		return c.plan(*f.Planned)
	}
	if i < 0 || f.Of() == "" {
		return fault.New(fault.Conflict, "appointment.absent")
	}
	b := &c.Appointments[i]
	state, ok := AppointmentMoves().Next(b.State, c.Event(f))
	if !ok {
		return fault.New(fault.Conflict, "appointment.move.refused")
	}
	b.State = state
	return b.add(f)
}

// Of is the appointment that f is about.
func (f Fact) Of() id.Appointment {
	switch {
	case f.Planned != nil:
		return f.Planned.ID
	case f.Moved != nil:
		return f.Moved.Appointment
	case f.Cancelled != nil:
		return f.Cancelled.Appointment
	case f.Visited != nil:
		return f.Visited.Appointment
	}
	return ""
}

// WishedFor tells whether f is a change that the participant asked for, of whoever has
// entered it.
func (f Fact) WishedFor() bool {
	return f.Moved != nil && f.Moved.By == PartyParticipant || f.Cancelled != nil && f.Cancelled.By == PartyParticipant
}

func (c *Course) plan(a PlannedAppointment) error {
	if a.Session < 1 || a.Session > c.Of {
		return fault.New(fault.Conflict, "appointment.session.none")
	}
	c.Appointments = append(c.Appointments,
		Appointment{PlannedAppointment: a, First: a.Arrangement, State: AppointmentPlanned})
	return nil
}

func (a *Appointment) add(f Fact) error {
	switch {
	case f.Moved != nil:
		if !f.Moved.From.Equal(a.Start) || f.Moved.Covers() && f.Moved.Instead != a.Worker {
			return fault.New(fault.Conflict, "appointment.moved_already")
		}
		a.Arrangement = f.Moved.To
		a.Moves = append(slices.Clip(a.Moves), *f.Moved)
	case f.Cancelled != nil:
		if a.movedFrom(f.Cancelled.From) {
			return fault.New(fault.Conflict, "appointment.moved_already")
		}
		if f.Cancelled.InError && f.Cancelled.Replaces != a.lastCancelled().ID {
			return fault.New(fault.Conflict, "appointment.move.refused")
		}
		a.Cancelled = append(slices.Clip(a.Cancelled), *f.Cancelled)
	case f.Visited != nil:
		current, _ := a.Visit()
		if f.Visited.Replaces != current.ID {
			return fault.New(fault.Conflict, "visit.replaces.already")
		}
		if a.movedFrom(f.Visited.From) {
			return fault.New(fault.Conflict, "appointment.moved_already")
		}
		a.Visits = append(slices.Clip(a.Visits), *f.Visited)
	}
	return nil
}

// movedFrom tells whether a is at another time than the one somebody saw. What is read
// back says none.
func (a Appointment) movedFrom(seen time.Time) bool { return !seen.IsZero() && !seen.Equal(a.Start) }

func (a Appointment) eventOf(v Visit) Event {
	current, recorded := a.Visit()
	switch {
	case v.InError:
		return EventReopen
	case recorded && v.Outcome.Attended() == current.Outcome.Attended():
		return EventCorrect
	case v.Outcome.Attended():
		return EventAttend
	}
	return EventMiss
}

// crowded tells whether a session has two appointments that are planned or were held.
func (c Course) crowded() bool {
	takes := func(b *Appointment) bool { return b.State == AppointmentPlanned || b.State == AppointmentHeld }
	for i := range c.Appointments {
		for j := range i {
			a, b := &c.Appointments[i], &c.Appointments[j]
			if a.Session == b.Session && takes(a) && takes(b) {
				return true
			}
		}
	}
	return false
}

func (c Course) knows(f Fact) bool {
	for i := range c.Appointments {
		if c.Appointments[i].knows(f) {
			return true
		}
	}
	return false
}

func (a *Appointment) knows(f Fact) bool {
	switch {
	case f.Planned != nil:
		return a.ID == f.Planned.ID
	case f.Moved != nil:
		_, is := a.Move(f.Moved.ID)
		return is
	case f.Cancelled != nil:
		return slices.ContainsFunc(a.Cancelled, func(c Cancellation) bool { return c.ID == f.Cancelled.ID })
	case f.Visited != nil:
		return slices.ContainsFunc(a.Visits, func(v Visit) bool { return v.ID == f.Visited.ID })
	}
	return false
}

// Find returns the appointment with the id, and whether there is one.
func (c Course) Find(a id.Appointment) (Appointment, bool) {
	i := slices.IndexFunc(c.Appointments, func(b Appointment) bool { return b.ID == a })
	if i < 0 {
		return Appointment{}, false
	}
	return c.Appointments[i], true
}

// Open lists the appointments to come or to be written up, the earliest first.
func (c Course) Open() []Appointment { return c.inState(AppointmentPlanned) }

// PlannedAt tells whether a visit is planned to begin at start.
func (c Course) PlannedAt(start time.Time) bool {
	return slices.ContainsFunc(c.Appointments, func(b Appointment) bool {
		return b.State == AppointmentPlanned && b.Start.Equal(start)
	})
}

// PlannedAgain tells whether a, which was cancelled, has been planned again since: its
// session has another appointment, or somebody comes at its time.
func (c Course) PlannedAgain(a Appointment) bool {
	return c.PlannedAt(a.Start) || c.Sessions()[a.Session-1].Appointment != ""
}

// Held lists the visits that were held, the earliest first.
func (c Course) Held() []Appointment { return c.inState(AppointmentHeld) }

// HeldAfter lists when the visits began that were held on a day after day.
func (c Course) HeldAfter(day programme.Date, zone *time.Location) (list []time.Time) {
	for _, b := range c.Held() {
		if programme.Of(b.Begins(), zone).After(day) {
			list = append(list, b.Begins().In(zone))
		}
	}
	return list
}

func (c Course) inState(state AppointmentState) []Appointment {
	var list []Appointment
	for _, b := range c.Appointments {
		if b.State == state {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b Appointment) int { return a.Begins().Compare(b.Begins()) })
	return list
}

// Next returns the appointment that ends soonest after now, and whether there
// is one. One that is under way is still next.
func (c Course) Next(now time.Time) (Appointment, bool) {
	for _, b := range c.Open() {
		if b.End().After(now) {
			return b, true
		}
	}
	return Appointment{}, false
}

// ToCome lists the appointments that are still to be held at now, the earliest first.
func (c Course) ToCome(now time.Time) []Appointment {
	return slices.DeleteFunc(c.Open(), func(b Appointment) bool { return !b.Changeable(now) })
}

// ToWriteUp lists the appointments that are over at now with nothing recorded,
// the earliest first.
func (c Course) ToWriteUp(now time.Time) []Appointment {
	return slices.DeleteFunc(c.Open(), func(b Appointment) bool { return b.End().After(now) })
}

// End is when a is to end.
func (a Arrangement) End() time.Time { return a.Start.Add(time.Duration(a.Minutes) * time.Minute) }

// Unsaid lists the cancellations that event e, which puts a day of death right or says
// that they are alive, shows to be none: those that a death made of visits whose time
// had come, on a day that no longer lies after it. Nobody has said whether these were
// held. Only a death calls off what lies behind, and says no word of why.
func (h History) Unsaid(c Course, e life.Event, zone *time.Location) (list []Cancellation) {
	for _, s := range h {
		b, _ := c.Find(s.Fact.Of())
		off := s.Fact.Cancelled
		if off == nil || b.State != AppointmentCancelled || b.lastCancelled().ID != off.ID ||
			off.By != PartyService || !fault.Blank(off.Reason) || s.At.Before(b.Start) {
			continue
		}
		if e.Kind == life.DeathInError || e.Kind == life.DeathDay && !programme.Of(b.Start, zone).After(e.On) {
			list = append(list, *off)
		}
	}
	return list
}

// CalledOff lists the appointments of c that event e calls off, by the service, when it
// leads to state s: those that begin after now, unless visits go on; after a death,
// every one for a day after it; before a move, those from its day on. What lies behind
// is still to be written up. When life goes on, their sessions are planned anew.
func (c Course) CalledOff(e life.Event, s life.State, now time.Time, zone *time.Location) []Appointment {
	return slices.DeleteFunc(c.Open(), func(b Appointment) bool {
		day, toCome := programme.Of(b.Start, zone), b.Start.After(now)
		switch {
		case e.Kind == life.MovingAhead:
			return day.Before(e.On)
		case e.Kind.DatesDeath() && day.After(e.On):
			return false
		}
		return !toCome || s.Effects().Visits == life.Continues
	})
}
