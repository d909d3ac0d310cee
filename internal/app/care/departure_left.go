package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// A leftReader is a change or a look.
type leftReader interface {
	ListOfWorker(id.Account) ([]course.Visited, error)
	ListUnfinishedOfWorker(id.Account) ([]course.Unfinished, error)
	historyReader
	roleFinder
	kernel.ElsewhereFinder
}

// leftBy are the courses of support of a worker who is to visit no longer: of those who
// stay visited, and of everybody else they are matched with, who may turn out to go on, or
// of whom something is left to write up or copy, which somebody else does. What an earlier
// course has left them is among it.
func leftBy(tx leftReader, worker id.Account, today programme.Date) ([]support, error) {
	visited, err := tx.ListOfWorker(worker)
	if err != nil {
		return nil, err
	}
	people, going := apart(visited, today)
	histories, err := tx.CourseHistoriesOf(going)
	if err != nil {
		return nil, err
	}
	copies, err := tx.NoteCopiesOf(going)
	if err != nil {
		return nil, err
	}
	works, err := whoVisits(tx)
	if err != nil {
		return nil, err
	}
	elsewhere, err := tx.ListGoingOnElsewhere(people, today)
	if err != nil {
		return nil, err
	}
	var list []support
	for _, p := range people {
		s, err := supportOf(p, histories[p.ID], copies[p.ID], works)
		if err != nil {
			return nil, err
		}
		s.elsewhere = elsewhere[p.ID] != ""
		list = append(list, s)
	}
	before, err := tx.ListUnfinishedOfWorker(worker)
	if err != nil {
		return nil, err
	}
	for _, u := range before {
		history, copies, err := historyOf(tx, u.Was)
		if err != nil {
			return nil, err
		}
		s, err := supportOf(u.Was, history, copies, works)
		if err != nil {
			return nil, err
		}
		s.before, s.toCopy = true, s.notes
		list = append(list, s)
	}
	return list, nil
}

// visitsLeft counts what a worker leaves. Goes says that they work no longer: who is away
// for long keeps the notes about visits that they made in colleagues' places.
func visitsLeft(tx *kernel.ReadTx, worker id.Account, goes bool) (left VisitsLeft, all []support, err error) {
	if all, err = leftBy(tx, worker, tx.Today); err != nil {
		return left, all, err
	}
	if goes {
		covering, err := coveringOf(tx, worker)
		if err != nil {
			return left, all, err
		}
		for _, v := range covering {
			left.ToCopy += len(v.ToCopy)
		}
	}
	for _, s := range all {
		left.add(s, tx.Now)
	}
	covered, err := coveredBy(tx, worker)
	for _, s := range covered {
		own := s.coverOf(worker)
		unwritten := len(begun(own, tx.Now))
		left.Unwritten += unwritten
		left.Covered += len(own) - unwritten
	}
	return left, all, err
}

// add counts what passOn does with s: of visits to come also those that a colleague makes
// once, because they change hands, or are called off, with the rest.
func (v *VisitsLeft) add(s support, now time.Time) {
	v.Unwritten += len(s.unwritten(now))
	v.ToCopy += s.toCopy
	if !s.staysVisited() {
		v.Quiet = v.Quiet || !s.leavesWork(now)
		return
	}
	if s.elsewhere {
		v.Beside++
		return
	}
	v.People++
	toCome := s.visits.ToCome(now)
	v.Planned += len(toCome)
	if len(toCome) > 0 && (v.Next.IsZero() || toCome[0].Start.Before(v.Next)) {
		v.Next = toCome[0].Start
	}
}

// rolesLeft are those of the roles that end which others rely on, with who carries on
// in each: in the same team where it is held in one. A worker's people are handed over.
func rolesLeft(tx *kernel.ReadTx, ends []authz.Held) (left []RoleLeft, err error) {
	held, err := tx.ListGrantsOfStaff()
	if err != nil {
		return nil, err
	}
	names, err := tx.ListStaffApart()
	if err != nil {
		return nil, err
	}
	for _, g := range ends {
		others := othersWith(held, g)
		if !g.Role.ReliedOn() && len(others) > 0 {
			continue
		}
		r := RoleLeft{Grant: g.Grant}
		for _, o := range others {
			r.Others = append(r.Others, names[o])
		}
		if r.Waiting, err = waitingFor(tx, g.Role); err != nil {
			return nil, err
		}
		left = append(left, r)
	}
	return left, nil
}

// worriesLeft counts the worries that a has taken on, with a role that ends, and those that a
// was handed. Somebody masked learns of none.
func worriesLeft(tx *kernel.ReadTx, a id.Account, ends []authz.Held) (taken, handed int, err error) {
	takes := slices.ContainsFunc(ends, func(g authz.Held) bool {
		return g.Role == authz.Supervisor || g.Role == authz.Lead
	})
	if !takes || tx.Actor.Masked() {
		return 0, 0, nil
	}
	list, err := worriesWith(tx, a)
	for _, w := range list {
		if w.Open() {
			handed++
		} else {
			taken++
		}
	}
	return taken, handed, err
}

// waitingFor counts what waits for somebody in a role: for a supervisor, the workers
// whom nobody else supervises.
func waitingFor(tx *kernel.ReadTx, r authz.Role) (list []Waiting, err error) {
	count := func(by authz.Action, what string, n int) {
		if n > 0 {
			list = append(list, Waiting{what, n, by})
		}
	}
	switch r {
	case authz.Supervisor:
		workers, err := tx.ListInRole(string(authz.PeerWorker))
		if err != nil {
			return nil, err
		}
		count(authz.RecordSupervision, "supervisor", len(workers))
		return list, waitingForEither(tx, count)
	case authz.Assessor:
		_, n, err := tx.ListFollowUps(trial.CallNow, programme.Page{Size: 1}, tx.Today)
		count(authz.ListFollowUps, "assessor", n[trial.CallNow])
		return list, err
	case authz.Lead:
		n, err := waitingWith(tx, course.NeedsDecision)
		if err != nil {
			return nil, err
		}
		count(authz.Screen, "lead", n)
		if n, err = tx.CountDoubted(); err != nil {
			return nil, err
		}
		count(authz.ListDoubts, "doubts", n)
		if err := waitingForEither(tx, count); err != nil || tx.Actor.Masked() {
			return list, err
		}
		all, _, err := tx.CountHandedDrafts()
		count(authz.ListHandedDrafts, "handed", all)
		return list, err
	case authz.Coordinator:
		n, err := waitingWith(tx, course.NeedsInvitation, course.NeedsAnswer)
		count(authz.ListConsents, "coordinator", n)
		return list, err
	}
	return nil, nil
}

// waitingForEither counts what waits for a supervisor or a lead. Somebody masked learns
// of none.
func waitingForEither(tx *kernel.ReadTx, count func(authz.Action, string, int)) error {
	if tx.Actor.Masked() {
		return nil
	}
	_, _, worries, err := tx.ListWorries(programme.Page{Size: 1})
	if err != nil {
		return err
	}
	_, _, news, err := tx.ListLifeNews(programme.Page{Size: 1})
	if err != nil {
		return err
	}
	_, _, asking, err := tx.ListSupportRequests(programme.Page{Size: 1})
	count(authz.ListWorries, "worries", worries)
	count(authz.ListLife, "life", news)
	count(authz.ListSupportRequests, "support", asking)
	return err
}

func waitingWith(tx *kernel.ReadTx, needs ...course.Need) (int, error) {
	_, counts, err := tx.ListWaiting(needs, tx.Actor.Account, tx.Today, programme.Page{Size: 1})
	all := 0
	for _, n := range needs {
		all += counts[n]
	}
	return all, err
}
