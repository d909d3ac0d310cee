package stats

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
)

func TestTheSourcesOwnCountGivesItsFigures(t *testing.T) {
	c := comparison(t, "2/18", "9/17")
	for _, x := range []struct{ what, got, want string }{
		{"first share", fmt.Sprintf("%.1f %%", 100*c.Proportions[0].Estimate), "11.1 %"},
		{"second share", fmt.Sprintf("%.1f %%", 100*c.Proportions[1].Estimate), "52.9 %"},
		{"risk ratio", printed(c.RiskRatio, 2), "0.21 (0.05–0.84)"},
		{"odds ratio", printed(c.OddsRatio, 3), "0.111 (0.019–0.640)"},
		{"Fisher p", fmt.Sprintf("%.4f", c.FisherP), "0.0116"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %s, want %s", x.what, x.got, x.want)
		}
	}
}

func TestTheTrialsUnadjustedCountsGiveTheirFigures(t *testing.T) {
	c := comparison(t, "64/218", "83/216")
	for _, x := range []struct{ what, got, want string }{
		{"odds ratio", printed(c.OddsRatio, 3), "0.666 (0.446–0.994)"},
		{"Wald p", fmt.Sprintf("%.4f", c.OddsRatioP), "0.0464"},
		{"chi-squared p", fmt.Sprintf("%.4f", c.ChiSquaredP), "0.0460"},
		{"Fisher p", fmt.Sprintf("%.3f", c.FisherP), "0.054"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %s, want %s", x.what, x.got, x.want)
		}
	}
}

func printed(i Interval, places int) string {
	return fmt.Sprintf("%.*f (%.*f–%.*f)", places, i.Estimate, places, i.Low, places, i.High)
}

func TestZeroCellsAreSaidRatherThanCorrectedInSilence(t *testing.T) {
	for _, x := range []struct {
		first, second string
		want          []Warning
	}{
		{"64/218", "83/216", nil},
		{"0/12", "5/14", []Warning{SmallExpected, NoRiskRatioInterval, NoOddsRatioInterval}},
		{"5/7", "0/5", []Warning{SmallExpected, NoRiskRatio, NoOddsRatio}},
		{"0/5", "0/4", []Warning{SmallExpected, NoChiSquared, NoRiskRatio, NoOddsRatio}},
		{"6/6", "4/4", []Warning{SmallExpected, NoChiSquared, EmptyRiskRatioInterval, NoOddsRatio}},
		{"7/10", "12/12", []Warning{SmallExpected, NoOddsRatioInterval}},
	} {
		if got := comparison(t, x.first, x.second).Warnings; !slices.Equal(got, x.want) {
			t.Errorf("%s v %s warns %v, want %v", x.first, x.second, got, x.want)
		}
	}
}

func TestExpectedCountsOfExactlyFiveAreNotSmall(t *testing.T) {
	if c := comparison(t, "4/10", "6/10"); c.Warnings != nil {
		t.Errorf("warns %v", c.Warnings)
	}
}

func TestWhatCannotBeWorkedOutIsNullInJSON(t *testing.T) {
	got, err := json.Marshal(comparison(t, "5/7", "0/5").RiskRatio)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"estimate":null,"low":null,"high":null,"method":"katz_log"}`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestImpossibleArmsAreRefused(t *testing.T) {
	for s, key := range map[string]string{
		"19/18":                       "estimate.arm.more_events",
		"1/0":                         "estimate.arm.nobody",
		"0/0":                         "estimate.arm.nobody",
		"-1/5":                        "estimate.arm.shape",
		"a/b":                         "estimate.arm.shape",
		"":                            "estimate.arm.shape",
		"2":                           "estimate.arm.shape",
		"2/":                          "estimate.arm.shape",
		"/18":                         "estimate.arm.shape",
		"2/1/8":                       "estimate.arm.shape",
		"2.0/18":                      "estimate.arm.shape",
		"+2/18":                       "estimate.arm.shape",
		" 2/18":                       "estimate.arm.shape",
		"٢/١٨":                        "estimate.arm.shape",
		"2/1000001":                   "estimate.arm.too_many",
		"2/99999999999999999999999":   "estimate.arm.too_many",
		"99999999999999999999999/100": "estimate.arm.more_events",
	} {
		_, err := ParseArm(s)
		p, ok := fault.AsProblems(err)
		if !ok || p[0].Key != key {
			t.Errorf("%q: %v, want %s", s, err, key)
		}
	}
	_, err := Compare(Arm{1, 0}, Arm{-1, 5})
	var p fault.Problems
	if !errors.As(err, &p) || len(p) != 2 || p[0].Field != "first.people" || p[1].Field != "second.events" {
		t.Errorf("both arms' problems should come at once, got %v", err)
	}
}

func FuzzParseArm(f *testing.F) {
	for _, s := range []string{"2/18", "0/1", "19/18", "a/b", "1/0", "-1/5", "007/18", "2/18/1", "\x00/\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseArm(s)
		if err != nil {
			if a != (Arm{}) {
				t.Errorf("%q is refused and yet gives %v", s, a)
			}
			return
		}
		if a.Check().Any() {
			t.Errorf("%q gives %v, which is no arm", s, a)
		}
		if again, err := ParseArm(a.String()); err != nil || again != a {
			t.Errorf("%q reads as %v, which reads as %v (%v)", s, a, again, err)
		}
	})
}

func drawArm(t *rapid.T, name string, most int) Arm {
	people := rapid.IntRange(1, most).Draw(t, name+" people")
	return Arm{rapid.IntRange(0, people).Draw(t, name+" events"), people}
}

func (a Arm) turned() Arm { return Arm{a.People - a.Events, a.People} }

func TestSwappingTheArmsTurnsTheEstimatesRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawArm(t, "first", 400), drawArm(t, "second", 400)
		one, _ := Compare(a, b)
		two, _ := Compare(b, a)
		near(t, "risk difference", one.RiskDifference.Estimate, -two.RiskDifference.Estimate)
		near(t, "its low limit", one.RiskDifference.Low, -two.RiskDifference.High)
		near(t, "number needed", one.NumberNeeded.Estimate, two.NumberNeeded.Estimate)
		for _, r := range [][2]Interval{{one.RiskRatio, two.RiskRatio}, {one.OddsRatio, two.OddsRatio}} {
			if r[0].Complete() && r[0].Estimate > 0 {
				near(t, "ratio", r[0].Estimate, 1/r[1].Estimate)
				near(t, "its low limit", r[0].Low, 1/r[1].High)
			}
		}
		sameTests(t, one, two)
	})
}

func TestCountingThoseWithoutTheEventTurnsTheEstimatesRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawArm(t, "first", 400), drawArm(t, "second", 400)
		one, _ := Compare(a, b)
		two, _ := Compare(a.turned(), b.turned())
		near(t, "share", one.Proportions[0].Estimate, 1-two.Proportions[0].Estimate)
		near(t, "its low limit", one.Proportions[0].Low, 1-two.Proportions[0].High)
		near(t, "risk difference", one.RiskDifference.Estimate, -two.RiskDifference.Estimate)
		if one.OddsRatio.Complete() && one.OddsRatio.Estimate > 0 {
			near(t, "odds ratio", one.OddsRatio.Estimate, 1/two.OddsRatio.Estimate)
			near(t, "its high limit", one.OddsRatio.High, 1/two.OddsRatio.Low)
		}
		sameTests(t, one, two)
	})
}

func sameTests(t *rapid.T, one, two Comparison) {
	near(t, "Fisher p", one.FisherP, two.FisherP)
	near(t, "chi-squared p", one.ChiSquaredP, two.ChiSquaredP)
	near(t, "corrected p", one.CorrectedChiSquaredP, two.CorrectedChiSquaredP)
	near(t, "Wald p", one.OddsRatioP, two.OddsRatioP)
}

func near(t *rapid.T, what string, a, b float64) {
	if math.IsNaN(a) && math.IsNaN(b) {
		return
	}
	if !(math.Abs(a-b) <= 1e-9*max(1e-3, math.Abs(a), math.Abs(b))) {
		t.Fatalf("%s: %v and %v", what, a, b)
	}
}

func TestEveryIntervalHoldsItsEstimateAndStaysInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := Compare(drawArm(t, "first", 1000), drawArm(t, "second", 1000))
		holds(t, "first share", c.Proportions[0], 0, 1)
		holds(t, "second share", c.Proportions[1], 0, 1)
		holds(t, "risk difference", c.RiskDifference, -1, 1)
		for what, i := range map[string]Interval{
			"risk ratio": c.RiskRatio, "odds ratio": c.OddsRatio, "number needed": c.NumberNeeded,
		} {
			if i.Complete() {
				holds(t, what, i, 0, math.Inf(1))
			}
		}
	})
}

func holds(t *rapid.T, what string, i Interval, least, most float64) {
	const rounding = 1e-12
	if !(least <= i.Low && i.Low <= i.Estimate+rounding && i.Estimate <= i.High+rounding && i.High <= most) {
		t.Fatalf("%s: %+v", what, i)
	}
	if !slices.Contains(Methods, i.Method) {
		t.Fatalf("%s has no named method: %q", what, i.Method)
	}
}

func TestEveryPIsAboveZeroAndAtMostOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := Compare(drawArm(t, "first", 300), drawArm(t, "second", 300))
		for what, p := range map[string]float64{
			"Fisher": c.FisherP, "chi-squared": c.ChiSquaredP, "corrected": c.CorrectedChiSquaredP, "Wald": c.OddsRatioP,
		} {
			if math.IsNaN(p) && what != "Fisher" {
				continue // said by a warning
			}
			if !(p > 0 && p <= 1) {
				t.Fatalf("%s p is %v", what, p)
			}
		}
		if c.CorrectedChiSquaredP < c.ChiSquaredP {
			t.Fatal("the correction made p smaller")
		}
	})
}

// TestFishersPIsTheCountOfArrangements works Fisher's p out in whole numbers,
// by the same tolerance, which no rounding can touch.
func TestFishersPIsTheCountOfArrangements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawArm(t, "first", 60), drawArm(t, "second", 60)
		k := a.Events + b.Events
		ways := func(x int) *big.Int {
			return new(big.Int).Mul(choose(a.People, x), choose(b.People, k-x))
		}
		all, asRare, seen := new(big.Int), new(big.Int), ways(a.Events)
		for x := max(0, k-b.People); x <= min(k, a.People); x++ {
			all.Add(all, ways(x))
			if ways(x).Cmp(seen) <= 0 {
				asRare.Add(asRare, ways(x))
			}
		}
		want, _ := new(big.Rat).SetFrac(asRare, all).Float64()
		near(t, "Fisher p", FisherP(a, b), want)
	})
}

func choose(n, k int) *big.Int { return new(big.Int).Binomial(int64(n), int64(k)) }

func TestTheLargestArmsAreComparedInGoodTime(t *testing.T) {
	c, err := Compare(Arm{500_000, MaxPeople}, Arm{499_000, MaxPeople})
	if err != nil || !finite(c.FisherP) || c.FisherP <= 0 {
		t.Errorf("Fisher p is %v (%v)", c.FisherP, err)
	}
	if math.Abs(c.FisherP/c.CorrectedChiSquaredP-1) > 0.001 {
		t.Errorf("Fisher p %v is far from the corrected chi-squared p %v", c.FisherP, c.CorrectedChiSquaredP)
	}
}

func TestNoneAndAllAreLimitsOfTheirOwnIntervals(t *testing.T) {
	for n := 1; n <= 1000; n++ {
		if low := Proportion(Arm{0, n}).Low; low != 0 {
			t.Fatalf("0/%d has the low limit %v", n, low)
		}
		if high := Proportion(Arm{n, n}).High; high != 1 {
			t.Fatalf("%d/%d has the high limit %v", n, n, high)
		}
	}
}
