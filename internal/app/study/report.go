package study

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/trial"
)

// A Finding is what one outcome definition says of the two arms. The arms are
// in the definition's order; every comparison is of the first against the second.
type Finding struct {
	Outcome  programme.OutcomeDefinition
	Arms     []trial.ArmTally
	Compared stats.Comparison
}

// A Report is a closed study by arm: one finding for each outcome definition,
// the study's own first. They count the same people and are never added up.
type Report struct {
	Study      trial.Study
	Definition programme.Definition
	Flow       trial.Flow
	Findings   []Finding
}

// SeeReport shows a closed study by arm.
func (s *Study) SeeReport(ctx context.Context, who authz.Actor, study id.Study) (Report, error) {
	return kernel.View(ctx, s.Kernel, who, authz.SeeReport, study, func(tx *kernel.ReadTx) (Report, error) {
		v, people, flow, err := read(tx, study)
		if err != nil {
			return Report{}, err
		}
		if err := tx.AddArms(study, people); err != nil {
			return Report{}, err
		}
		r := Report{Study: v, Definition: tx.Definition, Flow: flow}
		for _, o := range v.Outcomes(tx.Definition) {
			f, err := finding(o, tx.Definition, people, tx.Today)
			if err != nil {
				return Report{}, err
			}
			r.Findings = append(r.Findings, f)
		}
		return r, nil
	})
}

func finding(o programme.OutcomeDefinition, d programme.Definition, people []trial.Subject,
	today programme.Date) (Finding, error) {
	arms, err := trial.ByArm(o, d, people, today)
	if err != nil {
		return Finding{}, err
	}
	compared, err := stats.Compare(armOf(arms[0].Tally), armOf(arms[1].Tally))
	return Finding{Outcome: o, Arms: arms, Compared: compared}, err
}

func armOf(t trial.Tally) stats.Arm { return stats.Arm{Events: t.Relapsed, People: t.People} }
