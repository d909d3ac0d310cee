package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A JoinedStop is another record of the same person, in which a stop would change something and
// who looks may record it at once.
type JoinedStop struct {
	programme.Person
	SeeVisits bool        // which stopping cancels
	Planned   []time.Time // those, for anybody who may know of them
}

// A stopFinder is a change or a look.
type stopFinder interface {
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindPerson(id.Participant) (programme.Person, error)
}

// stopChanges tells whether a stop of that scope would change something in the record of p, who is
// as exactly known as who asks may know it.
func stopChanges(tx stopFinder, p programme.Person, s pathway.Scope) (bool, error) {
	switch {
	case p.Standing.Died():
		return false, nil
	case s == pathway.FromVisitsOnly:
		return visitsGoOn(p), nil
	case p.State.TakesPart():
		return true, nil
	}
	before, err := agreedBefore(tx, p)
	return len(before) > 0, err
}

// joinedStops lists participant's other records of which who looks may record a stop.
func joinedStops(tx *kernel.ReadTx, participant id.Participant) (list []JoinedStop, err error) {
	others, err := kernel.OtherRecords(tx, participant)
	for _, o := range others {
		changes, err := stopChanges(tx, o, pathway.Wholly)
		if err != nil {
			return nil, err
		}
		if !changes || !kernel.MayOf(tx, authz.RecordWithdrawal, o) {
			continue
		}
		there := JoinedStop{Person: o, SeeVisits: kernel.MayOf(tx, authz.SeeVisits, o)}
		if there.SeeVisits {
			c, err := theirCourse(tx, o.ID)
			if err != nil {
				return nil, err
			}
			for _, b := range c.ToCome(tx.Now) {
				there.Planned = append(there.Planned, b.Start.In(tx.Zone))
			}
		}
		list = append(list, there)
	}
	if err != nil {
		return nil, err
	}
	return list, kernel.Shows(tx, authz.SeePerson, list)
}

// holdsElsewhere tells whether a stop in participant's record leaves something in another one.
func holdsElsewhere(tx interface {
	stopFinder
	kernel.JoinedFinder
}, participant id.Participant) (bool, error) {
	others, err := kernel.OtherRecords(tx, participant)
	for _, o := range others {
		if changes, err := stopChanges(tx, o, pathway.Wholly); err != nil || changes {
			return changes, err
		}
	}
	return false, err
}

// stopsJoined stores w in the other records that who entered it chose, wherever it changes
// something. Each is asked of the policy, and named by the change.
func stopsJoined(tx *kernel.Tx, w pathway.Withdrawal) error {
	if len(w.Also) == 0 {
		return nil
	}
	others, err := kernel.OtherRecords(tx, w.Participant)
	if err != nil {
		return err
	}
	if p := stillJoined(w.Also, others); p.Any() {
		return p
	}
	for _, o := range others {
		if !slices.Contains(w.Also, o.ID) {
			continue
		}
		err := tx.AlsoFor(authz.RecordWithdrawal, o.ID, func() error {
			now, err := recorded(tx, o.ID)
			if err != nil {
				return err
			}
			if changes, err := stopChanges(tx, now, w.Scope); err != nil || !changes {
				return err
			}
			there := w
			there.ID = id.From[id.Withdrawal]([16]byte(tx.Draw("withdrawal/joined/"+string(w.ID)+"/"+string(o.ID), 16)))
			there.Stops = "" // of the other record the form says no more than that
			return addWithdrawal(tx, there)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// askElsewhere has those told who are to ask in another record of theirs whether w, which the
// person has entered themselves, holds there too: the worker who still visits them, and the
// lead, or who looks after what is agreed while nobody leads.
func askElsewhere(tx *kernel.Tx, w pathway.Withdrawal) error {
	others, err := kernel.OtherRecords(tx, w.Participant)
	if err != nil {
		return err
	}
	for _, o := range others {
		exactly, err := tx.FindPerson(o.ID)
		if err != nil {
			return err
		}
		changes, err := stopChanges(tx, exactly, w.Scope)
		if err == nil && changes {
			err = asksThere(tx, exactly, w.Scope)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func asksThere(tx *kernel.Tx, other programme.Person, s pathway.Scope) error {
	there, err := tx.FindScope(other.ID.Kind(), string(other.ID), false)
	if err != nil {
		return err
	}
	if there.Worker != "" && visitsGoOn(other) {
		if err := tx.AddDue(jobs.NoticeAskFirst, string(there.Worker), string(other.ID), tx.Now); err != nil {
			return err
		}
	}
	list, err := tx.ListInRole(string(authz.Lead))
	if err == nil && len(list) == 0 && s == pathway.Wholly { // of visits a coordinator may not know
		list, err = tx.ListInRole(string(authz.Coordinator))
	}
	if err != nil {
		return err
	}
	return tellEach(tx, jobs.NoticeAskStop, list, string(other.ID))
}

// An askFinder is a change or a look.
type askFinder interface {
	toldFinder
	stopFinder
	kernel.JoinedFinder
	FindAccountOfParticipant(id.Participant) (id.Account, error)
}

// stoppedElsewhere is the day on which p stopped something themselves in another record of
// theirs, if that would change something in this one, in which they have agreed to nothing
// since: then somebody asks them. No day where nobody has to.
func stoppedElsewhere(tx askFinder, p programme.Person) (day programme.Date, err error) {
	if !p.Joined {
		return day, nil
	}
	others, err := kernel.OtherRecords(tx, p.ID)
	if err != nil {
		return day, err
	}
	for _, o := range others {
		stop, err := ownStop(tx, o)
		if err != nil {
			return day, err
		}
		if stop == nil {
			continue
		}
		changes, err := stopChanges(tx, p, stop.Withdrawal.Scope)
		if err != nil {
			return day, err
		}
		agreed, err := answersOf(tx, p)
		if err != nil {
			return day, err
		}
		if newest := agreed.Newest(); changes && (newest == nil || newest.At.Before(stop.At)) {
			return stop.Withdrawal.On, nil
		}
	}
	return day, nil
}

// ownStop is what p stopped themselves, if it holds; nil where they stopped nothing.
func ownStop(tx askFinder, p programme.Person) (*pathway.Step, error) {
	said, err := answersOf(tx, p)
	if err != nil || len(said) == 0 || said[len(said)-1].Withdrawal == nil {
		return nil, err
	}
	account, err := tx.FindAccountOfParticipant(p.ID)
	last := said[len(said)-1]
	if err != nil || last.By != string(account) {
		return nil, fault.UnlessAbsent(err)
	}
	return &last, nil
}
