package safety

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Urgency is how soon somebody has to know.
type Urgency string

const (
	Now      Urgency = "now"       // life is at risk: 999 or the crisis team first, then this
	Today    Urgency = "today"     // somebody clinical has to hear of it today
	TalkOver Urgency = "talk_over" // to think about together
)

// Urgencies lists the urgencies in the order a form offers them.
func Urgencies() []Urgency { return []Urgency{Now, Today, TalkOver} }

// Valid tells whether u is one of the urgencies.
func (u Urgency) Valid() bool { return slices.Contains(Urgencies(), u) }

// Concern is what a worry is about.
type Concern string

const (
	OwnSafety         Concern = "own_safety" // despair, harm to themselves
	AdultSafeguarding Concern = "adult_safeguarding"
	ChildSafeguarding Concern = "child_safeguarding"
	SomebodyElse      Concern = "somebody_else" // others may be hurt
	Health            Concern = "health"
	SomethingElse     Concern = "something_else"
)

// Concerns lists the concerns in the order a form offers them.
func Concerns() []Concern {
	return []Concern{OwnSafety, AdultSafeguarding, ChildSafeguarding, SomebodyElse, Health, SomethingElse}
}

// Valid tells whether c is one of the concerns.
func (c Concern) Valid() bool { return slices.Contains(Concerns(), c) }

// A Recipient is somebody who is told of a worry.
type Recipient string

const (
	EmergencyServices Recipient = "emergency_services"
	CrisisTeam        Recipient = "crisis_team"
	DutyClinician     Recipient = "duty_clinician"
	Supervisor        Recipient = "supervisor"
	AdultLead         Recipient = "adult_lead" // for safeguarding adults
	ChildLead         Recipient = "child_lead" // for safeguarding children
	ProgrammeLead     Recipient = "programme_lead"
	OnCallManager     Recipient = "on_call_manager"
	CareCoordinator   Recipient = "care_coordinator"
	GP                Recipient = "gp"
	AnybodyElse       Recipient = "anybody_else" // as the name says
)

// Recipients lists the recipients in the order a form offers them.
func Recipients() []Recipient {
	return []Recipient{EmergencyServices, CrisisTeam, DutyClinician, Supervisor, AdultLead, ChildLead,
		ProgrammeLead, OnCallManager, CareCoordinator, GP, AnybodyElse}
}

// Valid tells whether r is one of the recipients.
func (r Recipient) Valid() bool { return slices.Contains(Recipients(), r) }

// A Worry is somebody's saying: I'm worried about this person. It is never
// edited; what grows worse is another worry.
type Worry struct {
	ID          id.Worry       `json:"id"` // drawn by the device or the form, so that a retry is harmless
	Participant id.Participant `json:"participant"`
	Visit       id.Visit       `json:"visit,omitempty"` // where it was noticed, if at one
	Urgency     Urgency        `json:"urgency"`
	About       Concern        `json:"about"`
	Words       string         `json:"words,omitempty"` // may wait when it is for now
}

// Check reports every rule that w breaks. When life is at risk nobody has to
// find words first.
func (w Worry) Check() fault.Problems {
	var p fault.Problems
	p.If(w.ID == "", "id", "worry.id.missing")
	p.If(w.Participant == "", "participant", "worry.participant.missing")
	p.If(!w.Urgency.Valid(), "urgency", "worry.urgency.missing")
	p.If(!w.About.Valid(), "about", "worry.about.missing")
	p.If(w.Urgency != Now && fault.Blank(w.Words), "words", "worry.words.missing")
	p.If(fault.TooLong(w.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	return p
}

// A Notification says that somebody was told: by the service's notice, or by
// the worker themselves, as they report. What a worker did by telephone never
// keeps the service from telling, too.
type Notification struct {
	ID      id.Notification `json:"id"`
	Worry   id.Worry        `json:"worry"`
	To      Recipient       `json:"to"`
	Name    string          `json:"name,omitempty"`
	Service bool            `json:"service,omitempty"` // the service's own notice
	Nobody  bool            `json:"nobody,omitempty"`  // only with Service: nobody holds that role, so nobody was told
	Late    bool            `json:"late,omitempty"`    // only with Service: they were given the role after its turn
}

// Check reports every rule that t breaks.
func (t Notification) Check() fault.Problems {
	var p fault.Problems
	p.If(t.ID == "", "id", "worry.id.missing")
	p.If(t.Worry == "", "worry", "worry.worry.missing")
	p.If(!t.To.Valid(), "to", "worry.to.missing")
	p.If(t.To == AnybodyElse && fault.Blank(t.Name), "name", "worry.name.missing")
	p.If(fault.TooLong(t.Name, programme.MaxName), "name", "person.line.long", programme.MaxName)
	p.If((t.Nobody || t.Late) && !t.Service, "to", "worry.to.missing")
	return p
}

// An Acknowledgement is somebody's saying: I'll take this on. From then on nobody
// else is told.
type Acknowledgement struct {
	ID    id.Acknowledgement `json:"id"`
	Worry id.Worry           `json:"worry"`
	Next  string             `json:"next,omitempty"` // what they will do
	Turn  string             `json:"-"`              // the standing's, as they saw it; empty where it isn't known
}

// Check reports every rule that r breaks when by gives it for a worry that
// raiser raised. Nobody takes on their own worry: then it has reached nobody.
func (r Acknowledgement) Check(raiser, by id.Account) fault.Problems {
	var p fault.Problems
	p.If(r.ID == "", "id", "worry.id.missing")
	p.If(r.Worry == "", "worry", "worry.worry.missing")
	p.If(raiser == by, "worry", "worry.receipt.own")
	p.If(fault.TooLong(r.Next, programme.MaxNote), "next", "person.note.long", programme.MaxNote)
	return p
}

// A Closing says what was done, once somebody had taken the worry on.
type Closing struct {
	ID    id.Closing `json:"id"`
	Worry id.Worry   `json:"worry"`
	Words string     `json:"words"`
	Turn  string     `json:"-"` // as of an Acknowledgement
}

// Check reports every rule that c breaks.
func (c Closing) Check() fault.Problems {
	var p fault.Problems
	p.If(c.ID == "", "id", "worry.id.missing")
	p.If(c.Worry == "", "worry", "worry.worry.missing")
	p.If(fault.Blank(c.Words), "words", "worry.closing.words.missing")
	p.If(fault.TooLong(c.Words, programme.MaxNote), "words", "person.note.long", programme.MaxNote)
	return p
}
