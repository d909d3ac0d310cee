package pathway

import "footbridge.org/footbridge/internal/programme"

// A Fact is one entry of somebody's history from referral to consent and away
// from it: an event, and the consent itself when the event is one.
type Fact struct {
	Event   Event
	Consent *Consent // only with EventConsent
}

// A Standing is what holds now.
type Standing struct {
	State     programme.State
	Visits    bool     // may be visited
	TakesPart bool     // keeps the workbook, and is followed up in a study
	Given     []string // keys of the consent items that are given now, in the definition's order
}

// Agrees tells whether the consent item with the key is given now.
func (s Standing) Agrees(item string) bool {
	for _, key := range s.Given {
		if key == item {
			return true
		}
	}
	return false
}

// StageAfter returns where somebody stands after these moves, which the caller
// brings in the server's order: from the referral on, decisions about it among
// them. A move that the table doesn't allow where it comes changes nothing.
func StageAfter(moves []Event) programme.State {
	s := programme.Referred
	for _, on := range moves {
		if next, err := Next(s, on); err == nil {
			s = next
		}
	}
	return s
}

// StandingAfter returns what holds after history, which the caller brings in
// the server's order (device clocks order nothing). A consent that lacks a
// required item doesn't count, and neither does a fact that the table of moves
// doesn't allow where it stands: of two that were sent at once, the first
// that the server took holds.
func StandingAfter(d programme.Definition, history []Fact) Standing {
	s := Standing{State: programme.Referred}
	for _, fact := range history {
		s = s.after(d, fact)
	}
	s.TakesPart = s.State.TakesPart()
	s.Visits = s.State == programme.Consented
	if !s.TakesPart {
		s.Given = nil
	}
	return s
}

func (s Standing) after(d programme.Definition, fact Fact) Standing {
	if fact.Event == EventConsent && (fact.Consent == nil || !fact.Consent.Counts(d)) {
		return s
	}
	next, err := Next(s.State, fact.Event)
	if err != nil {
		return s
	}
	s.State = next
	if fact.Event == EventConsent {
		s.Given = fact.Consent.given(d)
	}
	return s
}

func (c Consent) given(d programme.Definition) []string {
	var keys []string
	for _, item := range d.Consent {
		if a, ok := c.answer(item.Key); ok && a.Given && a.Version == item.Version {
			keys = append(keys, item.Key)
		}
	}
	return keys
}
