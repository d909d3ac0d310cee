// Package stats owns estimates from counts: two arms of events over people,
// compared by ratios, a difference and tests, each beside the name of its
// method; and what a service's report counts, of dates without names. It is
// held to R's figures (testdata/estimates.R). It refuses words,
// rounding, and any opinion on what a figure means: zero cells and small
// numbers come back as Warnings for others to say.
package stats

import (
	"encoding/json"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level is the coverage of every interval here.
const Level = 0.95

// z is the two-sided normal quantile of Level, about 1.96.
var z = distuv.UnitNormal.Quantile(0.5 + Level/2)

// A Method names how a figure was worked out, so that no interval or p-value
// is ever shown without it. The zero value is invalid.
type Method string

const (
	WilsonScore   Method = "wilson_score"
	KatzLog       Method = "katz_log"
	WoolfLog      Method = "woolf_log"
	Newcombe      Method = "newcombe_hybrid_score"
	InverseOfRisk Method = "inverse_of_risk_difference"
	FisherExact   Method = "fisher_exact_two_sided"
	ChiSquared    Method = "chi_squared"
	ChiSquaredCor Method = "chi_squared_yates"
	WaldLogOdds   Method = "wald_log_odds_ratio"
)

// Methods lists every method, for catalogues that must name each.
var Methods = []Method{
	WilsonScore, KatzLog, WoolfLog, Newcombe, InverseOfRisk, FisherExact, ChiSquared, ChiSquaredCor, WaldLogOdds,
}

// An Interval is an estimate with its limits at Level. What cannot be worked
// out is NaN or infinite in Go, as in R, and null in JSON.
type Interval struct {
	Estimate, Low, High float64
	Method              Method
}

// Complete tells whether the estimate and both limits are numbers.
func (i Interval) Complete() bool {
	return finite(i.Estimate) && finite(i.Low) && finite(i.High)
}

// MarshalJSON writes estimate, low, high and method; null where not finite.
func (i Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Estimate *float64 `json:"estimate"`
		Low      *float64 `json:"low"`
		High     *float64 `json:"high"`
		Method   Method   `json:"method"`
	}{Finite(i.Estimate), Finite(i.Low), Finite(i.High), i.Method})
}

// Finite returns x's address, or nil when x is not a number or has no end:
// JSON has no words for those but null.
func Finite(x float64) *float64 {
	if !finite(x) {
		return nil
	}
	return &x
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
