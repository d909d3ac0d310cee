// Package care owns the use cases of somebody's way through the programme:
// referral, screening and consent, matching, visits and their ending, letters,
// worries and life events, what people say of it all, and the service report; and
// the ending of accounts and roles, because nobody may be left with a worker who
// won't come. It refuses all else of accounts and sessions (people), follow-up (study) and what is written
// in a workbook, and decides no permission: every use case goes through the
// kernel.
package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// Care are the use cases of the pathway.
type Care struct {
	Kernel *kernel.Kernel
}

// mayMove answers a conflict when there is no such step from where the participant
// stands whom a change is about, and then nothing of the change stays. The step
// itself is the fact that is stored: where they stand follows from it, so that
// they are looked at here, before it is there. Of several records of one person only
// one goes on.
func mayMove(tx *kernel.Tx, on pathway.Event) func() error {
	person, err := tx.FindPerson(tx.Course.Participant)
	var next programme.State
	if err == nil {
		next, err = pathway.Next(person.State, on)
	}
	if err == nil && begins(person.State, next) {
		err = mayGoOn(tx)
	}
	return func() error { return err }
}

// begins tells whether a step from one state to the next begins something, or offers to: who
// takes part may always change what they agreed to, and want no more visits.
func begins(from, next programme.State) bool {
	return next.GoesOn() && next != programme.WithoutVisits && (next != from || !from.TakesPart())
}
