package people

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
)

// InvitePerson gives participant access by e-mail and tells them so, but only
// when they have said that e-mail is safe: somebody else may read it. Otherwise
// the problem says why not, and a card is the way.
func (p *People) InvitePerson(ctx context.Context, who authz.Actor, participant id.Participant) error {
	return kernel.Change(ctx, p.Kernel, who, authz.InvitePerson, participant, func(tx *kernel.Tx) error {
		if err := mayBeLetIn(tx, participant); err != nil {
			return err
		}
		person, err := tx.FindPerson(participant)
		if err != nil {
			return err
		}
		var problems fault.Problems
		safe := person.Contact.SafeToEmail.Allowed()
		problems.If(!safe, "", "invite.unsafe")
		problems.If(safe && person.Contact.Email == "", "", "invite.no_address")
		if problems.Any() {
			return problems
		}
		account, err := p.accountOf(tx, participant)
		if err != nil {
			return err
		}
		found, err := tx.FindAccount(account)
		if err != nil {
			return err
		}
		if found.Email == "" && person.Unaccepted() {
			return fault.Problems{{Key: "invite.unaccepted"}}
		}
		if found.Email == "" {
			return fault.Problems{{Key: "invite.by_card"}}
		}
		return tx.AddDue(jobs.Welcome, string(account), "", tx.Now)
	})
}
