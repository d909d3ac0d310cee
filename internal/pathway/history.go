package pathway

import (
	"cmp"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/programme"
)

// A Step is one entry of somebody's history from the invitation on. One of the
// four kinds of fact is there.
type Step struct {
	Number int // the server's order: clocks order nothing
	At     time.Time
	By     string // the account's id

	Invitation *Invitation
	Consent    *Consent
	Declining  *Declining
	Withdrawal *Withdrawal
}

// Event is the move that the step made.
func (s Step) Event() Event {
	switch {
	case s.Invitation != nil:
		return EventInvite
	case s.Consent != nil:
		return s.Consent.Event()
	case s.Withdrawal != nil:
		return s.Withdrawal.Scope.Event()
	}
	return EventSayNo
}

// A Move is what moved a referral, and on which day somebody withdrew.
type Move struct {
	Event Event
	On    programme.Date // none for other moves
}

// Move is the move that the step made.
func (s Step) Move() Move {
	m := Move{Event: s.Event()}
	if s.Withdrawal != nil {
		m.On = s.Withdrawal.On
	}
	return m
}

// A History is somebody's steps in the server's order.
type History []Step

// ToldApart is h as those are told of it who may know of no visits: who stopped those alone
// was having some. What they said to visits reads as it did before.
func (h History) ToldApart() History {
	var told History
	for _, s := range h {
		switch {
		case s.Withdrawal != nil && s.Withdrawal.Scope == FromVisitsOnly:
			continue
		case s.Consent != nil && s.Event() == EventConsentNoVisits:
			asked := *s.Consent
			asked.Items = slices.Clone(asked.Items)
			for i := range asked.Items {
				asked.Items[i].Given = asked.Items[i].Given || asked.Items[i].Item == VisitsItem
			}
			s.Consent = &asked
		}
		told = append(told, s)
	}
	return told
}

// InOrder puts steps of several kinds into one history.
func InOrder(kinds ...[]Step) History {
	all := slices.Concat(kinds...)
	slices.SortFunc(all, func(a, b Step) int { return cmp.Compare(a.Number, b.Number) })
	return all
}

// Newest is the newest consent, or nil.
func (h History) Newest() *Step {
	for i := range slices.Backward(h) {
		if h[i].Consent != nil {
			return &h[i]
		}
	}
	return nil
}

// Informed is the first day on which the information sheet was given in version;
// no date where it wasn't.
func (h History) Informed(version int) programme.Date {
	var first programme.Date
	for _, step := range h {
		i := step.Invitation
		if i != nil && i.SheetVersion == version && (first.IsZero() || i.On.Before(first)) {
			first = i.On
		}
	}
	return first
}

// SaidNo is the day on which they last said no or stopped, as far as they did; no date
// where they never have. What they agree to after it has no earlier day.
func (h History) SaidNo() programme.Date {
	for _, step := range slices.Backward(h) {
		switch {
		case step.Declining != nil:
			return step.Declining.On
		case step.Withdrawal != nil:
			return step.Withdrawal.On
		}
	}
	return programme.Date{}
}

// StopsOfVisits are, in order, the stop of the visits alone that holds at the end of h, and
// the same once more: whoever may not know of it can record it again. None where none holds.
func (h History) StopsOfVisits() History {
	var stops History
	for _, step := range slices.Backward(h) {
		switch {
		case step.Event() == EventWithdrawFromVisits:
			stops = slices.Insert(stops, 0, step)
		case step.Consent == nil || !step.Consent.StillStopped:
			return stops
		}
	}
	return stops
}

// Invited is the newest invitation, or nil.
func (h History) Invited() *Step {
	for i := range slices.Backward(h) {
		if h[i].Invitation != nil {
			return &h[i]
		}
	}
	return nil
}

// StandingIn returns what holds for somebody in state s with history h.
func (h History) StandingIn(d programme.Definition, s programme.State) Standing {
	standing := Standing{State: s, Visits: s == programme.Consented, TakesPart: s.TakesPart()}
	if last := h.Newest(); last != nil && s.TakesPart() {
		standing.Given = last.Consent.given(d)
	}
	if s == programme.WithoutVisits { // their stop is newer than the yes
		standing.Given = slices.DeleteFunc(standing.Given, func(item string) bool { return item == VisitsItem })
	}
	return standing
}

// An Invitee is somebody who is thinking about it.
type Invitee struct {
	programme.Person
	InvitedOn programme.Date // the newest invitation's day
}
