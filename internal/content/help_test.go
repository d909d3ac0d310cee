package content

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/programme"
)

func targets(h programme.HelpPack) string {
	var all []string
	for _, line := range h.Lines {
		for _, way := range line.Ways {
			all = append(all, string(way.Kind)+" "+way.Target)
		}
	}
	return strings.Join(all, "\n")
}

func TestTheUKPackLeadsToHelpInTheOrderOfUrgency(t *testing.T) {
	h, err := Help("uk")
	if err != nil {
		t.Fatal(err)
	}
	dials, at := targets(h), -1
	for _, next := range []string{"call 999", "call 111", "call 116123", "text 85258", "text 999", "call 18001999",
		"web https://999bsl.co.uk/"} {
		i := strings.Index(dials, next)
		if i <= at {
			t.Errorf("%s is missing, or comes too early:\n%s", next, dials)
		}
		at = i
	}
	if left := h.Without("emergency", "nhs_111", "samaritans"); len(left.Lines) != len(h.Lines)-1 {
		t.Error("999 or 111 could be taken out")
	}
}

// The pack's own Check holds every link of a demonstration to invented numbers;
// this holds the demo pack to being a demonstration, with a closed line in it.
func TestTheDemoPackReachesNobodyAndSaysSo(t *testing.T) {
	h, err := Help("demo")
	if err != nil || !h.Demo || !strings.Contains(h.Notice, "reach nobody") {
		t.Fatalf("%+v, %v", h, err)
	}
	for _, number := range []string{"call 999", "call 111", "call 116123", "text 85258", "text 999"} {
		if strings.Contains(targets(h), number+"\n") {
			t.Errorf("the demo dials %s", number)
		}
	}
	closed := 0
	for _, line := range h.Lines {
		if line.WhenClosed != "" {
			closed++
		}
	}
	if closed == 0 {
		t.Error("no line shows what to do when it is closed")
	}
}

func TestAFlawedPackIsRefused(t *testing.T) {
	good := shipped(t, "help/uk.yaml")
	for name, change := range map[string][2]string{
		"999 isn't fixed":      {"    fixed: true\n", ""},
		"a line's date is off": {"review_by: 2027-11-30", "review_by: soon"},
		"a setting unknown":    {"always: true", "allways: true"},
	} {
		if _, flaws := read[programme.HelpPack]([]byte(strings.Replace(good, change[0], change[1], 1))); len(flaws) == 0 {
			t.Errorf("%s, and nothing was said", name)
		}
	}
}
