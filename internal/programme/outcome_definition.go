package programme

import "slices"

// Clock is the day that an outcome counts from. All are dates that people in
// both arms have; none depends on visits that were held, which would bias the
// count and reveal the arm.
type Clock string

const (
	FromAllocation Clock = "allocation"  // a study alone has it
	FromDischarge  Clock = "discharge"   // from the crisis team
	FromPlannedEnd Clock = "planned_end" // of the course, counted from allocation, or from discharge in a service
)

// Clocks lists the clocks.
func Clocks() []Clock { return []Clock{FromAllocation, FromDischarge, FromPlannedEnd} }

// Valid tells whether c is one of the clocks.
func (c Clock) Valid() bool { return slices.Contains(Clocks(), c) }

// An OutcomeDefinition says what counts as relapse: which kinds of acute care,
// and within how long from when. Several may stand side by side, each labelled.
type OutcomeDefinition struct {
	Key          string        `yaml:"key"`
	Name         string        `yaml:"name"`
	Label        string        `yaml:"label"` // a sentence for the head of a table
	From         Clock         `yaml:"from"`
	WithinMonths int           `yaml:"within_months"` // either months
	WithinDays   int           `yaml:"within_days"`   // or days
	Kinds        []EpisodeKind `yaml:"kinds"`
}

// EpisodeKind is a kind of acute care.
type EpisodeKind string

const (
	HospitalAdmission EpisodeKind = "hospital_admission"
	CrisisHouse       EpisodeKind = "crisis_house"
	AcuteDayUnit      EpisodeKind = "acute_day_unit"
	CrisisCaseload    EpisodeKind = "crisis_caseload" // on a crisis team's caseload
)

// EpisodeKinds lists the kinds in the order a form offers them.
func EpisodeKinds() []EpisodeKind {
	return []EpisodeKind{HospitalAdmission, CrisisHouse, AcuteDayUnit, CrisisCaseload}
}

// Valid tells whether k is one of the kinds.
func (k EpisodeKind) Valid() bool { return slices.Contains(EpisodeKinds(), k) }
