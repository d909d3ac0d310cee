package pathway

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func TestNobodyIsAcceptedWhileALineIsUnsettled(t *testing.T) {
	d, answers := programmetest.Service(), aReferral().Eligibility
	v := Decision{ID: "d", Referral: "r", Verdict: Accept}
	if got := programmetest.Said(v.Check(d, answers)); len(got) != 1 ||
		got["eligibility.unsafe"] != "screening.eligibility.unmet" {
		t.Errorf("not sure: %v", got)
	}
	v.Settled = []Answer{{Line: "unsafe", Reply: programme.No, Note: "rang the team"}}
	if p := v.Check(d, answers); p.Any() {
		t.Errorf("settled: %v", p)
	}
	v.Settled[0].Reply = programme.Yes
	if !v.Check(d, answers).Any() {
		t.Error("settled against taking part, and accepted")
	}
}

func TestDecliningNeedsAReasonFromTheProgramme(t *testing.T) {
	d := programmetest.Service()
	for _, c := range []struct {
		decision   Decision
		field, key string
	}{
		{Decision{Verdict: Decline}, "reason", "screening.reason.missing"},
		{Decision{Verdict: Decline, Reason: "rain"}, "reason", "screening.reason.unknown"},
		{Decision{Verdict: Decline, Reason: "other"}, "note", "screening.note.missing"},
		{Decision{Verdict: Decline, Reason: "other", Note: "moved away"}, "", ""},
		{Decision{Verdict: Decline, Reason: "out_of_area"}, "", ""},
		{Decision{Verdict: Accept, Reason: "out_of_area", Settled: []Answer{{Line: "unsafe", Reply: programme.No}}}, "reason",
			"screening.reason.not_asked"},
		{Decision{}, "verdict", "screening.verdict.missing"},
	} {
		c.decision.ID, c.decision.Referral = "d", "r"
		p := c.decision.Check(d, aReferral().Eligibility)
		if got := programmetest.Said(p); got[c.field] != c.key || len(p) > 1 || c.key == "" && p.Any() {
			t.Errorf("%+v: %v, want %s", c.decision, p, c.key)
		}
	}
}
