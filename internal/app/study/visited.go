package study

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/trial"
)

// neverVisited refuses, beside field, what is said of the outcome of somebody of whose
// visits who says it knows: another assessor says it.
func neverVisited(tx *kernel.Tx, participant id.Participant, field string) error {
	worked, err := kernel.HasWorked(tx, tx.Actor.Account)
	if err != nil || !worked {
		return err
	}
	knows, err := kernel.KnowsVisits(tx, tx.Actor.Account, participant)
	if knows {
		return fault.Problems{{Field: field, Key: "follow_up.visited"}}
	}
	return err
}

// markVisited marks those of list of whose visits who looks knows.
func markVisited(tx *kernel.ReadTx, list ...*trial.FollowUp) error {
	worked, err := kernel.HasWorked(tx, tx.Actor.Account)
	if err != nil || !worked {
		return err
	}
	knows := map[id.Participant]bool{}
	for _, f := range list {
		is, asked := knows[f.Participant]
		if !asked {
			if is, err = kernel.KnowsVisits(tx, tx.Actor.Account, f.Participant); err != nil {
				return err
			}
			knows[f.Participant] = is
		}
		f.Visited = is
	}
	return nil
}
