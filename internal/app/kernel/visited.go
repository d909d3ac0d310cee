package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

// A VisitReader is a change or a look.
type VisitReader interface {
	JoinedFinder
	WorkerFacts(id.Account) store.Facts[workforce.WorkerFact]
	Matches(programme.CourseOfSupport) store.Facts[workforce.Match]
	FindToldApart(id.Participant) (programme.Person, error)
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
}

// HasWorked tells whether who was ever a worker. For who wasn't, no visit is looked at.
func HasWorked(tx VisitReader, who id.Account) (bool, error) {
	facts, err := tx.WorkerFacts(who).All()
	return len(facts) > 0, err
}

// KnowsVisits tells whether who was ever chosen to visit participant, or was to make a
// visit of theirs, in whichever course of support and record of theirs: held or not, it
// tells the arm.
func KnowsVisits(tx VisitReader, who id.Account, participant id.Participant) (bool, error) {
	one, err := tx.FindToldApart(participant)
	if err != nil {
		return false, err
	}
	records, err := OtherRecords(tx, participant)
	if err != nil {
		return false, err
	}
	for _, p := range append(records, one) {
		courses, err := tx.ListEarlierCourses(p)
		if err != nil {
			return false, err
		}
		for _, c := range append(courses, p) {
			matches, err := tx.Matches(c.CurrentCourse()).All()
			if err != nil {
				return false, err
			}
			history, err := tx.FindCourseHistory(c.CurrentCourse())
			matched := slices.ContainsFunc(matches, func(m workforce.Match) bool { return m.Worker == who })
			if err != nil || matched || history.WasToVisit(who) {
				return true, err
			}
		}
	}
	return false, nil
}
