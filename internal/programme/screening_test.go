package programme

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTenWeeklyVisitsInNinetyOneDaysMustBeginByDayTwentyEight(t *testing.T) {
	for _, c := range []struct{ discharge, want string }{
		{"2026-11-01", "2026-11-29"},
		{"2026-10-01", "2026-10-29"}, // across the October clock change
		{"2028-02-10", "2028-03-09"}, // across a leap day
		{"2027-02-10", "2027-03-10"},
		{"2026-12-15", "2027-01-12"},
	} {
		if got := LastWorkableStart(aService(), day(c.discharge)).String(); got != c.want {
			t.Errorf("discharged %s: %s, want %s", c.discharge, got, c.want)
		}
	}
}

func TestStartingOnTheLastWorkableDayJustFitsTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Definition{
			Sessions: rapid.IntRange(1, 20).Draw(t, "sessions"), CadenceDays: rapid.IntRange(1, 14).Draw(t, "cadence"),
			WindowDays: rapid.IntRange(1, 400).Draw(t, "window"),
		}
		discharge := anyDate.Draw(t, "discharge")
		session := LastWorkableStart(d, discharge)
		for range d.Sessions - 1 {
			session = session.AddDays(d.CadenceDays)
		}
		if session != discharge.AddDays(d.WindowDays) {
			t.Fatalf("the last session falls on %v", session)
		}
	})
}

func TestStartByIsTheProgrammesLimitWhereThatComesFirst(t *testing.T) {
	d, discharge := aService(), day("2026-11-01")
	if got := StartBy(d, discharge); got != LastWorkableStart(d, discharge) {
		t.Errorf("a window of 91 days: %v", got)
	}
	d.WindowDays = 122
	if got := StartBy(d, discharge); got != day("2026-12-02") {
		t.Errorf("a window of four months, to begin within 31 days: %v", got)
	}
	d.StartWithinDays = 0
	if got := StartBy(d, discharge); got != day("2026-12-30") {
		t.Errorf("no limit of its own: %v", got)
	}
}

func TestDaysSinceCountsFromTheDayItself(t *testing.T) {
	discharge := day("2026-10-20")
	for on, want := range map[string]int{"2026-10-19": -1, "2026-10-20": 0, "2026-10-27": 7} {
		if got := DaysSince(discharge, day(on)); got != want {
			t.Errorf("%s: %d, want %d", on, got, want)
		}
	}
}

func TestNobodyIsAcceptedWhileALineIsUnsettled(t *testing.T) {
	d, answers := aService(), aReferral().Eligibility
	v := Decision{ID: "d", Referral: "r", Verdict: Accept}
	if got := said(v.Check(d, answers)); len(got) != 1 || got["eligibility.unsafe"] != "screening.eligibility.unmet" {
		t.Errorf("not sure: %v", got)
	}
	v.Settled = []Answer{{Line: "unsafe", Reply: No, Note: "rang the team"}}
	if p := v.Check(d, answers); p.Any() {
		t.Errorf("settled: %v", p)
	}
	v.Settled[0].Reply = Yes
	if !v.Check(d, answers).Any() {
		t.Error("settled against taking part, and accepted")
	}
}

func TestDecliningNeedsAReasonFromTheProgramme(t *testing.T) {
	d := aService()
	for _, c := range []struct {
		decision   Decision
		field, key string
	}{
		{Decision{Verdict: Decline}, "reason", "screening.reason.missing"},
		{Decision{Verdict: Decline, Reason: "rain"}, "reason", "screening.reason.unknown"},
		{Decision{Verdict: Decline, Reason: "other"}, "note", "screening.note.missing"},
		{Decision{Verdict: Decline, Reason: "other", Note: "moved away"}, "", ""},
		{Decision{Verdict: Decline, Reason: "out_of_area"}, "", ""},
		{Decision{Verdict: Accept, Reason: "out_of_area", Settled: []Answer{{Line: "unsafe", Reply: No}}}, "reason", "screening.reason.not_asked"},
		{Decision{}, "verdict", "screening.verdict.missing"},
	} {
		c.decision.ID, c.decision.Referral = "d", "r"
		p := c.decision.Check(d, aReferral().Eligibility)
		if got := said(p); got[c.field] != c.key || len(p) > 1 || c.key == "" && p.Any() {
			t.Errorf("%+v: %v, want %s", c.decision, p, c.key)
		}
	}
}
