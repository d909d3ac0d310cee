package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A MatchEnding is what ending a match is decided on.
type MatchEnding struct {
	Person  programme.Person
	Match   workforce.Match // the zero Match when nobody visits them
	Worker  string          // what the worker is called
	Planned int             // visits to come that it calls off
	Today   programme.Date
}

// SeeMatchEnd shows who visits sam, for ending it.
func (c *Care) SeeMatchEnd(ctx context.Context, who authz.Actor, sam id.Participant) (MatchEnding, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeMatching, sam, func(tx *kernel.ReadTx) (MatchEnding, error) {
		e := MatchEnding{Today: tx.Today}
		var err error
		if e.Person, err = findVisited(tx, tx.Definition, sam); err != nil {
			return MatchEnding{}, err
		}
		matches, err := tx.FindMatches(sam)
		if err != nil {
			return MatchEnding{}, err
		}
		e.Match, _ = matches.Current()
		history, err := tx.FindCourseHistory(sam)
		if err != nil {
			return MatchEnding{}, err
		}
		e.Planned = len(toCome(history.Course(tx.Definition), tx.Now))
		staff, err := tx.ListStaffNames()
		e.Worker = staff[e.Match.Worker]
		return e, err
	})
}

// EndMatch stores that sam's worker visits them no more. What was planned is
// called off, so that nobody waits at a door; the worker reads nothing of sam
// from then on, and both are told. Sending it again is safe.
func (c *Care) EndMatch(ctx context.Context, who authz.Actor, sam id.Participant, e workforce.MatchEnded) error {
	return kernel.Change(ctx, c.Kernel, who, authz.EndMatch, sam, func(tx *kernel.Tx) error {
		e.Participant = sam
		if err := tx.FindMatchEnd(e); err != nil {
			return err
		}
		person, err := findVisited(tx, tx.Definition, sam)
		if err != nil {
			return err
		}
		matches, err := tx.FindMatches(sam)
		if err != nil {
			return err
		}
		current, is := matches.Current()
		if !is || e.Match != current.ID {
			return fault.New(fault.Conflict, "matching.ended_already")
		}
		if p := e.Check(current, tx.Today); p.Any() {
			return p
		}
		if err := callOffBy(tx, sam, programme.PartyService); err != nil {
			return err
		}
		if err := tx.AddMatchEnd(e); err != nil {
			return err
		}
		return tellOfMatch(tx, person, current.Worker, string(e.ID), jobs.NoticeVisit, jobs.NoticeOwnVisit)
	})
}

// tellOfMatch has the worker told, and the person where that is safe.
func tellOfMatch(tx *kernel.Tx, person programme.Person, worker id.Account, item, toWorker, toPerson string) error {
	if worker != tx.Actor.Account {
		if err := tx.AddDue(toWorker, string(worker), item, tx.Now); err != nil {
			return err
		}
	}
	account, safe, err := safelyTold(tx, person)
	if err != nil || !safe {
		return err
	}
	return tx.AddDue(toPerson, string(account), item, tx.Now)
}

// An accountFinder is a change or a look.
type accountFinder interface {
	FindAccountOfParticipant(id.Participant) (id.Account, error)
}

// safelyTold tells whether a message to somebody is safe, and reaches them: they
// said yes to e-mail, and can sign in to read more.
func safelyTold(tx accountFinder, person programme.Person) (id.Account, bool, error) {
	if person.Contact.Email == "" || !person.Contact.SafeToEmail.Allowed() {
		return "", false, nil
	}
	account, err := tx.FindAccountOfParticipant(person.ID)
	if fault.Of(err) == fault.NotFound {
		return "", false, nil
	}
	return account, err == nil, err
}
