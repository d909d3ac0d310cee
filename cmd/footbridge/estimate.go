package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
)

type estimateCommand struct {
	First  string `arg:"" help:"The first arm: how many had the event, a slash, how many people, as in 2/18."`
	Second string `arg:"" help:"The arm it is compared with, as in 9/17."`
	JSON   bool   `name:"json" help:"Write one JSON object. What cannot be worked out is null."`
}

func (estimateCommand) Help() string {
	return `Example: footbridge estimate 2/18 9/17

Every figure stands beside the name of its method; intervals are 95 %.
The figures agree with R (epitools, fisher.test, chisq.test, prop.test).`
}

// Run prints the comparison of two arms as a sentence, a table and what to
// beware of, or as JSON.
func (c estimateCommand) Run(t terminal) error {
	first, err := readArm(t.Voice, c.First)
	if err != nil {
		return err
	}
	second, err := readArm(t.Voice, c.Second)
	if err != nil {
		return err
	}
	compared, err := stats.Compare(first, second)
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(t.Out)
		out.SetIndent("", "  ")
		return out.Encode(answerFor(t.Voice, compared))
	}
	return printEstimates(t, compared)
}

func readArm(v say.Voice, s string) (stats.Arm, error) {
	a, err := stats.ParseArm(s)
	if problems, ok := fault.AsProblems(err); ok {
		return a, misuse{fmt.Errorf("%s: %s", s, v.Say(problems[0].Key, problems[0].Args...))}
	}
	return a, err
}

func printEstimates(t terminal, c stats.Comparison) error {
	fmt.Fprintf(t.Out, "%s\n\n", t.Say("estimate.sentence",
		c.Arms[0].String(), t.Percent(c.Proportions[0].Estimate),
		c.Arms[1].String(), t.Percent(c.Proportions[1].Estimate),
		within(t.Voice, c.RiskRatio, ratio2), within(t.Voice, c.OddsRatio, ratio3), t.Probability(c.FisherP)))
	w := tabwriter.NewWriter(t.Out, 0, 0, 3, ' ', 0)
	for _, row := range estimateRows(t.Voice, c) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", row[0], row[1], row[2], row[3])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(t.Out, "\n%s\n", t.Say("estimate.reading"))
	if !c.NumberNeeded.Complete() {
		fmt.Fprintln(t.Out, t.Say("estimate.number_needed_missing"))
	}
	for _, warning := range c.Warnings {
		fmt.Fprintln(t.Out, t.Say("estimate.warning."+string(warning)))
	}
	return nil
}

// A shown puts one figure of an interval in words.
type shown func(v say.Voice, x float64) string

func percent(v say.Voice, x float64) string { return v.Percent(x) }
func points(v say.Voice, x float64) string  { return v.Number(100*x, 1) }
func ratio2(v say.Voice, x float64) string  { return v.Ratio(x, 2) }
func ratio3(v say.Voice, x float64) string  { return v.Ratio(x, 3) }
func people(v say.Voice, x float64) string  { return v.Number(x, 1) }

func estimateRows(v say.Voice, c stats.Comparison) [][4]string {
	rows := [][4]string{{
		v.Say("estimate.heading.figure"), v.Say("estimate.heading.estimate"),
		v.Say("estimate.heading.interval"), v.Say("estimate.heading.method"),
	}}
	interval := func(figure string, i stats.Interval, as shown) {
		rows = append(rows, [4]string{figure, estimate(v, i, as), limits(v, i, as), method(v, i.Method)})
	}
	p := func(p float64, m stats.Method) {
		rows = append(rows, [4]string{v.Say("estimate.figure.p"), v.Probability(p), "", method(v, m)})
	}
	interval(v.Say("estimate.figure.first", c.Arms[0].String()), c.Proportions[0], percent)
	interval(v.Say("estimate.figure.second", c.Arms[1].String()), c.Proportions[1], percent)
	interval(v.Say("estimate.figure.risk_ratio"), c.RiskRatio, ratio2)
	interval(v.Say("estimate.figure.odds_ratio"), c.OddsRatio, ratio3)
	interval(v.Say("estimate.figure.risk_difference"), c.RiskDifference, points)
	if c.NumberNeeded.Complete() {
		interval(v.Say("estimate.figure.number_needed"), c.NumberNeeded, people)
	}
	p(c.FisherP, stats.FisherExact)
	p(c.ChiSquaredP, stats.ChiSquared)
	p(c.CorrectedChiSquaredP, stats.ChiSquaredCor)
	p(c.OddsRatioP, stats.WaldLogOdds)
	return rows
}

func method(v say.Voice, m stats.Method) string { return v.Say("estimate.method." + string(m)) }

func within(v say.Voice, i stats.Interval, as shown) string {
	return v.Say("estimate.within", estimate(v, i, as), limits(v, i, as))
}

func estimate(v say.Voice, i stats.Interval, as shown) string {
	if stats.Finite(i.Estimate) == nil {
		return v.Say("estimate.missing")
	}
	return as(v, i.Estimate)
}

func limits(v say.Voice, i stats.Interval, as shown) string {
	if !i.Complete() {
		return v.Say("estimate.range_missing")
	}
	return v.Say("estimate.range", as(v, i.Low), as(v, i.High))
}
