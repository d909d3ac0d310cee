package study

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/trial"
)

// RecordCall stores a try at a follow-up of participant's. Sending it again is
// safe; one to somebody who has answered in the meantime, or said no, is a
// conflict.
func (s *Study) RecordCall(ctx context.Context, who authz.Actor, participant id.Participant, c outcome.Call) error {
	c.Replaces, c.InError = "", false
	return s.call(ctx, who, authz.RecordCall, participant, c)
}

// CorrectCall stores c in place of the one that it names: what was entered
// before stays readable, and what was entered by mistake keeps what it said. Of
// two corrections of one entry, the second is refused.
func (s *Study) CorrectCall(ctx context.Context, who authz.Actor, participant id.Participant, c outcome.Call) error {
	return s.call(ctx, who, authz.CorrectCall, participant, c)
}

func (s *Study) call(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	c outcome.Call) error {
	return kernel.Change(ctx, s.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		list, err := tx.FindFollowUps(participant, tx.Today)
		if err != nil {
			return err
		}
		calls, err := tx.Calls(participant).All()
		if err != nil {
			return err
		}
		if action == authz.CorrectCall {
			if c, err = corrected(calls, c); err != nil {
				return err
			}
		}
		i := max(0, slices.IndexFunc(list, func(f trial.FollowUpLine) bool { return f.Due.ID == c.FollowUp }))
		due := list[i].Due // of another follow-up, the check refuses it
		agreed, err := agreedTo(tx, list[i].FollowUp)
		if err != nil {
			return err
		}
		c.Participant = participant
		if err := neverVisited(tx, participant, "result"); err != nil {
			return err
		}
		p := c.Check(due, agreed, tx.Zone, tx.Now)
		if before := replacedBy(calls, c); !p.Any() && (len(before) == 0 || !before[0].At.Equal(c.At)) {
			p = c.CheckStands(list[i].FollowUp.Standing, tx.Zone)
		}
		if p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Calls(participant), c, func() error {
			return fits(tx, due, calls, c, action)
		}, func() error {
			stands := due.After(append(calls, c), life.Life{State: life.GoesOn}, tx.Zone, tx.Today)
			return tx.SetFollowUp(participant, due, stands)
		}, func() error {
			if !c.InError {
				return nil
			}
			return kernel.MoveFollowUps(tx, participant)
		}, func() error { return doubtNumber(tx, participant, calls, c) })
	})
}

// corrected is c about the follow-up of the call that it corrects.
func corrected(calls []outcome.Call, c outcome.Call) (outcome.Call, error) {
	i := slices.IndexFunc(calls, func(x outcome.Call) bool { return x.ID == c.Replaces && !x.InError })
	if i < 0 {
		return c, fault.Absent
	}
	c.FollowUp = calls[i].FollowUp
	if c.InError {
		c.At, c.Result, c.CallOn, c.Note = calls[i].At, calls[i].Result, calls[i].CallOn, calls[i].Note
	}
	return c, nil
}

// fits refuses a call to somebody who is not to be called any more, and a
// correction of what no longer holds.
func fits(tx *kernel.Tx, due outcome.DueFollowUp, calls []outcome.Call, c outcome.Call, action authz.Action) error {
	if action == authz.RecordCall {
		if !due.Takes(calls, c, tx.Zone, tx.Today) {
			return fault.New(fault.Conflict, "call.over")
		}
		return nil
	}
	holds := slices.ContainsFunc(outcome.CurrentCalls(calls), func(x outcome.Call) bool {
		return x.ID == c.Replaces &&
			x.FollowUp == c.FollowUp
	})
	if !holds {
		return fault.Problems{{Field: "replaces", Key: "call.replaces.already"}}
	}
	return nil
}

// doubtNumber has those who put details right look into a number that reached somebody
// else, while no call has reached the person since: as the calls say once c is among them.
// What a call that is taken back, or says otherwise now, answered is open again, and the
// other way round. What the caller wrote stays with the follow-up.
func doubtNumber(tx *kernel.Tx, participant id.Participant, calls []outcome.Call, c outcome.Call) error {
	if c.Replaces == "" && !c.WrongNumber() && !c.Reached() {
		return nil
	}
	calls = append(slices.Clone(calls), c)
	known, err := tx.KnownDoubts(participant)
	if err != nil {
		return err
	}
	var right, again []id.Doubt
	said := false
	for _, d := range known {
		wrong := slices.ContainsFunc(wrongNow(calls), func(x outcome.Call) bool { return isOf(calls, x, d.Fact.Call) })
		said = said || isOf(calls, c, d.Fact.Call)
		byCall := slices.ContainsFunc(calls, func(x outcome.Call) bool { return id.DoubtAnswer(x.ID) == d.Answer.Fact.ID })
		switch {
		case d.Fact.Call == "":
		case d.Open() && !wrong:
			right = append(right, d.Fact.ID)
		case byCall && wrong:
			again = append(again, d.Fact.ID)
		}
	}
	if !said && slices.ContainsFunc(wrongNow(calls), func(x outcome.Call) bool { return x.ID == c.ID }) {
		d := pathway.Doubt{ID: id.Doubt(c.ID), About: pathway.WrongPhone, Call: c.ID}
		if err := tx.Doubts(participant).Add(tx.Tx, d); err != nil {
			return err
		}
	}
	answer := pathway.DoubtAnswer{ID: id.DoubtAnswer(c.ID), Doubts: right}
	if err := kernel.AnswerDoubts(tx, participant, answer, nil); err != nil {
		return err
	}
	return openAgain(tx, participant, c, again)
}

// openAgain opens doubts once more that calls answered, unless the number was put right
// since the first of them.
func openAgain(tx *kernel.Tx, participant id.Participant, c outcome.Call, doubts []id.Doubt) error {
	if len(doubts) == 0 {
		return nil
	}
	person, err := tx.FindToldApart(participant)
	if err != nil {
		return err
	}
	made, err := tx.ListCorrections(participant)
	if err != nil {
		return err
	}
	known, err := tx.KnownDoubts(participant)
	doubts = slices.DeleteFunc(doubts, func(of id.Doubt) bool {
		i := slices.IndexFunc(known, func(d pathway.KnownDoubt) bool { return d.Fact.ID == of })
		return i < 0 || person.ReferredAt.After(known[i].At) ||
			slices.ContainsFunc(made, func(m ledger.Received[pathway.Correction]) bool {
				return m.At.After(known[i].At) && m.Fact.Mends(pathway.WrongPhone)
			})
	})
	answer := pathway.DoubtAnswer{Doubts: doubts, Again: true,
		ID: id.From[id.DoubtAnswer]([16]byte(tx.Draw("doubt_answer/again/"+string(c.ID), 16)))}
	return cmp.Or(err, kernel.AnswerDoubts(tx, participant, answer, nil))
}

// wrongNow are the calls that reached somebody else, and after which none has reached the
// person.
func wrongNow(calls []outcome.Call) []outcome.Call {
	now := outcome.CurrentCalls(calls)
	return slices.DeleteFunc(slices.Clone(now), func(c outcome.Call) bool {
		return !c.WrongNumber() || slices.ContainsFunc(now, func(x outcome.Call) bool {
			return x.Reached() && x.At.After(c.At)
		})
	})
}

// isOf tells whether c is the call of that key, as it was corrected since.
func isOf(calls []outcome.Call, c outcome.Call, key id.Call) bool {
	return c.ID == key || slices.ContainsFunc(replacedBy(calls, c), func(x outcome.Call) bool { return x.ID == key })
}

// replacedBy are the entries that c corrects, the last one first.
func replacedBy(calls []outcome.Call, c outcome.Call) (before []outcome.Call) {
	for key := c.Replaces; key != ""; {
		i := slices.IndexFunc(calls, func(x outcome.Call) bool { return x.ID == key })
		if i < 0 {
			return before
		}
		before, key = append(before, calls[i]), calls[i].Replaces
	}
	return before
}
