package care

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
)

// A lifeFinder is a change or a look.
type lifeFinder interface {
	returnFinder
	ListLifeEvents(id.Participant) ([]ledger.Received[life.Event], error)
}

// standsBack tells whether p, of whom a death in error was said, stands where they stood
// before it. Only for who was asked to take part, and may, does everything wait first: what
// had been arranged with them was called off, and somebody speaks with them before anybody
// writes. In a study that is what both arms share.
func standsBack(tx lifeFinder, p programme.Person) (bool, error) {
	events, err := tx.ListLifeEvents(p.ID)
	if err != nil {
		return false, err
	}
	all := ledger.Facts(events)
	alive, died := life.Alive(all), life.After(all).Since
	if alive.State != life.GoesOn || p.State != programme.Invited && !p.State.TakesPart() {
		return true, nil
	}
	over, err := supportOverIn(tx, p, alive, died)
	p.Standing = programme.Standing{}
	return course.MayReturn(p, over), err
}

// standsBackNow is standsBack of participant, whose life is now: of who lives, it isn't so.
func standsBackNow(tx *kernel.ReadTx, participant id.Participant, now life.Life) (bool, error) {
	if now.State != life.Stopped {
		return false, nil
	}
	p, err := tx.FindToldApart(participant)
	if err != nil {
		return false, err
	}
	return standsBack(tx, p)
}

// movesStill has a move take effect on its day, or at once where that passed while
// somebody was taken for dead.
func movesStill(tx *kernel.Tx, participant id.Participant) error {
	events, err := tx.ListLifeEvents(participant)
	if err != nil {
		return err
	}
	var ahead life.Event
	for _, e := range events {
		if e.Fact.Kind == life.MovingAhead {
			ahead = e.Fact
		}
	}
	now := life.After(ledger.Facts(events))
	if now.Moves.IsZero() || now.Moves != ahead.On {
		return nil
	}
	return tx.AddDue(jobs.MoveAway, string(participant), string(ahead.ID), ahead.On.Morning(tx.Zone))
}

// leadsTo is the state that e leads to from where life stands.
func leadsTo(tx *kernel.Tx, e life.Event, before life.Life) (life.State, error) {
	next, err := life.Next(before.State, e.Kind)
	if err != nil || !e.Back {
		return next, err
	}
	events, err := tx.ListLifeEvents(e.Participant)
	return life.Alive(ledger.Facts(events)).State, err
}

// errorSince is what said first of the death that e tells of that it was an error; nil where
// nothing did, or e tells of none.
func errorSince(tx lifeFinder, e life.Event) (*ledger.Received[life.Event], error) {
	if !e.Kind.DatesDeath() {
		return nil, nil
	}
	events, err := tx.ListLifeEvents(e.Participant)
	itself := slices.IndexFunc(events, func(x ledger.Received[life.Event]) bool { return x.Fact.ID == e.ID })
	since := events[max(0, itself):]
	i := slices.IndexFunc(since, func(x ledger.Received[life.Event]) bool { return x.Fact.Kind == life.DeathInError })
	if err != nil || i < 0 {
		return nil, err
	}
	return &since[i], nil
}

// tellWhoVisited has who was told of the death that e says was an error, and no longer visits,
// told that it was one. Who visits them hears of e itself.
func tellWhoVisited(tx *kernel.Tx, e life.Event) error {
	if e.Kind != life.DeathInError {
		return nil
	}
	events, err := tx.ListLifeEvents(e.Participant)
	told := []id.Account{tx.Scope.Worker, tx.Actor.Account}
	for _, x := range slices.Backward(events) {
		if err != nil || x.Fact.Kind == life.DeathInError && x.Fact.ID != e.ID {
			return err
		}
		if !x.Fact.Kind.DatesDeath() {
			continue
		}
		n, _, err := tx.FindLifeNews(e.Participant, x.Fact.ID)
		if err != nil {
			return err
		}
		if !n.Told(life.ToWorker) || slices.Contains(told, n.Worker) {
			continue
		}
		told = append(told, n.Worker)
		list, err := newsRecipients(tx, n, life.ToWorker)
		if err != nil {
			return err
		}
		if err := tellEach(tx, jobs.NoticeMistaken, list, string(e.ID)); err != nil {
			return err
		}
	}
	return err
}

// askAgain has it said of visits that a death called off whether they were held. One
// whose session was planned again since has no need.
func askAgain(tx *kernel.Tx, e life.Event, c course.Course, off []course.Cancellation) error {
	for _, o := range off {
		v := course.Cancellation{
			ID:          id.From[id.Cancellation]([16]byte(tx.Draw("life_asks/"+string(e.ID)+"/"+string(o.ID), 16))),
			Appointment: o.Appointment, By: course.PartyService, Replaces: o.ID, InError: true,
		}
		f := course.Fact{Cancelled: &v}
		next, err := c.Take(f)
		if err != nil {
			continue
		}
		c = next
		if err := tx.CourseFacts(tx.Course).Add(tx.Tx, f); err != nil {
			return err
		}
	}
	return nil
}
