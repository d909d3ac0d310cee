package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Place is where a visit is held, or how.
type Place string

const (
	PlaceHome      Place = "home"
	PlaceElsewhere Place = "elsewhere" // as Where says
	PlaceTelephone Place = "telephone"
	PlaceVideo     Place = "video"
)

// Goes tells whether somebody goes anywhere: a call has no address.
func (p Place) Goes() bool { return p == PlaceHome || p == PlaceElsewhere }

// Places lists the places in the order a form offers them; home is the usual one.
func Places() []Place { return []Place{PlaceHome, PlaceElsewhere, PlaceTelephone, PlaceVideo} }

// Valid tells whether p is one of the places.
func (p Place) Valid() bool { return slices.Contains(Places(), p) }

// FaceToFace tells whether the two are in one room, so that somebody has gone
// out and is to be looked out for.
func (p Place) FaceToFace() bool { return p == PlaceHome || p == PlaceElsewhere }

// Party is by whom an appointment was moved or cancelled.
type Party string

const (
	PartyParticipant Party = "participant"
	PartyWorker      Party = "worker"
	PartyService     Party = "service"
)

// Parties lists the parties in the order a form offers them.
func Parties() []Party { return []Party{PartyParticipant, PartyWorker, PartyService} }

// Valid tells whether p is one of the parties.
func (p Party) Valid() bool { return slices.Contains(Parties(), p) }

// Limits of a visit, in minutes, and of how far ahead or back one is planned.
const (
	UsualMinutes    = 60
	ShortestMinutes = 5
	LongestMinutes  = 480
	farDays         = 366
)

// An Arrangement is who comes when and where.
type Arrangement struct {
	Worker  id.Account `json:"worker"`
	Start   time.Time  `json:"start"` // UTC; LocalTime says what the clock on the wall shows
	Minutes int        `json:"minutes"`
	Place   Place      `json:"place"`
	Where   string     `json:"where,omitempty"` // with PlaceElsewhere, and for how to find it

	// Covers is the worker in whose place Worker comes, this one time; none otherwise.
	Covers id.Account `json:"covers,omitempty"`
}

// Check reports every rule that a breaks at now. An appointment may lie in the
// past: a visit that nobody had planned is recorded by planning it afterwards.
func (a Arrangement) Check(now time.Time) fault.Problems {
	var p fault.Problems
	p.If(a.Worker == "", "worker", "appointment.worker.missing")
	p.If(a.Start.IsZero(), "start", "appointment.start.missing")
	far := a.Start.After(now.AddDate(0, 0, farDays)) || a.Start.Before(now.AddDate(0, 0, -farDays))
	p.If(!a.Start.IsZero() && far, "start", "appointment.start.far")
	p.If(a.Minutes < ShortestMinutes || a.Minutes > LongestMinutes, "minutes", "appointment.minutes.range",
		ShortestMinutes, LongestMinutes)
	checkPlace(a.Place, a.Where, &p)
	return p
}

func checkPlace(place Place, where string, p *fault.Problems) {
	p.If(!place.Valid(), "place", "appointment.place.missing")
	p.If(place == PlaceElsewhere && fault.Blank(where), "where", "appointment.where.missing")
	p.If(fault.TooLong(where, programme.MaxName), "where", "person.line.long", programme.MaxName)
}

// A PlannedAppointment is the planning of one visit. It is never edited: a Move
// or a Cancellation is another fact, and Appointment says what holds after all of them.
type PlannedAppointment struct {
	ID          id.Appointment `json:"id"` // drawn by the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	Session     int            `json:"session"` // from one; one session may need several appointments
	Arrangement
	Overrun string         `json:"overrun,omitempty"` // why it lies past the window, where it does
	Instead programme.Date `json:"instead,omitzero"`  // the day on which it was planned to give way, a bank holiday
}

// Check reports every rule that a breaks at now, under definition d.
func (a PlannedAppointment) Check(d programme.Definition, now time.Time) fault.Problems {
	var p fault.Problems
	p.If(a.ID == "", "id", "appointment.id.missing")
	p.If(a.Participant == "", "participant", "appointment.participant.missing")
	p.If(a.Session < 1 || a.Session > d.Sessions, "session", "appointment.session.range", d.Sessions)
	p = append(p, a.Arrangement.Check(now)...)
	p.If(fault.TooLong(a.Overrun, programme.MaxNote), "overrun", "person.note.long", programme.MaxNote)
	return p
}

// CheckWindow reports an appointment past w, on the organisation's calendar,
// for which no reason is given. Overrunning needs a reason; nothing forbids it.
func (a PlannedAppointment) CheckWindow(w Window, zone *time.Location) fault.Problems {
	var p fault.Problems
	p.If(w.Overrun(programme.Of(a.Start, zone)) && fault.Blank(a.Overrun), "overrun", "appointment.overrun.reason")
	return p
}

// A Move is an appointment's going to another time, place or worker. From is
// the start that the person who moved it saw: when it had been moved already,
// the two must talk, and the later move is refused.
type Move struct {
	ID          id.Move        `json:"id"`
	Appointment id.Appointment `json:"appointment"`
	From        time.Time      `json:"from"`
	To          Arrangement    `json:"to"` // all of what holds from now on
	By          Party          `json:"by"`
	Reason      string         `json:"reason,omitempty"`
	Overrun     string         `json:"overrun,omitempty"`

	// Instead is the worker who was to come, where the move says who comes this one
	// time: one who has been replaced meanwhile can't be replaced unseen.
	Instead id.Account `json:"instead,omitempty"`

	Sure fault.Sure `json:"-"` // of unusual hours: the form's word, and no part of the fact
}

// Covers tells whether m says who comes this one time, and nothing else.
func (m Move) Covers() bool { return m.Instead != "" }

// Check reports every rule that m breaks at now. Fields of the arrangement are to.FIELD.
func (m Move) Check(now time.Time) fault.Problems {
	var p fault.Problems
	p.If(m.ID == "", "id", "appointment.id.missing")
	p.If(m.Appointment == "", "appointment", "appointment.appointment.missing")
	p.If(m.From.IsZero(), "from", "appointment.from.missing")
	p.Within("to", m.To.Check(now))
	p.If(!m.By.Valid(), "by", "appointment.by.missing")
	p.If(fault.TooLong(m.Reason, programme.MaxNote), "reason", "person.note.long", programme.MaxNote)
	p.If(fault.TooLong(m.Overrun, programme.MaxNote), "overrun", "person.note.long", programme.MaxNote)
	return p
}

// CheckWindow reports a move past w for which no reason is given. From the
// participant none is asked: they are not to argue for their visit.
func (m Move) CheckWindow(w Window, zone *time.Location) fault.Problems {
	var p fault.Problems
	unsaid := m.By != PartyParticipant && fault.Blank(m.Overrun)
	p.If(w.Overrun(programme.Of(m.To.Start, zone)) && unsaid, "overrun", "appointment.overrun.reason")
	return p
}

// CheckHours asks about a move to hours in which there are no visits as a rule.
func (m Move) CheckHours(zone *time.Location) fault.Problems {
	var p fault.Problems
	if !m.To.Start.Equal(m.From) {
		askHours(&p, m.To.Start, m.To.Minutes, zone, m.Sure, "appointment.at.hours")
	}
	return p
}

func askHours(p *fault.Problems, start time.Time, minutes int, zone *time.Location, sure fault.Sure, key string) {
	unusual := !start.IsZero() && !usualHours.Hold(programme.LocalTimeOf(start, zone).At, minutes)
	p.Ask(unusual, sure, "at", key)
}

// A Cancellation is an appointment's being called off beforehand. Its session
// is then to be planned again. InError says that the one it replaces has called off
// nothing: whether the two met is still to be said.
type Cancellation struct {
	ID          id.Cancellation `json:"id"`
	Appointment id.Appointment  `json:"appointment"`
	By          Party           `json:"by"`
	Reason      string          `json:"reason,omitempty"` // the participant's is theirs to give or keep
	Replaces    id.Cancellation `json:"replaces,omitempty"`
	InError     bool            `json:"in_error,omitempty"` // only with Replaces, and the service's to say

	From    time.Time `json:"-"` // when the visit was to be, as who cancels it saw it: no part of the fact
	Mistake bool      `json:"-"` // what it was part of has been taken back since, as who reads it sees it
}

// Check reports every rule that c breaks.
func (c Cancellation) Check() fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "appointment.id.missing")
	p.If(c.InError || c.Replaces != "", "in_error", "appointment.id.missing")
	p.If(c.Appointment == "", "appointment", "appointment.appointment.missing")
	p.If(c.From.IsZero(), "from", "appointment.from.missing")
	p.If(!c.By.Valid(), "by", "appointment.by.missing")
	p.If((c.By == PartyWorker || c.By == PartyService) && fault.Blank(c.Reason), "reason", "appointment.reason.missing")
	p.If(fault.TooLong(c.Reason, programme.MaxNote), "reason", "person.note.long", programme.MaxNote)
	return p
}
