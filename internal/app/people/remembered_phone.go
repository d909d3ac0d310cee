package people

import (
	"cmp"
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// KnowsPhone tells whether a number can be typed on the phone that a token belongs to.
func (p *People) KnowsPhone(ctx context.Context, token string) (bool, error) {
	phone, err := p.phone(ctx, token)
	return err == nil && phone.Open(p.Kernel.Now()), fault.UnlessAbsent(err)
}

func (p *People) phone(ctx context.Context, token string) (identity.RememberedPhone, error) {
	return kernel.BeforeSignIn(ctx, p.Kernel, func(r kernel.SignInReader) (identity.RememberedPhone, error) {
		return r.FindPhone(token)
	})
}

// phoneForgotten is made anew each time: the caller may rewrite what it says.
func phoneForgotten() error {
	return fault.Problems{{Field: "own_number", Key: "own_number.forgotten_phone"}}
}

// EnterNumber signs in by the number of whose a remembered phone is.
func (p *People) EnterNumber(ctx context.Context, typed, token, device string) (SignedIn, error) {
	if problems := identity.CheckOwnNumber(typed); problems.Any() {
		return SignedIn{}, problems
	}
	phone, err := p.phone(ctx, token)
	if fault.Of(err) == fault.NotFound {
		return SignedIn{}, phoneForgotten()
	}
	if err != nil {
		return SignedIn{}, err
	}
	guess, err := p.guess(ctx, phone.Account, typed)
	if err == nil {
		err = p.tryNumber(ctx, phone, token, guess)
	}
	if err != nil {
		return SignedIn{}, err
	}
	return p.comeBack(ctx, phone, token, device)
}

// tryNumber puts a wrong number on record, and has the phone forgotten after too many in a row.
func (p *People) tryNumber(ctx context.Context, phone identity.RememberedPhone, token string, g identity.Guess) error {
	var answer error
	err := kernel.Change(ctx, p.Kernel, authz.Visitor(phone.Organisation), authz.FailNumber, phone.Account,
		func(tx *kernel.Tx) error {
			now, err := tx.FindPhone(token) // again, in our turn: many may guess at once
			if err != nil {
				return err
			}
			stands, err := inForce(tx, g)
			switch {
			case err != nil:
				return err
			case !now.Open(tx.Now) || g.Number == "":
				answer = phoneForgotten()
				return fault.Unchanged
			case stands && g.Right:
				return fault.Unchanged
			}
			answer = fault.Problems{{Field: "own_number", Key: "own_number.wrong"}}
			if err := tx.TryPhone(now); err != nil {
				return err
			}
			if now.Tries+1 < identity.MaxWrongNumber {
				return nil
			}
			answer = phoneForgotten()
			return tx.EndPhone(now)
		})
	return cmp.Or(err, answer)
}

// comeBack begins a session on a phone, whose owner has typed the right number.
func (p *People) comeBack(ctx context.Context, phone identity.RememberedPhone, token, device string) (SignedIn, error) {
	var signed SignedIn
	err := kernel.Change(ctx, p.Kernel, authz.Visitor(phone.Organisation), authz.StartSession, phone.Account,
		func(tx *kernel.Tx) error {
			now, err := tx.FindPhone(token)
			if err != nil {
				return err
			}
			if died, err := died(tx); err != nil {
				return err
			} else if died || !now.Open(tx.Now) {
				return fault.Unchanged
			}
			if err := tx.UsePhone(now); err != nil {
				return err
			}
			signed, err = p.begin(tx, identity.Session{Account: now.Account, Phone: now.ID, Device: device, ProvenAt: tx.Now})
			return err
		})
	if err == nil && signed.Token == "" {
		err = phoneForgotten()
	}
	return signed, err
}

// ForgetPhone has one of the actor's own phones be remembered no more, and signs it out.
func (p *People) ForgetPhone(ctx context.Context, who authz.Actor, phone id.RememberedPhone) error {
	on := sessions(func(s identity.Session) bool { return s.Phone == phone })
	return p.end(ctx, who, authz.EndElsewhere, who.Account, theirs(string(phone)), on,
		func(tx *kernel.Tx, a id.Account) (int, error) { return endPhone(tx, a, phone) })
}

// endPhone forgets one of a's phones, if it is remembered, and counts it.
func endPhone(tx *kernel.Tx, a id.Account, phone id.RememberedPhone) (int, error) {
	if phone == "" {
		return 0, nil
	}
	return tx.EndPhones(a, func(p identity.RememberedPhone) bool { return p.ID == phone })
}

// endPhones forgets every phone of a, and counts them.
func endPhones(tx *kernel.Tx, a id.Account) (int, error) { return tx.EndPhones(a, identity.EveryPhone) }
