// Package care owns the use cases of the pathway: referring, screening,
// finding people, and what follows. It refuses accounts and sessions (people)
// and decides no permission: every use case goes through the kernel.
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

// move takes person one step along the pathway, if there is such a step from
// where they stand.
func move(tx *kernel.Tx, person programme.Person, on pathway.Event) error {
	to, err := pathway.Next(person.State, on)
	if err != nil {
		return err
	}
	if to == person.State {
		return nil
	}
	return tx.SetState(person.ID, to)
}
