package store

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// NumberDigest is what is kept of a number that is typed: it takes as long as a guess at it
// would, so that it is made outside the organisation's turn.
func (t *ReadTx) NumberDigest(n id.OwnNumber, typed string) string {
	return t.master.SlowToken(string(n), identity.NormalNumber(typed))
}

// GuessNumber holds what was typed against the number of a that is in force. Without one
// nothing is right.
func (t *ReadTx) GuessNumber(a id.Account, typed string) (identity.Guess, error) {
	row, err := t.q.FindOwnNumber(t.ctx, string(a))
	if err := absent(err); err != nil {
		return identity.Guess{}, fault.UnlessAbsent(err)
	}
	n := id.OwnNumber(row.ID)
	return identity.Guess{Number: n, Right: t.NumberDigest(n, typed) == row.Digest}, nil
}

// FindOwnNumber finds the number of a that is in force; the zero number where there is none.
func (t *ReadTx) FindOwnNumber(a id.Account) (identity.OwnNumber, error) {
	row, err := t.q.FindOwnNumber(t.ctx, string(a))
	if err := absent(err); err != nil {
		return identity.OwnNumber{}, fault.UnlessAbsent(err)
	}
	return ownNumber(row), nil
}

// ListOwnNumbers lists the newest numbers of a, newest first.
func (t *ReadTx) ListOwnNumbers(a id.Account) ([]identity.OwnNumber, error) {
	found, err := t.q.ListOwnNumbers(t.ctx, string(a))
	list := make([]identity.OwnNumber, len(found))
	for i, row := range found {
		list[i] = identity.OwnNumber{ID: id.OwnNumber(row.ID), Account: a, Device: row.Device,
			CreatedAt: row.CreatedAt.Time, EndedAt: row.EndedAt.Or(), TakenBy: row.TakenBy.String, Taker: row.Taker}
	}
	return list, busy(err)
}

// AddOwnNumber stores n with the digest of what was typed.
func (t *Tx) AddOwnNumber(n identity.OwnNumber, digest string) error {
	return busy(t.q.AddOwnNumber(t.ctx, rows.AddOwnNumberParams{ID: string(n.ID), OrganisationID: string(t.org),
		AccountID: string(n.Account), Digest: digest, Device: n.Device, CreatedAt: instant.At(t.now)}))
}

// EndOwnNumber has n open nothing any more.
func (t *Tx) EndOwnNumber(n identity.OwnNumber, takenBy string) error {
	return busy(t.q.EndOwnNumber(t.ctx, rows.EndOwnNumberParams{ID: string(n.ID), OrganisationID: string(t.org),
		AccountID: string(n.Account), EndedAt: instant.Maybe(t.now), TakenBy: maybe(takenBy)}))
}

func ownNumber(row rows.OwnNumber) identity.OwnNumber {
	return identity.OwnNumber{ID: id.OwnNumber(row.ID), Account: id.Account(row.AccountID), Device: row.Device,
		CreatedAt: row.CreatedAt.Time, EndedAt: row.EndedAt.Or(), TakenBy: row.TakenBy.String}
}
