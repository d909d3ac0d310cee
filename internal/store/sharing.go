package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workbook"
)

// FindSharing answers fault.Unchanged when s is there already, a conflict when
// its id stands for another act, and nothing when it is new.
func (t *Tx) FindSharing(s workbook.Sharing) error {
	participant := string(s.Participant)
	stored, err := t.q.FindSharingBody(t.ctx, rows.FindSharingBodyParams{ParticipantID: participant, ID: string(s.ID)})
	return t.sentAgain(participant, s, stored, err)
}

// AddSharing stores s, which is new, after all that is there.
func (t *Tx) AddSharing(s workbook.Sharing) error {
	participant := string(s.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, s)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "sharing", string(s.ID), s)
	if err != nil {
		return err
	}
	before, err := t.q.CountSharings(t.ctx, participant)
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddSharing(t.ctx, rows.AddSharingParams{
		ParticipantID: participant, ID: string(s.ID), At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// ListSharings lists what participant ever shared or took back, in the server's
// order.
func (t *ReadTx) ListSharings(participant id.Participant) ([]workbook.SharingFact, error) {
	found, err := t.q.ListSharings(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	history := make([]workbook.SharingFact, len(found))
	for i, row := range found {
		history[i].At = row.At.Time
		if err := open(k, "sharing", row.ID, row.Sealed, &history[i].Sharing); err != nil {
			return nil, err
		}
	}
	return history, nil
}
