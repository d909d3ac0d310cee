package main

import (
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
)

// An answer is what `estimate --json` promises to other programs. A key is
// never renamed; what cannot be worked out is null.
type answer struct {
	Level          float64        `json:"level"` // the intervals' coverage
	Arms           [2]answerArm   `json:"arms"`
	RiskRatio      stats.Interval `json:"risk_ratio"`
	OddsRatio      stats.Interval `json:"odds_ratio"`
	RiskDifference stats.Interval `json:"risk_difference"`
	// People in the first arm rather than the second for one event fewer, or for
	// one more. Both are null where the risk difference's interval holds zero,
	// and one of them always is.
	NumberNeededToTreat  *float64        `json:"number_needed_to_treat"`
	NumberNeededToHarm   *float64        `json:"number_needed_to_harm"`
	FisherP              *float64        `json:"fisher_p"`
	ChiSquaredP          *float64        `json:"chi_squared_p"`
	CorrectedChiSquaredP *float64        `json:"chi_squared_corrected_p"`
	OddsRatioWaldP       *float64        `json:"odds_ratio_wald_p"`
	Warnings             []answerWarning `json:"warnings"`
}

type answerArm struct {
	Events     int            `json:"events"`
	People     int            `json:"people"`
	Proportion stats.Interval `json:"proportion"`
}

type answerWarning struct {
	Key  stats.Warning `json:"key"`
	Text string        `json:"text"`
}

func answerFor(v say.Voice, c stats.Comparison) answer {
	a := answer{
		Level:                stats.Level,
		RiskRatio:            c.RiskRatio,
		OddsRatio:            c.OddsRatio,
		RiskDifference:       c.RiskDifference,
		FisherP:              stats.Finite(c.FisherP),
		ChiSquaredP:          stats.Finite(c.ChiSquaredP),
		CorrectedChiSquaredP: stats.Finite(c.CorrectedChiSquaredP),
		OddsRatioWaldP:       stats.Finite(c.OddsRatioP),
		Warnings:             []answerWarning{},
	}
	if needed := stats.Finite(c.NumberNeeded.Estimate); c.RiskDifference.Estimate < 0 {
		a.NumberNeededToTreat = needed
	} else {
		a.NumberNeededToHarm = needed
	}
	for i, arm := range c.Arms {
		a.Arms[i] = answerArm{arm.Events, arm.People, c.Proportions[i]}
	}
	for _, w := range c.Warnings {
		a.Warnings = append(a.Warnings, answerWarning{w, v.Say("estimate.warning." + string(w))})
	}
	return a
}
