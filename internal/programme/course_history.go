package programme

import (
	"slices"

	"footbridge.org/footbridge/internal/id"
)

// A CourseStep is one fact of somebody's visits as the server has it.
type CourseStep struct {
	Received[CourseFact]
	Number int // in the server's order
}

// A CourseHistory is everything that became of somebody's visits, in the
// server's order. Nothing in it is ever overwritten.
type CourseHistory []CourseStep

// Course is what holds after all of it.
func (h CourseHistory) Course(d Definition) Course {
	facts := make([]CourseFact, len(h))
	for i, step := range h {
		facts[i] = step.Fact
	}
	return CourseAfter(d, facts)
}

// Of is the part of it that is about one appointment.
func (h CourseHistory) Of(a id.Appointment) CourseHistory {
	return slices.DeleteFunc(slices.Clone(h), func(s CourseStep) bool { return s.Fact.Of() != a })
}

// Kind is what sort of fact it is, as it is stored.
func (f CourseFact) Kind() string {
	switch {
	case f.Planned != nil:
		return "planned"
	case f.Moved != nil:
		return "moved"
	case f.Cancelled != nil:
		return "cancelled"
	case f.Visited != nil:
		return "visited"
	}
	return ""
}

// Key is the fact's own id.
func (f CourseFact) Key() string {
	switch {
	case f.Planned != nil:
		return string(f.Planned.ID)
	case f.Moved != nil:
		return string(f.Moved.ID)
	case f.Cancelled != nil:
		return string(f.Cancelled.ID)
	case f.Visited != nil:
		return string(f.Visited.ID)
	}
	return ""
}
