package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// A Likely is an answer that is not an error: these may be the same person.
// Sending the referral again with Sure set saves it.
type Likely struct{ People []programme.Person }

func (Likely) Error() string { return "referral.likely_duplicate" }

// MakeReferral stores r. Sending the same referral again is safe. Unless sure,
// people who may be the same person are returned as Likely and nothing is saved.
func (c *Care) MakeReferral(ctx context.Context, who authz.Actor, r programme.Referral, sure bool) error {
	return kernel.Change(ctx, c.Kernel, who, authz.MakeReferral, r.Team, func(tx *kernel.Tx) error {
		r.DefinitionVersion = tx.Definition.Ref()
		if p := r.Check(tx.Definition, tx.Today); p.Any() {
			return p
		}
		if !sure {
			if err := refuseLikely(tx, r); err != nil {
				return err
			}
		}
		return tx.AddReferral(r, len(tx.Definition.Arms) > 1)
	})
}

func refuseLikely(tx *kernel.Tx, r programme.Referral) error {
	likely, err := tx.FindLikely(r.Identity)
	if err != nil {
		return err
	}
	for _, p := range likely {
		if p.ID == r.Participant {
			return nil // this very referral, sent again
		}
	}
	if len(likely) > 0 {
		return Likely{People: likely}
	}
	return nil
}

// Definition is the version of the programme under which a referral to team
// is made now, for drawing its form.
func (c *Care) Definition(ctx context.Context, who authz.Actor, team id.Team) (programme.Definition, identity.Team, error) {
	var d programme.Definition
	found, err := kernel.View(ctx, c.Kernel, who, authz.ListReferrals, team, func(tx *kernel.ReadTx) (identity.Team, error) {
		d = tx.Definition
		return tx.FindTeam(team)
	})
	return d, found, err
}

// A PeoplePage is one page of a list of people.
type PeoplePage struct {
	People     []programme.Person
	Count      int
	Team       identity.Team
	Today      programme.Date
	Definition programme.Definition
}

// ListReferrals lists whom a team referred, the newest first, with what became
// of them: never the arm.
func (c *Care) ListReferrals(ctx context.Context, who authz.Actor, team id.Team, page programme.Page) (PeoplePage, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListReferrals, team, func(tx *kernel.ReadTx) (PeoplePage, error) {
		t, err := tx.FindTeam(team)
		if err != nil {
			return PeoplePage{}, err
		}
		list, count, err := tx.ListOfTeam(team, page)
		if err != nil {
			return PeoplePage{}, err
		}
		return PeoplePage{list, count, t, tx.Today, tx.Definition}, kernel.Shows(tx, authz.SeeReferral, list)
	})
}

// A ReferralSeen is a referral as its own team may read it.
type ReferralSeen struct {
	Person     programme.Person
	Referral   programme.Received[programme.Referral]
	Definition programme.Definition
	Today      programme.Date
}

// SeeReferral shows one referral to the team that made it.
func (c *Care) SeeReferral(ctx context.Context, who authz.Actor, sam id.Participant) (ReferralSeen, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeReferral, sam, func(tx *kernel.ReadTx) (ReferralSeen, error) {
		person, err := tx.FindPerson(sam)
		if err != nil {
			return ReferralSeen{}, err
		}
		r, err := tx.FindReferral(sam)
		return ReferralSeen{person, r, tx.Definition, tx.Today}, err
	})
}

// IsLikely tells whether err says that the person may be here already.
func IsLikely(err error) ([]programme.Person, bool) {
	l, ok := err.(Likely)
	return l.People, ok
}
