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

// mayMove answers a conflict when there is no such step from where person stands.
// The step itself is the fact that is stored: where they stand follows from it.
func mayMove(person programme.Person, on pathway.Event) error {
	_, err := pathway.Next(person.State, on)
	return err
}
