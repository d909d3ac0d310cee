package care

import (
	"context"
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/safety"
)

// A roleFinder is a change or a look.
type roleFinder interface {
	ListInRole(role string) ([]identity.Account, error)
	WorkingIn(authz.Role) (map[id.Account]bool, error)
}

// toldOn are those who are told on a rung of a worry.
func toldOn(tx *kernel.Tx, s safety.WorryStanding, to safety.Recipient) ([]identity.Account, error) {
	if to != safety.NamedColleague {
		return recipientsOf(tx, id.Account(s.By), to)
	}
	can, err := takers(tx, id.Account(s.By))
	return slices.DeleteFunc(can, func(a identity.Account) bool { return a.ID != s.Named }), err
}

// takers are those who can take a worry of raiser's on.
func takers(tx roleFinder, raiser id.Account) ([]identity.Account, error) {
	return recipientsOf(tx, raiser, safety.Supervisor, safety.ProgrammeLead)
}

// tellingOf is what a notice's id is drawn for: the ladder may be climbed again.
func tellingOf(s safety.WorryStanding, to safety.Recipient) string {
	if s.Round == 0 {
		return fmt.Sprintf("telling/%s/%s", s.Fact.ID, to)
	}
	return fmt.Sprintf("telling/%s/%d/%s", s.Fact.ID, s.Round, to)
}

// reaches says who r can still reach, and what the person looking can do besides taking it on and
// closing it.
func (r *WorryRecord) reaches(tx *kernel.ReadTx, takes bool) error {
	if r.Standing.State == safety.Closed {
		return nil
	}
	r.May.Add = tx.May(authz.AddToWorry)
	can, err := takers(tx, id.Account(r.Standing.By))
	if err != nil {
		return err
	}
	r.Unheard = r.Standing.Unheard() || r.Standing.Open() && len(can) == 0
	if r.Standing.ToldLate() {
		if r.Since, err = givenSince(tx, r.History, can); err != nil {
			return err
		}
	}
	if takes && tx.May(authz.HandOnWorry) {
		has := safety.Holder(r.History)
		r.Others = slices.DeleteFunc(can, func(a identity.Account) bool { return a.ID == tx.Actor.Account || a.ID == has })
		r.May.HandOn = len(r.Others) > 0
	}
	return nil
}

// HandOnWorry passes a worry to a named colleague, who is told at once. Until they
// take it on nobody has it, and more people are told as time goes by. Sending it
// again is safe.
func (c *Care) HandOnWorry(ctx context.Context, who authz.Actor, participant id.Participant, v safety.HandOn) error {
	return c.answers(ctx, who, authz.HandOnWorry, participant, v.Worry, safety.WorryFact{HandedOn: &v},
		func(tx *kernel.Tx, s safety.WorryStanding) error {
			can, err := takers(tx, id.Account(s.By))
			if err != nil {
				return err
			}
			var may []id.Account
			for _, a := range can {
				if a.ID != who.Account {
					may = append(may, a.ID)
				}
			}
			return v.Check(may).Err()
		}, tell)
}

// AddToWorry stores what somebody has seen or done since. It is for the person who
// raised the worry and those who can take it on; the person who has it is told.
// Sending it again is safe.
func (c *Care) AddToWorry(ctx context.Context, who authz.Actor, participant id.Participant, v safety.Addition) error {
	return c.answers(ctx, who, authz.AddToWorry, participant, v.Worry, safety.WorryFact{Added: &v},
		func(tx *kernel.Tx, s safety.WorryStanding) error {
			if s.By != who.Name() {
				if err := tx.Also(authz.AcknowledgeWorry, participant); err != nil {
					return err
				}
			}
			return v.Check().Err()
		}, tellOfAddition)
}

// tellOfAddition has the person told who has taken s on, unless they wrote it.
func tellOfAddition(tx *kernel.Tx, s safety.WorryStanding) error {
	_, history, err := tx.FindWorry(s.Fact.Participant, s.Fact.ID)
	if err != nil {
		return err
	}
	has := safety.Holder(history)
	if has == "" || has == tx.Actor.Account {
		return nil
	}
	return tx.AddDue(jobs.NoticeWorryMore, string(has), string(s.Fact.ID), tx.Now)
}

// releaseWorries has nobody have the worries that the holder of a role that has
// ended had taken on, or was handed. The service does it by itself at once: who ends the role may be
// masked, and reads nothing of worries.
func releaseWorries(tx *kernel.Tx, ended authz.Held) error {
	if ended.Role != authz.Supervisor && ended.Role != authz.Lead {
		return nil
	}
	return tx.AddDue(jobs.ReleaseWorries, string(ended.Account), string(ended.ID), tx.Now)
}

// restWorries has nobody have the worries that a, who is away for long, had taken on or was
// handed. It tells whether there were any.
func restWorries(tx *kernel.Tx, a id.Account) (bool, error) {
	list, err := worriesWith(tx.Look(), a)
	if err != nil || len(list) == 0 {
		return false, err
	}
	return true, tx.AddDue(jobs.ReleaseWorries, string(a), awayForLong, tx.Now)
}

// worriesWith are those that a has taken on, or was handed and is to take on.
func worriesWith(tx *kernel.ReadTx, a id.Account) (list []safety.WorryStanding, err error) {
	taken, err := tx.ListTakenWorries(a)
	if err != nil {
		return nil, err
	}
	open, err := tx.ListOpenWorries()
	if err != nil {
		return nil, err
	}
	for _, w := range append(taken, open...) {
		s, history, err := worryStanding(tx, w.Participant, w.Worry)
		if err != nil {
			return nil, err
		}
		if safety.WaitsFor(history) == a {
			list = append(list, s)
		}
	}
	return list, nil
}

// awayForLong stands in place of a role that has ended: they keep theirs.
const awayForLong = "away"

// releaseAll has nobody have the worries of an account that can take none on any
// more, or is away for long, and the ladder of each begins again. Done twice, it releases none twice.
func (c *Care) releaseAll(ctx context.Context, d jobs.Due) error {
	a := id.Account(d.Subject)
	return kernel.Change(ctx, c.Kernel, authz.System("due", d.Organisation), authz.ReleaseWorries, a,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			can, err := takers(tx, "")
			stays := d.Item != awayForLong && slices.ContainsFunc(can, func(o identity.Account) bool { return o.ID == a })
			if err != nil || stays {
				return err
			}
			list, err := worriesWith(tx.Look(), a)
			if err != nil {
				return err
			}
			for _, s := range list {
				if err := releaseOf(tx, s, a); err != nil {
					return err
				}
			}
			return nil
		})
}

// releaseOf stores that a no longer sees to a worry that a had taken on, or was to.
func releaseOf(tx *kernel.Tx, s safety.WorryStanding, a id.Account) error {
	participant, worry := s.Fact.Participant, s.Fact.ID
	if err := tx.Also(authz.TellWorry, participant); err != nil {
		return err
	}
	key := id.From[id.WorryRelease]([16]byte(tx.Draw(fmt.Sprintf("worry/release/%s/%d", worry, s.Round), 16)))
	f := safety.WorryFact{Released: &safety.Release{ID: key, Worry: worry, Of: a}}
	next, err := s.Take(f, tx.Now)
	if err != nil {
		return err
	}
	if err := tx.WorryFacts(participant).Add(tx.Tx, f); err != nil {
		return err
	}
	if err := tx.SetWorryStanding(next); err != nil {
		return err
	}
	return tell(tx, next)
}
