package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// EndMatch stores that whoever visits participant does so no longer. From then
// on participant's record is closed to them. What was to come is called off, so
// that nobody waits at a door, and its sessions are to be planned again by
// whoever comes next; what has been stays as it is. Sending it again is safe.
func (c *Care) EndMatch(ctx context.Context, who authz.Actor, participant id.Participant, e workforce.MatchEnded) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EndMatch, participant, func(tx *kernel.Tx) error {
		e.Participant = participant
		var ended workforce.Match
		err := addMatchFact(tx, participant, workforce.MatchFact{Ended: &e}, func(m workforce.Matches) fault.Problems {
			var has bool
			if ended, has = m.Current(); !has || ended.ID != e.Match {
				return nil // somebody else was first, and taking it says so
			}
			return e.Check(ended, tx.Today)
		})
		if err != nil {
			return err
		}
		person, err := tx.FindPerson(participant)
		if err != nil {
			return err
		}
		if err := callOffAll(tx, participant, course.PartyService, say.English().Say("match.end.called_off")); err != nil {
			return err
		}
		return tellOfMatch(tx, person, ended.Worker, workforce.MatchEnds)
	})
}
