package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// screeningWords is the sealed part of a decision.
type screeningWords struct {
	Referral id.Referral      `json:"referral"`
	Note     string           `json:"note"`
	Settled  []pathway.Answer `json:"settled"`
}

// AddScreening stores what was decided about participant's referral. The same
// decision again is fault.Unchanged.
func (t *Tx) AddScreening(participant id.Participant, v pathway.Decision) error {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	digest, err := body(k, v)
	if err != nil {
		return err
	}
	row, err := t.q.FindScreening(t.ctx, rows.FindScreeningParams{ParticipantID: string(participant), ID: string(v.ID)})
	if err := known(row.Body, digest, err); err != nil {
		return err
	}
	sealed, err := seal(k, "screening", string(v.ID), screeningWords{v.Referral, v.Note, v.Settled})
	if err != nil {
		return err
	}
	return busy(t.q.AddScreening(t.ctx, rows.AddScreeningParams{
		ParticipantID: string(participant), ID: string(v.ID), At: instant.At(t.now), ByAccount: t.by,
		Accepted: v.Verdict == pathway.Accept, Reason: v.Reason, Sealed: sealed, Body: digest,
	}))
}

// ListScreenings lists what was decided about participant, oldest first.
func (t *ReadTx) ListScreenings(participant id.Participant) ([]ledger.Received[pathway.Decision], error) {
	found, err := t.q.ListScreenings(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Received[pathway.Decision], len(found))
	for i, row := range found {
		var w screeningWords
		if err := open(k, "screening", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		v := pathway.Decision{ID: id.Decision(row.ID), Referral: w.Referral, Verdict: pathway.Decline, Reason: row.Reason, Note: w.Note, Settled: w.Settled}
		if row.Accepted {
			v.Verdict = pathway.Accept
		}
		list[i] = ledger.Received[pathway.Decision]{Fact: v, At: row.At.Time, By: row.ByAccount}
	}
	return list, nil
}
