package programme

import (
	"time"

	"footbridge.org/footbridge/internal/fault"
)

// aService and aStudy are small definitions that break no rule.
func aService() Definition {
	return Definition{
		Key: "example", Version: 1, Title: "Example", Summary: "An example.",
		Sessions: 10, CadenceDays: 7, WindowDays: 91, StartWithinDays: 31, AdequateSessions: 3,
		Referral: ReferralRules{MinimumAge: 18, DischargePastDays: 31, DischargeAheadDays: 14},
		Eligibility: []EligibilityLine{
			{Key: "leaving", Text: "Leaving the team now", Kind: Include, Required: Yes},
			{Key: "unsafe", Text: "Unsafe for one visitor", Kind: Exclude, Required: No},
		},
		DeclineReasons:   []Reason{{Key: "out_of_area", Text: "Out of area"}, {Key: "other", Text: "Other", NeedsNote: true}},
		InformationSheet: InformationSheet{Version: 1, File: "sheet-1.md"},
		Consent: []ConsentItem{
			{Key: "read", Version: 1, Text: "Read it", Required: true},
			{Key: "visits", Version: 2, Text: "Visits", Required: true},
			{Key: "letter", Version: 1, Text: "A letter to the GP"},
		},
		Arms:     []Arm{{Key: "peer_support", Name: "Peer support", Visits: true}},
		Workers:  WorkerRules{CourseDays: 5, TopUpDays: 2, SiteVisits: 1, GroupSupervisionDays: 7, IndividualSupervisionDays: 31, Clearances: []Reason{{Key: "dbs", Text: "DBS"}}},
		Workbook: "moving-on", Measures: []string{"qpr-15"},
		Outcomes: []OutcomeDefinition{{Key: "after_course", Name: "After the course", Label: "In six months", From: FromPlannedEnd, WithinMonths: 6, Kinds: EpisodeKinds()}},
		Help:     HelpRules{Pack: "uk", OrganisationLines: []OrganisationLine{{Key: "crisis_line", Text: "The team's line", Required: true}}},
	}
}

func aStudy() Definition {
	d := aService()
	d.Arms = append(d.Arms, Arm{Key: "workbook", Name: "Workbook alone"})
	d.Outcomes = append(d.Outcomes, OutcomeDefinition{Key: "year", Name: "A year", Label: "Within a year", From: FromAllocation, WithinMonths: 12, Kinds: EpisodeKinds()})
	return d
}

// Day reads a date that a test is sure of.
func Day(iso string) Date {
	d, err := ParseDate(iso)
	if err != nil {
		panic(iso + ": " + err.Error())
	}
	return d
}

// Time reads a time of day that a test is sure of.
func Time(s string) TimeOfDay {
	t, err := ParseTimeOfDay(s)
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
