package care

import (
	"cmp"
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A ConsentBoard is one page of those whom the coordinator has something to do
// for: who is to be invited, or who is thinking about it.
type ConsentBoard struct {
	ToInvite   []programme.Person // accepted, the oldest discharge first
	Thinking   []pathway.Invitee  // invited, those who have thought longest first
	Waiting    int                // how many are to be invited
	Invited    int                // how many are thinking
	Held       int                // on hold, whom the list leaves out
	Teams      []identity.Team    // that the list can be narrowed to
	Today      programme.Date
	Definition programme.Definition
}

// ListToInvite lists those who were accepted and not invited yet.
func (c *Care) ListToInvite(ctx context.Context, who authz.Actor, page programme.Page) (ConsentBoard, error) {
	return c.consentBoard(ctx, who, func(tx *kernel.ReadTx, b *ConsentBoard) (err error) {
		if b.Invited, err = tx.CountInState(programme.Invited, page.Only, tx.Today); err != nil {
			return err
		}
		if b.ToInvite, b.Waiting, err = tx.ListInState(programme.Accepted, page, tx.Today); err != nil {
			return err
		}
		if b.Held, err = heldIn(tx, programme.Accepted, page.Only); err != nil {
			return err
		}
		return kernel.Shows(tx, authz.SeeConsents, b.ToInvite)
	})
}

// ListThinking lists those who were invited and have not answered.
func (c *Care) ListThinking(ctx context.Context, who authz.Actor, page programme.Page) (ConsentBoard, error) {
	return c.consentBoard(ctx, who, func(tx *kernel.ReadTx, b *ConsentBoard) (err error) {
		if b.Waiting, err = tx.CountInState(programme.Accepted, page.Only, tx.Today); err != nil {
			return err
		}
		if b.Thinking, b.Invited, err = tx.ListInvited(page, tx.Today); err != nil {
			return err
		}
		if b.Held, err = heldIn(tx, programme.Invited, page.Only); err != nil {
			return err
		}
		return kernel.Shows(tx, authz.SeeConsents, b.Thinking)
	})
}

// HeldStands is where somebody can be for whom life has things wait. What they wait for is
// not asked of anybody then.
func HeldStands() []programme.Stands { return []programme.Stands{programme.Paused, programme.Away} }

// heldIn counts those in a state who are on hold, where the list leaves them out. Who is
// away is on it.
func heldIn(tx *kernel.ReadTx, state programme.State, only programme.Only) (int, error) {
	if only.Stands != "" {
		return 0, nil
	}
	return tx.CountInState(state, programme.Only{Team: only.Team, Stands: programme.Paused}, tx.Today)
}

func (c *Care) consentBoard(ctx context.Context, who authz.Actor,
	list func(*kernel.ReadTx, *ConsentBoard) error) (ConsentBoard, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListConsents, who.Organisation,
		func(tx *kernel.ReadTx) (ConsentBoard, error) {
			b := ConsentBoard{Today: tx.Today, Definition: tx.Definition}
			var err error
			if b.Teams, err = tx.ListTeams(); err != nil {
				return b, err
			}
			return b, list(tx, &b)
		})
}

// Invite stores that participant was given the information sheet. Sending it
// again is safe.
func (c *Care) Invite(ctx context.Context, who authz.Actor, participant id.Participant, i pathway.Invitation) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Invite, participant, func(tx *kernel.Tx) error {
		i.Participant = participant
		mayAsk := func() error {
			person, err := tx.FindToldApart(participant)
			if err != nil {
				return err
			}
			history, err := answersOf(tx, person)
			if err != nil {
				return err
			}
			p := i.Check(tx.Definition, tx.Today, sinceNo(person.CourseSpan(tx.Zone), history))
			referred := programme.Of(person.ReferredAt, tx.Zone)
			p.Ask(i.On.Before(referred), i.Sure, "on", "consent.invitation.on.before_referral",
				say.English().ShortDay(referred.Time()))
			now, err := tx.FindLife(participant)
			p.If(!now.MayDecide(i.On), "on", "consent.invitation.on.undecided")
			return cmp.Or(err, p.Err())
		}
		return kernel.Record(tx, tx.Invitations(tx.Course), i, mayAsk, mayMove(tx, pathway.EventInvite))
	})
}
