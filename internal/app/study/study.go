// Package study owns the use cases of studies: following people up, recording
// acute care, and the figures, arms together while a study is open and by arm
// once it is closed. It refuses to put anybody into an arm, and what a masked
// role reaches here reads nothing that tells one.
package study

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// Study are the use cases of studies.
type Study struct {
	Kernel *kernel.Kernel
}

// OpenStudy opens a study of the actor's organisation.
func (s *Study) OpenStudy(ctx context.Context, who authz.Actor, v trial.Study) error {
	return kernel.Change(ctx, s.Kernel, who, authz.OpenStudy, who.Organisation, func(tx *kernel.Tx) error {
		d, err := content.Programme(v.Definition)
		if err != nil {
			return err
		}
		if p := v.Check(d, tx.Today); p.Any() {
			return p
		}
		return tx.AddStudy(v)
	})
}

// BringAllocation stores an allocation that was made elsewhere, and has what
// the study asks later fall due, on the same days whatever the arm. Bringing the
// same one again is safe.
func (s *Study) BringAllocation(ctx context.Context, who authz.Actor, a trial.Allocation) error {
	return kernel.Change(ctx, s.Kernel, who, authz.BringAllocation, a.Participant, func(tx *kernel.Tx) error {
		v, _, err := tx.FindStudy(a.Study)
		if err != nil {
			return err
		}
		d, err := content.Programme(v.Definition)
		if err != nil {
			return err
		}
		if p := a.Check(v, d, tx.Today); p.Any() {
			return p
		}
		person, err := tx.FindToldApart(a.Participant)
		if err != nil {
			return err
		}
		if !trial.MayJoin(person.State) {
			return fault.New(fault.Conflict, "study.allocation.state")
		}
		if err := tx.AddAllocation(a); err != nil {
			return err
		}
		due, err := outcome.FollowUps(d, a.On, person.Discharged)
		if err != nil {
			return err
		}
		return tx.AwaitFollowUps(person.CurrentCourse(), a.Study, due, tx.Zone)
	})
}

// A StudyLine is one study in a list.
type StudyLine struct {
	trial.Study
	People int
}

// A StudyList is one page of an organisation's studies, the newest first.
type StudyList struct {
	Lines []StudyLine
	Count int
}

// ListStudies lists the studies of the actor's organisation.
func (s *Study) ListStudies(ctx context.Context, who authz.Actor, page programme.Page) (StudyList, error) {
	return kernel.View(ctx, s.Kernel, who, authz.ListStudies, who.Organisation,
		func(tx *kernel.ReadTx) (StudyList, error) {
			list, people, count, err := tx.ListStudies(page)
			if err != nil {
				return StudyList{}, err
			}
			found := StudyList{Count: count}
			for i, v := range list {
				found.Lines = append(found.Lines, StudyLine{v, people[i]})
			}
			return found, kernel.Shows(tx, authz.SeeStudy, found.Lines)
		})
}

// An OutcomeCount is what was counted under one outcome definition, arms together.
type OutcomeCount struct {
	Outcome programme.OutcomeDefinition
	trial.Tally
}

// An Overview is a study, arms together.
type Overview struct {
	Study      trial.Study
	Definition programme.Definition
	Today      programme.Date
	Flow       trial.Flow
	Counts     []OutcomeCount // the study's own outcome first
	FollowUps  map[outcome.FollowUpState]int
	MayReport  bool
	MayClose   bool
}

// SeeStudy shows how a study goes, arms together.
func (s *Study) SeeStudy(ctx context.Context, who authz.Actor, study id.Study) (Overview, error) {
	return kernel.View(ctx, s.Kernel, who, authz.SeeStudy, study, func(tx *kernel.ReadTx) (Overview, error) {
		o := Overview{Definition: tx.Definition, Today: tx.Today, MayReport: tx.May(authz.SeeReport),
			MayClose: tx.May(authz.AskClosing)}
		v, people, flow, err := read(tx, study)
		if err != nil {
			return Overview{}, err
		}
		o.Study, o.Flow = v, flow
		if o.FollowUps, err = tx.CountFollowUps(study); err != nil {
			return Overview{}, err
		}
		o.MayClose = o.MayClose && !v.Closed()
		for _, outcome := range v.Outcomes(tx.Definition) {
			t, err := trial.Pooled(outcome, tx.Definition, people, tx.Today)
			if err != nil {
				return Overview{}, err
			}
			o.Counts = append(o.Counts, OutcomeCount{outcome, t})
		}
		return o, nil
	})
}

// read reads a study with everybody in it, arms together, and its flow.
func read(tx *kernel.ReadTx, study id.Study) (trial.Study, []trial.Subject, trial.Flow, error) {
	v, _, err := tx.FindStudy(study)
	if err != nil {
		return v, nil, trial.Flow{}, err
	}
	people, err := tx.ListSubjects(study)
	if err != nil {
		return v, nil, trial.Flow{}, err
	}
	notAllocated, err := tx.CountNotAllocated(v.Definition)
	if err != nil {
		return v, nil, trial.Flow{}, err
	}
	flow, err := trial.FlowOf(tx.Definition, notAllocated, people, tx.Today)
	return v, people, flow, err
}

// A Closing is the study that somebody is about to close, and how many
// follow-ups are still to be called about, which nobody can record afterwards.
type Closing struct {
	trial.Study
	ToCall int
}

// AskClosing shows the study that somebody is about to close.
func (s *Study) AskClosing(ctx context.Context, who authz.Actor, study id.Study) (Closing, error) {
	return kernel.View(ctx, s.Kernel, who, authz.AskClosing, study, func(tx *kernel.ReadTx) (Closing, error) {
		v, _, err := tx.FindStudy(study)
		if err != nil {
			return Closing{}, err
		}
		counts, err := tx.CountFollowUps(study)
		return Closing{v, counts[outcome.FollowUpDue] + counts[trial.Paused]}, err
	})
}

// CloseStudy signs off that everybody's follow-up is over. From then on the
// figures by arm may be seen, and nothing about its people's outcomes changes.
func (s *Study) CloseStudy(ctx context.Context, who authz.Actor, study id.Study) error {
	return kernel.Change(ctx, s.Kernel, who, authz.CloseStudy, study, func(tx *kernel.Tx) error {
		v, _, err := tx.FindStudy(study)
		if err != nil {
			return err
		}
		if v.Closed() {
			return fault.Unchanged
		}
		people, err := tx.ListSubjects(study)
		if err != nil {
			return err
		}
		if err := tx.AddArms(study, people); err != nil {
			return err
		}
		p, err := trial.CheckClosing(tx.Definition, people, tx.Today)
		if err != nil {
			return err
		}
		if p.Any() {
			return p
		}
		return tx.CloseStudy(study, tx.Today)
	})
}
