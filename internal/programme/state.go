package programme

import (
	"slices"
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

// States lists every state, in the order of the way through.
func States() []State {
	return []State{Referred, Declined, TakenBack, Accepted, Invited, NotConsented, Consented, WithoutVisits, Withdrawn}
}

// Valid tells whether s is one of the states.
func (s State) Valid() bool { return slices.Contains(States(), s) }

// TakesPart tells whether the person takes part in any way.
func (s State) TakesPart() bool { return s == Consented || s == WithoutVisits }

// GoesOn tells whether the service has said yes, and the person hasn't said no.
func (s State) GoesOn() bool { return s == Accepted || s == Invited || s.TakesPart() }

// Left tells whether somebody has no part in it any more, or never came to one.
func (s State) Left() bool {
	return slices.Contains([]State{Declined, TakenBack, NotConsented, Withdrawn}, s)
}

// Accepted tells whether the service has said yes to the referral.
func (s State) Accepted() bool { return !slices.Contains([]State{Referred, Declined, TakenBack}, s) }

// ToldApart is s as those are told of it who may know of no visits. In a study,
// wanting no more of them would tell that there were some: it is taking part, and
// no more.
func (s State) ToldApart(study bool) State {
	if study && s == WithoutVisits {
		return Consented
	}
	return s
}

// HasWorkbook tells whether the person has a workbook: anybody who takes part
// writes in it, and anybody who has stopped may still read it.
func (s State) HasWorkbook() bool { return s.TakesPart() || s == Withdrawn }
