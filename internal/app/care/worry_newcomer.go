package care

import (
	"context"
	"fmt"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/safety"
)

// tellNewcomer tells somebody who was given a role of the worries that nobody has taken
// on and that had gone past that role before, and of what workers ask for. Worries whose turn
// is still to come reach them by the ladder.
func (c *Care) tellNewcomer(ctx context.Context, d jobs.Due) error {
	a := id.Account(d.Subject)
	return kernel.Change(ctx, c.Kernel, authz.System("due", d.Organisation), authz.TellNewcomer, a,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			grants, err := tx.ListGrants(a)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(grants, func(g authz.Held) bool { return g.ID == id.Grant(d.Item) })
			if i < 0 { // taken back already
				return nil
			}
			waiting, err := tx.ListOpenWorries()
			for _, w := range waiting {
				if err == nil {
					err = tellLate(tx, w.Participant, w.Worry, grants[i])
				}
			}
			if err != nil {
				return err
			}
			return tellNewcomerOfSupport(tx, grants[i])
		})
}

// missedTurn is whose turn in history had passed when the holder of g was given it, if it had.
func missedTurn(history []ledger.Received[safety.WorryFact], g authz.Held) (safety.Recipient, bool) {
	for to, role := range heldBy {
		if role == g.Role && safety.TurnPassed(history, to, g.GrantedAt) {
			return to, true
		}
	}
	return "", false
}

// givenSince are those of can who were given a role after its turn in history.
func givenSince(tx *kernel.ReadTx, history []ledger.Received[safety.WorryFact],
	can []identity.Account) (since []id.Account, err error) {
	held, err := tx.ListGrantsOfStaff()
	late := map[id.Account]bool{}
	for _, g := range held {
		_, missed := missedTurn(history, g)
		late[g.Account] = late[g.Account] || missed
	}
	for _, a := range can {
		if late[a.ID] {
			since = append(since, a.ID)
		}
	}
	return since, err
}

// tellLate tells the holder of g of worry, if its turn had passed when they were given it.
func tellLate(tx *kernel.Tx, participant id.Participant, worry id.Worry, g authz.Held) error {
	s, history, err := worryStanding(tx, participant, worry)
	if err != nil {
		return err
	}
	to, late := missedTurn(history, g)
	if !late {
		return nil
	}
	can, err := recipientsOf(tx, id.Account(s.By), to)
	can = slices.DeleteFunc(can, func(o identity.Account) bool { return o.ID != g.Account })
	if err != nil || len(can) == 0 {
		return err
	}
	if err := tx.Also(authz.TellWorry, participant); err != nil {
		return err
	}
	names, err := namesOf(tx, can)
	if err != nil {
		return err
	}
	key := id.From[id.Notification]([16]byte(tx.Draw(fmt.Sprintf("%s/%s", tellingOf(s, to), g.ID), 16)))
	f := safety.WorryFact{Told: &safety.Notification{ID: key, Worry: worry, To: to, Name: names,
		Service: true, Late: true}}
	if _, err := s.Take(f, tx.Now); err != nil {
		return err
	}
	if err := tellEach(tx, jobs.NoticeWorry, can, string(worry)); err != nil {
		return err
	}
	return tx.WorryFacts(participant).Add(tx.Tx, f)
}
