package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// Helpers are who can be rung about somebody's visits, and what the service has
// its workers do when they work alone.
type Helpers struct {
	Service     programme.Phone  // the service's own number; empty where nobody has set it
	Worker      identity.Account // who visits them; none for the person themselves
	Supervisors []identity.Account
	LoneWorking safety.LoneWorking
}

// helpers are those of somebody whom worker visits, if anybody does.
func helpers(tx *kernel.ReadTx, worker id.Account) (h Helpers, err error) {
	from, err := tx.FindSender()
	if err != nil {
		return h, err
	}
	h.Service = from.Phone
	if tx.Actor.Participant != "" {
		return h, nil // they ring the service
	}
	if h.Supervisors, err = tx.ListInRole(string(authz.Supervisor)); err != nil {
		return h, err
	}
	if worker != "" {
		if h.Worker, err = tx.FindAccount(worker); err != nil {
			return h, err
		}
	}
	h.LoneWorking, err = tx.FindLoneWorking()
	return h, err
}
