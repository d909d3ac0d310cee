package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
)

// moveAway has a move take effect whose day has come, unless it was taken back, or
// another day holds by now.
func (c *Care) moveAway(ctx context.Context, d jobs.Due) error {
	participant := id.Participant(d.Subject)
	return kernel.Change(ctx, c.Kernel, movesBy(d.Organisation), authz.MoveAway, participant,
		func(tx *kernel.Tx) error {
			if err := tx.FinishDue(d.ID); err != nil {
				return err
			}
			ahead, err := moveAhead(tx, participant, id.LifeEvent(d.Item))
			if err != nil || ahead.ID == "" {
				return err
			}
			return takesEffect(tx, ahead)
		})
}

// moveAhead is the move that event says lies ahead, if it still does.
func moveAhead(tx *kernel.Tx, participant id.Participant, event id.LifeEvent) (ahead life.Event, err error) {
	all, err := tx.ListLifeEvents(participant)
	if err != nil {
		return life.Event{}, err
	}
	now := life.After(ledger.Facts(all))
	for _, e := range all {
		if e.Fact.Kind == life.MovingAhead {
			ahead = e.Fact
		}
	}
	if ahead.ID != event || now.Moves != ahead.On {
		return life.Event{}, nil
	}
	return ahead, nil
}

// announced is the move ahead that of, in participant's life, is the effect of, which the
// service entered itself; none where it is of none.
func announced(tx lifeFinder, participant id.Participant, of pathway.Entered) (ahead pathway.Entered, err error) {
	moved := of.Kind == pathway.UndoLife && of.Said == string(life.MovingAway)
	if !moved || of.By != movesBy("").Name() {
		return ahead, nil
	}
	events, err := tx.ListLifeEvents(participant)
	for _, e := range events {
		if e.Fact.Kind == life.MovingAhead {
			ahead = enteredLife(e)
		}
	}
	return ahead, err
}

// movesBy is the service itself, which has a move take effect on its day.
func movesBy(org id.Organisation) authz.Actor { return authz.System("due", org) }

// takesEffect says that they have moved away. Everybody has heard of it; a visit that
// was planned for later since is called off, and its worker told.
func takesEffect(tx *kernel.Tx, ahead life.Event) error {
	e := life.Event{
		ID:          id.From[id.LifeEvent]([16]byte(tx.Draw("life_event/moved/"+string(ahead.ID), 16))),
		Participant: ahead.Participant, Kind: life.MovingAway, On: ahead.On, Note: ahead.Note,
	}
	before, err := tx.FindLife(e.Participant)
	if err != nil {
		return err
	}
	now, err := life.Next(before.State, e.Kind)
	if fault.Of(err) == fault.Conflict {
		return nil // they have died, or have moved already
	}
	if err := tx.LifeEvents(e.Participant, tx.Scope.Worker).Add(tx.Tx, e); err != nil {
		return err
	}
	settled := life.News{Received: ledger.Received[life.Event]{Fact: e, At: tx.Now}, State: life.NewsSettled}
	if err := tx.SetLifeStanding(settled); err != nil {
		return err
	}
	if err := overtake(tx, e); err != nil {
		return err
	}
	off, err := halt(tx, e, before, now)
	if err != nil || off == 0 || tx.Scope.Worker == "" {
		return err
	}
	return tx.AddDue(jobs.NoticeCalledOff, string(tx.Scope.Worker), string(e.Participant), tx.Now)
}
