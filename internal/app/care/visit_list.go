package care

import (
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A Caseload is whom a worker visits, with what has become of each one's visits.
type Caseload struct {
	People     []*VisitedPerson
	Week       int              // minutes that this week asks
	Contracted int              // minutes a week; none while nobody has recorded them
	Left       []*VisitedPerson // of earlier courses: what these have left to do
	Covering   []*VisitedPerson // to whom they go once, in a colleague's place, or did
	Staff      map[id.Account]string
	Now        time.Time
	Today      programme.Date
	Helpers    Helpers // whom the worker can ring
}

// A VisitedPerson is one of them.
type VisitedPerson struct {
	programme.Person
	History course.History
	Course  course.Course
	ToCopy  []course.Visit // whose text is not in the clinical record as it holds
	Copies  []course.NoteCopy
	Ending  course.EndingStage
	Over    bool // their visits have ended
	Held    int  // visits; known of whom a worker is matched with
	Life    life.Life
	Window  course.Window
	Unread  id.LifeEvent // of which they have not read the news
	ToTell  PersonToTell // of their visits, by whoever visits them: no message could
	Before  bool         // as they were in a course of support before

	Elsewhere id.Participant // another record of theirs, where it goes on in place of this one
	Stopped   StoppedThere   // they stopped in another one, and are to be asked

	Covered []id.Appointment // the only ones their reader sees, who makes or made them in a colleague's place
}

// Makes tells whether b is for the worker whose list they are in to make: their own
// people's visits but for those that somebody else makes in their place, or that a worker
// before them left or had cancelled, and of a colleague's the ones that they make.
func (p *VisitedPerson) Makes(b course.Appointment) bool {
	if len(p.Covered) > 0 {
		return slices.Contains(p.Covered, b.ID)
	}
	been := b.State == course.AppointmentHeld || b.State == course.AppointmentMissed
	return b.Covers == "" && (been || b.Worker == p.Worker)
}

// Beside tells whether p is listed for a record that goes on in place of this one, with nothing
// left to hold or to write up in this one.
func (c Caseload) Beside(p *VisitedPerson) bool {
	return p.Elsewhere != "" && len(p.Course.Open()) == 0 && slices.ContainsFunc(c.People, func(o *VisitedPerson) bool {
		return o.ID == p.Elsewhere
	})
}

// Visited are all to whom they go: for good, or once.
func (c Caseload) Visited() []*VisitedPerson { return slices.Concat(c.People, c.Covering) }

// Living are those of them who have not died: after a death nobody goes there.
func (c Caseload) Living() []*VisitedPerson {
	return slices.DeleteFunc(c.Visited(), func(p *VisitedPerson) bool { return p.Standing.Died() })
}

// Progress is how far the visits of one of these people have come.
func (c Caseload) Progress(of *VisitedPerson) VisitProgress {
	return VisitProgress{Visits: c.Visits(of), Worker: of.Worker, Staff: c.Staff, Life: of.Life, Window: of.Window,
		Elsewhere: of.Elsewhere != ""}
}

// Visits are those of one of these people.
func (c Caseload) Visits(of *VisitedPerson) Visits {
	return Visits{of.Person, of.Course, c.Now, c.Today, of.Before, len(of.Covered) > 0}
}

// apart are all the people of visited, and those of them whose visits don't rest: what became of
// these is read.
func apart(visited []course.Visited, today programme.Date) (all, going []programme.Person) {
	for _, p := range visited {
		all = append(all, p.Person)
		if !p.Rests(today) {
			going = append(going, p.Person)
		}
	}
	return all, going
}

// whoVisits tells who is a worker now.
func whoVisits(tx roleFinder) (func(id.Account) bool, error) {
	workers, err := tx.WorkingIn(authz.PeerWorker)
	return func(worker id.Account) bool { return workers[worker] }, err
}

// ListVisits shows a worker whom they visit, and when.
func (c *Care) ListVisits(ctx context.Context, who authz.Actor) (Caseload, error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListVisits, who.Account, func(tx *kernel.ReadTx) (Caseload, error) {
		load := Caseload{Now: tx.Now, Today: tx.Today}
		visited, err := tx.ListGoingOnOfWorker(who.Account, tx.Today)
		if err != nil {
			return Caseload{}, err
		}
		people, going := apart(visited, tx.Today)
		if err := doubted(tx, pointers(people)...); err != nil {
			return Caseload{}, err
		}
		histories, err := tx.CourseHistoriesOf(going)
		if err != nil {
			return Caseload{}, err
		}
		if err := markMistaken(tx, histories); err != nil {
			return Caseload{}, err
		}
		tellings, err := tx.TellingsOf(going)
		if err != nil {
			return Caseload{}, err
		}
		copies, err := tx.NoteCopiesOf(going)
		if err != nil {
			return Caseload{}, err
		}
		works, err := whoVisits(tx)
		if err != nil {
			return Caseload{}, err
		}
		if load.Staff, err = tx.ListStaffApart(); err != nil {
			return Caseload{}, err
		}
		var booked []course.Appointment
		var telling []programme.Person
		lives, err := tx.LivesOf(people, who.Account)
		if err != nil {
			return Caseload{}, err
		}
		elsewhere, err := tx.ListGoingOnElsewhere(people, tx.Today)
		if err != nil {
			return Caseload{}, err
		}
		stopped, err := stoppedThere(tx, people...)
		if err != nil {
			return Caseload{}, err
		}
		for i, p := range people {
			d, err := content.Programme(p.Definition)
			if err != nil {
				return Caseload{}, err
			}
			v := &VisitedPerson{Person: p, History: histories[p.ID], Course: histories[p.ID].Course(d), Over: visited[i].Over,
				Held:   visited[i].Held,
				Copies: copies[p.ID], Life: lives[p.ID].Life, Unread: lives[p.ID].Unread}
			v.Ending = course.EndingStageOf(d, v.Course)
			v.Elsewhere, v.Stopped = elsewhere[p.ID], stopped[p.ID]
			v.Window = course.WindowFor(d, p.Discharged, v.Life, tx.Today)
			news := visitsToTell(p, tellings[p.ID], v.History, tx.Today)
			if slices.ContainsFunc(news.Visits(), func(b course.Appointment) bool {
				return b.Worker == who.Account // what a worker before them left, staff tell
			}) {
				v.ToTell = PersonToTell{Person: p, Visits: news, Staff: load.Staff, Today: tx.Today,
					Elsewhere: v.Elsewhere != ""}
				telling = append(telling, p)
			}
			v.ToCopy = v.History.NotCopied(v.Course, v.Copies, works)
			load.People = append(load.People, v)
			booked = append(booked, v.Course.MadeBy(who.Account)...)
		}
		if err := addMatchToTell(tx, telling, &load); err != nil {
			return Caseload{}, err
		}
		if err := addCovering(tx, who.Account, &load); err != nil {
			return Caseload{}, err
		}
		for _, p := range load.Covering {
			booked = append(booked, p.Course.MadeBy(who.Account)...)
		}
		if load.Helpers, err = helpers(tx, ""); err != nil {
			return Caseload{}, err
		}
		if err := addUnfinished(tx, who.Account, &load); err != nil {
			return Caseload{}, err
		}
		worker, err := tx.FindWorker(who.Account)
		if err != nil {
			return Caseload{}, err
		}
		load.Week, load.Contracted = workforce.Week(booked, tx.Definition, tx.Today, tx.Zone), worker.ContractedMinutes
		return load, kernel.Shows(tx, authz.SeeVisits, people)
	})
}

// EndedVisits is one page of those whose visits by a worker have ended, the last first.
type EndedVisits struct {
	People []*VisitedPerson
	Count  int
}

// ListEndedVisits shows a worker whose visits have ended, with nothing left to do.
func (c *Care) ListEndedVisits(ctx context.Context, who authz.Actor, page programme.Page) (EndedVisits,
	error) {
	return kernel.View(ctx, c.Kernel, who, authz.ListVisits, who.Account, func(tx *kernel.ReadTx) (EndedVisits, error) {
		visited, count, err := tx.ListRestingOfWorker(who.Account, tx.Today, page)
		if err != nil {
			return EndedVisits{}, err
		}
		people, _ := apart(visited, tx.Today)
		if err := doubted(tx, pointers(people)...); err != nil {
			return EndedVisits{}, err
		}
		list := EndedVisits{Count: count}
		for i, p := range people {
			d, err := content.Programme(p.Definition)
			if err != nil {
				return EndedVisits{}, err
			}
			list.People = append(list.People, &VisitedPerson{Person: p, Course: course.History{}.Course(d),
				Over: visited[i].Over, Held: visited[i].Held})
		}
		return list, kernel.Shows(tx, authz.SeeVisits, people)
	})
}

// addMatchToTell adds what else the people have to hear whom a worker has to tell of visits:
// whatever is closed with that is read beside it.
func addMatchToTell(tx *kernel.ReadTx, people []programme.Person, load *Caseload) error {
	if len(people) == 0 {
		return nil
	}
	matches, err := tx.MatchHistoriesOf(people)
	for i, v := range load.People {
		if v.ToTell.Any() && v.Person.HearsWhoVisits() {
			load.People[i].ToTell.Match = untoldMatch(matches[v.Person.ID], v.Elsewhere != "")
		}
	}
	return err
}
