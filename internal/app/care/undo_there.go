package care

import (
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// An UndoThere is what the act that recorded a life event, a stop or a no recorded in another record
// of the same person: it can be taken back of both at once.
type UndoThere struct {
	CanUndo
	Of programme.Person

	event id.LifeEvent // that the act recorded; CanUndo may be what came of it on its day
}

// Resource is the record that x is in.
func (x UndoThere) Resource() id.Scope { return x.Of.Resource() }

// undoableThere lists what the act recorded elsewhere that recorded of in p's life, or that they
// stopped or said no.
func undoableThere(tx undoFinder, p programme.Person, of pathway.Entered, today programme.Date) (list []UndoThere,
	err error) {
	switch {
	case !p.Joined:
		return nil, nil
	case of.Kind.SaysNo():
		return noThere(tx, p, of, today)
	case of.Kind != pathway.UndoLife:
		return nil, nil
	}
	act, err := actOf(tx, p.ID, of)
	if err != nil {
		return nil, err
	}
	others, err := kernel.OtherRecords(tx, p.ID)
	for _, o := range others {
		events, err := tx.ListLifeEvents(o.ID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(events, func(x ledger.Received[life.Event]) bool { return sameAct(act, enteredLife(x)) })
		if i < 0 {
			continue
		}
		there := UndoThere{Of: o, event: events[i].Fact.ID,
			CanUndo: CanUndo{Entered: enteredLife(events[i]), Followed: FollowedLife}}
		all, err := undoable(tx, o.CurrentCourse(), today)
		if err != nil {
			return nil, err
		}
		for _, f := range all {
			if f.Kind != pathway.UndoLife {
				continue
			}
			from, err := actOf(tx, o.ID, f.Entered)
			if err != nil {
				return nil, err
			}
			if sameAct(act, from) {
				there.CanUndo = f
			}
		}
		list = append(list, there)
	}
	return list, err
}

// noThere lists the stops and the noes that the act recorded elsewhere that recorded of.
func noThere(tx undoFinder, p programme.Person, of pathway.Entered, today programme.Date) (list []UndoThere,
	err error) {
	others, err := kernel.OtherRecords(tx, p.ID)
	for _, o := range others {
		all, err := undoable(tx, o.CurrentCourse(), today)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, func(f CanUndo) bool {
			return f.Kind.SaysNo() && sameAct(of, f.Entered)
		})
		if i >= 0 {
			list = append(list, UndoThere{Of: o, CanUndo: all[i]})
			continue
		}
		said, err := tx.FindConsentHistory(o.CurrentCourse())
		if err != nil {
			return nil, err
		}
		for _, s := range said {
			f, is := saidNo(s, FollowedAsked)
			if is && sameAct(of, f.Entered) {
				list = append(list, UndoThere{Of: o, CanUndo: f})
			}
		}
	}
	return list, err
}

func enteredLife(e ledger.Received[life.Event]) pathway.Entered {
	return pathway.Entered{Kind: pathway.UndoLife, Fact: string(e.Fact.ID), Said: string(e.Fact.Kind), At: e.At, By: e.By}
}

// actOf is what somebody entered that of, in participant's life, came of: of itself, or the
// move ahead that it is the effect of.
func actOf(tx lifeFinder, participant id.Participant, of pathway.Entered) (pathway.Entered, error) {
	ahead, err := announced(tx, participant, of)
	if ahead.Fact == "" {
		return of, err
	}
	return ahead, err
}

// sameAct tells whether one act recorded both.
func sameAct(a, b pathway.Entered) bool { return a.At.Equal(b.At) && a.By == b.By }

// alsoThere takes back with u, in the other records of person that u names, what the same act
// recorded there. Worker hears of u itself. What stays there is told to those who heard of it
// with what u takes back.
func alsoThere(tx *kernel.Tx, there []UndoThere, u pathway.Undoing, worker id.Account) error {
	told := []id.Account{worker}
	for _, x := range there {
		if !slices.Contains(u.Also, x.Of.ID) {
			if x.Kind == pathway.UndoLife {
				if err := toldThereAnew(tx, x); err != nil {
					return err
				}
			}
			continue
		}
		if x.Followed != "" {
			return fault.New(fault.Conflict, "undo.moved.text")
		}
		if err := tx.Also(mayEnter[x.Kind], x.Of.ID); err != nil {
			return err
		}
		u.Of = x.Entered
		err := tx.AlsoFor(authz.Undo, x.Of.ID, func() error {
			hears, err := knowsOf(tx, u.Of)
			if err != nil {
				return err
			}
			if slices.Contains(told, hears) {
				hears = ""
			}
			told = append(told, hears)
			return takesBackThere(tx, u, hears)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// takesBackThere takes back with u what the change is about now. Worker hears of it.
func takesBackThere(tx *kernel.Tx, u pathway.Undoing, worker id.Account) error {
	person, err := tx.FindToldApart(tx.Course.Participant)
	if err != nil {
		return err
	}
	ahead, err := announced(tx, person.ID, u.Of)
	if err != nil {
		return err
	}
	if err := takesBackToo(tx, person.ID, u); err != nil {
		return err
	}
	return afterUndoing(tx, person, u, ahead, worker)
}

// toldThereAnew has the news of x, which stays, be told to those who were told of it by the
// news of what is taken back.
func toldThereAnew(tx *kernel.Tx, x UndoThere) error {
	n, _, err := tx.FindLifeNews(x.Of.ID, x.event)
	if err != nil {
		return err
	}
	events, err := tx.ListLifeEvents(x.Of.ID)
	if n = n.Among(ledger.Facts(events)); err != nil || !n.Open() {
		return err
	}
	return tx.AlsoFor(authz.EnterLifeJoined, x.Of.ID, func() error {
		if n.State == life.NewsEntered {
			if err := tx.SetLifeStanding(n); err != nil {
				return err
			}
			return tellLife(tx, n, map[id.Account]bool{})
		}
		list, err := newsRecipients(tx, n, life.ToSupervisor)
		for _, a := range list {
			heard, err := tx.WasDue(jobs.NoticeLife, string(a.ID), string(x.event))
			if err != nil {
				return err
			}
			if heard {
				continue
			}
			if err := tx.AddDue(jobs.NoticeLife, string(a.ID), string(x.event), tx.Now); err != nil {
				return err
			}
		}
		return err
	})
}
