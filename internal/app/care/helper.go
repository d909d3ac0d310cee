package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// OwnHelpers are whom a participant can ring.
type OwnHelpers struct {
	Person programme.Person
	Helpers
}

// SeeOwnHelpers shows the participant who asks whom they can ring.
func (c *Care) SeeOwnHelpers(ctx context.Context, who authz.Actor) (OwnHelpers, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeHome, who.Participant, func(tx *kernel.ReadTx) (OwnHelpers, error) {
		var own OwnHelpers
		var err error
		if own.Person, err = tx.FindPerson(who.Participant); err != nil {
			return own, err
		}
		own.Helpers, err = helpers(tx, tx.Scope.Worker)
		return own, err
	})
}

// Helpers are who can be rung about somebody's visits, and what the service has
// its workers do when they work alone.
type Helpers struct {
	Service     programme.Phone  // the service's own number; empty where nobody has set it
	Worker      identity.Account // who visits them
	Supervisors []identity.Account
	Leads       []identity.Account
	LoneWorking safety.LoneWorking

	Care pathway.Referral // who looks after them, for the person themselves
}

// helpers are those of somebody whom worker visits, if anybody does.
func helpers(tx *kernel.ReadTx, worker id.Account) (h Helpers, err error) {
	from, err := tx.FindSender()
	if err != nil {
		return h, err
	}
	h.Service = from.Phone
	if worker != "" {
		if h.Worker, err = tx.FindAccount(worker); err != nil {
			return h, err
		}
	}
	if tx.Actor.Participant != "" {
		made, err := tx.FindReferral(tx.Course)
		h.Care = made.Fact
		return h, err
	}
	if h.Supervisors, err = tx.ListInRole(string(authz.Supervisor)); err != nil {
		return h, err
	}
	if h.Leads, err = tx.ListInRole(string(authz.Lead)); err != nil {
		return h, err
	}
	h.LoneWorking, err = tx.FindLoneWorking()
	return h, err
}
