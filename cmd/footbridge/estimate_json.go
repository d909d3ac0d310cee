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
	// People in one arm rather than the other for one event fewer; null where
	// the risk difference's interval holds zero.
	NumberNeeded         *float64        `json:"number_needed_to_treat"`
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
		NumberNeeded:         stats.Finite(c.NumberNeeded.Estimate),
		FisherP:              stats.Finite(c.FisherP),
		ChiSquaredP:          stats.Finite(c.ChiSquaredP),
		CorrectedChiSquaredP: stats.Finite(c.CorrectedChiSquaredP),
		OddsRatioWaldP:       stats.Finite(c.OddsRatioP),
		Warnings:             []answerWarning{},
	}
	for i, arm := range c.Arms {
		a.Arms[i] = answerArm{arm.Events, arm.People, c.Proportions[i]}
	}
	for _, w := range c.Warnings {
		a.Warnings = append(a.Warnings, answerWarning{w, v.Say("estimate.warning." + string(w))})
	}
	return a
}
