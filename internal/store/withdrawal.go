package store

import (
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// withdrawalWords is the sealed part of somebody's stopping.
type withdrawalWords struct {
	Scope  pathway.Scope  `json:"scope"`
	On     programme.Date `json:"on"`
	Reason string         `json:"reason"`
}

// AddWithdrawal stores w. The same again is fault.Unchanged.
func (t *Tx) AddWithdrawal(w pathway.Withdrawal) error {
	s, err := t.step("withdrawal", w.Participant, string(w.ID), w, withdrawalWords{w.Scope, w.On, w.Reason}, func(participant, key string) ([]byte, error) {
		return t.q.FindWithdrawalBody(t.ctx, rows.FindWithdrawalBodyParams{ParticipantID: participant, ID: key})
	})
	if err != nil {
		return err
	}
	return busy(t.q.AddWithdrawal(t.ctx, rows.AddWithdrawalParams(s)))
}

func (t *ReadTx) listWithdrawals(participant id.Participant, k *crypt.Person) ([]pathway.Step, error) {
	found, err := t.q.ListWithdrawals(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	steps := make([]pathway.Step, len(found))
	for i, row := range found {
		var w withdrawalWords
		if err := open(k, "withdrawal", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		v := pathway.Withdrawal{ID: id.Withdrawal(row.ID), Participant: participant, Scope: w.Scope, On: w.On, Reason: w.Reason}
		steps[i] = pathway.Step{Number: int(row.Step), At: row.At.Time, By: row.ByAccount, Withdrawal: &v}
	}
	return steps, nil
}
