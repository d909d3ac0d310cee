package pathway

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
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
	EventConsentNoVisits    Event = "consent_without_visits" // other answers of somebody who wants no more visits
	EventSayNo              Event = "say_no"
	EventWithdrawFromVisits Event = "withdraw_from_visits"
	EventWithdraw           Event = "withdraw"
)

// Moves is every move of a referral; there are no others. Who has withdrawn
// comes back by a new referral, because their record may already be closed.
func Moves() ledger.Machine[programme.State, Event] {
	return ledger.Machine[programme.State, Event]{Start: programme.Referred, Arcs: []ledger.Arc[programme.State, Event]{
		{From: programme.Referred, On: EventAccept, To: programme.Accepted},
		{From: programme.Referred, On: EventDecline, To: programme.Declined},
		{From: programme.Referred, On: EventTakeBack, To: programme.TakenBack},
		{From: programme.Declined, On: EventReconsider, To: programme.Referred},
		{From: programme.Accepted, On: EventDecline, To: programme.Declined},
		{From: programme.Accepted, On: EventInvite, To: programme.Invited},
		{From: programme.Accepted, On: EventSayNo, To: programme.NotConsented},
		{From: programme.Invited, On: EventInvite, To: programme.Invited},
		{From: programme.Invited, On: EventDecline, To: programme.Declined},
		{From: programme.Invited, On: EventConsent, To: programme.Consented},
		{From: programme.Invited, On: EventSayNo, To: programme.NotConsented},
		{From: programme.NotConsented, On: EventInvite, To: programme.Invited},
		{From: programme.Consented, On: EventConsent, To: programme.Consented},
		{From: programme.Consented, On: EventWithdrawFromVisits, To: programme.WithoutVisits},
		{From: programme.Consented, On: EventWithdraw, To: programme.Withdrawn},
		{From: programme.WithoutVisits, On: EventConsent, To: programme.Consented},
		{From: programme.WithoutVisits, On: EventConsentNoVisits, To: programme.WithoutVisits},
		{From: programme.WithoutVisits, On: EventWithdraw, To: programme.Withdrawn},
	}}
}

// Next returns the state that event leads to from s, or a conflict, with s,
// when there is no such move.
func Next(s programme.State, event Event) (programme.State, error) {
	next, ok := Moves().Next(s, event)
	if !ok {
		return s, fault.New(fault.Conflict, "referral.move.refused")
	}
	return next, nil
}
