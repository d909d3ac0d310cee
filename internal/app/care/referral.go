package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A LikelyDuplicate is an answer that is not an error: these may be the same person.
// Sending the referral again, and sure, saves it.
type LikelyDuplicate struct {
	People    []KnownPerson  // referred by the team that asks
	Elsewhere bool           // another team's referral may be the same person; no more is told of it
	Certain   bool           // one of another team's has the NHS number of the referral
	Barred    fault.Problem  // why that one can't be referred again by it; none where they can
	MayJoin   bool           // the person who asks may say that two records are of one person
	Open      bool           // what was asked for is another referral of somebody whose support still runs
	Died      programme.Date // when that person did, instead; none while they live
}

// A KnownPerson is somebody who is here already.
type KnownPerson struct {
	programme.Person
	MayReturn bool // nothing of their support runs any more, so that they can be referred again
}

func (LikelyDuplicate) Error() string { return "referral.likely_duplicate" }

// AsLikelyDuplicate tells whether err says that the person may be here already.
func AsLikelyDuplicate(err error) (LikelyDuplicate, bool) {
	l, ok := err.(LikelyDuplicate)
	return l, ok
}

// MakeReferral stores r. Sending the same referral again is safe. Unless sure,
// people who may be the same person are returned as a LikelyDuplicate and nothing is saved.
func (c *Care) MakeReferral(ctx context.Context, who authz.Actor, r pathway.Referral, sure bool) error {
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

// refuseLikely shows whom r may be about, unless it is r that comes again.
func refuseLikely(tx *kernel.Tx, r pathway.Referral) error {
	found, err := tx.FindLikely(r.Identity)
	again := slices.ContainsFunc(found, func(p programme.Person) bool { return p.ID == r.Participant })
	if err != nil || again {
		return err
	}
	if found, err = knowable(tx, found, r); err != nil || len(found) == 0 {
		return err
	}
	return showLikely(tx, r, found, false)
}

// ReferralQuestions are what the form of a referral asks.
type ReferralQuestions struct {
	Definition programme.Definition // the version under which a referral is made now
	Team       identity.Team
	Today      programme.Date
}

// AskReferral gives the questions of a referral to team.
func (c *Care) AskReferral(ctx context.Context, who authz.Actor, team id.Team) (ReferralQuestions, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskReferral, team, func(tx *kernel.ReadTx) (ReferralQuestions, error) {
		t, err := tx.FindTeam(team)
		return ReferralQuestions{tx.Definition, t, tx.Today}, err
	})
}

// OwnTeams lists the teams that somebody refers for.
func (c *Care) OwnTeams(ctx context.Context, who authz.Actor) ([]identity.Team, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeOwnDesk, who.Organisation,
		func(tx *kernel.ReadTx) ([]identity.Team, error) {
			all, err := tx.ListTeams()
			own := who.Teams(authz.Referrer)
			return slices.DeleteFunc(all, func(t identity.Team) bool { return !slices.Contains(own, t.ID) }), err
		})
}

// A PeoplePage is one page of a list of people.
type PeoplePage struct {
	People     []programme.Person
	Count      int
	Team       identity.Team
	Today      programme.Date
	Definition programme.Definition
	MayRefer   bool
}

// ListReferrals lists whom a team referred, the newest first, with what became
// of them: never the arm.
func (c *Care) ListReferrals(ctx context.Context, who authz.Actor, team id.Team,
	page programme.Page) (PeoplePage, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListReferrals, team, func(tx *kernel.ReadTx) (PeoplePage, error) {
		t, err := tx.FindTeam(team)
		if err != nil {
			return PeoplePage{}, err
		}
		list, count, err := tx.ListOfTeam(team, page)
		if err != nil {
			return PeoplePage{}, err
		}
		found := PeoplePage{list, count, t, tx.Today, tx.Definition, tx.May(authz.MakeReferral)}
		return found, showReferrals(tx, list)
	})
}

// showReferrals has a team see list, whom it referred, last or before another team did.
func showReferrals(tx *kernel.ReadTx, list []programme.Person) error {
	if err := standThroughout(tx, pointers(list)...); err != nil {
		return err
	}
	var now, before []programme.Person
	for _, p := range list {
		if len(p.EarlierTeams) > 0 {
			before = append(before, p)
		} else {
			now = append(now, p)
		}
	}
	if err := kernel.Shows(tx, authz.SeeReferral, now); err != nil {
		return err
	}
	return kernel.Shows(tx, authz.SeeEarlierReferral, before)
}

// standThroughout has those whose visits ended in one record, or who were invited there, while
// they take part in another, stand as they do in that one: what a team reads of either is so
// of the person.
func standThroughout(tx *kernel.ReadTx, list ...*programme.Person) error {
	var one []programme.Person
	for _, p := range list {
		if p.Standing.Is == programme.Ended || p.Standing.Is == programme.Stands(programme.Invited) {
			one = append(one, *p)
		}
	}
	elsewhere, err := tx.ListTakingPartElsewhere(one, tx.Today)
	for _, p := range list {
		if elsewhere[p.ID] != "" {
			p.Standing = programme.Standing{Is: programme.TakingPart}
		}
	}
	return err
}

// FindReferrals finds people whom a team referred, as FindPeople does.
func (c *Care) FindReferrals(ctx context.Context, who authz.Actor, team id.Team,
	typed string) (PeoplePage, programme.Matches, error) {
	var found programme.Matches
	page, err := kernel.View(ctx, c.Kernel, who, authz.ListReferrals, team, func(tx *kernel.ReadTx) (PeoplePage, error) {
		t, err := tx.FindTeam(team)
		if err != nil {
			return PeoplePage{}, err
		}
		if found, err = tx.FindSought(programme.ReadSought(typed, tx.Today), team); err != nil {
			return PeoplePage{}, err
		}
		return PeoplePage{People: found.People, Count: len(found.People), Team: t, MayRefer: tx.May(authz.MakeReferral)},
			showReferrals(tx, found.People)
	})
	return page, found, err
}

// A TeamReferral is a referral as its own team may read it.
type TeamReferral struct {
	Person     programme.Person
	Referral   ledger.Received[pathway.Referral]
	Declined   string // why the service declined, a key of the definition's reasons; empty unless it stands so
	TakenBack  string // why the team took it back, in its words; empty unless it stands so
	Definition programme.Definition
	Today      programme.Date

	MayPutRight bool
	MayTakeBack bool           // until there is a decision
	Earlier     bool           // the team referred them before, and may read that
	Until       programme.Date // of an earlier time: when it was over
}

// SeeReferral shows one referral to the team that made it.
func (c *Care) SeeReferral(ctx context.Context, who authz.Actor, participant id.Participant) (TeamReferral, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeReferral, participant, func(tx *kernel.ReadTx) (TeamReferral, error) {
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return TeamReferral{}, err
		}
		if err := cmp.Or(doubted(tx, &person), standThroughout(tx, &person)); err != nil {
			return TeamReferral{}, err
		}
		r, err := tx.FindReferral(tx.Course)
		if err != nil {
			return TeamReferral{}, err
		}
		known, err := ownWords(tx, person, pathway.Known{Identity: person.Identity, Contact: person.Contact,
			Care: r.Fact.Care()})
		if err != nil {
			return TeamReferral{}, err
		}
		person.Identity, person.Contact, r.Fact = known.Identity, known.Contact, r.Fact.WithCare(known.Care)
		declined, back, err := closedFor(tx, person)
		return TeamReferral{Person: person, Referral: r, Declined: declined, TakenBack: back,
			Earlier:    slices.Contains(tx.Scope.EarlierTeams, person.Team) && tx.May(authz.SeeEarlierReferral),
			Definition: tx.Definition, Today: tx.Today, MayPutRight: tx.May(authz.PutRight) && !overFor(tx, person),
			MayTakeBack: person.State == programme.Referred && !person.Standing.Died() &&
				tx.May(authz.TakeBackReferral)}, err
	})
}

// SeeEarlierReferrals shows a team the last referral that it made of participant, whom
// a team has referred since: who they were then, and what became of it. Nothing
// of what came later is in it. Those since that it took back come first, as it wrote them.
func (c *Care) SeeEarlierReferrals(ctx context.Context, who authz.Actor, team id.Team,
	participant id.Participant) ([]TeamReferral, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeEarlierReferral, participant,
		func(tx *kernel.ReadTx) (own []TeamReferral, err error) {
			person, err := tx.FindToldApart(participant)
			if err != nil || !slices.Contains(who.Teams(authz.Referrer), team) {
				return nil, cmp.Or(err, fault.Absent)
			}
			list, err := tx.ListEarlierCourses(person)
			if err != nil {
				return nil, err
			}
			for was, next := range withNext(list, person) {
				if was.Team != team {
					continue
				}
				one, err := earlierReferral(tx, person, was, next)
				if err != nil {
					return nil, err
				}
				if own = append(own, one); !was.Void() {
					break
				}
			}
			if len(own) == 0 {
				err = fault.Absent
			}
			return own, err
		})
}

// earlierReferral is the one of the course that was is in, which ended when that of next began.
func earlierReferral(tx *kernel.ReadTx, person, was, next programme.Person) (TeamReferral, error) {
	was, err := tx.FindBefore(person, was.CurrentCourse())
	if err != nil {
		return TeamReferral{}, err
	}
	declined, back, err := closedFor(tx, was)
	if err != nil {
		return TeamReferral{}, err
	}
	own := TeamReferral{Person: was, Declined: declined, TakenBack: back, Today: tx.Today}
	if was.Void() {
		said, err := tx.FindSaid(was.CurrentCourse())
		if err != nil {
			return own, err
		}
		own.Referral.Fact = own.Referral.Fact.WithCare(said.Care)
	}
	own.Definition, err = content.Programme(was.Definition)
	own.Until = endedBy(was.ToldApart(), next, own.Definition, tx.Zone)
	return own, err
}

// closedFor finds the reason of a decision that stands: why the service declined, or why
// the team took its referral back. The note of the first is the programme's own and is not
// in it; that of the second is the team's.
func closedFor(tx *kernel.ReadTx, person programme.Person) (declined, back string, err error) {
	if person.State != programme.Declined && person.State != programme.TakenBack {
		return "", "", nil
	}
	list, err := tx.Screenings(person.CurrentCourse()).List()
	if err != nil || len(list) == 0 {
		return "", "", err
	}
	last := list[len(list)-1].Fact
	if last.Verdict == pathway.TakeBack {
		return "", last.Note, nil
	}
	return last.Reason, "", nil
}
