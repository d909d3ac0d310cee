package pathway

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A SamePerson says that two records are of one person, or that they are not after
// all. It points and moves nothing: what was done under either stays there.
type SamePerson struct {
	ID    id.SamePerson  `json:"id"`
	One   id.Participant `json:"one"` // the record whose id comes first
	Other id.Participant `json:"other"`
	Apart bool           `json:"apart,omitempty"`
}

// Joining says of two records, in whichever order they are named, that they are of one
// person, or apart.
func Joining(which id.SamePerson, a, b id.Participant, apart bool) SamePerson {
	return SamePerson{ID: which, One: min(a, b), Other: max(a, b), Apart: apart}
}

// Check reports every rule that s breaks.
func (s SamePerson) Check() fault.Problems {
	var p fault.Problems
	p.If(s.ID == "", "id", "same_person.id.missing")
	p.If(s.One == "" || s.Other == "", "other", "same_person.other.missing")
	p.If(s.One != "" && s.One == s.Other, "other", "same_person.other.itself")
	return p
}

// With is the record that is not participant's own.
func (s SamePerson) With(participant id.Participant) id.Participant {
	if s.One == participant {
		return s.Other
	}
	return s.One
}
