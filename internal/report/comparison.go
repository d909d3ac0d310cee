// Package report owns how figures read, in one way for pages, files and
// terminals: each beside its interval and the name of its method. It refuses
// to count or to estimate, and to show a figure without its method.
package report

import (
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
)

// A Line is one figure of a comparison, in words.
type Line struct{ Figure, Estimate, Interval, Method string }

// A Shown puts one number of an interval in words.
type Shown func(v say.Voice, x float64) string

// The ways of showing a number. Two decimals tell risk ratios apart; odds
// ratios lie further from one and get three.
func Percent(v say.Voice, x float64) string { return v.Percent(x) }
func Points(v say.Voice, x float64) string  { return v.Number(100*x, 1) }
func Ratio2(v say.Voice, x float64) string  { return v.Ratio(x, 2) }
func Ratio3(v say.Voice, x float64) string  { return v.Ratio(x, 3) }
func People(v say.Voice, x float64) string  { return v.Number(x, 1) }

// Shares are the two arms' shares of events.
func Shares(v say.Voice, c stats.Comparison) []Line {
	return []Line{
		interval(v, v.Say("estimate.figure.first", c.Arms[0].String()), c.Proportions[0], Percent),
		interval(v, v.Say("estimate.figure.second", c.Arms[1].String()), c.Proportions[1], Percent),
	}
}

// Arms are what the two arms of a comparison are called, and which of them is
// the treatment: a number needed is to treat where it has fewer events, and to
// harm where it has more.
type Arms struct {
	Names     [2]string
	Treatment int // 0 for the first, 1 for the second
}

// Estimates are everything that compares the arms, the number needed only
// where there is one.
func Estimates(v say.Voice, c stats.Comparison, arms Arms) []Line {
	lines := []Line{
		interval(v, v.Say("estimate.figure.risk_ratio"), c.RiskRatio, Ratio2),
		interval(v, v.Say("estimate.figure.odds_ratio"), c.OddsRatio, Ratio3),
		interval(v, v.Say("estimate.figure.risk_difference"), c.RiskDifference, Points),
	}
	if c.NumberNeeded.Complete() {
		lines = append(lines, interval(v, v.Say("estimate.figure.number_needed_"+arms.direction(c)), c.NumberNeeded, People))
	}
	return append(lines,
		probability(v, c.FisherP, stats.FisherExact),
		probability(v, c.ChiSquaredP, stats.ChiSquared),
		probability(v, c.CorrectedChiSquaredP, stats.ChiSquaredCor),
		probability(v, c.OddsRatioP, stats.WaldLogOdds),
	)
}

// direction tells a treatment that helps from one that harms: to_treat or to_harm.
func (a Arms) direction(c stats.Comparison) string {
	if fewer := c.RiskDifference.Estimate < 0; fewer == (a.Treatment == 0) {
		return "to_treat"
	}
	return "to_harm"
}

// Needed says in which direction the number needed counts, and which arm is
// which; nothing where there is no number.
func Needed(v say.Voice, c stats.Comparison, arms Arms) string {
	if !c.NumberNeeded.Complete() {
		return ""
	}
	return v.Say("estimate.needed."+arms.direction(c), People(v, c.NumberNeeded.Estimate),
		arms.Names[arms.Treatment], arms.Names[1-arms.Treatment])
}

// notNeeded says why there is no number needed, and between which two its
// interval lies: it passes no difference, where the number is infinite.
//
// Altman DG. BMJ 1998;317:1309–12.
func notNeeded(v say.Voice, c stats.Comparison, arms Arms) string {
	benefit, harm := -c.RiskDifference.Low, c.RiskDifference.High
	if arms.Treatment == 1 {
		benefit, harm = harm, benefit
	}
	if benefit <= 0 || harm <= 0 {
		return v.Say("estimate.needed.neither")
	}
	return v.Say("estimate.needed.either", People(v, 1/benefit), People(v, 1/harm),
		arms.Names[arms.Treatment], arms.Names[1-arms.Treatment])
}

// Beware is what has to be said beside the figures: why the number needed is
// not given, and every warning.
func Beware(v say.Voice, c stats.Comparison, arms Arms) []string {
	var texts []string
	if !c.NumberNeeded.Complete() {
		texts = append(texts, notNeeded(v, c, arms))
	}
	for _, warning := range c.Warnings {
		texts = append(texts, v.Say("estimate.warning."+string(warning)))
	}
	return texts
}

// Within is an estimate with its limits, as in "0.21 (0.05 to 0.84)".
func Within(v say.Voice, i stats.Interval, as Shown) string {
	return v.Say("estimate.within", Estimate(v, i, as), Limits(v, i, as))
}

// Estimate is the estimate alone.
func Estimate(v say.Voice, i stats.Interval, as Shown) string {
	if stats.Finite(i.Estimate) == nil {
		return v.Say("estimate.missing")
	}
	return as(v, i.Estimate)
}

// Limits is the interval alone, as in "0.05 to 0.84".
func Limits(v say.Voice, i stats.Interval, as Shown) string {
	if !i.Complete() {
		return v.Say("estimate.range_missing")
	}
	return v.Say("estimate.range", as(v, i.Low), as(v, i.High))
}

// Method is a method's name.
func Method(v say.Voice, m stats.Method) string { return v.Say("estimate.method." + string(m)) }

func interval(v say.Voice, figure string, i stats.Interval, as Shown) Line {
	return Line{figure, Estimate(v, i, as), Limits(v, i, as), Method(v, i.Method)}
}

func probability(v say.Voice, p float64, m stats.Method) Line {
	return Line{v.Say("estimate.figure.p"), v.Probability(p), "", Method(v, m)}
}
