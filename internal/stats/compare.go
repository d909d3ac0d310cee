package stats

import (
	"math"

	"footbridge.org/footbridge/internal/fault"
)

// A Warning names something that anybody who reads a Comparison has to be told.
// The zero value is invalid.
type Warning string

const (
	// SmallExpected: a cell's expected count is under five, where R says that
	// "Chi-squared approximation may be incorrect". Read Fisher's p instead.
	SmallExpected Warning = "small_expected"
	// NoChiSquared: nobody or everybody had the event, so there is nothing to test.
	NoChiSquared Warning = "no_chi_squared"
	// NoRiskRatio: the second arm has no events, so the ratio has no value.
	NoRiskRatio Warning = "no_risk_ratio"
	// NoRiskRatioInterval: the first arm has no events; the ratio is 0, and the
	// log scale gives it no interval.
	NoRiskRatioInterval Warning = "no_risk_ratio_interval"
	// EmptyRiskRatioInterval: everybody in both arms had the event; Katz's
	// formula, as R has it, claims no uncertainty at all.
	EmptyRiskRatioInterval Warning = "empty_risk_ratio_interval"
	// NoOddsRatio: a zero cell leaves the odds ratio without a value.
	NoOddsRatio Warning = "no_odds_ratio"
	// NoOddsRatioInterval: a zero cell makes the odds ratio 0, without an interval.
	NoOddsRatioInterval Warning = "no_odds_ratio_interval"
)

// Warnings lists every warning, for catalogues that must say each.
var Warnings = []Warning{
	SmallExpected, NoChiSquared, NoRiskRatio, NoRiskRatioInterval, EmptyRiskRatioInterval, NoOddsRatio,
	NoOddsRatioInterval,
}

// A Comparison is everything that two arms' counts say about each other. The
// ratios and the difference are of the first arm against the second.
type Comparison struct {
	Arms           [2]Arm
	Proportions    [2]Interval // shares, 0 to 1
	RiskRatio      Interval
	OddsRatio      Interval
	RiskDifference Interval // −1 to 1
	NumberNeeded   Interval // NaN where RiskDifference's interval holds zero

	OddsRatioP           float64 // Wald's; goes with OddsRatio's interval
	FisherP              float64
	ChiSquaredP          float64
	CorrectedChiSquaredP float64

	Warnings []Warning // in the order of the package's list; nil when all is well
}

// Compare works out every estimate. The error is fault.Problems, with the
// fields under "first" and "second".
//
// The sources are those of the functions it calls.
func Compare(first, second Arm) (Comparison, error) {
	var p fault.Problems
	p.Within("first", first.Check())
	p.Within("second", second.Check())
	if p.Any() {
		return Comparison{}, p
	}
	c := Comparison{
		Arms:                 [2]Arm{first, second},
		Proportions:          [2]Interval{Proportion(first), Proportion(second)},
		RiskRatio:            RiskRatio(first, second),
		OddsRatio:            OddsRatio(first, second),
		RiskDifference:       RiskDifference(first, second),
		OddsRatioP:           OddsRatioP(first, second),
		FisherP:              FisherP(first, second),
		ChiSquaredP:          ChiSquaredP(first, second),
		CorrectedChiSquaredP: CorrectedChiSquaredP(first, second),
	}
	c.NumberNeeded = NumberNeeded(c.RiskDifference)
	c.Warnings = warnings(c)
	return c, nil
}

func warnings(c Comparison) []Warning {
	var all []Warning
	when := func(is bool, w Warning) {
		if is {
			all = append(all, w)
		}
	}
	expected := expectedCounts(c.Arms[0], c.Arms[1])
	when(min(expected[0], expected[1], expected[2], expected[3]) < 5, SmallExpected)
	when(math.IsNaN(c.ChiSquaredP), NoChiSquared)
	when(!finite(c.RiskRatio.Estimate), NoRiskRatio)
	when(c.RiskRatio.Estimate == 0, NoRiskRatioInterval)
	when(c.RiskRatio.Complete() && c.RiskRatio.Low == c.RiskRatio.High, EmptyRiskRatioInterval)
	when(!finite(c.OddsRatio.Estimate), NoOddsRatio)
	when(c.OddsRatio.Estimate == 0, NoOddsRatioInterval)
	return all
}
