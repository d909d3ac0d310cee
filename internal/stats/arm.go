package stats

import (
	"fmt"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// MaxPeople bounds an arm: Fisher's test walks every table with the same
// margins, and no programme has a million people in an arm.
const MaxPeople = 1_000_000

// An Arm is how many of an arm's people had the event: 0 ≤ Events ≤ People,
// 1 ≤ People ≤ MaxPeople.
type Arm struct {
	Events, People int
}

// Check reports what makes a no arm at all.
func (a Arm) Check() fault.Problems {
	var p fault.Problems
	p.If(a.People < 1, "people", "estimate.arm.nobody")
	p.If(a.People > MaxPeople, "people", "estimate.arm.too_many", MaxPeople)
	p.If(a.Events < 0, "events", "estimate.arm.negative")
	p.If(a.People >= 1 && a.Events > a.People, "events", "estimate.arm.more_events")
	return p
}

// ParseArm reads "2/18": two whole numbers of plain digits round a slash.
// The error is fault.Problems.
func ParseArm(s string) (Arm, error) {
	events, people, ok := strings.Cut(s, "/")
	if !ok || !digits(events) || !digits(people) {
		return Arm{}, fault.Problems{{Field: "arm", Key: "estimate.arm.shape"}}
	}
	a := Arm{count(events), count(people)}
	if err := a.Check().Err(); err != nil {
		return Arm{}, err
	}
	return a, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// count reads digits; a number beyond int is held at the largest int, which
// Check refuses.
func count(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// String is the arm as ParseArm reads it, as in "2/18".
func (a Arm) String() string { return fmt.Sprintf("%d/%d", a.Events, a.People) }

// others is how many of the arm's people did not have the event.
func (a Arm) others() float64 { return float64(a.People - a.Events) }

func (a Arm) events() float64 { return float64(a.Events) }
func (a Arm) people() float64 { return float64(a.People) }
func (a Arm) risk() float64   { return a.events() / a.people() }
