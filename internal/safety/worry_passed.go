package safety

import (
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// NamedColleague is the person whom a worry was handed on to. No form offers it.
const NamedColleague Recipient = "named_colleague"

// A HandOn passes a worry to a named colleague, who is told at once. Until they
// take it on nobody has it, and the ladder begins again.
type HandOn struct {
	ID    id.WorryHandOn `json:"id"`
	Worry id.Worry       `json:"worry"`
	To    id.Account     `json:"to"`
	Why   string         `json:"why"`
	Turn  string         `json:"-"` // as of an Acknowledgement
}

// Check reports every rule that h breaks, where may lists who can take the worry on.
func (h HandOn) Check(may []id.Account) fault.Problems {
	var p fault.Problems
	p.If(h.ID == "", "id", "worry.id.missing")
	p.If(h.Worry == "", "worry", "worry.worry.missing")
	p.If(fault.NoneOf(may, h.To), "to", "worry.hand_on.to.missing")
	p.If(fault.Blank(h.Why), "why", "worry.hand_on.why.missing")
	p.If(fault.TooLong(h.Why, programme.MaxNote), "why", "person.note.long", programme.MaxNote)
	return p
}

// An Addition is what somebody has seen or done since a worry was raised.
type Addition struct {
	ID    id.WorryAddition `json:"id"`
	Worry id.Worry         `json:"worry"`
	Words string           `json:"words"`
}

// Check reports every rule that a breaks.
func (a Addition) Check() fault.Problems {
	var p fault.Problems
	p.If(a.ID == "", "id", "worry.id.missing")
	p.If(a.Worry == "", "worry", "worry.worry.missing")
	p.If(fault.Blank(a.Words), "more", "worry.addition.more.missing")
	p.If(fault.TooLong(a.Words, programme.MaxNote), "more", "person.note.long", programme.MaxNote)
	return p
}

// A Release says that the person who had taken a worry on, or was to, can't take worries
// any more. Nobody has it then, and the ladder begins again.
type Release struct {
	ID    id.WorryRelease `json:"id"`
	Worry id.Worry        `json:"worry"`
	Of    id.Account      `json:"of"`
}

// Holder is who has taken a worry on; nobody while it is open.
func Holder(history []ledger.Received[WorryFact]) id.Account {
	var holder id.Account
	for _, x := range history {
		switch {
		case x.Fact.Acknowledged != nil:
			holder = id.Account(x.By)
		case x.Fact.HandedOn != nil, x.Fact.Released != nil:
			holder = ""
		}
	}
	return holder
}

// WaitsFor is who has taken a worry on, or was handed it and is to take it on; nobody where
// it waits for whoever comes first.
func WaitsFor(history []ledger.Received[WorryFact]) (who id.Account) {
	for _, x := range history {
		switch {
		case x.Fact.Acknowledged != nil:
			who = id.Account(x.By)
		case x.Fact.HandedOn != nil:
			who = x.Fact.HandedOn.To
		case x.Fact.Released != nil:
			who = ""
		}
	}
	return who
}

// TurnPassed tells whether it was to's turn before at, since the ladder began last.
func TurnPassed(history []ledger.Received[WorryFact], to Recipient, at time.Time) bool {
	passed := false
	for _, x := range history {
		switch t := x.Fact.Told; {
		case x.Fact.HandedOn != nil, x.Fact.Released != nil:
			passed = false
		case t != nil && t.Service && t.To == to:
			passed = passed || x.At.Before(at)
		}
	}
	return passed
}

// NextWereTold tells whether somebody whose turn it was is told in what follows, before the
// worry is passed on.
func NextWereTold(history []ledger.Received[WorryFact]) bool {
	for _, x := range history {
		switch t := x.Fact.Told; {
		case x.Fact.HandedOn != nil, x.Fact.Released != nil:
			return false
		case t != nil && t.Service && !t.Late && !t.Nobody:
			return true
		}
	}
	return false
}

// again is s with nobody who has it, from at on, and the ladder from its beginning.
func (s WorryStanding) again(at time.Time, to id.Account) WorryStanding {
	s.Round, s.Since, s.Named, s.Earlier = s.Round+1, at, to, len(s.Notifications)
	return s
}

// handedOn is the ladder of a worry that was handed on: the colleague is told at
// once, and who would have been told at once comes with the next rung.
func handedOn(l ledger.Ladder[Recipient]) ledger.Ladder[Recipient] {
	later := time.Duration(0)
	for _, r := range l {
		if r.After > 0 {
			later = r.After
			break
		}
	}
	again := first(NamedColleague)
	for _, r := range l {
		again = again.At(max(r.After, later), r.Tell)
	}
	return again
}
