package store

import (
	"database/sql"
	"errors"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// SetLoneWorking stores the steps that hold from now on. Those that hold already are
// fault.Unchanged.
func (t *Tx) SetLoneWorking(l safety.LoneWorking) error {
	now, step, err := t.loneWorking()
	if err != nil {
		return err
	}
	if slices.Equal(now.Steps, l.Steps) {
		return fault.Unchanged
	}
	sent, err := t.q.CountLoneWorkingSent(t.ctx, string(l.ID))
	if err != nil {
		return busy(err)
	}
	if sent > 0 {
		return fault.New(fault.Conflict, "fault.sent_before")
	}
	return busy(t.q.AddLoneWorking(t.ctx, rows.AddLoneWorkingParams{
		ID: string(l.ID), OrganisationID: string(t.org), At: instant.At(t.now), ByAccount: t.by, Step: step + 1,
		Steps: strings.Join(l.Steps, "\n"),
	}))
}

// FindLoneWorking finds the organisation's steps; none when it has set none.
func (t *ReadTx) FindLoneWorking() (safety.LoneWorking, error) {
	l, _, err := t.loneWorking()
	return l, err
}

func (t *ReadTx) loneWorking() (l safety.LoneWorking, step int64, err error) {
	row, err := t.q.FindLoneWorking(t.ctx, string(t.org))
	if errors.Is(err, sql.ErrNoRows) {
		return l, 0, nil
	}
	if err != nil {
		return l, 0, busy(err)
	}
	l.ID = id.LoneWorking(row.ID)
	if row.Steps != "" {
		l.Steps = strings.Split(row.Steps, "\n")
	}
	return l, row.Step, nil
}
