package care

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A PersonToTell is somebody who has to be told by staff, because no e-mail can, with
// what: how who visits them, and when, differs from what they were told last.
type PersonToTell struct {
	Person programme.Person
	Match  []MatchNews
	Visits workforce.VisitNews
	Staff  map[id.Account]string
	Today  programme.Date
	May    bool // say that they know

	Elsewhere bool // another record of theirs goes on in place of this one
}

// Any tells whether there is anything to tell.
func (p PersonToTell) Any() bool { return len(p.Match) > 0 || p.Visits.Any() }

// A ToTellList is one page of those people.
type ToTellList struct {
	People  []PersonToTell
	Count   int
	Teams   []identity.Team    // that it can be narrowed to
	Workers []identity.Account // likewise
}

// addToTell stores that staff have to tell person t themselves, and why. The worker who
// visits has a day to do it, before it is on the board.
func addToTell(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, why string,
	t workforce.ToTell) error {
	if person.Standing.Died() || len(t.Visits) == 0 && !t.On {
		return nil
	}
	t.ID = id.From[id.ToTell]([16]byte(tx.Draw("to_tell/"+string(person.ID)+"/"+why, 16)))
	t.Participant, t.From = person.ID, tx.Today
	if tx.Scope.Worker != "" && tx.Actor.Account == tx.Scope.Worker {
		t.From = tx.Today.AddDays(1)
	}
	return tx.Tellings(of).Add(tx.Tx, workforce.TellingFact{ToTell: &t})
}

// visitsToTell is what person is to hear of their visits, as they stand now: nothing, once all
// of its days have passed.
func visitsToTell(person programme.Person, tellings []ledger.Received[workforce.TellingFact],
	visits course.History, today programme.Date) workforce.VisitNews {
	news := workforce.VisitsToTell(tellings, visits, !person.HearsWhoVisits())
	if last := news.Last(); !last.IsZero() && last.Before(today) {
		return workforce.VisitNews{}
	}
	return news
}

// A ToldOfVisits is that somebody was told of their visits, and by whom and why it was taken
// back, where it was.
type ToldOfVisits struct {
	ledger.Received[workforce.Telling]
	Back ledger.Received[pathway.Undoing]
	May  bool // take it back
}

// WasBack tells whether it was taken back.
func (v ToldOfVisits) WasBack() bool { return v.Back.By != "" }

// toldIn are the tellings among history, in its order.
func toldIn(history []ledger.Received[workforce.TellingFact]) (list []ToldOfVisits) {
	for _, x := range history {
		if v := x.Fact.Told; v != nil {
			list = append(list, ToldOfVisits{Received: ledger.Received[workforce.Telling]{Fact: *v, At: x.At, By: x.By}})
		}
	}
	return list
}

func lastTelling(history []ledger.Received[workforce.TellingFact]) (last ToldOfVisits, is bool) {
	list := toldIn(history)
	if len(list) == 0 {
		return last, false
	}
	return list[len(list)-1], true
}

// toldOfVisits is each time that the person was told of their visits, with those that were
// taken back.
func toldOfVisits(tx *kernel.ReadTx, history []ledger.Received[workforce.TellingFact]) ([]ToldOfVisits, error) {
	list := toldIn(history)
	if last := len(list) - 1; last >= 0 && tx.May(authz.Undo) {
		_, message := authz.SystemPart(list[last].By)
		list[last].May = !message && theirsToUndo(tx.Actor, pathway.Entered{Kind: pathway.UndoTelling, By: list[last].By})
	}
	back, err := tx.Undoings(tx.Course.Participant, pathway.UndoTelling).List()
	for _, u := range back {
		if u.Fact.Of.Kind != pathway.UndoTelling {
			continue
		}
		was, is, err := tx.Tellings(tx.Course).Earlier(workforce.TellingFact{Told: &workforce.Telling{
			ID: id.Telling(u.Fact.Of.Fact)}})
		if err != nil || !is {
			return nil, err
		}
		list = append(list, ToldOfVisits{Back: u,
			Received: ledger.Received[workforce.Telling]{Fact: *was.Told, At: u.Fact.Of.At, By: u.Fact.Of.By}})
	}
	slices.SortStableFunc(list, func(a, b ToldOfVisits) int { return a.At.Compare(b.At) })
	return list, err
}

// addTellings adds to r the visits of which the person has to be told by staff, as the list
// of people to tell has it, and when they were told.
func addTellings(tx *kernel.ReadTx, r *VisitRecord) error {
	facts, err := tx.Tellings(tx.Course).List()
	if err != nil || len(facts) == 0 {
		return err
	}
	if r.Told, err = toldOfVisits(tx, facts); err != nil {
		return err
	}
	news := visitsToTell(r.Person, facts, r.History, tx.Today)
	if !news.Any() {
		return nil
	}
	waits, err := tx.Waits(tx.Course, course.NeedsTelling)
	if waits {
		r.ToTell = news.Visits()
	}
	return err
}

// ListToTell shows who still has to be told by staff, and of what. Whom their worker is to tell
// comes the day after: who changes visits speaks with the person, and on their own list they
// have it at once.
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
	elsewhere, err := tx.ListGoingOnElsewhere(people, tx.Today)
	if err != nil {
		return nil, err
	}
	list := make([]PersonToTell, len(people))
	for i, p := range people {
		list[i] = PersonToTell{Person: p, Visits: visitsToTell(p, facts[p.ID], visits[p.ID], tx.Today), Staff: staff,
			Today: tx.Today, Elsewhere: elsewhere[p.ID] != ""}
		if p.HearsWhoVisits() {
			list[i].Match = untoldMatch(matches[p.ID], list[i].Elsewhere)
		}
	}
	return list, nil
}

// untoldMatch is what nobody has told the person yet of who visits them, with whose
// match each is. Where another record goes on elsewhere, they hear there who visits.
func untoldMatch(history []ledger.Received[workforce.MatchFact], elsewhere bool) []MatchNews {
	m := workforce.MatchesIn(history)
	var list []MatchNews
	for _, n := range m.UntoldTo(workforce.ThePerson) {
		if elsewhere && n.Of == workforce.MatchBegins {
			continue
		}
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
			return v.Check(m, history, tx.Today, tx.Zone, within).Err()
		}, func() error {
			return addTold(tx, tx.Course, v.Match, workforce.MatchTold{Participant: participant, How: v.How, On: v.On},
				string(v.ID))
		})
	})
}
