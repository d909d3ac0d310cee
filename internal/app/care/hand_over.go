package care

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A HandOver is what becomes of the people whom a worker visits, once the worker
// no longer does. It has to be said: nobody is left with a worker who won't come.
type HandOver struct {
	To    id.Account // who visits them instead, as far as they can
	Board bool       // in place of To: each is on the board, for somebody to choose
	Said  string     // the Departure's digest that was shown first; none where none was
}

// holds answers a conflict when what is said now is not what was said when h was chosen.
func (h HandOver) holds(now func() (Departure, error)) error {
	if h.Said == "" {
		return nil
	}
	d, err := now()
	if err == nil && d.Digest() != h.Said {
		err = fault.New(fault.Conflict, "departure.changed")
	}
	return err
}

// Check reports what keeps h, of the people of a worker, from being done.
func (h HandOver) Check(from id.Account) fault.Problems {
	var p fault.Problems
	p.If(h.To == "" && !h.Board, "to", "departure.to.missing")
	p.If(h.To != "" && (h.Board || h.To == from), "to", "departure.to.missing")
	return p
}

// HandOver stores that somebody else visits the people of a worker, who is away
// for long, or that somebody is to be chosen for each; and that nobody has the worries
// that they took on. They keep their roles, and their words about people they still know.
func (c *Care) HandOver(ctx context.Context, who authz.Actor, from id.Account, h HandOver) error {
	return kernel.Change(ctx, c.Kernel, who, authz.HandOver, from, func(tx *kernel.Tx) error {
		if err := h.holds(func() (Departure, error) { return stillLeft(tx, from) }); err != nil {
			return err
		}
		done, touched, err := handOver(tx, from, h)
		if err != nil {
			return err
		}
		worries, err := restWorries(tx, from)
		if err != nil {
			return err
		}
		stays, err := tx.ListGrants(from)
		if err != nil {
			return err
		}
		words, err := handOverWords(tx, from, slices.DeleteFunc(stays, isWorkers))
		if err != nil {
			return err
		}
		if !touched && !worries && !words {
			return fault.Unchanged // by a second tap
		}
		if done == (handedOver{}) {
			return nil
		}
		return tellOfDeparture(tx, from, done)
	})
}

// stillLeft is what a worker who is away for long leaves: fault.Unchanged once there is nothing,
// as after a second tap.
func stillLeft(tx *kernel.Tx, from id.Account) (Departure, error) {
	d, err := longLeave(tx.Look(), from)
	if err == nil && !d.Touches() && !d.Visits.Quiet {
		err = fault.Unchanged
	}
	return d, err
}

// handOver passes everybody on whom a worker visits, in this change. It tells
// what became of them, and whether there was anybody.
func handOver(tx *kernel.Tx, from id.Account, h HandOver) (done handedOver, touched bool, err error) {
	all, err := leftBy(tx, from, tx.Today)
	if err != nil {
		return done, false, err
	}
	covered, err := coveredBy(tx, from)
	if err != nil || len(all)+len(covered) == 0 {
		return done, false, err
	}
	if tx.Actor.Masked() {
		return done, false, fault.New(fault.Conflict, "departure.masked")
	}
	visited := slices.ContainsFunc(all, support.asksWho)
	if p := h.Check(from); visited && p.Any() {
		return done, false, p
	}
	to, err := receiverOf(tx, h.To)
	if err != nil {
		return done, false, err
	}
	if visited && h.To != "" && !mayVisit(h.To, to, tx.Definition, tx.Today) { // then everybody would lose their visits
		return done, false, fault.Problems{{Field: "to", Key: "departure.to.not_ready"}}
	}
	for _, s := range slices.Concat(all, covered) {
		if err := tx.Also(authz.PassOn, s.person.ID); err != nil {
			return done, false, err
		}
	}
	for _, s := range covered {
		if err := s.giveBack(tx, from, &done); err != nil {
			return done, false, err
		}
	}
	for _, s := range all {
		if err := s.passOn(tx, to, &done); err != nil {
			return done, false, err
		}
	}
	return done, true, nil
}

// A receiver is who takes over a worker's people, as what is known of a worker: nobody, or
// one. It is read once; what each person takes of their week is added as they are passed on.
type receiver []workforce.Available

func receiverOf(tx *kernel.Tx, to id.Account) (receiver, error) {
	if to == "" {
		return nil, nil
	}
	_, pool, err := tx.ListWorkers(tx.Definition.Sessions)
	return slices.DeleteFunc(pool, func(a workforce.Available) bool { return a.ID != to }), err
}

// takes has r visit participant, too.
func (r receiver) takes(participant id.Participant, sessions int) {
	r[0].Commitments = append(r[0].Commitments,
		workforce.Commitment{Worker: r[0].ID, Participant: participant, Left: sessions})
}

// mayVisit tells whether a worker may visit anybody now: whether their training, checks
// and supervision are as they have to be.
func mayVisit(worker id.Account, pool []workforce.Available, d programme.Definition, today programme.Date) bool {
	i := slices.IndexFunc(pool, func(a workforce.Available) bool { return a.ID == worker })
	if i < 0 {
		return false
	}
	ready, _ := workforce.Ready(pool[i].Facts, d, today)
	return ready
}

// passOn ends somebody's match. When to can visit them, a match with to begins and
// the visits to come are to's; else they are called off, and the person is on the
// board. A visit that is left to write up is on the board, too.
func (s support) passOn(tx *kernel.Tx, to receiver, done *handedOver) error {
	m, err := matchesOf(tx, s.of)
	if err != nil {
		return err
	}
	now, _ := m.Current()
	fits, err := s.canBeVisitedBy(tx, m, to)
	if err != nil {
		return err
	}
	done.Unwritten += len(s.unwritten(tx.Now))
	if !fits {
		done.ToCopy += s.toCopy
	}
	if err := s.end(tx, now); err != nil || !s.staysVisited() {
		return err
	}
	if !fits {
		if !s.elsewhere {
			done.Waiting++
		}
		done.Off += len(s.visits.ToCome(tx.Now))
		if err := tellPersonOfMatch(tx, s.person, workforce.MatchEnds); err != nil {
			return err
		}
		return s.callOff(tx, s.visits.ToCome(tx.Now), matchEnded(s.elsewhere), true)
	}
	done.People++
	next := workforce.Match{ID: id.From[id.Match]([16]byte(tx.Draw("hand_over/match/"+string(now.ID), 16))),
		Participant: s.person.ID, Worker: to[0].ID, On: tx.Today}
	if err := tx.Matches(s.of).Add(tx.Tx, next); err != nil {
		return err
	}
	to.takes(s.person.ID, s.definition.Sessions)
	if err := s.moveTo(tx, next.Worker, done); err != nil {
		return err
	}
	// The person reads in one message who came and who comes.
	return tellOfMatch(tx, s.person, next.Worker, workforce.MatchBegins)
}

// end ends a match because its worker is away, for long or for good, and has that
// worker told.
func (s support) end(tx *kernel.Tx, now workforce.Match) error {
	end := workforce.MatchEnded{ID: id.From[id.MatchEnd]([16]byte(tx.Draw("hand_over/end/"+string(now.ID), 16))),
		Match: now.ID, Participant: s.person.ID, On: tx.Today, Reason: workforce.WorkerAway}
	if err := tx.MatchEnds(s.of).Add(tx.Tx, end); err != nil {
		return err
	}
	if !s.staysVisited() { // whom the page doesn't count either
		return nil
	}
	return tellWorkerOfMatch(tx, s.person, now.Worker, workforce.MatchEnds)
}

// canBeVisitedBy tells whether nothing bars to from visiting somebody now, and
// there are visits to hold.
func (s support) canBeVisitedBy(tx *kernel.Tx, m workforce.Matches, to receiver) (bool, error) {
	if len(to) == 0 {
		return false, nil
	}
	expected, err := s.expectsVisits(tx, tx.Today)
	return expected && s.fits(m, to, tx.Today), err
}

// expectsVisits tells whether there are visits to hold.
func (s support) expectsVisits(tx lifeNowFinder, today programme.Date) (bool, error) {
	if s.before || s.elsewhere || !s.person.Standing.GoesOn() {
		return false, nil
	}
	lifeNow, err := tx.FindLife(s.person.ID)
	window := course.WindowFor(s.definition, s.person.Discharged, lifeNow, today)
	return !s.visits.Over(false, window, today), err
}

// fits tells whether nothing bars to from visiting somebody, after the matches m.
func (s support) fits(m workforce.Matches, to receiver, today programme.Date) bool {
	return !bars(to[0].ID, workforce.Candidates(personToMatch(s.person, m), to, s.definition, today)).Any()
}

// A lifeNowFinder is a change or a look.
type lifeNowFinder interface {
	FindLife(id.Participant) (life.Life, error)
}

// handedTo counts of all, the people of a worker, whom each of pool would visit if they were
// handed over, and how many there are to be visited: by the rule of a match, as passOn does.
// Who stays goes to nobody now, whoever is chosen.
func handedTo(tx *kernel.ReadTx, all []support, pool []workforce.Available) (t Taken, err error) {
	var going []support
	var before []workforce.Matches
	for _, s := range all {
		if !s.asksWho() {
			continue
		}
		expected, err := s.expectsVisits(tx, tx.Today)
		if err != nil {
			return t, err
		}
		if !expected {
			t.stays(s.person.Standing)
			continue
		}
		m, err := matchesOf(tx, s.of)
		if err != nil {
			return t, err
		}
		going, before = append(going, s), append(before, m)
	}
	t.Going, t.By = len(going), map[id.Account]int{}
	for _, a := range pool {
		a.Commitments = slices.Clone(a.Commitments)
		to := receiver{a}
		for i, s := range going {
			if s.fits(before[i], to, tx.Today) {
				t.By[a.ID]++
				to.takes(s.person.ID, s.definition.Sessions)
			}
		}
	}
	return t, nil
}

// stays counts somebody who can't be visited now.
func (t *Taken) stays(now programme.Standing) {
	switch now.Is {
	case programme.Paused:
		t.OnHold++
	case programme.Away:
		t.Away++
	default:
		t.NoTime++
	}
}

// A support is somebody's course of support in a change that is about several
// people, with what has become of the visits before the change.
type support struct {
	person     programme.Person // as they stood in it
	of         programme.CourseOfSupport
	definition programme.Definition
	visits     course.Course
	notes      int  // about visits, of which there is no copy
	toCopy     int  // those of them that are the worker's to copy
	before     bool // they have been in another course since
	elsewhere  bool // another record of theirs goes on in place of this one
}

func supportOf(p programme.Person, h course.History, copies []course.NoteCopy,
	works func(id.Account) bool) (support, error) {
	d, err := content.Programme(p.Definition)
	s := support{person: p, of: p.CurrentCourse(), definition: d, visits: h.Course(d)}
	s.notes = len(s.visits.NotCopied(copies))
	if s.notes > 0 {
		s.toCopy = len(h.NotCopied(s.visits, copies, works))
	}
	return s, err
}

// staysVisited tells whether somebody has to be visited by somebody else.
func (s support) staysVisited() bool { return !s.before && s.person.StaysVisited() }

// asksWho tells whether somebody has to say who visits them instead: nobody does where another
// record of theirs goes on.
func (s support) asksWho() bool { return s.staysVisited() && !s.elsewhere }

// leavesWork tells whether there is anything to write up or to copy.
func (s support) leavesWork(now time.Time) bool {
	return s.notes > 0 || len(begun(s.visits.Open(), now)) > 0
}

// unwritten are the visits of their own worker that wait to be written up. What a worker
// before has left is on the board already.
func (s support) unwritten(now time.Time) []course.Appointment {
	return slices.DeleteFunc(begun(ownOf(s.visits.Open()), now), func(b course.Appointment) bool {
		return !s.before && b.LeftBehind(s.person.Worker)
	})
}

// begun are those of visits with nothing recorded whose time has come: nobody else can be
// sent there, and they are left to write up.
func begun(open []course.Appointment, now time.Time) []course.Appointment {
	return slices.DeleteFunc(open, func(b course.Appointment) bool { return b.Changeable(now) })
}
