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
	return Machine[State, Event]{Start: Referred, Arcs: []Arc[State, Event]{
		{From: Referred, On: EventAccept, To: Accepted},
		{From: Referred, On: EventDecline, To: Declined},
		{From: Referred, On: EventTakeBack, To: TakenBack},
		{From: Declined, On: EventReconsider, To: Referred},
		{From: Accepted, On: EventDecline, To: Declined},
		{From: Accepted, On: EventTakeBack, To: TakenBack},
		{From: Accepted, On: EventInvite, To: Invited},
		{From: Accepted, On: EventSayNo, To: NotConsented},
		{From: Invited, On: EventInvite, To: Invited},
		{From: Invited, On: EventDecline, To: Declined},
		{From: Invited, On: EventTakeBack, To: TakenBack},
		{From: Invited, On: EventConsent, To: Consented},
		{From: Invited, On: EventSayNo, To: NotConsented},
		{From: NotConsented, On: EventInvite, To: Invited},
		{From: Consented, On: EventConsent, To: Consented},
		{From: Consented, On: EventWithdrawFromVisits, To: WithoutVisits},
		{From: Consented, On: EventWithdraw, To: Withdrawn},
		{From: WithoutVisits, On: EventConsent, To: Consented},
		{From: WithoutVisits, On: EventWithdraw, To: Withdrawn},
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
