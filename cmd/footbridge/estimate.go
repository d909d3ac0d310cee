package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"text/tabwriter"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/report"
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

Every figure comes with the name of its method. Intervals are 95 %.
The first arm is the treatment: fewer events there give a number needed to
treat, more events a number needed to harm.
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
		report.Within(t.Voice, c.RiskRatio, report.Ratio2), report.Within(t.Voice, c.OddsRatio, report.Ratio3),
		t.Probability(c.FisherP)))
	arms := report.Arms{Names: [2]string{t.Say("estimate.arm_first"), t.Say("estimate.arm_second")}}
	w := tabwriter.NewWriter(t.Out, 0, 0, 3, ' ', 0)
	for _, l := range slices.Concat([]report.Line{headings(t.Voice)}, report.Shares(t.Voice, c),
		report.Estimates(t.Voice, c, arms)) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Figure, l.Estimate, l.Interval, l.Method)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(t.Out, "\n%s\n", t.Say("estimate.reading"))
	if needed := report.Needed(t.Voice, c, arms); needed != "" {
		fmt.Fprintln(t.Out, needed)
	}
	for _, text := range report.Beware(t.Voice, c, arms) {
		fmt.Fprintln(t.Out, text)
	}
	return nil
}

func headings(v say.Voice) report.Line {
	return report.Line{
		Figure: v.Say("estimate.heading.figure"), Estimate: v.Say("estimate.heading.estimate"),
		Interval: v.Say("estimate.heading.interval"), Method: v.Say("estimate.heading.method"),
	}
}
