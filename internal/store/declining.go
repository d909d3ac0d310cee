package store

import (
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// decliningWords is the sealed part of somebody's saying no.
type decliningWords struct {
	On     programme.Date `json:"on"`
	Reason string         `json:"reason"`
}

// AddDeclining stores d. The same again is fault.Unchanged.
func (t *Tx) AddDeclining(d pathway.Declining) error {
	s, err := t.step("declining", d.Participant, string(d.ID), d, decliningWords{d.On, d.Reason}, func(participant, key string) ([]byte, error) {
		return t.q.FindDecliningBody(t.ctx, rows.FindDecliningBodyParams{ParticipantID: participant, ID: key})
	})
	if err != nil {
		return err
	}
	return busy(t.q.AddDeclining(t.ctx, rows.AddDecliningParams(s)))
}

func (t *ReadTx) listDeclinings(participant id.Participant, k *crypt.Person) ([]pathway.Step, error) {
	found, err := t.q.ListDeclinings(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	steps := make([]pathway.Step, len(found))
	for i, row := range found {
		var w decliningWords
		if err := open(k, "declining", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		d := pathway.Declining{ID: id.Declining(row.ID), Participant: participant, On: w.On, Reason: w.Reason}
		steps[i] = pathway.Step{Number: int(row.Step), At: row.At.Time, By: row.ByAccount, Declining: &d}
	}
	return steps, nil
}
