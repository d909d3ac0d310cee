package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A Reached is one of a list with how they are reached.
type Reached struct {
	Who     authz.Resource
	Contact *programme.Contact
}

// MarkDoubted says beside what is known of a list which of it somebody said is wrong. In a
// study, who said it may tell of visits: somebody who may not know of those reads it
// of what they said themselves, of calls at a follow-up, and where they look into
// such words anyway. It returns all doubts, by whom they are about.
func MarkDoubted(tx *ReadTx, list ...Reached) (map[id.Participant][]pathway.KnownDoubt, error) {
	people := make([]id.Participant, len(list))
	for i, l := range list {
		people[i] = id.Participant(l.Who.ID)
	}
	known, err := tx.KnownDoubtsOf(people)
	for i, l := range list {
		for _, d := range pathway.OpenDoubts(known[people[i]]) {
			if day := d.Fact.About.Doubts(&l.Contact.Doubted); day != nil && tx.mayKnow(l.Who, d) {
				*day = programme.Of(d.At, tx.Zone)
			}
		}
	}
	return known, err
}

func (t *ReadTx) mayKnow(of authz.Resource, d pathway.KnownDoubt) bool {
	return !of.Study || d.By == string(t.Actor.Account) || d.Fact.Call != "" ||
		slices.ContainsFunc([]authz.Action{authz.SeeVisits, authz.SeeCoveredVisit, authz.AnswerDoubt},
			func(a authz.Action) bool { return t.k.allows(t.ReadTx, t.Actor, a, of) })
}

// SettleDoubts has a settle the open doubts about participant that it answers.
func SettleDoubts(tx *Tx, participant id.Participant, a pathway.DoubtAnswer, answers func(pathway.Doubt) bool) error {
	known, err := tx.KnownDoubts(participant)
	if err != nil {
		return err
	}
	for _, d := range pathway.OpenDoubts(known) {
		if answers(d.Fact) {
			a.Doubts = append(a.Doubts, d.Fact.ID)
		}
	}
	return AnswerDoubts(tx, participant, a, nil)
}

// AnswerDoubts records a, about doubts of participant's, unless check says why it can't be.
// Where it is about none, there is nothing to say.
func AnswerDoubts(tx *Tx, participant id.Participant, a pathway.DoubtAnswer, check func() error) error {
	if len(a.Doubts) == 0 && check == nil {
		return nil
	}
	return Record(tx, tx.DoubtAnswers(participant), a, check, func() error { return tx.SettleDoubts(participant, a) })
}
