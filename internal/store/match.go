package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// FindMatch answers fault.Unchanged when m is there already, a conflict when
// its id stands for another match, and nothing when it is new.
func (t *Tx) FindMatch(m workforce.Match) error {
	stored, err := t.q.FindMatchBody(t.ctx, rows.FindMatchBodyParams{ParticipantID: string(m.Participant), ID: string(m.ID)})
	return t.sentAgain(string(m.Participant), m, stored, err)
}

// AddMatch stores m, which is new.
func (t *Tx) AddMatch(m workforce.Match) error {
	participant := string(m.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, m)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "match", string(m.ID), m)
	if err != nil {
		return err
	}
	before, err := t.q.CountMatches(t.ctx, participant)
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddMatch(t.ctx, rows.AddMatchParams{
		ParticipantID: participant, ID: string(m.ID), At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// ListMatches lists everybody who was chosen to visit participant, in the
// server's order.
func (t *ReadTx) ListMatches(participant id.Participant) ([]ledger.Received[workforce.Match], error) {
	found, err := t.q.ListMatches(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Received[workforce.Match], len(found))
	for i, row := range found {
		var m workforce.Match
		if err := open(k, "match", row.ID, row.Sealed, &m); err != nil {
			return nil, err
		}
		list[i] = ledger.Received[workforce.Match]{Fact: m, At: row.At.Time, By: row.ByAccount}
	}
	return list, nil
}

// ListInRole lists the accounts that hold a role now, the oldest first.
func (t *ReadTx) ListInRole(role string) ([]identity.Account, error) {
	found, err := t.q.ListAccountsInRole(t.ctx, rows.ListAccountsInRoleParams{OrganisationID: string(t.org), Role: role})
	list := make([]identity.Account, len(found))
	for i, row := range found {
		k, err := t.key(row.ID, row.Wrapped)
		if err != nil {
			return nil, err
		}
		var who whoAmI
		if err := open(k, "account", row.ID, row.Sealed, &who); err != nil {
			return nil, err
		}
		list[i] = identity.Account{ID: id.Account(row.ID), Name: who.Name, Email: who.Email}
	}
	return list, busy(err)
}

// ListOfWorker lists those whom a worker is matched with, the oldest discharge
// first.
func (t *ReadTx) ListOfWorker(worker id.Account) ([]programme.Person, error) {
	found, err := t.q.ListParticipantsOfWorker(t.ctx, rows.ListParticipantsOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]programme.Person, len(found))
	for i, row := range found {
		if list[i], err = t.visitedPerson(row.Person, row.Exactly, row.WorkerID); err != nil {
			return nil, err
		}
	}
	return list, nil
}
