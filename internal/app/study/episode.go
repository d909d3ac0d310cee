package study

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/trial"
)

// RecordEpisode stores a stretch of acute care of somebody in an open study.
// Sending the same one again is safe.
func (s *Study) RecordEpisode(ctx context.Context, who authz.Actor, participant id.Participant, e outcome.Episode) error {
	e.Replaces, e.InError = "", false
	return kernel.Change(ctx, s.Kernel, who, authz.RecordEpisode, participant, func(tx *kernel.Tx) error {
		if _, err := tx.FindFollowUps(participant, tx.Today); err != nil {
			return err
		}
		e.Participant = participant
		if p := e.Check(tx.Today); p.Any() {
			return p
		}
		return tx.AddEpisode(participant, e)
	})
}

// CorrectEpisode stores e in place of the one that it names: what was entered
// before stays readable, and what was entered by mistake keeps what it said. Of
// two corrections of one entry, the second is refused.
func (s *Study) CorrectEpisode(ctx context.Context, who authz.Actor, participant id.Participant, e outcome.Episode) error {
	return kernel.Change(ctx, s.Kernel, who, authz.CorrectEpisode, participant, func(tx *kernel.Tx) error {
		if _, err := tx.FindFollowUps(participant, tx.Today); err != nil {
			return err
		}
		received, err := tx.ListEpisodes(participant)
		if err != nil {
			return err
		}
		before := ledger.Facts(received)
		i := slices.IndexFunc(before, func(x outcome.Episode) bool { return x.ID == e.Replaces && !x.InError })
		if i < 0 {
			return fault.Absent
		}
		if e.Participant = participant; e.InError {
			e.Kind, e.StartedOn, e.EndedOn, e.Certainty = before[i].Kind, before[i].StartedOn, before[i].EndedOn, before[i].Certainty
		}
		if p := e.Check(tx.Today); p.Any() {
			return p
		}
		if err := tx.AddEpisode(participant, e); err != nil {
			return err // fault.Unchanged when it was stored before
		}
		return trial.CheckCorrection(e, before).Err()
	})
}
