package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// afterCover is how long after a visit whoever made it in a colleague's place can say that
// they are worried, or that a number is wrong: it may come to mind on the way home, and
// what comes later comes from somebody who knows the person no more.
const afterCover = 14 * 24 * time.Hour

// stillNear refuses, as if nobody were there, whoever only ever covered visits of the
// person whom scope is of, once the last of those is a fortnight ago. The policy knows
// that they did, and not when.
func stillNear(tx courseReader, scope authz.Resource, of programme.CourseOfSupport, who authz.Actor,
	now time.Time) error {
	if !slices.Contains(scope.Covered, who.Account) || scope.Worker == who.Account || looksAfterAll(who) ||
		who.Has(authz.Coordinator) {
		return nil
	}
	history, err := tx.FindCourseHistory(of)
	if err == nil && !lately(history.CoveredBy(who.Account), now) {
		err = fault.Absent
	}
	return err
}

// lately tells whether any of the visits made in colleagues' places still waits to be
// written up, or was within a fortnight.
func lately(covered []course.Appointment, now time.Time) bool {
	return slices.ContainsFunc(covered, func(b course.Appointment) bool {
		return b.State == course.AppointmentPlanned ||
			b.State != course.AppointmentCancelled && now.Before(b.Begins().Add(afterCover))
	})
}
