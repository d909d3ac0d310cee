package stats

import "math"

// Proportion is a's share of events (0 to 1) with Wilson's score interval.
// It is defined for every arm, none and all included.
//
// Wilson EB. J Am Stat Assoc 1927;22:209–12. R: prop.test(correct = FALSE).
func Proportion(a Arm) Interval {
	n, p := a.people(), a.risk()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high := max(0, middle-half), min(1, middle+half)
	if a.Events == 0 {
		low = 0 // exactly: the formula leaves a rounding error
	}
	if a.Events == a.People {
		high = 1
	}
	return Interval{p, low, high, WilsonScore}
}

// RiskRatio is the first arm's risk over the second's, with Katz's interval on
// the log scale. No correction is added for zero cells, as in R: without events
// in the first arm the ratio is 0 and its upper limit NaN; without events in
// the second it is infinite; without any, NaN.
//
// Katz D et al. Biometrics 1978;34:469–74. R: epitools::riskratio.wald.
func RiskRatio(first, second Arm) Interval {
	v := 1/first.events() - 1/first.people() + 1/second.events() - 1/second.people()
	return ratio(first.risk()/second.risk(), v, KatzLog)
}

// OddsRatio is the first arm's odds over the second's, with Woolf's interval
// on the log scale. Zero cells are treated as RiskRatio treats them.
//
// Woolf B. Ann Hum Genet 1955;19:251–3. R: epitools::oddsratio.wald.
func OddsRatio(first, second Arm) Interval {
	odds := first.events() * second.others() / (first.others() * second.events())
	return ratio(odds, logOddsVariance(first, second), WoolfLog)
}

func logOddsVariance(first, second Arm) float64 {
	return 1/first.events() + 1/first.others() + 1/second.events() + 1/second.others()
}

func ratio(estimate, logVariance float64, m Method) Interval {
	l, half := math.Log(estimate), z*math.Sqrt(logVariance)
	return Interval{estimate, math.Exp(l - half), math.Exp(l + half), m}
}

// RiskDifference is the first arm's risk less the second's (−1 to 1), with
// Newcombe's hybrid score interval: the two Wilson intervals squared together.
// It is defined for every pair of arms.
//
// Newcombe RG. Stat Med 1998;17:873–90, method 10. R: by formula in
// testdata/estimates.R.
func RiskDifference(first, second Arm) Interval {
	p, q := Proportion(first), Proportion(second)
	d := p.Estimate - q.Estimate
	return Interval{
		Estimate: d,
		Low:      max(-1, d-math.Hypot(p.Estimate-p.Low, q.High-q.Estimate)),
		High:     min(1, d+math.Hypot(p.High-p.Estimate, q.Estimate-q.Low)),
		Method:   Newcombe,
	}
}

// NumberNeeded is how many people would be in one arm rather than the other
// for one event fewer, from a difference of risks: its inverse, without sign
// and without rounding. Where the difference's interval holds zero, there is no
// such number, and all three are NaN.
//
// Altman DG. BMJ 1998;317:1309–12.
func NumberNeeded(difference Interval) Interval {
	d := difference
	if d.Low <= 0 && d.High >= 0 {
		return Interval{math.NaN(), math.NaN(), math.NaN(), InverseOfRisk}
	}
	near := min(math.Abs(d.Low), math.Abs(d.High))
	far := max(math.Abs(d.Low), math.Abs(d.High))
	return Interval{1 / math.Abs(d.Estimate), 1 / far, 1 / near, InverseOfRisk}
}
