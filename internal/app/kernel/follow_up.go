package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
)

// MoveFollowUps has participant's follow-ups ask about the days that follow from what is known
// now of their discharge, wherever nobody has called about one yet. One that somebody was
// called about keeps the days that they were asked about.
func MoveFollowUps(tx *Tx, participant id.Participant) error {
	list, err := tx.ListFollowUpsOf(participant, tx.Today)
	if err != nil || len(list) == 0 {
		return err
	}
	calls, err := tx.Calls(participant).All()
	if err != nil {
		return err
	}
	calls = outcome.CurrentCalls(calls)
	for _, f := range list {
		if slices.ContainsFunc(calls, func(c outcome.Call) bool { return c.FollowUp == f.Due.ID }) {
			continue
		}
		d, err := content.Programme(f.Definition)
		if err != nil {
			return err
		}
		asked, err := outcome.FollowUps(d, f.AllocatedOn, f.Discharged)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(asked, func(a outcome.DueFollowUp) bool { return a.Outcome == f.Due.Outcome })
		if i < 0 || asked[i].From == f.Due.From {
			continue
		}
		now := asked[i]
		now.ID = f.Due.ID
		if err := tx.MoveFollowUp(participant, now, now.Moved(f.Standing.State, tx.Today), tx.Zone); err != nil {
			return err
		}
	}
	return nil
}
