package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
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
		stands := now.Moved(tx.Today)
		if err := tx.MoveFollowUp(participant, now, stands, tx.Zone); err != nil {
			return err
		}
		if f.Standing.State == outcome.FollowUpWaiting && stands.State == outcome.FollowUpDue {
			if err := TellOfDue(tx, participant); err != nil {
				return err
			}
		}
	}
	return nil
}

// TellOfDue has the assessors told that there is something to do, now that a follow-up of
// participant's is due. While life has things wait, nobody is told yet.
func TellOfDue(tx *Tx, participant id.Participant) error {
	lifeNow, err := tx.FindHold(participant)
	if err != nil || lifeNow.State.Effects().FollowUps != life.Continues {
		return err
	}
	return tx.NoticeOnce(authz.Assessor, jobs.NoticeFollowUp, tx.Today.String())
}
