package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddVerification notes that a verification has been asked for.
func (t *Tx) AddVerification(v id.Verification) error {
	return busy(t.q.AddVerification(t.ctx, rows.AddVerificationParams{
		ID: string(v), OrganisationID: string(t.org), AskedAt: instant.At(t.now),
	}))
}

// FinishVerification notes what one found.
func (t *Tx) FinishVerification(v id.Verification, found Verdict) error {
	count := func(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: true} }
	return busy(t.q.FinishVerification(t.ctx, rows.FinishVerificationParams{
		ID: string(v), OrganisationID: string(t.org), FinishedAt: instant.Maybe(t.now),
		EntryCount: count(found.Entries), RowCount: count(found.Rows), FaultCount: count(int64(len(found.Faults))),
	}))
}

// ListVerifications lists up to limit that the organisation asked for, newest first.
func (t *ReadTx) ListVerifications(limit int) ([]audit.Verification, error) {
	found, err := t.q.ListVerifications(t.ctx, rows.ListVerificationsParams{OrganisationID: string(t.org),
		Limit: int32(limit)})
	list := make([]audit.Verification, len(found))
	for i, r := range found {
		list[i] = audit.Verification{
			ID: id.Verification(r.ID), AskedAt: r.AskedAt.Time, FinishedAt: r.FinishedAt.Or(),
			Entries: r.EntryCount.Int64, Rows: r.RowCount.Int64, Faults: r.FaultCount.Int64,
		}
	}
	return list, busy(err)
}
