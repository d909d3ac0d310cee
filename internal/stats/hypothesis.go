package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// relativeTolerance lets tables count as equally probable that rounding alone
// tells apart. R's fisher.test uses the same.
const relativeTolerance = 1 + 1e-7

// FisherP is the two-sided p of Fisher's exact test: the probability, given the
// margins, of all tables at most as probable as the one seen. Beyond what a
// float64 can hold it is 0.
//
// Fisher RA. J R Stat Soc 1935;98:39–82; two-sided as R's fisher.test does.
func FisherP(first, second Arm) float64 {
	weights, least := tables(first, second)
	seen := weights[first.Events-least] * relativeTolerance
	var all, asRare float64
	for _, w := range weights {
		all += w
		if w <= seen {
			asRare += w
		}
	}
	return asRare / all
}

// tables weighs every table with these margins by its hypergeometric
// probability over that of the commonest, from the fewest events that the first
// arm could have (least) up. Working outwards from the commonest by the ratio of
// neighbours keeps the relative error near one rounding a step.
func tables(first, second Arm) (weights []float64, least int) {
	m, n, k := first.People, second.People, first.Events+second.Events
	least = max(0, k-n)
	most := min(k, m)
	up := func(x int) float64 { // weight of x+1 over weight of x
		return float64(m-x) * float64(k-x) / (float64(x+1) * float64(n-k+x+1))
	}
	weights = make([]float64, most-least+1)
	mode := min(most, max(least, int(float64(m+1)*float64(k+1)/float64(m+n+2))))
	weights[mode-least] = 1
	for x := mode; x < most; x++ {
		weights[x+1-least] = weights[x-least] * up(x)
	}
	for x := mode - 1; x >= least; x-- {
		weights[x-least] = weights[x+1-least] / up(x)
	}
	return weights, least
}

// ChiSquaredP is the p of Pearson's chi-squared test on one degree of freedom,
// without a correction; NaN when nobody or everybody had the event.
//
// Pearson K. Philos Mag 1900;50:157–75. R: chisq.test(correct = FALSE).
func ChiSquaredP(first, second Arm) float64 { return chiSquaredP(first, second, 0) }

// CorrectedChiSquaredP is ChiSquaredP with Yates' continuity correction, which
// is never larger than the distance that it corrects.
//
// Yates F. J R Stat Soc Suppl 1934;1:217–35. R: chisq.test(correct = TRUE).
func CorrectedChiSquaredP(first, second Arm) float64 { return chiSquaredP(first, second, 0.5) }

func chiSquaredP(first, second Arm, correction float64) float64 {
	var statistic float64
	expected := expectedCounts(first, second)
	for i, seen := range cells(first, second) {
		distance := math.Abs(seen - expected[i])
		distance -= min(correction, distance)
		statistic += distance * distance / expected[i]
	}
	if math.IsNaN(statistic) {
		return statistic
	}
	return distuv.ChiSquared{K: 1}.Survival(statistic)
}

func cells(first, second Arm) [4]float64 {
	return [4]float64{first.events(), first.others(), second.events(), second.others()}
}

// expectedCounts are the cells if the arms shared one risk: row by column over
// all, in the order of arithmetic that R uses, so that exactly five stays five.
func expectedCounts(first, second Arm) [4]float64 {
	all := first.people() + second.people()
	events, others := first.events()+second.events(), first.others()+second.others()
	return [4]float64{
		first.people() * events / all, first.people() * others / all,
		second.people() * events / all, second.people() * others / all,
	}
}

// OddsRatioP is the two-sided p of Wald's test that the odds ratio is one, on
// the scale of Woolf's interval; NaN when a cell is zero.
//
// Agresti A. Categorical Data Analysis, 3rd ed. 2013, section 3.1.
// R: 2 * pnorm(-abs(log(or) / se)), as summary(glm(family = binomial)) has it.
func OddsRatioP(first, second Arm) float64 {
	l := math.Log(OddsRatio(first, second).Estimate)
	errors := math.Abs(l) / math.Sqrt(logOddsVariance(first, second))
	return math.Erfc(errors / math.Sqrt2) // both tails; gonum's Survival loses the far ones
}
