package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
)

// countWords counts in d the words that the lead gets.
func (d *Departure) countWords(tx *kernel.ReadTx, stays []authz.Held) error {
	words, err := wordsLeft(tx, d.Account.ID, stays)
	d.Words = len(words)
	return err
}

// handOverWords hands to the lead what a could not save and, with the roles that stay, has no
// use for: nobody else could see it, and it would be gone after some days. It tells whether
// there was anything.
func handOverWords(tx *kernel.Tx, a id.Account, stays []authz.Held) (bool, error) {
	words, err := wordsLeft(tx.Look(), a, stays)
	if err != nil {
		return false, err
	}
	return len(words) > 0, tx.HandDraft(words...)
}

// wordsLeft are what a typed about people and could not save, and can't send in the roles that
// stay, as far as these are in force.
func wordsLeft(tx *kernel.ReadTx, a id.Account, stays []authz.Held) (left []identity.Draft, err error) {
	drafts, err := tx.ListDrafts(a, tx.Now)
	if err != nil {
		return nil, err
	}
	then := authz.Actor{Account: a, Organisation: tx.Actor.Organisation, Grants: authz.GrantsOf(authz.InForce(stays))}
	for _, d := range drafts {
		if !d.OfSomebody() {
			continue
		}
		keeps := false
		if about := d.About(); about != "" {
			keeps, err = tx.MayBy(then, asked(d), about)
		} else {
			keeps, err = tx.MayBy(then, authz.MakeReferral, d.Team())
		}
		if err != nil {
			return nil, err
		}
		if !keeps {
			left = append(left, d)
		}
	}
	return left, nil
}

// asked is what sending d asks for about its person. An earlier build didn't keep it: then it
// is whether its author may know them.
func asked(d identity.Draft) authz.Action {
	if a, is := authz.AboutSomebody(d.Asks); is {
		return a
	}
	return authz.Know
}
