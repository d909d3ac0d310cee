package people

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A Worker is a peer support worker with what is recorded of them, and where
// that leaves them today.
type Worker struct {
	identity.Account
	workforce.Available
	Ready    bool
	Missing  []workforce.Missing
	Expiring []workforce.Expiry
	Hours    workforce.Hours
	Asked    []programme.Reason // the clearances that the programme asks for
	Today    programme.Date
	Left     bool // they visit nobody any more: it is what was recorded
}

func stand(a identity.Account, x workforce.Available, d programme.Definition, today programme.Date) Worker {
	w := Worker{Account: a, Available: x, Asked: d.Workers.Clearances, Today: today,
		Hours: workforce.Room(x.Worker, d, x.Commitments)}
	w.Ready, w.Missing = workforce.Ready(x.Facts, d, today)
	w.Expiring = workforce.Expiring(x.Facts, d, today)
	return w
}

// ListWorkers lists the workers: who is trained and cleared, and has room.
func (p *People) ListWorkers(ctx context.Context, who authz.Actor) ([]Worker, error) {
	return kernel.View(ctx, p.Kernel, who, authz.ListWorkers, who.Organisation, workers)
}

func workers(tx *kernel.ReadTx) ([]Worker, error) {
	accounts, pool, err := tx.ListWorkers(tx.Definition.Sessions)
	list := make([]Worker, len(pool))
	for i, x := range pool {
		list[i] = stand(accounts[i], x, tx.Definition, tx.Today)
	}
	return list, err
}

// SeeWorker shows one worker, or what is recorded of one who has left. An account that is
// open and never was a worker's is a conflict.
func (p *People) SeeWorker(ctx context.Context, who authz.Actor, a id.Account) (Worker, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeWorker, a, func(tx *kernel.ReadTx) (Worker, error) {
		w, err := one(tx, a)
		if fault.Of(err) != fault.Conflict {
			return w, err
		}
		account, missing := tx.FindAccount(a)
		if missing != nil {
			return Worker{}, missing
		}
		x, unread := tx.FindWorker(a)
		if unread != nil {
			return Worker{}, unread
		}
		if account.EndedAt.IsZero() && len(x.CurrentEntries()) == 0 {
			return Worker{}, err
		}
		w = stand(account, x, tx.Definition, tx.Today)
		w.Left = true
		return w, nil
	})
}

// An OwnTraining is what is recorded of a worker, as they read it, with the
// newest of the sessions of supervision that they came to.
type OwnTraining struct {
	Worker
	Supervision workforce.SupervisionStanding
	Came        []workforce.Supervision
}

// SeeOwnTraining shows workers what is recorded of themselves.
func (p *People) SeeOwnTraining(ctx context.Context, who authz.Actor) (OwnTraining, error) {
	return kernel.View(ctx, p.Kernel, who, authz.SeeOwnTraining, who.Account,
		func(tx *kernel.ReadTx) (OwnTraining, error) {
			var own OwnTraining
			var err error
			if own.Worker, err = one(tx, who.Account); err != nil {
				return OwnTraining{}, err
			}
			if own.Supervision, err = supervised(tx, tx.Definition, tx.Zone, tx.Today); err != nil {
				return OwnTraining{}, err
			}
			own.Came, err = tx.ListSupervisionsCameTo(who.Account, workforce.SupervisionWeeks)
			return own, err
		})
}

func one(tx *kernel.ReadTx, a id.Account) (Worker, error) {
	list, err := workers(tx)
	if err != nil {
		return Worker{}, err
	}
	for _, w := range list {
		if w.Account.ID == a {
			return w, nil
		}
	}
	return Worker{}, fault.New(fault.Conflict, "worker.no_worker")
}

// RecordWorker stores f, which is of the worker a: their details, a clearance,
// a day of training, or a correction of one. Sending it again is safe.
func (p *People) RecordWorker(ctx context.Context, who authz.Actor, a id.Account, f workforce.WorkerFact) error {
	return kernel.Change(ctx, p.Kernel, who, authz.RecordWorker, a, func(tx *kernel.Tx) error {
		f = f.About(a)
		workers, err := tx.ListInRole(string(authz.PeerWorker))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(workers, func(w identity.Account) bool { return w.ID == a }) {
			return fault.New(fault.Conflict, "worker.no_worker")
		}
		x, err := tx.FindWorker(a)
		if err != nil {
			return err
		}
		return addFact(tx, x, f)
	})
}

func addFact(tx *kernel.Tx, x workforce.Available, f workforce.WorkerFact) error {
	if problems := f.Check(tx.Definition, tx.Today); problems.Any() {
		return problems
	}
	var before time.Time
	return kernel.Record(tx, tx.WorkerFacts(x.ID), f, func() (err error) {
		if err := x.CheckCorrection(f); err != nil {
			return err
		}
		before, err = tx.FindFirstWorkerFact()
		return err
	}, func() error {
		if !before.IsZero() {
			return nil
		}
		return awaitSupervision(tx) // the first worker begins
	})
}
