package store

import (
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// AddWorkerFact stores f of the worker a. The same fact again is
// fault.Unchanged; its id with another body is a conflict.
func (t *Tx) AddWorkerFact(a id.Account, f workforce.WorkerFact) error {
	k, err := t.openAccount(a)
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "worker_fact", f.Key(), f)
	if err != nil {
		return err
	}
	before, err := t.q.CountWorkerFacts(t.ctx, string(a))
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddWorkerFact(t.ctx, rows.AddWorkerFactParams{
		AccountID: string(a), ID: f.Key(), Kind: f.Kind(), At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// FindWorkerFact answers fault.Unchanged when f is there already, a conflict
// when its id stands for another fact, and nothing when it is new.
func (t *Tx) FindWorkerFact(a id.Account, f workforce.WorkerFact) error {
	stored, err := t.q.FindWorkerFactBody(t.ctx, rows.FindWorkerFactBodyParams{AccountID: string(a), ID: f.Key()})
	return t.sentAgain(string(a), f, stored, err)
}

// ListWorkers lists the peer support workers, the oldest account first, and as
// many pools with what is recorded of each. Their commitments are those whom
// they visit and who take part, each with so many sessions left.
func (t *ReadTx) ListWorkers(sessions int) ([]identity.Account, []workforce.Available, error) {
	accounts, err := t.ListInRole(string(authz.PeerWorker))
	if err != nil {
		return nil, nil, err
	}
	histories, err := t.workerFacts(accounts)
	if err != nil {
		return nil, nil, err
	}
	visited, err := t.commitments(sessions)
	pool := make([]workforce.Available, len(accounts))
	for i, a := range accounts {
		pool[i] = workforce.WorkerAfter(a.ID, histories[a.ID])
		pool[i].Commitments = visited
	}
	return accounts, pool, err
}

// workerFacts reads every fact of the accounts, whose keys have been opened.
func (t *ReadTx) workerFacts(accounts []identity.Account) (map[id.Account][]workforce.WorkerFact, error) {
	found, err := t.q.ListWorkerFacts(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	histories := make(map[id.Account][]workforce.WorkerFact, len(accounts))
	for _, row := range found {
		k := t.keys[row.AccountID]
		if k == nil {
			continue // no worker any more
		}
		var f workforce.WorkerFact
		if err := open(k, "worker_fact", row.ID, row.Sealed, &f); err != nil {
			return nil, err
		}
		histories[id.Account(row.AccountID)] = append(histories[id.Account(row.AccountID)], f)
	}
	return histories, nil
}

func (t *ReadTx) commitments(sessions int) ([]workforce.Commitment, error) {
	found, err := t.q.ListCommitments(t.ctx, rows.ListCommitmentsParams{OrganisationID: string(t.org), Stage: string(programme.Consented)})
	list := make([]workforce.Commitment, len(found))
	for i, row := range found {
		list[i] = workforce.Commitment{Worker: id.Account(row.WorkerID.String), Participant: id.Participant(row.ParticipantID), Left: sessions}
	}
	return list, busy(err)
}

// FindWorker finds what is recorded of one worker.
func (t *ReadTx) FindWorker(a id.Account) (workforce.Available, error) {
	found, err := t.q.ListFactsOfWorker(t.ctx, string(a))
	if err != nil || len(found) == 0 {
		return workforce.WorkerAfter(a, nil), busy(err)
	}
	k, err := t.keyFor(string(a))
	if err != nil {
		return workforce.Available{}, err
	}
	facts := make([]workforce.WorkerFact, len(found))
	for i, row := range found {
		if err := open(k, "worker_fact", row.ID, row.Sealed, &facts[i]); err != nil {
			return workforce.Available{}, err
		}
	}
	return workforce.WorkerAfter(a, facts), nil
}
