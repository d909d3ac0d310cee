package programme

import "footbridge.org/footbridge/internal/fault"

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

// Events lists every event.
func Events() []Event {
	return []Event{EventAccept, EventDecline, EventReconsider, EventTakeBack, EventInvite,
		EventConsent, EventSayNo, EventWithdrawFromVisits, EventWithdraw}
}

// Moves is every move of a referral; there are no others. Who has withdrawn
// comes back by a new referral, because their record may already be closed.
func Moves() Machine[State, Event] {
	return Machine[State, Event]{Referred, []Arc[State, Event]{
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
	}}
}

// Next returns the state that event leads to from s, or a conflict, with s,
// when there is no such move.
func Next(s State, event Event) (State, error) {
	next, ok := Moves().Next(s, event)
	if !ok {
		return s, fault.New(fault.Conflict, "referral.move.refused")
	}
	return next, nil
}
