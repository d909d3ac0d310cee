package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A Reached is one of a list with how they are reached.
type Reached struct {
	Who     authz.Resource
	Contact *programme.Contact
}

// MarkDoubted says beside the numbers and addresses of a list which of them somebody said
// are wrong. In a study, who said it may tell of visits: somebody who may not know of those reads it
// of what they said themselves, of calls at a follow-up, and where they look into
// such words anyway. It returns the open doubts, by whom they are about.
func MarkDoubted(tx *ReadTx, list ...Reached) (map[id.Participant][]ledger.Received[pathway.Doubt], error) {
	people := make([]id.Participant, len(list))
	for i, l := range list {
		people[i] = id.Participant(l.Who.ID)
	}
	open, err := tx.OpenDoubtsOf(people)
	for i, l := range list {
		for _, d := range open[people[i]] {
			if day := d.Fact.About.Doubts(&l.Contact.Doubted); day != nil && tx.mayKnow(l.Who, d) {
				*day = programme.Of(d.At, tx.Zone)
			}
		}
	}
	return open, err
}

func (t *ReadTx) mayKnow(of authz.Resource, d ledger.Received[pathway.Doubt]) bool {
	return !of.Study || d.By == string(t.Actor.Account) || d.Fact.Call != "" ||
		slices.ContainsFunc([]authz.Action{authz.SeeVisits, authz.SeeCoveredVisit, authz.AnswerDoubt},
			func(a authz.Action) bool { return t.k.policy.Allows(t.Actor, a, of) })
}

// SettleDoubts has a settle the open doubts about participant that it answers. Where
// there are none, there is nothing to say.
func SettleDoubts(tx *Tx, participant id.Participant, a pathway.DoubtAnswer, answers func(pathway.Doubt) bool) error {
	open, err := tx.OpenDoubts(participant)
	if err != nil {
		return err
	}
	for _, d := range open {
		if answers(d.Fact) {
			a.Doubts = append(a.Doubts, d.Fact.ID)
		}
	}
	if len(a.Doubts) == 0 {
		return nil
	}
	return Record(tx, tx.DoubtAnswers(participant), a, nil, func() error { return tx.SettleDoubts(participant, a) })
}
