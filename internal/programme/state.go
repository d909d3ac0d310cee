package programme

import (
	"fmt"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// State is where a referral stands, from the team's putting somebody forward
// to the person's own choice.
type State string

const (
	Referred      State = "referred"       // waits for the lead's decision
	Declined      State = "declined"       // the service said no, with a reason
	TakenBack     State = "taken_back"     // the team withdrew the referral
	Accepted      State = "accepted"       // waits to be invited
	Invited       State = "invited"        // has the information, and time to think
	NotConsented  State = "not_consented"  // the person said no, as they may
	Consented     State = "consented"      // takes part
	WithoutVisits State = "without_visits" // takes part, but wants no more visits
	Withdrawn     State = "withdrawn"      // has stopped wholly
)

// Event is what moves a referral from one state to another.
type Event string

const (
	EventAccept             Event = "accept"
	EventDecline            Event = "decline"
	EventReconsider         Event = "reconsider" // the service thinks again
	EventTakeBack           Event = "take_back"
	EventInvite             Event = "invite"
	EventConsent            Event = "consent"
	EventSayNo              Event = "say_no"
	EventWithdrawFromVisits Event = "withdraw_from_visits"
	EventWithdraw           Event = "withdraw"
)

// A Transition is one allowed move.
type Transition struct {
	From State
	On   Event
	To   State
}

// Transitions lists every allowed move; there are no others. Who has withdrawn
// comes back by a new referral, because their record may already be closed.
func Transitions() []Transition {
	return []Transition{
		{Referred, EventAccept, Accepted},
		{Referred, EventDecline, Declined},
		{Referred, EventTakeBack, TakenBack},
		{Declined, EventReconsider, Referred},
		{Accepted, EventDecline, Declined},
		{Accepted, EventTakeBack, TakenBack},
		{Accepted, EventInvite, Invited},
		{Accepted, EventSayNo, NotConsented},
		{Invited, EventInvite, Invited},
		{Invited, EventDecline, Declined},
		{Invited, EventTakeBack, TakenBack},
		{Invited, EventConsent, Consented},
		{Invited, EventSayNo, NotConsented},
		{NotConsented, EventInvite, Invited},
		{Consented, EventConsent, Consented},
		{Consented, EventWithdrawFromVisits, WithoutVisits},
		{Consented, EventWithdraw, Withdrawn},
		{WithoutVisits, EventConsent, Consented},
		{WithoutVisits, EventWithdraw, Withdrawn},
	}
}

// States lists every state, in the order of the way through.
func States() []State {
	return []State{Referred, Declined, TakenBack, Accepted, Invited, NotConsented, Consented, WithoutVisits, Withdrawn}
}

// Events lists every event.
func Events() []Event {
	return []Event{EventAccept, EventDecline, EventReconsider, EventTakeBack, EventInvite,
		EventConsent, EventSayNo, EventWithdrawFromVisits, EventWithdraw}
}

// Valid tells whether s is one of the states.
func (s State) Valid() bool { return slices.Contains(States(), s) }

// Final tells whether nothing leads on from s.
func (s State) Final() bool {
	return !slices.ContainsFunc(Transitions(), func(t Transition) bool { return t.From == s })
}

// TakesPart tells whether the person takes part in any way.
func (s State) TakesPart() bool { return s == Consented || s == WithoutVisits }

// HasWorkbook tells whether the person has a workbook: whoever takes part writes
// in it, and whoever has stopped may still read it.
func (s State) HasWorkbook() bool { return s.TakesPart() || s == Withdrawn }

// Next returns the state that event leads to from s, or a conflict, with s,
// when there is no such move.
func Next(s State, event Event) (State, error) {
	for _, t := range Transitions() {
		if t.From == s && t.On == event {
			return t.To, nil
		}
	}
	return s, fault.New(fault.Conflict, "referral.move.refused")
}

// Diagram draws the moves as a Mermaid state diagram, for the documents.
func Diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n    [*] --> referred\n")
	for _, t := range Transitions() {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", t.From, t.To, t.On)
	}
	for _, s := range States() {
		if s.Final() {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	return b.String()
}
