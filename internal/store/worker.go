package store

import (
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

var workerFacts = journal(Journal[id.Account, workforce.WorkerFact]{
	Table: "worker_fact", Noun: "WorkerFact", Key: workforce.WorkerFact.Key,
	Clear: []Column[workforce.WorkerFact]{{"kind", func(f workforce.WorkerFact) any { return f.Kind() }}},
})

// WorkerFacts are what is recorded of a worker.
func (t *ReadTx) WorkerFacts(a id.Account) Facts[workforce.WorkerFact] {
	return workerFacts.facts(t, a)
}

// ListWorkers lists the peer support workers, the oldest account first, and as
// many pools with what is recorded of each. Their commitments are those whom
// they visit and who take part, each with so many sessions left.
func (t *ReadTx) ListWorkers(sessions int) ([]identity.Account, []workforce.Available, error) {
	accounts, err := t.ListInRole(string(authz.PeerWorker))
	if err != nil {
		return nil, nil, err
	}
	ids := make([]id.Account, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	histories, err := workerFacts.Of(t, ids)
	if err != nil {
		return nil, nil, err
	}
	visited, err := t.commitments(sessions)
	pool := make([]workforce.Available, len(accounts))
	for i, a := range accounts {
		pool[i] = workforce.WorkerAfter(a.ID, ledger.Facts(histories[a.ID]))
		pool[i].Commitments = visited
	}
	return accounts, pool, err
}

func (t *ReadTx) commitments(sessions int) ([]workforce.Commitment, error) {
	found, err := t.q.ListCommitments(t.ctx, rows.ListCommitmentsParams{OrganisationID: string(t.org),
		Stage: string(programme.Consented)})
	list := make([]workforce.Commitment, len(found))
	for i, row := range found {
		list[i] = workforce.Commitment{Worker: id.Account(row.WorkerID.String),
			Participant: id.Participant(row.ParticipantID), Left: sessions}
	}
	return list, busy(err)
}

// FindWorker finds what is recorded of one worker.
func (t *ReadTx) FindWorker(a id.Account) (workforce.Available, error) {
	facts, err := workerFacts.List(t, a)
	return workforce.WorkerAfter(a, ledger.Facts(facts)), err
}
