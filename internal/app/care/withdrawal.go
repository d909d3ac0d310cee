package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
)

// RecordDeclining stores that participant said no. Sending it again is safe.
func (c *Care) RecordDeclining(ctx context.Context, who authz.Actor, participant id.Participant, d pathway.Declining) error {
	return c.step(ctx, who, authz.RecordDeclining, participant, pathway.EventSayNo, func(tx *kernel.Tx, _ pathway.History) error {
		return addDeclining(tx, participant, d)
	})
}

// SayNo stores that participant, who asks, says no, today. Sending it again
// keeps the first day.
func (c *Care) SayNo(ctx context.Context, who authz.Actor, participant id.Participant, d pathway.Declining) error {
	return c.step(ctx, who, authz.SayNo, participant, pathway.EventSayNo, func(tx *kernel.Tx, before pathway.History) error {
		d.On = tx.Today
		for _, s := range before {
			if s.Declining != nil && s.Declining.ID == d.ID {
				d.On = s.Declining.On
			}
		}
		return addDeclining(tx, participant, d)
	})
}

func addDeclining(tx *kernel.Tx, participant id.Participant, d pathway.Declining) error {
	d.Participant = participant
	if p := d.Check(tx.Today); p.Any() {
		return p
	}
	return tx.AddDeclining(d)
}

// RecordWithdrawal stores that participant stopped, wholly or from visits only.
// Sending it again is safe.
func (c *Care) RecordWithdrawal(ctx context.Context, who authz.Actor, participant id.Participant, w pathway.Withdrawal) error {
	return c.step(ctx, who, authz.RecordWithdrawal, participant, w.Scope.Event(), func(tx *kernel.Tx, _ pathway.History) error {
		return addWithdrawal(tx, participant, w)
	})
}

// Withdraw stores that participant, who asks, stops today. Sending it again
// keeps the first day. Whom the programme brings no visits can't stop them.
func (c *Care) Withdraw(ctx context.Context, who authz.Actor, participant id.Participant, w pathway.Withdrawal) error {
	return c.step(ctx, who, authz.Withdraw, participant, w.Scope.Event(), func(tx *kernel.Tx, before pathway.History) error {
		if w.Scope == pathway.FromVisitsOnly {
			if _, err := findVisited(tx, tx.Definition, participant); err != nil {
				return err
			}
		}
		w.On = tx.Today
		for _, s := range before {
			if s.Withdrawal != nil && s.Withdrawal.ID == w.ID {
				w.On = s.Withdrawal.On
			}
		}
		return addWithdrawal(tx, participant, w)
	})
}

func addWithdrawal(tx *kernel.Tx, participant id.Participant, w pathway.Withdrawal) error {
	w.Participant = participant
	if p := w.Check(tx.Today); p.Any() {
		return p
	}
	if err := tx.AddWithdrawal(w); err != nil {
		return err
	}
	return callOff(tx, participant)
}
