package people

import (
	"context"
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
)

// door is the organisation that keeps what is attempted before anybody knows whose an
// address is: the first of the installation. There is none before it is set up.
func (p *People) door(ctx context.Context) (id.Organisation, error) {
	here, err := kernel.BeforeSignIn(ctx, p.Kernel, kernel.SignInReader.ListOrganisations)
	if err != nil || len(here) == 0 {
		return "", err
	}
	return here[0].ID, nil
}

// attempt lets do action at the door of org, told what was attempted before by whom find
// finds. A problem is that a limit is spent: an entry of its own.
func (p *People) attempt(ctx context.Context, action authz.Action, org id.Organisation, device string,
	find func(*kernel.Tx) (identity.Asker, error),
	do func(*kernel.Tx, identity.Asker, identity.Tally) error) error {
	var asker identity.Asker
	err := kernel.Change(ctx, p.Kernel, authz.Visitor(org), action, org, func(tx *kernel.Tx) (err error) {
		if asker, err = find(tx); err != nil {
			return err
		}
		tally, err := tx.TallyAttempts(asker, tx.Now.Add(-identity.Within))
		if err != nil {
			return err
		}
		return do(tx, asker, tally)
	})
	if _, spent := fault.AsProblems(err); spent {
		if err := p.keepSpent(ctx, org, asker, device); err != nil {
			return err
		}
	}
	return err
}

// byBrowser finds who asks in b about an address.
func byBrowser(b identity.Browser, email string) func(*kernel.Tx) (identity.Asker, error) {
	return func(tx *kernel.Tx) (identity.Asker, error) {
		return tx.FindAsker(b, email, tx.Now.Add(-identity.BrowserKnown))
	}
}

func newAttempt(tx *kernel.Tx, kind identity.AttemptKind, asker identity.Asker, device string, n int) identity.Attempt {
	purpose := fmt.Sprint("attempt/", kind, "/", asker.ID, "/", tx.Now, "/", n)
	return identity.Attempt{
		ID:           id.From[id.Attempt]([16]byte(tx.Draw(purpose, 16))),
		Organisation: tx.Organisation(), Kind: kind, Asker: asker, Device: device,
	}
}

// keepSpent puts on record that asker has reached a limit, once within identity.Within.
func (p *People) keepSpent(ctx context.Context, org id.Organisation, asker identity.Asker, device string) error {
	return kernel.Change(ctx, p.Kernel, authz.Visitor(org), authz.LimitSignIn, org,
		func(tx *kernel.Tx) error { return spent(tx, asker, device) })
}

// KeepTooFast puts on record that who changed more than anybody types, likewise.
func (p *People) KeepTooFast(ctx context.Context, who authz.Actor) error {
	return kernel.Change(ctx, p.Kernel, who, authz.LimitChanges, who.Account,
		func(tx *kernel.Tx) error { return spent(tx, tx.AccountAsker(who.Account), "") })
}

func spent(tx *kernel.Tx, asker identity.Asker, device string) error {
	tally, err := tx.TallyAttempts(asker, tx.Now.Add(-identity.Within))
	if err != nil {
		return err
	}
	if tally.Spent > 0 {
		return fault.Unchanged
	}
	return addAttempt(tx, newAttempt(tx, identity.AttemptSpent, asker, device, 0), "")
}

// addAttempt appends a, and has what was attempted on this day be removed when nothing asks for
// it any more.
func addAttempt(tx *kernel.Tx, a identity.Attempt, mark string) error {
	if err := tx.AddAttempt(a, mark); err != nil {
		return err
	}
	org, day := string(tx.Organisation()), tx.Today.String()
	asked, err := tx.WasDue(jobs.DropAttempts, org, day)
	if err != nil || asked {
		return err
	}
	return tx.AddDue(jobs.DropAttempts, org, day, tx.Today.AddDays(1).Begins(tx.Zone).Add(identity.AttemptsKept))
}

// droppedAtOnce is how many attempts one change removes.
const droppedAtOnce = 500

// dropAttempts removes what was attempted at the door so long ago that nothing asks for it. What
// is more than one change takes is due again at once.
func (p *People) dropAttempts(ctx context.Context, d jobs.Due) error {
	return kernel.Change(ctx, p.Kernel, authz.System("due", d.Organisation), authz.DropAttempts, d.Organisation,
		func(tx *kernel.Tx) error {
			list, err := tx.ListAttemptsBefore(tx.Now.Add(-identity.AttemptsKept), droppedAtOnce)
			if err != nil {
				return err
			}
			for _, a := range list {
				if err := tx.DropAttempt(a); err != nil {
					return err
				}
			}
			if len(list) == droppedAtOnce {
				return tx.HoldDue(d.ID, tx.Now)
			}
			return tx.FinishDue(d.ID)
		})
}

// tryCode finds the sign-in that a typed code is of, or counts the wrong code. The same is
// done for an address that nobody has.
func (p *People) tryCode(ctx context.Context, asked identity.Attempt, typed string) (identity.SignIn, error) {
	var right identity.SignIn
	find := func(tx *kernel.Tx) (_ identity.Asker, err error) {
		asked, err = tx.FindAttempt(asked.ID) // again, in our turn: many may guess at once
		return asked.Asker, err
	}
	err := p.attempt(ctx, authz.FailSignIn, asked.Organisation, asked.Device, find,
		func(tx *kernel.Tx, asker identity.Asker, tally identity.Tally) error {
			if !p.Unlimited && !tally.MayTry(asker) {
				return fault.Problems{{Field: "code", Key: "sign_in.code.often"}}
			}
			if asked.Tries >= identity.MaxTries {
				return fault.Unchanged
			}
			list, err := tx.ListSignInsOfAttempt(asked.ID)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(list, func(s identity.SignIn) bool { return tx.CodeMatches(s, typed) })
			if i < 0 {
				return tx.TryAttempt(asked.ID)
			}
			right = list[i]
			return fault.Unchanged
		})
	if err == nil && right.ID == "" && asked.Tries+1 >= identity.MaxTries {
		err = fault.Problems{{Field: "code", Key: "sign_in.code.spent"}}
	}
	return right, err
}

// keepWrongCard puts on record that a card was typed that can't be used.
func (p *People) keepWrongCard(ctx context.Context, b identity.Browser) error {
	org, err := p.door(ctx)
	if err != nil || org == "" {
		return err
	}
	return p.attempt(ctx, authz.FailSignIn, org, b.Device, byBrowser(b, ""),
		func(tx *kernel.Tx, asker identity.Asker, tally identity.Tally) error {
			if tally.Cards >= identity.MaxWrong {
				return fault.Unchanged // there are enough entries of it
			}
			a := newAttempt(tx, identity.AttemptCard, asker, b.Device, tally.Cards)
			a.Tries = 1
			return addAttempt(tx, a, b.Mark)
		})
}
