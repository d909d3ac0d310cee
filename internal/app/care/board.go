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
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// A Board is what needs the person who looks: worries that nobody has taken on,
// news of somebody's life that waits to be read or for somebody to be there, and
// one page of the people whose way through the programme waits for them. The
// oldest discharge comes first, because that window closes soonest.
type Board struct {
	Worries []safety.Listed // at most shownFirst
	News    []life.Listed   // at most shownFirst
	Waiting []course.Waiting
	InStudy []course.Waiting // for a worker, and in an arm that brings visits: at most inStudies
	Counts  map[course.Need]int
	Support []safety.ListedSupport // that workers ask for: at most shownFirst
	Asking  int                    // for support
	Open    int                    // worries
	Unread  int                    // news
	Visited int                    // people
	Handed  int                    // words that somebody couldn't save and handed over, for the lead
	Unsent  int                    // worries among them: nobody has been told of those
	Doubted int                    // people with wrong details, for somebody who may put them right
	Staff   map[id.Account]string
	Teams   []identity.Team // that those who wait can be narrowed to
	Workers []identity.Account
	Today   programme.Date
}

// All is how many people wait for anything.
func (b Board) All() int {
	all := 0
	for _, n := range b.Counts {
		all += n
	}
	return all
}

// shownFirst is how many worries, and how much news, stand on a board; their own
// lists have all.
const shownFirst = 5

// SeeBoard shows what needs the person looking. What they may not do isn't on it.
func (c *Care) SeeBoard(ctx context.Context, who authz.Actor, page programme.Page) (Board, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeBoard, who.Organisation, func(tx *kernel.ReadTx) (Board, error) {
		b := Board{Today: tx.Today}
		var err error
		if b.Waiting, b.Counts, err = waiting(tx, page); err != nil {
			return Board{}, err
		}
		if err = untilWhen(tx, b.Waiting); err != nil {
			return Board{}, err
		}
		if b.InStudy, err = unmatchedInStudies(tx); err != nil {
			return Board{}, err
		}
		b.InStudy = slices.DeleteFunc(b.InStudy, func(w course.Waiting) bool {
			return page.Only.Team != "" && w.Team != page.Only.Team || page.Only.Worker != "" // nobody visits them
		})
		if b.Workers, err = tx.ListInRole(string(authz.PeerWorker)); err != nil {
			return Board{}, err
		}
		if b.Teams, err = tx.ListTeams(); err != nil {
			return Board{}, err
		}
		if b.Worries, b.Open, err = openWorries(tx); err != nil {
			return Board{}, err
		}
		if b.News, b.Unread, err = openNews(tx); err != nil {
			return Board{}, err
		}
		if b.Support, b.Asking, err = openSupport(tx); err != nil {
			return Board{}, err
		}
		visited, err := tx.CountVisited(programme.Only{}, tx.Today)
		if err != nil {
			return Board{}, err
		}
		b.Visited = visited.People()
		if b.Staff, err = tx.ListStaffApart(); err != nil {
			return Board{}, err
		}
		if tx.May(authz.ListDoubts) {
			if b.Doubted, err = tx.CountDoubted(); err != nil {
				return Board{}, err
			}
		}
		if tx.May(authz.ListHandedDrafts) {
			if b.Handed, b.Unsent, err = handedWords(tx); err != nil {
				return Board{}, err
			}
		}
		if err := kernel.Shows(tx, authz.SeeWorry, b.Worries); err != nil {
			return Board{}, err
		}
		if err := kernel.Shows(tx, authz.SeeLife, b.News); err != nil {
			return Board{}, err
		}
		if err := kernel.Shows(tx, authz.SeePerson, b.InStudy); err != nil {
			return Board{}, err
		}
		return b, kernel.Shows(tx, authz.SeePerson, b.Waiting)
	})
}

// handedWords counts what was handed over of what the person looking may read, and the
// worries among it.
func handedWords(tx *kernel.ReadTx) (all, worries int, err error) {
	may, err := tx.Handed()
	if err != nil || may == kernel.HandedNothing {
		return 0, 0, err
	}
	all, worries, err = tx.CountHandedDrafts()
	if may == kernel.HandedWorries {
		all = worries
	}
	return all, worries, err
}

// waiting lists who waits for the person looking, and counts them. Whether somebody stops here too
// is asked by who can record it; while nobody leads, by who supervises.
func waiting(tx *kernel.ReadTx, page programme.Page) ([]course.Waiting, map[course.Need]int, error) {
	needs := needsOf(tx)
	list, counts, err := tx.ListWaiting(needs, tx.Actor.Account, tx.Today, page)
	if err != nil || counts[course.NeedsStopping] == 0 || tx.May(authz.ListConsents) {
		return list, counts, err
	}
	leads, err := tx.ListInRole(string(authz.Lead))
	if err != nil || len(leads) == 0 {
		return list, counts, err
	}
	needs = slices.DeleteFunc(needs, func(n course.Need) bool { return n == course.NeedsStopping })
	return tx.ListWaiting(needs, tx.Actor.Account, tx.Today, page)
}

// needsOf are those that the person looking can do something about.
func needsOf(tx *kernel.ReadTx) []course.Need {
	needs := []course.Need{course.NeedsWorker, course.NeedsPlan, course.NeedsTelling, course.NeedsAnother,
		course.NeedsWorkerLater, course.NeedsWritingUp, course.NeedsBefore, course.NeedsSpeaking,
		course.NeedsStopping}
	if tx.May(authz.ListScreening) {
		needs = append(needs, course.NeedsDecision)
	}
	if tx.May(authz.ListConsents) {
		needs = append(needs, course.NeedsInvitation, course.NeedsAnswer)
	}
	return needs
}

// untilWhen says of those of a list how long there is for their visits. Who waits for a
// worker, and of whom no visit can be planned any more, has them to be ended: nobody
// chooses a worker for them. So has who is visited by another record that goes on.
func untilWhen(tx *kernel.ReadTx, list []course.Waiting) error {
	var people []programme.Person
	for _, w := range list {
		people = append(people, w.Person)
	}
	progress, err := progressOf(tx, people)
	for i, w := range list {
		list[i].Window = progress[w.ID].Window
		now := progress[w.ID]
		list[i].Elsewhere = now.Elsewhere
		list[i].Begun = now.Course.SessionsHeld() > 0 || len(now.Course.Open()) > 0
		begins := slices.Contains([]course.Need{course.NeedsWorker, course.NeedsWorkerLater, course.NeedsPlan}, w.Need)
		if err == nil && (w.Need == course.NeedsWorker && !now.Expected() || begins && now.Elsewhere) {
			list[i].Need = course.NeedsEnding
		}
	}
	return err
}

// progressOf is how far the visits of each of several people have come.
func progressOf(tx *kernel.ReadTx, people []programme.Person) (map[id.Participant]VisitProgress, error) {
	all := map[id.Participant]VisitProgress{}
	if len(people) == 0 {
		return all, nil
	}
	histories, err := tx.CourseHistoriesOf(people)
	if err != nil {
		return nil, err
	}
	lives, err := tx.LivesOf(people, "")
	if err != nil {
		return nil, err
	}
	elsewhere, err := tx.ListGoingOnElsewhere(people, tx.Today)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if all[p.ID], err = progressIn(tx, p, histories[p.ID], lives[p.ID].Life, elsewhere[p.ID] != ""); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// progressIn is how far the visits of p have come, by their history and p's life. Elsewhere is
// whether another record goes on in place of p's.
func progressIn(tx *kernel.ReadTx, p programme.Person, h course.History, now life.Life,
	elsewhere bool) (VisitProgress, error) {
	d, err := content.Programme(p.Definition)
	if err != nil {
		return VisitProgress{}, err
	}
	return VisitProgress{
		Visits: Visits{Person: p, Course: h.Course(d), Now: tx.Now, Today: tx.Today},
		Worker: p.Worker, Life: now, Window: course.WindowFor(d, p.Discharged, now, tx.Today), Elsewhere: elsewhere,
	}, nil
}

// inStudies is how many people of studies without a worker are looked through,
// whatever their arm.
const inStudies = 500

// unmatchedInStudies are those in a study, in an arm that brings visits, and those who have
// come back and about whom none decides any longer, whom nobody visits yet and for whom
// there is still time. In a study only the allocation tells who they are, and it is
// sealed: the arms are opened here, for the people who arrange visits.
func unmatchedInStudies(tx *kernel.ReadTx) ([]course.Waiting, error) {
	found, err := tx.ListUnmatchedInStudies(tx.Today.AddMonths(-12), inStudies)
	if err != nil {
		return nil, err
	}
	var list []course.Waiting
	for _, u := range found {
		now, err := content.Programme(u.Definition)
		if err != nil {
			return nil, err
		}
		d, brings, err := broughtVisits(u.In, now, tx.Today, func() (string, error) { return u.Arm, nil })
		if err != nil {
			return nil, err
		}
		window := course.WindowFor(d, u.Discharged, life.After(nil), tx.Today)
		if brings && !tx.Today.After(window.Closes) {
			need := course.NeedsWorker
			if u.Standing.OfLife() {
				need = course.NeedsWorkerLater
			}
			list = append(list, course.Waiting{Person: u.Person, Need: need, Planned: u.Planned})
		}
	}
	err = untilWhen(tx, list)
	return slices.DeleteFunc(list, func(w course.Waiting) bool { return w.Elsewhere && !w.Planned }), err
}

// openWorries are the most urgent that nobody has taken on, and how many there are. How urgent one
// is is sealed, so it is of the newest, a page of them.
func openWorries(tx *kernel.ReadTx) ([]safety.Listed, int, error) {
	list, _, open, err := tx.ListWorries(programme.Page{})
	safety.MostUrgentFirst(list)
	return list[:min(open, len(list), shownFirst)], open, err
}

// openNews is the newest that still waits for somebody, and how much there is.
func openNews(tx *kernel.ReadTx) ([]life.Listed, int, error) {
	list, _, open, err := tx.ListLifeNews(programme.Page{Size: shownFirst})
	return list[:min(open, len(list))], open, err
}

// openSupport are the newest requests of workers that nobody has answered, and how
// many there are.
func openSupport(tx *kernel.ReadTx) ([]safety.ListedSupport, int, error) {
	list, _, open, err := tx.ListSupportRequests(programme.Page{Size: shownFirst})
	return list[:min(open, len(list))], open, err
}
