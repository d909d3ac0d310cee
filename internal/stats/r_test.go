package stats

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
)

// TestEstimatesAgreeWithR holds every figure to six significant ones of R's
// committed output.
func TestEstimatesAgreeWithR(t *testing.T) {
	tables := map[string]bool{}
	for _, row := range committed(t) {
		pair, figure := row[0]+" v "+row[1], row[2]
		tables[pair] = true
		t.Run(pair+" "+figure, func(t *testing.T) {
			c := comparison(t, row[0], row[1])
			if figure == "chi_squared_warning" {
				checkWarning(t, c, row[3])
				return
			}
			want := numbers(t, row[3:])
			got := figures(c)[figure]
			if len(got) != len(want) {
				t.Fatalf("%d figures, R has %d", len(got), len(want))
			}
			for i := range want {
				if !sixFigures(got[i], want[i]) {
					t.Errorf("figure %d is %.9g, R has %.9g", i, got[i], want[i])
				}
			}
		})
	}
	if len(tables) < 6 {
		t.Errorf("only %d tables are compared", len(tables))
	}
}

// TestTheCommittedFiguresAreWhatRPrints runs the script again where R is there.
func TestTheCommittedFiguresAreWhatRPrints(t *testing.T) {
	if exec.Command("Rscript", "-e", "library(epitools)").Run() != nil {
		t.Skip("Rscript with epitools is not installed here; the committed output stands")
	}
	got, err := exec.Command("Rscript", "testdata/estimates.R").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/estimates.csv")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("R prints other figures than testdata/estimates.csv holds:\n%s", got)
	}
}

func figures(c Comparison) map[string][]float64 {
	three := func(i Interval) []float64 { return []float64{i.Estimate, i.Low, i.High} }
	return map[string][]float64{
		"proportion_first":        three(c.Proportions[0]),
		"proportion_second":       three(c.Proportions[1]),
		"risk_ratio":              three(c.RiskRatio),
		"odds_ratio":              three(c.OddsRatio),
		"risk_difference":         three(c.RiskDifference),
		"number_needed":           three(c.NumberNeeded),
		"odds_ratio_p":            {c.OddsRatioP},
		"fisher_p":                {c.FisherP},
		"chi_squared_p":           {c.ChiSquaredP},
		"chi_squared_corrected_p": {c.CorrectedChiSquaredP},
	}
}

func checkWarning(t *testing.T, c Comparison, said string) {
	t.Helper()
	if warned := slices.Contains(c.Warnings, SmallExpected); warned != (said != "") {
		t.Errorf("we warn of small expected counts: %t; R says %q", warned, said)
	}
}

func committed(t *testing.T) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/estimates.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func comparison(t *testing.T, first, second string) Comparison {
	t.Helper()
	var arms [2]Arm
	for i, s := range []string{first, second} {
		a, err := ParseArm(s)
		if err != nil {
			t.Fatal(err)
		}
		arms[i] = a
	}
	c, err := Compare(arms[0], arms[1])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func numbers(t *testing.T, words []string) []float64 {
	t.Helper()
	var all []float64
	for _, w := range words {
		if w == "" {
			continue
		}
		x, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

// sixFigures tells whether a and b read the same to six significant figures,
// give or take half of one in the sixth; what isn't a number must be the same.
func sixFigures(a, b float64) bool {
	if !finite(a) || !finite(b) || a == 0 || b == 0 {
		return fmt.Sprint(a) == fmt.Sprint(b) || math.Abs(a-b) < 1e-15
	}
	return math.Abs(a-b) <= 5e-7*math.Abs(b)
}
