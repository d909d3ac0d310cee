package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// A Doubting is what the form that says that something is wrong is drawn from.
type Doubting struct {
	Person   programme.Person
	Said     []pathway.KnownDoubt // by the person who looks
	Visits   bool                 // the person who looks may see them all
	Followed bool                 // they follow them up
}

// AskDoubt shows how participant is reached, and what the person who looks has said
// of it already, with what came of it.
func (c *Care) AskDoubt(ctx context.Context, who authz.Actor, participant id.Participant) (Doubting, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskDoubt, participant, func(tx *kernel.ReadTx) (d Doubting, err error) {
		if err := stillNear(tx, tx.Scope, tx.Course, who, tx.Now); err != nil {
			return d, err
		}
		if err := stillFollowed(tx, participant, who, tx.Scope, tx.Today); err != nil {
			return d, err
		}
		if d.Person, err = tx.FindToldApart(participant); err != nil {
			return d, err
		}
		d.Visits, d.Followed = tx.May(authz.SeeVisits), tx.May(authz.SeeFollowUp)
		known, err := doubtsOf(tx, &d.Person)
		d.Said = saidBy(tx, known)
		return d, err
	})
}

// stillFollowed refuses somebody who only assesses outcomes and has no follow-up of
// participant's to make: they reach nobody else.
func stillFollowed(tx interface {
	FindFollowUps(id.Participant, programme.Date) ([]trial.FollowUpLine, error)
}, participant id.Participant, who authz.Actor, scope authz.Resource, today programme.Date) error {
	if !who.Has(authz.Assessor) || who.Has(authz.Supervisor) || scope.Worker == who.Account ||
		slices.Contains(scope.Covered, who.Account) {
		return nil
	}
	_, err := tx.FindFollowUps(participant, today)
	return err
}

// answerKept is for how many days somebody reads what came of what they said.
const answerKept = 30

// saidBy are those of known that the person who looks said, without what was answered long
// ago: what others have said may come from a visit.
func saidBy(tx *kernel.ReadTx, known []pathway.KnownDoubt) []pathway.KnownDoubt {
	since := tx.Now.AddDate(0, 0, -answerKept)
	return slices.DeleteFunc(slices.Clone(known), func(d pathway.KnownDoubt) bool {
		return d.By != string(tx.Actor.Account) || !d.Open() && d.Answer.At.Before(since)
	})
}

// doubted marks what is known of people that somebody said is wrong.
func doubted(tx *kernel.ReadTx, people ...*programme.Person) error {
	list := make([]kernel.Reached, len(people))
	for i, p := range people {
		list[i] = kernel.Reached{Who: p.Resource(), Contact: &p.Contact}
	}
	_, err := kernel.MarkDoubted(tx, list...)
	return err
}

// doubtsOf is doubted of one person, and returns what was doubted.
func doubtsOf(tx *kernel.ReadTx, p *programme.Person) ([]pathway.KnownDoubt, error) {
	known, err := kernel.MarkDoubted(tx, kernel.Reached{Who: p.Resource(), Contact: &p.Contact})
	return known[p.ID], err
}

func pointers(people []programme.Person) []*programme.Person {
	list := make([]*programme.Person, len(people))
	for i := range people {
		list[i] = &people[i]
	}
	return list
}

// RaiseDoubt records that something known of participant is wrong. Sending it
// again is safe.
func (c *Care) RaiseDoubt(ctx context.Context, who authz.Actor, participant id.Participant, d pathway.Doubt) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RaiseDoubt, participant, func(tx *kernel.Tx) error {
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		return kernel.Record(tx, tx.Doubts(participant), d, func() error {
			if person.Standing.Died() {
				return fault.New(fault.Conflict, "correction.died")
			}
			if err := stillNear(tx, tx.Scope, tx.Course, who, tx.Now); err != nil {
				return err
			}
			if err := stillFollowed(tx, participant, who, tx.Scope, tx.Today); err != nil {
				return err
			}
			return d.Check().Err()
		})
	})
}

// Doubts are one page of those that are open, or of those that were settled.
type Doubts struct {
	Lines []DoubtLine
	Count int
	Teams []identity.Team // that they can be narrowed to
}

// A DoubtLine is one of them, as far as the person who looks may know of it.
type DoubtLine struct {
	pathway.ListedDoubt
	By string // empty where that could tell of visits
}

// doubtLine is l as far as the person who looks may know of it. Who found it and what
// they wrote may tell of visits: of somebody in a study that is for those who may know
// of them.
func doubtLine(tx *kernel.ReadTx, staff map[id.Account]string, l pathway.ListedDoubt) DoubtLine {
	line := DoubtLine{l, staff[id.Account(l.Doubt.By)]}
	if l.Study && !kernel.MayOf(tx, authz.SeeVisits, l) {
		line.By, line.Doubt.Fact.Note, line.Person = "", "", line.ToldApart()
	}
	return line
}

// ListDoubts lists what has to be put right, the oldest first, or what was settled, the newest
// first.
func (c *Care) ListDoubts(ctx context.Context, who authz.Actor, page programme.Page) (Doubts, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListDoubts, who.Organisation, func(tx *kernel.ReadTx) (Doubts, error) {
		listed := tx.ListOpenDoubts
		if page.Only.State == pathway.SettledDoubts {
			listed = tx.ListSettledDoubts
		}
		list, count, err := listed(page)
		if err != nil {
			return Doubts{}, err
		}
		staff, err := tx.ListStaffApart()
		if err != nil {
			return Doubts{}, err
		}
		found := Doubts{Count: count}
		if found.Teams, err = tx.ListTeams(); err != nil {
			return Doubts{}, err
		}
		for _, l := range list {
			found.Lines = append(found.Lines, doubtLine(tx, staff, l))
		}
		return found, kernel.Shows(tx, authz.SeeCorrections, list)
	})
}

// A Checking is what is open about somebody.
type Checking struct {
	Person programme.Person
	Open   []DoubtLine
}

// AskAnswer shows what is open about participant, for somebody who says that it is
// right.
func (c *Care) AskAnswer(ctx context.Context, who authz.Actor, participant id.Participant) (Checking, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeCorrections, participant,
		func(tx *kernel.ReadTx) (d Checking, err error) {
			if d.Person, err = tx.FindToldApart(participant); err != nil {
				return d, err
			}
			known, err := doubtsOf(tx, &d.Person)
			if err != nil {
				return d, err
			}
			staff, err := tx.ListStaffApart()
			for _, x := range pathway.OpenDoubts(known) {
				d.Open = append(d.Open, doubtLine(tx, staff, pathway.ListedDoubt{Person: d.Person, Doubt: x.Received}))
			}
			return d, err
		})
}

// AnswerDoubt says of some doubts about participant that what is known is right. One that
// was answered meanwhile is a conflict.
func (c *Care) AnswerDoubt(ctx context.Context, who authz.Actor, participant id.Participant,
	a pathway.DoubtAnswer) error {
	return kernel.Change(ctx, c.Kernel, who, authz.AnswerDoubt, participant, func(tx *kernel.Tx) error {
		return kernel.AnswerDoubts(tx, participant, a, func() error {
			known, err := tx.KnownDoubts(participant)
			if err != nil {
				return err
			}
			open := pathway.OpenDoubts(known)
			for _, of := range a.Doubts {
				if !slices.ContainsFunc(open, func(d pathway.KnownDoubt) bool { return d.Fact.ID == of }) {
					return fault.New(fault.Conflict, "doubt.answer.over")
				}
			}
			return a.Check().Err()
		})
	})
}
