package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// FindLetter answers fault.Unchanged when l is there already, a conflict when
// its id stands for another letter, and nothing when it is new.
func (t *Tx) FindLetter(l course.SentLetter) error {
	stored, err := t.q.FindLetterBody(t.ctx, rows.FindLetterBodyParams{ParticipantID: string(l.Participant), ID: string(l.ID)})
	return t.sentAgain(string(l.Participant), l, stored, err)
}

// AddLetter stores l, which is new, after all that went before it.
func (t *Tx) AddLetter(l course.SentLetter) error {
	participant := string(l.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, l)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "letter", string(l.ID), l)
	if err != nil {
		return err
	}
	before, err := t.q.CountLetters(t.ctx, participant)
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddLetter(t.ctx, rows.AddLetterParams{
		ParticipantID: participant, ID: string(l.ID), At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// ListLetters lists the letters about participant that went out, in the
// server's order.
func (t *ReadTx) ListLetters(participant id.Participant) ([]ledger.Received[course.SentLetter], error) {
	found, err := t.q.ListLetters(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Received[course.SentLetter], len(found))
	for i, row := range found {
		list[i].At, list[i].By = row.At.Time, row.ByAccount
		if err := open(k, "letter", row.ID, row.Sealed, &list[i].Fact); err != nil {
			return nil, err
		}
	}
	return list, nil
}
