package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// EndMatch stores that the worker who visits participant does so no longer.
// From then on participant's record is closed to them. What was to come is
// called off, so that nobody waits at a door, and its sessions are to be
// planned again by the worker who comes next; what has been stays as it is.
// Sending it again is safe.
func (c *Care) EndMatch(ctx context.Context, who authz.Actor, participant id.Participant,
	e workforce.MatchEnded) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EndMatch, participant, func(tx *kernel.Tx) error {
		e.Participant = participant
		var ended workforce.Match
		return kernel.Record(tx, tx.MatchEnds(tx.Course), e, func() error {
			m, err := matchesOf(tx, tx.Course)
			if err != nil {
				return err
			}
			var has bool
			if ended, has = m.Current(); has && ended.ID == e.Match { // else somebody was first, and taking it says so
				_, visits, err := courseOf(tx)
				if err != nil {
					return err
				}
				p := e.Check(ended, tx.Today)
				if checkHeld(tx, visits, e.On, "matching.end.on.held", &p); p.Any() {
					return p
				}
			}
			_, err = m.Take(workforce.MatchFact{Ended: &e})
			return err
		}, func() error {
			person, err := tx.FindPerson(participant)
			if err != nil {
				return err
			}
			elsewhere, err := kernel.GoesOnElsewhere(tx, person, tx.Today)
			if err != nil {
				return err
			}
			return callOffAll(tx, callingOff{By: course.PartyService, Why: string(e.ID), Led: true,
				Reason: matchEnded(elsewhere)})
		}, func() error {
			person, err := tx.FindPerson(participant)
			if err != nil {
				return err
			}
			return tellOfMatch(tx, person, ended.Worker, workforce.MatchEnds)
		})
	})
}

// matchEnded is why a visit is cancelled whose worker visits somebody no longer, as they read
// it. Nobody follows where another record goes on in place of the one that it is in.
func matchEnded(elsewhere bool) string {
	if elsewhere {
		return say.English().Say("match.end.called_off_only")
	}
	return say.English().Say("match.end.called_off")
}
