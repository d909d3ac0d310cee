package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// A Matching is who could visit somebody.
type Matching struct {
	Person  programme.Person
	Worker  id.Account            // the worker who visits them already
	Workers []workforce.Candidate // the best fit first
	Names   map[id.Account]string // of those workers
	Staff   map[id.Account]string // of those who visited before
	Today   programme.Date
	Over    bool // no visit can be planned any more
	GoingOn

	Before []EarlierOf[[]id.Account] // who visited them in courses before, where the person looking may know
}

// About is whom a worker is chosen for.
func (m Matching) About() programme.Person { return m.Person }

// Open tells whether somebody can be chosen for them.
func (m Matching) Open() bool {
	return m.Worker == "" && m.Person.State == programme.Consented && !m.Over
}

// SeeMatching shows who could visit participant.
func (c *Care) SeeMatching(ctx context.Context, who authz.Actor, participant id.Participant) (Matching, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeMatching, participant, func(tx *kernel.ReadTx) (Matching, error) {
		m := Matching{Worker: tx.Scope.Worker, Today: tx.Today}
		var err error
		if m.Person, err = findVisited(tx, tx.Definition, tx.Today, participant); err != nil {
			return Matching{}, err
		}
		if m.GoingOn, err = showGoingOn(tx, m.Person); err != nil {
			return Matching{}, err
		}
		before, err := matchesOf(tx, tx.Course)
		if err != nil {
			return Matching{}, err
		}
		progress, err := progressOf(tx, []programme.Person{m.Person})
		if err != nil {
			return Matching{}, err
		}
		m.Over = !progress[participant].Expected()
		accounts, pool, err := tx.ListWorkers(tx.Definition.Sessions)
		m.Workers = workforce.Candidates(personToMatch(m.Person, before), pool, tx.Definition, tx.Today)
		if m.Names = identity.TellApart(accounts); err != nil || !tx.May(authz.SeeEarlierVisits) {
			return m, err
		}
		if m.Before, err = visitedBefore(tx, m.Person); err != nil || len(m.Before) == 0 {
			return m, err
		}
		m.Staff, err = tx.ListStaffApart()
		return m, err
	})
}

// visitedBefore are the workers who visited person in each course before, in the order of
// their matches.
func visitedBefore(tx *kernel.ReadTx, person programme.Person) ([]EarlierOf[[]id.Account], error) {
	return before(tx, person, func(was programme.Person, _ programme.Definition) (list []id.Account, err error) {
		history, err := tx.FindMatchHistory(was.CurrentCourse())
		for _, m := range workforce.MatchesIn(history).All {
			if !slices.Contains(list, m.Worker) {
				list = append(list, m.Worker)
			}
		}
		return list, err
	})
}

// personToMatch is person as somebody for whom a worker is looked for, after the matches
// that there were.
func personToMatch(person programme.Person, before workforce.Matches) workforce.PersonToMatch {
	return workforce.PersonToMatch{District: workforce.DistrictOf(string(person.Contact.Postcode)), Ties: before.Known(),
		Changed: before.Changed()}
}

// MakeMatch stores who visits m's participant from now on. Sending it again is safe.
func (c *Care) MakeMatch(ctx context.Context, who authz.Actor, participant id.Participant, m workforce.Match) error {
	return kernel.Change(ctx, c.Kernel, who, authz.MakeMatch, participant, func(tx *kernel.Tx) error {
		m.Participant = participant
		var person programme.Person
		return kernel.Record(tx, tx.Matches(tx.Course), m, func() (err error) {
			if person, err = findVisited(tx, tx.Definition, tx.Today, participant); err != nil {
				return err
			}
			if tx.Scope.Worker != "" || person.State != programme.Consented {
				return fault.New(fault.Conflict, "match.moved.text")
			}
			if err := mayGoOn(tx); err != nil {
				return err
			}
			if over, err := visitsOver(tx, person); err != nil || over {
				return cmp.Or(err, fault.New(fault.Conflict, "match.moved.text"))
			}
			return checkMatch(tx, person, m)
		}, func() error { return tellOfMatch(tx, person, m.Worker, workforce.MatchBegins) })
	})
}

// visitsOver tells whether no visit of person's can be planned any more, though
// nobody has recorded that they have ended.
func visitsOver(tx *kernel.Tx, person programme.Person) (bool, error) {
	window, err := windowOf(tx, person)
	if err != nil {
		return false, err
	}
	_, c, err := courseOf(tx)
	return c.Over(false, window, tx.Today), err
}

func checkMatch(tx *kernel.Tx, person programme.Person, m workforce.Match) error {
	before, err := matchesOf(tx, tx.Course)
	if err != nil {
		return err
	}
	_, pool, err := tx.ListWorkers(tx.Definition.Sessions)
	if err != nil {
		return err
	}
	within, err := agreedSpan(tx, person)
	if err != nil {
		return err
	}
	p := m.Check(tx.Today, within)
	if n := len(before.Ends); n > 0 {
		end := before.Ends[n-1].On
		p.If(m.On.Before(end) && !m.On.IsZero(), "on", "matching.on.overlap", say.English().ShortDay(end.Time()))
	}
	if m.Worker != "" {
		candidates := workforce.Candidates(personToMatch(person, before), pool, tx.Definition, tx.Today)
		p = append(p, bars(m.Worker, candidates)...)
	}
	return p.Err()
}

// bars is everything for which the worker can't be chosen.
func bars(worker id.Account, list []workforce.Candidate) fault.Problems {
	i := slices.IndexFunc(list, func(c workforce.Candidate) bool { return c.Worker == worker })
	if i < 0 {
		return fault.Problems{{Field: "worker", Key: "match.worker.gone"}}
	}
	var p fault.Problems
	for _, r := range list[i].Reasons {
		p.If(r.Weight == workforce.Bars, "worker", r.Key, r.Args...)
	}
	return p
}
