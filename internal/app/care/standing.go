package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/programme"
)

// notAfterDeath refuses what is dated on a day after person's death. What was done
// before it, or on its day, can still be entered.
func notAfterDeath(person programme.Person, on programme.Date, field string) fault.Problems {
	var p fault.Problems
	s := person.Standing
	p.If(s.Died() && on.After(s.Since), field, "life.after_death")
	return p
}

// Expected tells whether visits of p are to be planned still, or can be: life goes
// on, they want them, and they are not over, as the service report counts it.
func (p VisitProgress) Expected() bool {
	return p.Person.Standing.GoesOn() && !p.Course.Over(false, p.Window, p.Today)
}

// PlannedAnew tells whether the session of b, which came to nothing, has another
// appointment, or was held.
func (v Visits) PlannedAnew(b course.Appointment) bool {
	return v.Course.Sessions()[b.Session-1].State != course.SessionToPlan
}

// aliveOn is person, of whom nothing can be told on a day after their death.
func aliveOn(tx *kernel.Tx, on programme.Date) (programme.Person, error) {
	person, err := tx.FindPerson(tx.Course.Participant)
	if err != nil {
		return person, err
	}
	return person, notAfterDeath(person, on, "on").Err()
}
