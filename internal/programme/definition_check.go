package programme

import (
	"fmt"
	"regexp"
	"slices"

	"footbridge.org/footbridge/internal/fault"
)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9]*([_-][a-z0-9]+)*$`)

// A checker walks a definition and collects its problems.
type checker struct{ p fault.Problems }

func (c *checker) text(s string, longest int, field string) {
	c.p.If(fault.Blank(s), field, "definition.text.missing")
	c.p.If(fault.TooLong(s, longest), field, "definition.text.long", longest)
}

// key reports a missing, ill-formed or repeated key, and remembers it in seen.
func (c *checker) key(key, field string, seen map[string]bool) {
	c.p.If(key == "", field, "definition.key.missing")
	c.p.If(key != "" && (!keyShape.MatchString(key) || len(key) > 60), field, "definition.key.shape")
	c.p.If(key != "" && seen[key], field, "definition.key.twice")
	seen[key] = true
}

func (c *checker) between(n, low, high int, field string) {
	c.p.If(n < low || n > high, field, "definition.number.range", low, high)
}

func at(list string, i int, field string) string {
	return fmt.Sprintf("%s[%d].%s", list, i, field)
}

// Check reports everything that is wrong with d as a programme file. Whether
// the sheet, the workbook and the help pack that it names exist is the
// business of those who hold them.
func (d Definition) Check() fault.Problems {
	c := &checker{}
	c.key(d.Key, "key", map[string]bool{})
	c.between(d.Version, 1, 9999, "version")
	c.text(d.Title, MaxName, "title")
	c.text(d.Summary, MaxNote, "summary")
	c.course(d)
	c.referral(d.Referral)
	c.eligibility(d.Eligibility)
	c.reasons(d.DeclineReasons, "decline_reasons")
	c.between(d.InformationSheet.Version, 1, 9999, "information_sheet.version")
	c.p.If(!sheetShape.MatchString(d.InformationSheet.File), "information_sheet.file", "definition.sheet.shape")
	c.consent(d.Consent)
	c.arms(d.Arms)
	c.workers(d.Workers)
	c.key(d.Workbook, "workbook", map[string]bool{})
	c.measures(d.Measures)
	c.outcomes(d)
	c.help(d.Help)
	return c.p
}

var sheetShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.md$`)

// course holds the figures to each other: the sessions must fit the window.
func (c *checker) course(d Definition) {
	c.between(d.Sessions, 1, 104, "sessions")
	c.between(d.CadenceDays, 1, 92, "cadence_days")
	c.between(d.WindowDays, 1, 1826, "window_days")
	c.p.If(d.Sessions > 0 && d.CadenceDays > 0 && d.WindowDays > 0 && (d.Sessions-1)*d.CadenceDays > d.WindowDays,
		"window_days", "definition.window.short", d.Sessions, d.CadenceDays, (d.Sessions-1)*d.CadenceDays)
	c.p.If(d.StartWithinDays < 0 || d.StartWithinDays > d.WindowDays, "start_within_days",
		"definition.start.late", d.WindowDays)
	c.p.If(d.AdequateSessions < 0 || d.AdequateSessions > d.Sessions, "adequate_sessions",
		"definition.adequate.many", d.Sessions)
}

func (c *checker) referral(r ReferralRules) {
	c.between(r.MinimumAge, 16, 100, "referral.minimum_age")
	c.between(r.DischargePastDays, 1, 366, "referral.discharge_past_days")
	c.between(r.DischargeAheadDays, 0, 92, "referral.discharge_ahead_days")
}

func (c *checker) eligibility(lines []EligibilityLine) {
	c.p.If(len(lines) == 0, "eligibility", "definition.eligibility.none")
	seen := map[string]bool{}
	for i, line := range lines {
		c.key(line.Key, at("eligibility", i, "key"), seen)
		c.text(line.Text, MaxNote, at("eligibility", i, "text"))
		c.p.If(line.Kind != Include && line.Kind != Exclude, at("eligibility", i, "kind"), "definition.eligibility.kind")
		c.p.If(line.Required != Yes && line.Required != No, at("eligibility", i, "required"),
			"definition.eligibility.required")
	}
}

func (c *checker) reasons(reasons []Reason, list string) {
	c.p.If(len(reasons) == 0, list, "definition.list.empty")
	seen := map[string]bool{}
	for i, reason := range reasons {
		c.key(reason.Key, at(list, i, "key"), seen)
		c.text(reason.Text, MaxNote, at(list, i, "text"))
	}
}

func (c *checker) consent(items []ConsentItem) {
	seen, required := map[string]bool{}, false
	for i, item := range items {
		c.key(item.Key, at("consent", i, "key"), seen)
		c.between(item.Version, 1, 9999, at("consent", i, "version"))
		c.text(item.Text, MaxNote, at("consent", i, "text"))
		required = required || item.Required
	}
	c.p.If(!required, "consent", "definition.consent.none_required")
}

func (c *checker) arms(arms []Arm) {
	c.p.If(len(arms) < 1 || len(arms) > 2, "arms", "definition.arms.number")
	seen, visits := map[string]bool{}, false
	for i, arm := range arms {
		c.key(arm.Key, at("arms", i, "key"), seen)
		c.text(arm.Name, MaxName, at("arms", i, "name"))
		visits = visits || arm.Visits
	}
	c.p.If(len(arms) > 0 && !visits, "arms", "definition.arms.no_visits")
}

func (c *checker) workers(w WorkerRules) {
	c.between(w.CourseDays, 0, 60, "workers.course_days")
	c.between(w.TopUpDays, 0, 60, "workers.top_up_days")
	c.between(w.SiteVisits, 0, 60, "workers.site_visits")
	c.between(w.GroupSupervisionDays, 1, 92, "workers.group_supervision_days")
	c.between(w.IndividualSupervisionDays, 1, 92, "workers.individual_supervision_days")
	c.reasons(w.Clearances, "workers.clearances")
}

func (c *checker) measures(keys []string) {
	seen := map[string]bool{}
	for i, key := range keys {
		c.key(key, fmt.Sprintf("measures[%d]", i), seen)
	}
}

func (c *checker) outcomes(d Definition) {
	c.p.If(len(d.Outcomes) == 0, "outcomes", "definition.list.empty")
	seen := map[string]bool{}
	for i, o := range d.Outcomes {
		c.key(o.Key, at("outcomes", i, "key"), seen)
		c.p.If(o.From == FromAllocation && !d.Study(), at("outcomes", i, "from"), "outcome.from.no_arms")
		for _, x := range o.Check() {
			c.p.If(true, at("outcomes", i, x.Field), x.Key, x.Args...)
		}
	}
}

// Check reports every rule that o breaks, its key apart.
func (o OutcomeDefinition) Check() fault.Problems {
	c := &checker{}
	c.text(o.Name, MaxName, "name")
	c.text(o.Label, MaxNote, "label")
	c.p.If(!o.From.Valid(), "from", "outcome.from.missing")
	c.p.If((o.WithinMonths > 0) == (o.WithinDays > 0), "within_months", "outcome.within.one")
	c.between(o.WithinMonths, 0, 120, "within_months")
	c.between(o.WithinDays, 0, 3660, "within_days")
	c.p.If(len(o.Kinds) == 0, "kinds", "definition.list.empty")
	for i, kind := range o.Kinds {
		field := fmt.Sprintf("kinds[%d]", i)
		c.p.If(!kind.Valid(), field, "outcome.kind.unknown")
		c.p.If(slices.Index(o.Kinds, kind) < i, field, "definition.key.twice")
	}
	return c.p
}

func (c *checker) help(h HelpRules) {
	c.key(h.Pack, "help.pack", map[string]bool{})
	seen := map[string]bool{}
	for i, line := range h.OrganisationLines {
		c.key(line.Key, at("help.organisation_lines", i, "key"), seen)
		c.text(line.Text, MaxNote, at("help.organisation_lines", i, "text"))
	}
}
