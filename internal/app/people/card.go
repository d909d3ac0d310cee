package people

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// GiveStaffCard makes a one-time card for a member of staff, at the machine
// itself: for the first sign-in, or when no message leaves.
func (p *People) GiveStaffCard(ctx context.Context, who authz.Actor, a id.Account) (identity.Secret, error) {
	var secret identity.Secret
	err := kernel.Change(ctx, p.Kernel, who, authz.AskCode, a, func(tx *kernel.Tx) (err error) {
		secret, err = p.card(tx, a, "")
		return err
	})
	return secret, err
}

// revokeCards has the account's cards that can still be used be of no use, and counts them.
func revokeCards(tx *kernel.Tx, a id.Account) (int, error) {
	return tx.EndSignIns(a, func(s identity.SignIn) bool { return s.Kind == identity.ByCard })
}
