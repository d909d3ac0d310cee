package kernel

import (
	"context"
	"errors"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
)

// Work does one due thing. It talks to the outside first and then changes, in
// one Change that calls FinishDue; if it ends with an error, or the power
// goes, the thing is due again later.
type Work func(context.Context, jobs.Due) error

// RunDue does everything that is due at the kernel's time, and returns how
// much was done. Several copies of the service may run it at once: a thing is
// claimed, in its organisation's turn, before it is done.
func (k *Kernel) RunDue(ctx context.Context, works map[string]Work) (int, error) {
	done := 0
	for {
		list, err := k.listDue(ctx)
		k.reads.saw(ctx, err)
		if err != nil {
			return done, err
		}
		progress := 0
		for _, d := range list {
			worked, err := k.runOne(ctx, d, works[d.Kind])
			if err != nil {
				return done, err
			}
			if worked {
				progress++
			}
		}
		done += progress
		if progress == 0 {
			return done, ctx.Err()
		}
	}
}

// How long looking for due work may take, claiming one, and doing it.
const (
	claimWithin = 15 * time.Second
	doWithin    = 10 * time.Minute
)

func (k *Kernel) listDue(ctx context.Context) ([]jobs.Due, error) {
	ctx, cancel := context.WithTimeout(ctx, claimWithin)
	defer cancel()
	tx, err := k.db.View(ctx, "")
	if err != nil {
		return nil, err
	}
	defer tx.Close()
	return tx.ListDue(k.now(), 100)
}

// runOne claims d and does it. A failed try is logged without any of its
// words, and stays due.
func (k *Kernel) runOne(ctx context.Context, d jobs.Due, work Work) (bool, error) {
	claimed, err := k.claim(ctx, d)
	k.writes.saw(ctx, err)
	if err != nil || !claimed {
		return false, err
	}
	if work == nil {
		k.log.ErrorContext(ctx, "nobody does this kind of due work", "kind", d.Kind)
		return false, nil
	}
	if err := k.try(ctx, d, work); err != nil {
		k.log.WarnContext(ctx, "due work put off", "kind", d.Kind, "attempt", d.Attempts+1, "fault", logged(err))
		return false, nil
	}
	return true, nil
}

// try does d. Work that panics is one thing which failed.
func (k *Kernel) try(ctx context.Context, d jobs.Due, work Work) error {
	ctx, cancel := context.WithTimeout(ctx, doWithin)
	defer cancel()
	return caught(ctx, k.log, d.Kind, func() error { return work(ctx, d) })
}

// claim puts d off to when it would be tried next, before it is tried: of
// several copies only one finds it still due.
func (k *Kernel) claim(ctx context.Context, d jobs.Due) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, claimWithin)
	defer cancel()
	tx, err := k.db.Begin(ctx, d.Organisation)
	if err != nil {
		return false, err
	}
	defer tx.Close()
	now, err := tx.FindDue(d.ID, k.now())
	if errors.Is(err, fault.Unchanged) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := tx.PutOffDue(now, k.now().Add(jobs.After(now.Attempts))); err != nil {
		return false, err
	}
	return true, tx.CommitQuietly()
}

// Backups lists what became of an organisation's latest backups, for the service itself,
// which asks every minute whether the next is due.
func (k *Kernel) Backups(ctx context.Context, org id.Organisation) (audit.Backups, error) {
	tx, err := k.db.View(ctx, org)
	if err != nil {
		return audit.Backups{}, err
	}
	defer tx.Close()
	return tx.ListBackups(1)
}

// DueState is what the administrator sees of the due work.
type DueState struct{ Open, Stuck int }

// Due counts what is to be done in the whole installation.
func (k *Kernel) Due(ctx context.Context) (DueState, error) {
	tx, err := k.db.View(ctx, "")
	if err != nil {
		return DueState{}, err
	}
	defer tx.Close()
	var s DueState
	s.Open, s.Stuck, err = tx.CountDue(jobs.StuckAfter)
	return s, err
}
