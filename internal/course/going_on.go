package course

import (
	"cmp"

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

// GoesBefore tells whether p goes on rather than other where both do and are records of
// one person: the further along, and else the one referred first.
func GoesBefore(p, other programme.Person) bool {
	return cmp.Or(cmp.Compare(reached[other.State], reached[p.State]), p.ReferredAt.Compare(other.ReferredAt),
		cmp.Compare(p.ID, other.ID)) < 0
}
