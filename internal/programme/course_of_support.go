package programme

import "footbridge.org/footbridge/internal/id"

// A CourseOfSupport is one time that somebody is with the programme, from their
// referral to the last follow-up. Who comes back, or is in two programmes, has
// more than one: what belongs to a course hangs on it and not on the person.
type CourseOfSupport struct {
	Participant id.Participant
	ID          id.Course
}

// CourseOf is the course of somebody's with that id; without one, their first.
func CourseOf(participant id.Participant, course id.Course) CourseOfSupport {
	if course == "" {
		return FirstCourse(participant)
	}
	return CourseOfSupport{Participant: participant, ID: course}
}

// First tells whether c is the first of somebody's.
func (c CourseOfSupport) First() bool { return c == FirstCourse(c.Participant) }

// FirstCourse is somebody's first course of support, which has their own id. It
// is what everything belongs to that was stored before courses were told apart.
func FirstCourse(participant id.Participant) CourseOfSupport {
	return CourseOfSupport{Participant: participant, ID: id.Course(participant)}
}
