package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// FindMatchEnd answers fault.Unchanged when e is there already, a conflict when
// its id stands for another end, and nothing when it is new.
func (t *Tx) FindMatchEnd(e workforce.MatchEnded) error {
	stored, err := t.q.FindMatchEndBody(t.ctx, rows.FindMatchEndBodyParams{ParticipantID: string(e.Participant), ID: string(e.ID)})
	return t.sentAgain(string(e.Participant), e, stored, err)
}

// AddMatchEnd stores e, which is new.
func (t *Tx) AddMatchEnd(e workforce.MatchEnded) error {
	participant := string(e.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, e)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "match_end", string(e.ID), e)
	if err != nil {
		return err
	}
	return busy(t.q.AddMatchEnd(t.ctx, rows.AddMatchEndParams{ParticipantID: participant, ID: string(e.ID), At: instant.At(t.now), ByAccount: t.by, Sealed: sealed, Body: digest}))
}

func (t *ReadTx) listMatchEnds(participant id.Participant) ([]ledger.Received[workforce.MatchEnded], error) {
	found, err := t.q.ListMatchEnds(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Received[workforce.MatchEnded], len(found))
	for i, row := range found {
		if err := open(k, "match_end", row.ID, row.Sealed, &list[i].Fact); err != nil {
			return nil, err
		}
		list[i].At, list[i].By = row.At.Time, row.ByAccount
	}
	return list, nil
}
