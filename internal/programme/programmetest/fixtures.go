package programmetest

import (
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// Service and Study are small definitions that break no rule.
func Service() programme.Definition {
	return programme.Definition{
		Key: "example", Version: 1, Title: "Example", Summary: "An example.",
		Sessions: 10, CadenceDays: 7, WindowDays: 91, StartWithinDays: 31, AdequateSessions: 3,
		Referral: programme.ReferralRules{MinimumAge: 18, DischargePastDays: 31, DischargeAheadDays: 14},
		Eligibility: []programme.EligibilityLine{
			{Key: "leaving", Text: "Leaving the team now", Kind: programme.Include, Required: programme.Yes},
			{Key: "unsafe", Text: "Unsafe for one visitor", Kind: programme.Exclude, Required: programme.No},
		},
		DeclineReasons: []programme.Reason{{Key: "out_of_area", Text: "Out of area"},
			{Key: "other", Text: "Other", NeedsNote: true}},
		InformationSheet: programme.InformationSheet{Version: 1, File: "sheet-1.md"},
		Consent: []programme.ConsentItem{
			{Key: "read", Version: 1, Text: "Read it", Required: true},
			{Key: "visits", Version: 2, Text: "Visits", Required: true},
			{Key: "letter", Version: 1, Text: "A letter to the GP"},
		},
		Arms: []programme.Arm{{Key: "peer_support", Name: "Peer support", Visits: true}},
		Workers: programme.WorkerRules{CourseDays: 5, TopUpDays: 2, SiteVisits: 1, GroupSupervisionDays: 7,
			IndividualSupervisionDays: 31, Clearances: []programme.Reason{{Key: "dbs", Text: "DBS"}}},
		Workbook: "moving-on", Measures: []string{"qpr-15"},
		Outcomes: []programme.OutcomeDefinition{{Key: "after_course", Name: "After the course", Label: "In six months",
			From: programme.FromPlannedEnd, WithinMonths: 6, Kinds: programme.EpisodeKinds()}},
		Help: programme.HelpRules{Pack: "uk",
			OrganisationLines: []programme.OrganisationLine{{Key: "crisis_line", Text: "The team's line", Required: true}}},
	}
}

func Study() programme.Definition {
	d := Service()
	d.Arms = append(d.Arms, programme.Arm{Key: "workbook", Name: "Workbook alone"})
	d.Outcomes = append(d.Outcomes, programme.OutcomeDefinition{Key: "year", Name: "A year", Label: "Within a year",
		From: programme.FromAllocation, WithinMonths: 12, Kinds: programme.EpisodeKinds()})
	return d
}

// Day reads a date that a test is sure of.
func Day(iso string) programme.Date {
	d, err := programme.ParseDate(iso)
	if err != nil {
		panic(iso + ": " + err.Error())
	}
	return d
}

// Time reads a time of day that a test is sure of.
func Time(s string) programme.TimeOfDay {
	t, err := programme.ParseTimeOfDay(s)
	if err != nil {
		panic(s + ": " + err.Error())
	}
	return t
}

// London is where most tests are.
var London = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return zone
}()

// Now is when most tests are.
var Now = time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)

// Said is the keys of the problems by field, for comparing.
func Said(p fault.Problems) map[string]string {
	keys := map[string]string{}
	for _, x := range p {
		keys[x.Field] = x.Key
	}
	return keys
}
