package study

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// RecordEpisode stores a stretch of acute care of somebody in an open study.
// Sending the same one again is safe.
func (s *Study) RecordEpisode(ctx context.Context, who authz.Actor, participant id.Participant,
	e outcome.Episode) error {
	e.Replaces, e.InError = "", false
	return kernel.Change(ctx, s.Kernel, who, authz.RecordEpisode, participant, func(tx *kernel.Tx) error {
		asked, err := tx.FindFollowUps(participant, tx.Today)
		if err != nil {
			return err
		}
		if err := neverVisited(tx, participant, "kind"); err != nil {
			return err
		}
		e.Participant = participant
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		if p := e.Check(tx.Today, person.LifeSpan()); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Episodes(participant), e, func() error {
			entered, err := tx.Episodes(participant).All()
			return cmp.Or(err, e.CheckLikely(entered, firstDischarge(asked), lastDay(person, tx.Today)).Err())
		})
	})
}

// CorrectEpisode stores e in place of the one that it names: what was entered
// before stays readable, and what was entered by mistake keeps what it said. Of
// two corrections of one entry, the second is refused.
func (s *Study) CorrectEpisode(ctx context.Context, who authz.Actor, participant id.Participant,
	e outcome.Episode) error {
	return kernel.Change(ctx, s.Kernel, who, authz.CorrectEpisode, participant, func(tx *kernel.Tx) error {
		asked, err := tx.FindFollowUps(participant, tx.Today)
		if err != nil {
			return err
		}
		if err := neverVisited(tx, participant, "kind"); err != nil {
			return err
		}
		before, err := tx.Episodes(participant).All()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(before, func(x outcome.Episode) bool { return x.ID == e.Replaces && !x.InError })
		if i < 0 {
			return fault.Absent
		}
		if was := before[i]; e.InError {
			e.Kind, e.StartedOn, e.EndedOn, e.Certainty = was.Kind, was.StartedOn, was.EndedOn, was.Certainty
		}
		e.Participant = participant
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		if p := e.Check(tx.Today, person.LifeSpan()); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Episodes(participant), e, func() error {
			return cmp.Or(trial.CheckCorrection(e, before).Err(),
				e.CheckLikely(before, firstDischarge(asked), lastDay(person, tx.Today)).Err())
		})
	})
}

// firstDischarge is the first day on which somebody left their crisis team of those that a
// follow-up of theirs is about: what they were discharged from since came after it.
func firstDischarge(asked []trial.FollowUpLine) programme.Date {
	first := asked[0].Discharged
	for _, f := range asked[1:] {
		first = programme.Earlier(first, f.Discharged)
	}
	return first
}

// lastDay is the day today, or the one on which p died: no stay goes on after it.
func lastDay(p programme.Person, today programme.Date) programme.Date {
	if p.Standing.Died() {
		return p.Standing.Since
	}
	return today
}
