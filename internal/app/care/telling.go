package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A PersonToTell is somebody who has to be told by staff, because no e-mail can, with
// what: who visits them, or no longer does, and visits as they are now.
type PersonToTell struct {
	Person programme.Person
	Match  []MatchNews
	Open   []workforce.ToTell
	Visits []course.Appointment
	Staff  map[id.Account]string
	Today  programme.Date
	May    bool // say that they know
}

// Any tells whether there is anything to tell.
func (p PersonToTell) Any() bool { return len(p.Match)+len(p.Open) > 0 }

// A ToTellList is one page of those people.
type ToTellList struct {
	People  []PersonToTell
	Count   int
	Teams   []identity.Team    // that it can be narrowed to
	Workers []identity.Account // likewise
}

// addToTell stores that staff have to tell person t themselves, and why: without visits,
// that something needn't be told any more. The worker who visits has a day to do it, before
// it is on the board.
func addToTell(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, why string,
	t workforce.ToTell) error {
	if person.Standing.Died() || len(t.Visits)+len(t.Instead) == 0 {
		return nil
	}
	t.ID = id.From[id.ToTell]([16]byte(tx.Draw("to_tell/"+string(person.ID)+"/"+why, 16)))
	t.Participant, t.From = person.ID, tx.Today
	if tx.Scope.Worker != "" && tx.Actor.Account == tx.Scope.Worker {
		t.From = tx.Today.AddDays(1)
	}
	return tx.Tellings(of).Add(tx.Tx, workforce.TellingFact{ToTell: &t})
}

// stillToTell is what nobody has told person yet, as they stand now.
func stillToTell(person programme.Person, facts []workforce.TellingFact) []workforce.ToTell {
	return workforce.StillToTell(facts, !person.HearsWhoVisits())
}

// visitsIn are the appointments of which open tells, the earliest first. One that was
// cancelled is left out where another is planned at that time, or was cancelled as well.
func visitsIn(c course.Course, open []workforce.ToTell) []course.Appointment {
	var list []course.Appointment
	for _, b := range c.Appointments {
		if slices.ContainsFunc(open, func(o workforce.ToTell) bool { return slices.Contains(o.Visits, b.ID) }) {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b course.Appointment) int { return a.Start.Compare(b.Start) })
	list = slices.DeleteFunc(list, func(b course.Appointment) bool {
		return b.State == course.AppointmentCancelled && c.PlannedAt(b.Start)
	})
	return slices.CompactFunc(list, func(a, b course.Appointment) bool {
		return b.State == course.AppointmentCancelled && b.Start.Equal(a.Start)
	})
}

// ListToTell shows who still has to be told by staff, and of what.
func (c *Care) ListToTell(ctx context.Context, who authz.Actor, page programme.Page) (ToTellList, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeBoard, who.Organisation, func(tx *kernel.ReadTx) (ToTellList, error) {
		waiting, counts, err := tx.ListWaiting([]course.Need{course.NeedsTelling}, who.Account, tx.Today, page)
		if err != nil {
			return ToTellList{}, err
		}
		people := make([]programme.Person, len(waiting))
		for i, w := range waiting {
			people[i] = w.Person
		}
		list := ToTellList{Count: counts[course.NeedsTelling]}
		if list.Teams, err = tx.ListTeams(); err != nil {
			return ToTellList{}, err
		}
		if list.Workers, err = tx.ListInRole(string(authz.PeerWorker)); err != nil {
			return ToTellList{}, err
		}
		if list.People, err = peopleToTell(tx, people); err != nil {
			return ToTellList{}, err
		}
		return list, kernel.Shows(tx, authz.SeeVisits, people)
	})
}

// SeeToTell shows what staff still have to tell participant, and how to reach them.
func (c *Care) SeeToTell(ctx context.Context, who authz.Actor, participant id.Participant) (PersonToTell, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeVisits, participant, func(tx *kernel.ReadTx) (PersonToTell, error) {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return PersonToTell{}, err
		}
		list, err := peopleToTell(tx, []programme.Person{person})
		if err != nil {
			return PersonToTell{}, err
		}
		if waits, err := tx.Waits(tx.Course, course.NeedsTelling); err != nil || !waits {
			return PersonToTell{Person: list[0].Person, Staff: list[0].Staff, Today: tx.Today}, err
		}
		list[0].May = !person.Standing.Died() && tx.May(authz.TellPerson)
		if !tx.May(authz.TellMatch) { // what became of a match before is for those who arrange the visits
			list[0].Match = slices.DeleteFunc(list[0].Match,
				func(n MatchNews) bool { return n.Of == workforce.MatchEnds })
		}
		return list[0], nil
	})
}

func peopleToTell(tx *kernel.ReadTx, people []programme.Person) ([]PersonToTell, error) {
	if len(people) == 0 {
		return nil, nil
	}
	if err := doubted(tx, pointers(people)...); err != nil {
		return nil, err
	}
	facts, err := tx.TellingsOf(people)
	if err != nil {
		return nil, err
	}
	visits, err := tx.CourseHistoriesOf(people)
	if err != nil {
		return nil, err
	}
	matches, err := tx.MatchHistoriesOf(people)
	if err != nil {
		return nil, err
	}
	staff, err := tx.ListStaffApart()
	if err != nil {
		return nil, err
	}
	list := make([]PersonToTell, len(people))
	for i, p := range people {
		d, err := content.Programme(p.Definition)
		if err != nil {
			return nil, err
		}
		t := PersonToTell{Person: p, Open: stillToTell(p, facts[p.ID]), Staff: staff, Today: tx.Today}
		if p.HearsWhoVisits() {
			t.Match = untoldMatch(matches[p.ID])
		}
		t.Visits = visitsIn(visits[p.ID].Course(d), t.Open)
		list[i] = t
	}
	return list, nil
}

// untoldMatch is what nobody has told the person yet of who visits them, with whose
// match each is.
func untoldMatch(history []ledger.Received[workforce.MatchFact]) []MatchNews {
	m := workforce.MatchesIn(history)
	var list []MatchNews
	for _, n := range m.UntoldTo(workforce.ThePerson) {
		i := slices.IndexFunc(m.All, func(x workforce.Match) bool { return x.ID == n.Match })
		list = append(list, MatchNews{MatchNews: n, Worker: m.All[i].Worker})
	}
	return list
}

// TellPerson stores that staff have told participant what v names. Sending it again is
// safe.
func (c *Care) TellPerson(ctx context.Context, who authz.Actor, participant id.Participant, v workforce.Telling) error {
	return kernel.Change(ctx, c.Kernel, who, authz.TellPerson, participant, func(tx *kernel.Tx) error {
		v.Participant = participant
		return kernel.Record(tx, tx.Tellings(tx.Course), workforce.TellingFact{Told: &v}, func() error {
			history, err := tx.Tellings(tx.Course).List()
			if err != nil {
				return err
			}
			m, err := matchesOf(tx, tx.Course)
			if err != nil {
				return err
			}
			within, err := agreedSpanOf(tx, participant)
			if err != nil {
				return err
			}
			return v.Check(m.UntoldTo(workforce.ThePerson), workforce.StillToTell(ledger.Facts(history), false),
				v.Since(m, history, tx.Zone), tx.Today, within).Err()
		}, func() error {
			return addTold(tx, tx.Course, v.Match, workforce.MatchTold{Participant: participant, How: v.How, On: v.On},
				string(v.ID))
		})
	})
}
