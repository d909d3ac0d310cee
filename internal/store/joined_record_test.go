package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// join says of two records that they are of one person, or that they aren't after all.
func (h *history) join(o *lived) {
	one, other := pick(h, o.people), pick(h, o.people)
	if one == other {
		return
	}
	s := pathway.Joining(named[id.SamePerson](h.name("join")), one, other, h.rng.IntN(4) == 0)
	h.about(o, s.One, func(tx *Tx) error { return tx.SamePeople(s.One).Add(tx, s) })
}
