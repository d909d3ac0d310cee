package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// FindRotation finds the organisation's latest change of the master key; none is the zero one.
func (t *ReadTx) FindRotation() (audit.Rotation, error) {
	row, err := t.q.FindRotation(t.ctx, string(t.org))
	if errors.Is(absent(err), fault.Absent) {
		return audit.Rotation{}, nil
	}
	return audit.Rotation{ID: id.Rotation(row.ID), At: row.At.Time, From: row.FromKey, To: row.ToKey, Keys: row.KeyCount,
		Done: row.DoneCount, EndedAt: row.EndedAt.Or()}, busy(err)
}

// BeginRotation has the newest master key seal the organisation's trail, from this change's
// entry on, and wrap every new key. Begun already it is fault.Unchanged.
func (t *Tx) BeginRotation(drawn id.Rotation) error {
	before, err := t.FindRotation()
	if err != nil {
		return err
	}
	by, err := t.keyInUse()
	if err != nil {
		return err
	}
	by, to := cmp.Or(by, t.master.Oldest()), t.master.Newest()
	if by == to {
		return fault.Unchanged
	}
	if before.Underway() { // to another, on another machine
		return fault.New(fault.Conflict, "key.rotate.other")
	}
	count, err := t.q.CountKeysToRewrap(t.ctx, rows.CountKeysToRewrapParams{OrganisationID: string(t.org),
		MasterKey: maybe(to)})
	if err != nil {
		return busy(err)
	}
	t.sealsBy = to
	return busy(t.q.AddRotation(t.ctx, rows.AddRotationParams{ID: string(drawn), OrganisationID: string(t.org),
		At: instant.At(t.now), FromKey: by, ToKey: to, KeyCount: count}))
}

// RewrapKeys wraps up to limit more of the organisation's keys, those after after, by the
// master key of the rotation that is under way, and returns that with the last key's id. With
// none left it has ended; ended already it is fault.Unchanged.
func (t *Tx) RewrapKeys(after string, limit int) (r audit.Rotation, last string, err error) {
	r, err = t.FindRotation()
	if err != nil {
		return r, after, err
	}
	if !r.Underway() {
		return r, after, fault.Unchanged
	}
	found, err := t.q.ListKeysToRewrap(t.ctx, rows.ListKeysToRewrapParams{OrganisationID: string(t.org), ID: after,
		MasterKey: maybe(r.To), Limit: int32(limit)})
	if err != nil {
		return r, after, busy(err)
	}
	t.rec.rewraps = true
	for _, k := range found {
		wrapped, err := t.master.Rewrap(r.To, k.ID, k.Wrapped)
		if err != nil {
			return r, after, fmt.Errorf("the key of %s: %w", k.ID, err)
		}
		err = t.q.SetKey(t.ctx, rows.SetKeyParams{ID: k.ID, Wrapped: wrapped, MasterKey: maybe(r.To)})
		if err != nil {
			return r, after, busy(err)
		}
		after = k.ID
	}
	r.Done += int64(len(found))
	if len(found) < limit {
		r.EndedAt = t.now
	}
	return r, after, busy(t.q.MoveRotation(t.ctx, rows.MoveRotationParams{ID: string(r.ID),
		OrganisationID: string(t.org), DoneCount: r.Done, EndedAt: instant.Maybe(r.EndedAt)}))
}

// ResealReads has the newest master key seal the end of the organisation's trail of looks.
func (db *DB) ResealReads(ctx context.Context, org id.Organisation) error {
	t, err := db.BeginReads(ctx, org)
	if err != nil {
		return err
	}
	defer t.Close()
	end, err := t.chainEnd()
	if err != nil || crypt.SealedBy(end.Seal) == t.master.Newest() {
		return err
	}
	if err := t.moveEnd(end, end.Seq, append([]byte{}, end.Head...), t.master.Newest()); err != nil {
		return err
	}
	return t.CommitQuietly()
}

// CountKeysNotUnder counts the keys of the whole installation that the newest master key doesn't wrap.
func (db *DB) CountKeysNotUnder(ctx context.Context) (int64, error) {
	tx, err := db.View(ctx, "")
	if err != nil {
		return 0, err
	}
	defer tx.Close()
	n, err := tx.q.CountKeysNotUnder(ctx, maybe(tx.master.Newest()))
	return n, busy(err)
}
