package programme

// A Definition is one version of a programme, as content holds it. A released
// version is never edited, and a person stays on the version they started
// under. Field names in its problems are those of the file.
type Definition struct {
	Key              string              `yaml:"key"`
	Version          int                 `yaml:"version"`
	Title            string              `yaml:"title"`
	Summary          string              `yaml:"summary"`  // one or two sentences for staff
	Released         Date                `yaml:"released"` // none while it is a draft
	Sessions         int                 `yaml:"sessions"`
	CadenceDays      int                 `yaml:"cadence_days"`      // from one session to the next
	WindowDays       int                 `yaml:"window_days"`       // from discharge to the last session
	StartWithinDays  int                 `yaml:"start_within_days"` // from discharge to the first session
	AdequateSessions int                 `yaml:"adequate_sessions"` // how many count as an adequate dose
	Referral         ReferralRules       `yaml:"referral"`
	Eligibility      []EligibilityLine   `yaml:"eligibility"`
	DeclineReasons   []Reason            `yaml:"decline_reasons"`
	InformationSheet InformationSheet    `yaml:"information_sheet"`
	Consent          []ConsentItem       `yaml:"consent"`
	Arms             []Arm               `yaml:"arms"` // one is a service, two are a study
	Workers          WorkerRules         `yaml:"workers"`
	Workbook         string              `yaml:"workbook"`
	Measures         []string            `yaml:"measures"`
	Outcomes         []OutcomeDefinition `yaml:"outcomes"`
	Help             HelpRules           `yaml:"help"`
}

// A Version names one version of one programme.
type Version struct {
	Programme string `json:"programme"`
	Number    int    `json:"number"`
}

// Ref names d's version.
func (d Definition) Ref() Version { return Version{Programme: d.Key, Number: d.Version} }

// ReferralRules say whom a referral may be about.
type ReferralRules struct {
	MinimumAge         int `yaml:"minimum_age"`
	DischargePastDays  int `yaml:"discharge_past_days"`  // how long ago the discharge may lie
	DischargeAheadDays int `yaml:"discharge_ahead_days"` // how far ahead it may be planned
}

// An EligibilityLine is one criterion, put so that yes or no answers it.
type EligibilityLine struct {
	Key      string   `yaml:"key"`
	Text     string   `yaml:"text"`
	Kind     LineKind `yaml:"kind"`
	Required Reply    `yaml:"required"` // the answer that lets somebody in: yes or no
}

// LineKind says whether a criterion lets people in or keeps them out, as study
// reports count the two apart.
type LineKind string

const (
	Include LineKind = "include"
	Exclude LineKind = "exclude"
)

// A Reason is one of a fixed list, for counting. A note may go beside it.
type Reason struct {
	Key       string `yaml:"key"`
	Text      string `yaml:"text"`
	NeedsNote bool   `yaml:"needs_note"` // "something else" says nothing by itself
}

// An InformationSheet is what somebody is given before they decide.
type InformationSheet struct {
	Version int    `yaml:"version"`
	File    string `yaml:"file"` // in content/pages, without a folder
}

// A ConsentItem is one statement that somebody agrees to or not.
type ConsentItem struct {
	Key      string `yaml:"key"`
	Version  int    `yaml:"version"`
	Text     string `yaml:"text"`
	Required bool   `yaml:"required"` // without it there is no taking part
}

// An Arm is one way of taking part.
type Arm struct {
	Key    string `yaml:"key"`
	Name   string `yaml:"name"`
	Visits bool   `yaml:"visits"`
}

// WorkerRules say what a worker has to have before the first visit, and after.
type WorkerRules struct {
	CourseDays                int      `yaml:"course_days"`
	TopUpDays                 int      `yaml:"top_up_days"`
	SiteVisits                int      `yaml:"site_visits"`                 // visits by an experienced peer worker
	GroupSupervisionDays      int      `yaml:"group_supervision_days"`      // at most so many days apart
	IndividualSupervisionDays int      `yaml:"individual_supervision_days"` // at most so many days apart
	Clearances                []Reason `yaml:"clearances"`
}

// HelpRules name the pack of urgent-help lines, and the lines that each
// organisation has to add to it.
type HelpRules struct {
	Pack              string             `yaml:"pack"`
	OrganisationLines []OrganisationLine `yaml:"organisation_lines"`
}

// An OrganisationLine is a help line that only the organisation knows.
type OrganisationLine struct {
	Key      string `yaml:"key"`
	Text     string `yaml:"text"`
	Required bool   `yaml:"required"`
}

// Study tells whether d compares two arms.
func (d Definition) Study() bool { return len(d.Arms) > 1 }

// Line returns the eligibility line with the key, and whether there is one.
func (d Definition) Line(key string) (EligibilityLine, bool) {
	for _, line := range d.Eligibility {
		if line.Key == key {
			return line, true
		}
	}
	return EligibilityLine{}, false
}

// Item returns the consent item with the key, and whether there is one.
func (d Definition) Item(key string) (ConsentItem, bool) {
	for _, item := range d.Consent {
		if item.Key == key {
			return item, true
		}
	}
	return ConsentItem{}, false
}

// Arm returns the arm with the key, and whether there is one.
func (d Definition) Arm(key string) (Arm, bool) {
	for _, arm := range d.Arms {
		if arm.Key == key {
			return arm, true
		}
	}
	return Arm{}, false
}

// BringsVisits tells whether d brings visits to anybody who is in an arm. In a
// service everybody is in its only arm, and none is named.
func (d Definition) BringsVisits(arm string) bool {
	if !d.Study() {
		return len(d.Arms) == 1 && d.Arms[0].Visits
	}
	in, known := d.Arm(arm)
	return known && in.Visits
}

// DeclineReason returns the reason with the key, and whether there is one.
func (d Definition) DeclineReason(key string) (Reason, bool) {
	for _, reason := range d.DeclineReasons {
		if reason.Key == key {
			return reason, true
		}
	}
	return Reason{}, false
}

// Outcome returns the outcome definition with the key, and whether there is one.
func (d Definition) Outcome(key string) (OutcomeDefinition, bool) {
	for _, outcome := range d.Outcomes {
		if outcome.Key == key {
			return outcome, true
		}
	}
	return OutcomeDefinition{}, false
}
