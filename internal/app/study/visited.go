package study

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workforce"
)

// A visitReader is a change or a look.
type visitReader interface {
	kernel.JoinedFinder
	WorkerFacts(id.Account) store.Facts[workforce.WorkerFact]
	Matches(programme.CourseOfSupport) store.Facts[workforce.Match]
	FindToldApart(id.Participant) (programme.Person, error)
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
}

// neverVisited refuses, beside field, what is said of the outcome of somebody of whose
// visits who says it knows: another assessor says it.
func neverVisited(tx *kernel.Tx, participant id.Participant, field string) error {
	worked, err := hasWorked(tx, tx.Actor.Account)
	if err != nil || !worked {
		return err
	}
	knows, err := knowsVisits(tx, tx.Actor.Account, participant)
	if knows {
		return fault.Problems{{Field: field, Key: "follow_up.visited"}}
	}
	return err
}

// markVisited marks those of list of whose visits who looks knows.
func markVisited(tx *kernel.ReadTx, list ...*trial.FollowUp) error {
	worked, err := hasWorked(tx, tx.Actor.Account)
	if err != nil || !worked {
		return err
	}
	knows := map[id.Participant]bool{}
	for _, f := range list {
		is, asked := knows[f.Participant]
		if !asked {
			if is, err = knowsVisits(tx, tx.Actor.Account, f.Participant); err != nil {
				return err
			}
			knows[f.Participant] = is
		}
		f.Visited = is
	}
	return nil
}

// hasWorked tells whether who was ever a worker. For who wasn't, no visit is looked at.
func hasWorked(tx visitReader, who id.Account) (bool, error) {
	facts, err := tx.WorkerFacts(who).All()
	return len(facts) > 0, err
}

// knowsVisits tells whether who was ever chosen to visit participant, or was to make a
// visit of theirs, in whichever course of support and record of theirs: held or not, it
// tells the arm.
func knowsVisits(tx visitReader, who id.Account, participant id.Participant) (bool, error) {
	one, err := tx.FindToldApart(participant)
	if err != nil {
		return false, err
	}
	records, err := kernel.OtherRecords(tx, participant)
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
