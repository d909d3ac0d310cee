package authz

import (
	"encoding/binary"

	"footbridge.org/footbridge/internal/id"
)

// decidedAtMost is how many decisions a policy remembers, of some 400 bytes each: the pages that
// are open at one time ask the same again and again.
const decidedAtMost = 8192

// decisionKey is all that the answer of a policy follows from: who asks, in which roles, for what,
// and how the thing stands. Nothing in it is anybody's words. A new field of Actor or of
// id.Scope is a line here, which a test asks for.
func decisionKey(who Actor, what Action, res Resource) string {
	q := make(asked, 0, 384)
	q.text(who.System)
	q.text(string(who.Account))
	q.text(string(who.Organisation))
	q.text(string(who.Participant))
	q.mark(who.ByCard)
	q = binary.AppendUvarint(q, uint64(len(who.Grants)))
	for _, g := range who.Grants {
		q.text(string(g.Role))
		q.text(string(g.Team))
	}
	q.text(what.Name)
	q.mark(what.RevealsArm())
	q.text(res.Kind)
	q.text(res.ID)
	q.text(string(res.Organisation))
	q.text(string(res.Team))
	q.text(string(res.Participant))
	q.mark(res.Closed)
	q.mark(res.Study)
	q.mark(res.Followed)
	q.text(string(res.Worker))
	texts(&q, res.EarlierTeams)
	for _, some := range [][]id.Account{res.WorkedBefore, res.Covering, res.Covered} {
		texts(&q, some)
	}
	return string(q)
}

// asked is such a key as it is put together. Each part's length comes before it, so that no two
// questions read the same.
type asked []byte

func (q *asked) text(s string) {
	*q = append(binary.AppendUvarint(*q, uint64(len(s))), s...)
}

func (q *asked) mark(holds bool) {
	if holds {
		*q = append(*q, 1)
	} else {
		*q = append(*q, 0)
	}
}

func texts[T ~string](q *asked, all []T) {
	*q = binary.AppendUvarint(*q, uint64(len(all)))
	for _, s := range all {
		q.text(string(s))
	}
}
