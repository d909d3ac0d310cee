package pathway

import "footbridge.org/footbridge/internal/programme"

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
// them; and the day on which they withdrew, where they have. A move that the
// table doesn't allow where it comes changes nothing, and one to where they stand
// leaves the day.
func StageAfter(moves []Move) (s programme.State, since programme.Date) {
	s = programme.Referred
	for _, m := range moves {
		if next, err := Next(s, m.Event); err == nil && next != s {
			s, since = next, m.On
		}
	}
	return s, since
}

// StageOnceAccepted is where somebody stands after h, whose referral was accepted before it.
func (h History) StageOnceAccepted() programme.State {
	moves := []Move{{Event: EventAccept}}
	for _, step := range h {
		moves = append(moves, step.Move())
	}
	stage, _ := StageAfter(moves)
	return stage
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
