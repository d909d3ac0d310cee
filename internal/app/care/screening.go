package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// ListScreening lists the referrals that wait for a decision, the oldest
// discharge first: whoever left the crisis team longest ago has least time.
func (c *Care) ListScreening(ctx context.Context, who authz.Actor, page programme.Page) (PeoplePage, error) {
	return c.listInState(ctx, who, programme.Referred, page)
}

func (c *Care) listInState(ctx context.Context, who authz.Actor, state programme.State, page programme.Page) (PeoplePage, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListScreening, who.Organisation, func(tx *kernel.ReadTx) (PeoplePage, error) {
		list, count, err := tx.ListInState(state, page)
		if err != nil {
			return PeoplePage{}, err
		}
		return PeoplePage{People: list, Count: count, Today: tx.Today, Definition: tx.Definition}, kernel.Shows(tx, authz.SeePerson, list)
	})
}

// Screen stores the decision about sam's referral. Sending the same decision
// again is safe; a second, different one is refused once the first stands.
func (c *Care) Screen(ctx context.Context, who authz.Actor, sam id.Participant, v programme.Decision) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Screen, sam, func(tx *kernel.Tx) error {
		person, err := tx.FindPerson(sam)
		if err != nil {
			return err
		}
		referral, err := tx.FindReferral(sam)
		if err != nil {
			return err
		}
		v.Referral = referral.Fact.ID
		if p := v.Check(tx.Definition, referral.Fact.Eligibility); p.Any() {
			return p
		}
		if err := tx.AddScreening(sam, v); err != nil {
			return err // fault.Unchanged when it was stored before
		}
		return move(tx, person, v.Verdict.Event())
	})
}
