package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A ScreeningBoard is one page of those who wait for a decision.
type ScreeningBoard struct {
	PeoplePage
	Teams []identity.Team
	Short int // how many of all who wait have SoonDays or less to their last workable start

	Elsewhere map[id.Participant]id.Participant // of whom another record goes on, and which
}

// SoonDays is how near the last workable start is when a line stands out: one
// working week, to find a worker in.
const SoonDays = 7

// ListScreening lists the referrals that wait for a decision, the oldest
// discharge first: the person longest out of the crisis team has the least time.
func (c *Care) ListScreening(ctx context.Context, who authz.Actor, page programme.Page) (ScreeningBoard, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListScreening, who.Organisation,
		func(tx *kernel.ReadTx) (ScreeningBoard, error) {
			list, count, err := tx.ListInState(programme.Referred, page, tx.Today)
			if err != nil {
				return ScreeningBoard{}, err
			}
			room := course.StartBy(tx.Definition, tx.Today).Sub(tx.Today)
			short, err := tx.CountDischargedBy(programme.Referred, tx.Today.AddDays(SoonDays-room))
			if err != nil {
				return ScreeningBoard{}, err
			}
			found := PeoplePage{People: list, Count: count, Today: tx.Today, Definition: tx.Definition}
			teams, err := tx.ListTeams()
			if err != nil {
				return ScreeningBoard{}, err
			}
			elsewhere, err := tx.ListGoingOnElsewhere(list, tx.Today)
			if err != nil {
				return ScreeningBoard{}, err
			}
			return ScreeningBoard{found, teams, short, elsewhere}, kernel.Shows(tx, authz.SeePerson, list)
		})
}

// SeeScreening shows what a decision about participant's referral is made on.
func (c *Care) SeeScreening(ctx context.Context, who authz.Actor, participant id.Participant) (Record, error) {
	return c.record(ctx, who, authz.SeeScreening, participant)
}

// TakeBackReferral stores that the team that referred participant takes the referral back,
// which it may until there is a decision. When they were with the service before, that time is
// the present one again. Sending it again is safe.
func (c *Care) TakeBackReferral(ctx context.Context, who authz.Actor, participant id.Participant,
	v pathway.Decision) error {
	return kernel.Change(ctx, c.Kernel, who, authz.TakeBackReferral, participant, func(tx *kernel.Tx) error {
		if p := v.CheckBack(); p.Any() {
			return p
		}
		person, err := tx.FindPerson(participant)
		if err != nil {
			return err
		}
		referral, err := tx.FindReferral(tx.Course)
		if err != nil {
			return err
		}
		if err := closedSo(tx, person, v); err != nil {
			return err
		}
		v.Referral = referral.Fact.ID
		return kernel.Record(tx, tx.Screenings(tx.Course), v, func() error {
			if person.State != programme.Referred || !slices.Contains(who.Teams(authz.Referrer), person.Team) {
				return fault.New(fault.Conflict, "referral.back.over")
			}
			return nil
		}, mayMove(tx, v.Verdict.Event()), func() error { return waitsAgain(tx, person, string(v.ID), v.Note) },
			func() error { return isAsBefore(tx, person, v) })
	})
}

// Screen stores the decision about participant's referral. When they were with the service
// before and take part already, that time is the present one again. Sending the same decision
// again is safe; a different one is refused once the first stands.
func (c *Care) Screen(ctx context.Context, who authz.Actor, participant id.Participant, v pathway.Decision) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Screen, participant, func(tx *kernel.Tx) error {
		person, err := tx.FindPerson(participant)
		if err != nil {
			return err
		}
		referral, err := tx.FindReferral(tx.Course)
		if err != nil {
			return err
		}
		if err := closedSo(tx, person, v); err != nil {
			return err
		}
		v.Referral = referral.Fact.ID
		waits := person.State == programme.Referred
		if p := v.Check(tx.Definition, referral.Fact.Eligibility); waits && p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Screenings(tx.Course), v, func() error {
			if !waits { // somebody else was first
				return fault.New(fault.Conflict, "referral.move.refused")
			}
			if v.Verdict == pathway.Decline { // at any time, and so a referral is closed
				return nil
			}
			var p fault.Problems
			if other, err := goesOnInstead(tx, participant, tx.Today); err != nil || other.ID != "" {
				p.If(other.ID != "", "verdict", "same_person.goes_on")
				return cmp.Or(err, p.Err())
			}
			person.CourseSpan(tx.Zone).CheckAs("on", tx.Today, tx.Today, &p)
			return p.Err()
		}, mayMove(tx, v.Verdict.Event()), func() error {
			switch {
			case !person.Returned():
				return nil
			case v.Reason == pathway.TakesPartAlready:
				return cmp.Or(waitsAgain(tx, person, string(v.ID), v.Note), isAsBefore(tx, person, v))
			case v.Verdict != pathway.Accept:
				return waitsAgain(tx, person, string(v.ID), v.Note)
			}
			was, err := knownBefore(tx, person)
			return cmp.Or(err,
				tx.FollowContact(person, was.Contact, identity.Readdressing{By: string(v.ID)}), beginAnew(tx, person, v))
		})
	})
}
