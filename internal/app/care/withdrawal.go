package care

import (
	"context"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// RecordDeclining stores that participant said no, in other records of theirs too where d says so.
// Sending it again is safe.
func (c *Care) RecordDeclining(ctx context.Context, who authz.Actor, participant id.Participant,
	d pathway.Declining) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RecordDeclining, participant, func(tx *kernel.Tx) error {
		d.Participant = participant
		if err := addDeclining(tx, d); err != nil {
			return err
		}
		return declinesJoined(tx, d)
	})
}

// SayNo stores that participant, who asks, says no, today. Sending it again
// keeps the first day.
func (c *Care) SayNo(ctx context.Context, who authz.Actor, participant id.Participant, d pathway.Declining) error {
	return kernel.Change(ctx, c.Kernel, who, authz.SayNo, participant, func(tx *kernel.Tx) error {
		d.On = tx.Today
		first, is, err := tx.Declinings(tx.Course).Earlier(d)
		if err != nil {
			return err
		}
		if is {
			d.On = first.On
		}
		if err := addDeclining(tx, d); err != nil {
			return err
		}
		return askElsewhere(tx, participant, pathway.Wholly)
	})
}

func addDeclining(tx *kernel.Tx, d pathway.Declining) error {
	d.Participant = tx.Course.Participant
	person, err := tx.FindToldApart(d.Participant)
	if err != nil {
		return err
	}
	history, err := answersOf(tx, person)
	if err != nil {
		return err
	}
	within, err := informedSpan(tx, history)
	if err != nil {
		return err
	}
	if p := d.Check(tx.Today, within); p.Any() {
		return p
	}
	return kernel.Record(tx, tx.Declinings(tx.Course), d, nil, mayMove(tx, pathway.EventSayNo))
}

// RecordWithdrawal stores that participant stopped, wholly or from visits only, in other records
// of theirs too where w says so.
// Sending it again is safe.
func (c *Care) RecordWithdrawal(ctx context.Context, who authz.Actor, participant id.Participant,
	w pathway.Withdrawal) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RecordWithdrawal, participant, func(tx *kernel.Tx) error {
		w.Participant = participant
		if err := addWithdrawal(tx, w); err != nil {
			return err
		}
		return stopsJoined(tx, w)
	})
}

// Withdraw stores that participant, who asks, stops today. Sending it again
// keeps the first day. Whom the programme brings no visits can't stop them.
func (c *Care) Withdraw(ctx context.Context, who authz.Actor, participant id.Participant, w pathway.Withdrawal) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Withdraw, participant, func(tx *kernel.Tx) error {
		if w.Scope == pathway.FromVisitsOnly {
			if _, err := findVisited(tx, tx.Definition, tx.Today, participant); err != nil {
				return err
			}
		}
		w.Participant, w.On = participant, tx.Today
		first, is, err := tx.Withdrawals(tx.Course).Earlier(w)
		if err != nil {
			return err
		}
		if is {
			w.On = first.On
		}
		if err := addWithdrawal(tx, w); err != nil {
			return err
		}
		return askElsewhere(tx, participant, w.Scope)
	})
}

// addWithdrawal stores w of the course that its participant is in. Stopping everything
// takes back what they agreed to in earlier ones too: those alone, when they have nothing
// to take back in this one.
func addWithdrawal(tx *kernel.Tx, w pathway.Withdrawal) error {
	w.Participant = tx.Course.Participant
	person, err := tx.FindToldApart(w.Participant)
	if err != nil {
		return err
	}
	before, err := agreedBefore(tx, person)
	if err != nil {
		return err
	}
	if err := tx.Withdrawals(tx.Course).Sent(w); err != nil {
		return err
	}
	if w.Stops != "" && w.Stops != stopping(person, before) {
		return fault.New(fault.Conflict, "withdrawal.moved")
	}
	if w.Scope != pathway.Wholly {
		return stopPresent(tx, person, w)
	}
	if person.State.TakesPart() || len(before) == 0 {
		err = stopPresent(tx, person, w)
	} else {
		err, before = stopBefore(tx, before[0], w), before[1:]
	}
	for _, was := range before {
		if err != nil {
			return err
		}
		w.ID = id.From[id.Withdrawal]([16]byte(tx.Draw("withdrawal/"+string(w.ID)+"/"+string(was.Course), 16)))
		err = stopBefore(tx, was, w)
	}
	return err
}

// stopping names the courses in which what p agreed to holds: the present one, and those before.
func stopping(p programme.Person, before []programme.Person) string {
	var courses []string
	if p.State.TakesPart() {
		courses = append(courses, string(p.Course))
	}
	for _, was := range before {
		courses = append(courses, string(was.Course))
	}
	return strings.Join(courses, " ")
}

// agreedBefore are the earlier courses in which what p agreed to still holds.
func agreedBefore(tx interface {
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
}, p programme.Person) ([]programme.Person, error) {
	if !p.Earlier {
		return nil, nil
	}
	list, err := tx.ListEarlierCourses(p)
	for i := range list {
		list[i] = mourned(list[i], p)
	}
	return slices.DeleteFunc(list, func(was programme.Person) bool { return !was.State.TakesPart() }), err
}

// stopBefore stores w of the earlier course that was is in, and that they agree to nothing
// of it any more: the one thing that is written to a course once the next has begun.
func stopBefore(tx *kernel.Tx, was programme.Person, w pathway.Withdrawal) error {
	within, err := agreedSpan(tx, was)
	if err != nil {
		return err
	}
	if p := w.Check(tx.Today, within); p.Any() {
		return p
	}
	return kernel.Record(tx, tx.Withdrawals(was.CurrentCourse()), w, nil, func() error { return tx.SettleEarlier(was) })
}

// stopPresent stores w of the course that person is in now.
func stopPresent(tx *kernel.Tx, person programme.Person, w pathway.Withdrawal) error {
	within, err := agreedSpan(tx, person)
	if err != nil {
		return err
	}
	if p := w.Check(tx.Today, within); p.Any() {
		return p
	}
	before, err := tx.FindPerson(w.Participant)
	if err != nil {
		return err
	}
	return kernel.Record(tx, tx.Withdrawals(tx.Course), w, func() error {
		known, err := recorded(tx, w.Participant)
		if known.Standing.Is == programme.Ended && w.Scope == pathway.FromVisitsOnly {
			return fault.Problems{{Field: "scope", Key: "withdrawal.scope.ended"}}
		}
		return err
	}, func() error {
		return callOffTelling(tx, callingOff{By: course.PartyParticipant, Why: string(w.ID),
			Over: visitsGoOn(before)})
	}, mayStop(tx, person, w))
}

// mayStop is mayMove of w, of person as everybody is told of them. Whoever may not know that
// visits were stopped already can stop them again, which changes nothing.
func mayStop(tx *kernel.Tx, person programme.Person, w pathway.Withdrawal) func() error {
	now, err := tx.FindPerson(w.Participant)
	if w.Scope == pathway.FromVisitsOnly && now.State != person.State && !mayKnowOfVisits(tx) {
		return func() error { return err }
	}
	return mayMove(tx, w.Scope.Event())
}
