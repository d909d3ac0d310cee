package report_test

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/report"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/stats"
)

func TestANumberNeededIsNamedByTheDirectionOfTheEffect(t *testing.T) {
	names := [2]string{"the visits", "the book"}
	for what, x := range map[string]struct {
		first, second stats.Arm
		treatment     int
		label, says   string // an empty label: there is no number
	}{
		"the treatment has fewer events": {stats.Arm{Events: 2, People: 18}, stats.Arm{Events: 9, People: 17}, 0,
			"Number needed to treat",
			"Number needed to treat: for every 2.4 people in the visits rather than in the book, one person fewer has the event."},
		"the treatment has more events": {stats.Arm{Events: 9, People: 17}, stats.Arm{Events: 2, People: 18}, 0,
			"Number needed to harm",
			"Number needed to harm: for every 2.4 people in the visits rather than in the book, one person more has the event."},
		"the second is the treatment, with fewer events": {
			stats.Arm{Events: 9, People: 17}, stats.Arm{Events: 2, People: 18}, 1,
			"Number needed to treat",
			"Number needed to treat: for every 2.4 people in the book rather than in the visits, one person fewer has the event."},
		"the interval includes no difference": {stats.Arm{Events: 1, People: 3}, stats.Arm{Events: 2, People: 3}, 0, "",
			"With the visits in place of the book, it runs from a number needed to treat of 1.4, through no difference " +
				"at all, to a number needed to harm of 3.2."},
		"the interval includes no difference, and the treatment is second": {
			stats.Arm{Events: 1, People: 3}, stats.Arm{Events: 2, People: 3}, 1, "",
			"With the book in place of the visits, it runs from a number needed to treat of 3.2, through no difference " +
				"at all, to a number needed to harm of 1.4."},
	} {
		t.Run(what, func(t *testing.T) {
			c, err := stats.Compare(x.first, x.second)
			if err != nil {
				t.Fatal(err)
			}
			v, arms := say.English(), report.Arms{Names: names, Treatment: x.treatment}
			label := ""
			for _, l := range report.Estimates(v, c, arms) {
				if strings.HasPrefix(l.Figure, "Number needed") {
					label = l.Figure
				}
			}
			said := strings.Join(append(report.Beware(v, c, arms), report.Needed(v, c, arms)), "\n")
			if label != x.label || !strings.Contains(said, x.says) {
				t.Errorf("it is labelled %q, want %q, and it says:\n%s", label, x.label, said)
			}
			if x.label == "" && report.Needed(v, c, arms) != "" {
				t.Error("one number is given all the same")
			}
		})
	}
}
