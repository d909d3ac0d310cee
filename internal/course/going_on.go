package course

import (
	"cmp"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// reached is how far along a referral is that goes on. One that waits for a decision
// doesn't yet.
var reached = map[programme.State]int{programme.Accepted: 1, programme.Invited: 2, programme.Consented: 3,
	programme.WithoutVisits: 3}

// GoesOn tells whether the support that p was referred for goes on: it was accepted, and
// something of it still runs. Over says that no more visits are expected of it.
func GoesOn(p programme.Person, over bool) bool {
	return p.State.GoesOn() && !p.Standing.Died() && !MayReturn(p, over)
}

// GoesOnUntil is the last day on which the support goes on that p was referred for, in
// course c, by what its facts say so far: none where it doesn't, programme.Forever where only
// another fact can end it. Of who is in a study it asks what both arms share, as p is told apart.
func GoesOnUntil(d programme.Definition, p programme.Person, c Course, ended bool, now life.Life) programme.Date {
	switch {
	case !GoesOn(p, false):
		return programme.Date{}
	case !p.State.TakesPart():
		return programme.Forever
	case p.Study:
		return p.Discharged.AddDays(d.WindowDays)
	}
	window := WindowFor(d, p.Discharged, now, programme.Forever)
	for _, day := range []programme.Date{programme.Forever, window.Closes} {
		if !c.Over(ended, window, day) {
			return day
		}
	}
	return programme.Date{}
}

// Reached is how far along the referral is of somebody in a state.
func Reached(s programme.State) int { return reached[s] }

// GoesBefore tells whether p goes on rather than other where both do and are records of
// one person: the further along, and else the one referred first.
func GoesBefore(p, other programme.Person) bool {
	return cmp.Or(cmp.Compare(reached[other.State], reached[p.State]), p.ReferredAt.Compare(other.ReferredAt),
		cmp.Compare(p.ID, other.ID)) < 0
}
