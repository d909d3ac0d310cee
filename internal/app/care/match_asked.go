package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/workforce"
)

// AskAnother stores that who, a participant, asks for another worker, and has
// those told who choose one. The worker who visits them is not told. Sending it
// again, or asking while it waits for an answer, is safe.
func (c *Care) AskAnother(ctx context.Context, who authz.Actor, ask id.MatchAsk) error {
	participant := who.Participant
	return kernel.Change(ctx, c.Kernel, who, authz.AskAnother, participant, func(tx *kernel.Tx) error {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return err
		}
		m, err := matchesOf(tx, tx.Course)
		if err != nil {
			return err
		}
		now, has := m.Current()
		f := workforce.MatchFact{Asked: &workforce.MatchAsked{ID: ask, Match: now.ID, Participant: participant}}
		if _, err := m.Take(f); err != nil {
			return over(err)
		}
		if !has || !person.Standing.GoesOn() {
			return fault.New(fault.Conflict, "match.another.over")
		}
		return kernel.Record(tx, tx.MatchFacts(tx.Course, now.ID), f, func() error { return mayGoOn(tx) },
			func() error { return tellOfAsking(tx, now.Worker, ask) })
	})
}

// over says in the person's words that nobody visits them.
func over(err error) error {
	if fault.Of(err) == fault.Conflict {
		return fault.New(fault.Conflict, "match.another.over")
	}
	return err
}

// tellOfAsking has everybody told, each once, who can choose another worker,
// but not the one who visits.
func tellOfAsking(tx *kernel.Tx, worker id.Account, ask id.MatchAsk) error {
	told, err := recipientsOf(tx, worker, safety.Supervisor, safety.ProgrammeLead)
	if err != nil {
		return err
	}
	return tellEach(tx, jobs.NoticeMatchAsked, told, string(ask))
}

// KeepMatch stores that somebody talked with participant, who had asked for
// another worker, and that the two stay matched. Sending it again is safe.
func (c *Care) KeepMatch(ctx context.Context, who authz.Actor, participant id.Participant,
	v workforce.MatchKept) error {
	return kernel.Change(ctx, c.Kernel, who, authz.KeepMatch, participant, func(tx *kernel.Tx) error {
		v.Participant = participant
		within, err := agreedSpanOf(tx, participant)
		if err != nil {
			return err
		}
		return addMatchFact(tx, workforce.MatchFact{Kept: &v},
			func(workforce.Matches) fault.Problems { return v.Check(tx.Today, within) })
	})
}
