package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// A HandOver is what becomes of the people whom a worker visits, once the worker
// no longer does. It has to be said: nobody is left with a worker who won't come.
type HandOver struct {
	To    id.Account // who visits them instead, as far as they can
	Board bool       // in place of To: each is on the board, for somebody to choose
}

// Check reports what keeps h, of the people of a worker, from being done.
func (h HandOver) Check(from id.Account) fault.Problems {
	var p fault.Problems
	p.If(h.To == "" && !h.Board, "to", "departure.to.missing")
	p.If(h.To != "" && (h.Board || h.To == from), "to", "departure.to.missing")
	return p
}

// HandOver stores that somebody else visits the people of a worker, who is away
// for long, or that somebody is to be chosen for each. The worker keeps the role.
func (c *Care) HandOver(ctx context.Context, who authz.Actor, from id.Account, h HandOver) error {
	return kernel.Change(ctx, c.Kernel, who, authz.HandOver, from, func(tx *kernel.Tx) error {
		touched, err := handOver(tx, from, h)
		if err != nil {
			return err
		}
		if !touched {
			return fault.Unchanged // by a second tap
		}
		return tellOfDeparture(tx, from)
	})
}

// handOver passes everybody on whom a worker visits, in this change. It tells
// whether there was anybody.
func handOver(tx *kernel.Tx, from id.Account, h HandOver) (bool, error) {
	people, err := visitedBy(tx, from)
	if err != nil || len(people) == 0 {
		return false, err
	}
	if tx.Actor.Masked() {
		return false, fault.New(fault.Conflict, "departure.masked")
	}
	if p := h.Check(from); p.Any() {
		return false, p
	}
	for _, p := range people {
		if err := tx.Also(authz.PassOn, p.ID); err != nil {
			return false, err
		}
	}
	for _, p := range people {
		if err := passOn(tx, p, h.To); err != nil {
			return false, err
		}
	}
	return true, nil
}

// passOn ends person's match. When to can visit them, a match with to begins and
// the visits to come are to's; else they are called off, and person is on the board.
func passOn(tx *kernel.Tx, person programme.Person, to id.Account) error {
	s, err := supportOf(person)
	if err != nil {
		return err
	}
	m, err := matchesOf(tx, s.of)
	if err != nil {
		return err
	}
	now, _ := m.Current()
	fits, err := canVisit(tx, s, m, to)
	if err != nil {
		return err
	}
	if err := endFor(tx, s, now); err != nil {
		return err
	}
	if !fits {
		return s.callOff(tx, say.English().Say("match.end.called_off"))
	}
	next := workforce.Match{ID: id.From[id.Match]([16]byte(tx.Draw("hand_over/match/"+string(now.ID), 16))),
		Participant: person.ID, Worker: to, On: tx.Today}
	if err := tx.Matches(s.of).Add(tx.Tx, next); err != nil {
		return err
	}
	if err := s.moveTo(tx, to); err != nil {
		return err
	}
	return tellOfMatch(tx, person, to, workforce.MatchBegins)
}

// endFor ends a match because its worker is away, for long or for good.
func endFor(tx *kernel.Tx, s support, now workforce.Match) error {
	end := workforce.MatchEnded{ID: id.From[id.MatchEnd]([16]byte(tx.Draw("hand_over/end/"+string(now.ID), 16))),
		Match: now.ID, Participant: s.person.ID, On: tx.Today, Reason: workforce.WorkerAway}
	if err := tx.MatchEnds(s.of).Add(tx.Tx, end); err != nil {
		return err
	}
	return tellOfMatch(tx, s.person, now.Worker, workforce.MatchEnds)
}

// canVisit tells whether nothing bars to from visiting somebody now.
func canVisit(tx *kernel.Tx, s support, m workforce.Matches, to id.Account) (bool, error) {
	if to == "" || !s.person.Standing.GoesOn() {
		return false, nil
	}
	_, pool, err := tx.ListWorkers(s.definition.Sessions)
	if err != nil {
		return false, err
	}
	all := workforce.Candidates(personToMatch(s.person, m), pool, s.definition, tx.Today)
	return !bars(to, all).Any(), nil
}

// A support is somebody's course of support in a change that is about several people.
type support struct {
	person     programme.Person
	of         programme.CourseOfSupport
	definition programme.Definition
}

func supportOf(p programme.Person) (support, error) {
	d, err := content.Programme(p.Definition.Programme, p.Definition.Number)
	return support{p, p.CurrentCourse(), d}, err
}
