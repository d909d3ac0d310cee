package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// visitedBy are those whom a worker visits, or will again: nobody else is left with
// nobody when the worker leaves.
func visitedBy(tx interface {
	ListOfWorker(id.Account) ([]programme.Person, error)
}, worker id.Account) ([]programme.Person, error) {
	all, err := tx.ListOfWorker(worker)
	return slices.DeleteFunc(all, func(p programme.Person) bool { return !p.StaysVisited() }), err
}

func visitsLeft(tx *kernel.ReadTx, worker id.Account) (VisitsLeft, error) {
	people, err := visitedBy(tx, worker)
	if err != nil {
		return VisitsLeft{}, err
	}
	histories, err := tx.CourseHistoriesOf(people)
	left := VisitsLeft{People: len(people)}
	for _, p := range people {
		d, err := content.Programme(p.Definition.Programme, p.Definition.Number)
		if err != nil {
			return VisitsLeft{}, err
		}
		left.add(histories[p.ID].Course(d), tx.Now)
	}
	return left, err
}

func (v *VisitsLeft) add(c course.Course, now time.Time) {
	v.Unwritten += len(c.ToWriteUp(now))
	toCome := c.ToCome(now)
	v.Planned += len(toCome)
	if len(toCome) > 0 && (v.Next.IsZero() || toCome[0].Start.Before(v.Next)) {
		v.Next = toCome[0].Start
	}
}

// onlyHolders are those of the roles that end which nobody else holds, in the same
// team where they are held in one, with what waits for somebody in each.
func onlyHolders(tx *kernel.ReadTx, a id.Account, ends []authz.Held) ([]OnlyHolder, error) {
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return nil, err
	}
	var only []OnlyHolder
	for _, g := range ends {
		shared := slices.ContainsFunc(held, func(h authz.Held) bool {
			return h.Account != a && h.Role == g.Role && h.Team == g.Team
		})
		if shared {
			continue
		}
		o := OnlyHolder{Grant: g.Grant}
		if o.Waiting, err = waitingFor(tx, g.Role); err != nil {
			return nil, err
		}
		only = append(only, o)
	}
	return only, nil
}

// waitingFor counts what waits for somebody in a role: for a supervisor, the
// workers whom nobody else supervises.
func waitingFor(tx *kernel.ReadTx, r authz.Role) (int, error) {
	switch r {
	case authz.Supervisor:
		workers, err := tx.ListInRole(string(authz.PeerWorker))
		return len(workers), err
	case authz.Assessor:
		_, n, err := tx.ListFollowUps(trial.CallNow, programme.Page{Size: 1}, tx.Today)
		return n[trial.CallNow], err
	case authz.Lead:
		return waitingWith(tx, course.NeedsDecision)
	case authz.Coordinator:
		return waitingWith(tx, course.NeedsInvitation, course.NeedsAnswer)
	}
	return 0, nil
}

func waitingWith(tx *kernel.ReadTx, needs ...course.Need) (int, error) {
	_, counts, err := tx.ListWaiting(needs, tx.Actor.Account, tx.Today, programme.Page{Size: 1})
	all := 0
	for _, n := range needs {
		all += counts[n]
	}
	return all, err
}
