package care

import (
	"context"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// A Cover is who makes one visit, this time, as somebody chooses it. From and Instead
// are when the visit was to be and who was to come, as they saw it.
type Cover struct {
	ID          id.Move
	Appointment id.Appointment
	From        time.Time
	Instead     id.Account
	To          id.Account // the person's own worker, when the visit is theirs again
	Reason      string

	back bool // by who was to come in the place of another
}

// SeeCovering shows one appointment of participant's, and who could make it in its
// worker's place.
func (c *Care) SeeCovering(ctx context.Context, who authz.Actor, participant id.Participant,
	a id.Appointment) (VisitRecord, course.Appointment, []identity.Account, error) {
	var b course.Appointment
	var free []identity.Account
	r, err := kernel.View(ctx, c.Kernel, who, authz.SeeVisits, participant, func(tx *kernel.ReadTx) (VisitRecord, error) {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return VisitRecord{}, err
		}
		r, err := visits(tx, person)
		if err != nil {
			return VisitRecord{}, err
		}
		var found bool
		if b, found = r.Course.Find(a); !found {
			return VisitRecord{}, fault.Absent
		}
		if r.May.Cover && b.Changeable(tx.Now) {
			free, err = coverers(tx, person, b, tx.Definition, tx.Today)
		}
		return r, err
	})
	return r, b, free, err
}

// CoverVisit stores who makes one visit of participant's, this time: another worker, or
// their own again. Sending it again is safe.
func (c *Care) CoverVisit(ctx context.Context, who authz.Actor, participant id.Participant, v Cover) error {
	return c.cover(ctx, who, authz.CoverVisit, participant, v)
}

// GiveBackVisit stores that who was to make a visit in a colleague's place can't, so that
// it is the colleague's again. When the visit is, and where, is between the person and
// their own worker: whoever comes once neither moves it nor calls it off. Sending it
// again is safe.
func (c *Care) GiveBackVisit(ctx context.Context, who authz.Actor, participant id.Participant, v Cover) error {
	return c.cover(ctx, who, authz.GiveBackVisit, participant, v)
}

func (c *Care) cover(ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant,
	v Cover) error {
	return kernel.Change(ctx, c.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		person, visits, err := courseOf(tx)
		if err != nil {
			return err
		}
		b, found := visits.Find(v.Appointment)
		if !found {
			return fault.Absent
		}
		back := action == authz.GiveBackVisit
		if back {
			v.To, v.back = tx.Scope.Worker, true
		}
		f := course.Fact{Moved: v.move(b, tx.Scope.Worker, who.Account)}
		return kernel.Record(tx, tx.CourseFacts(tx.Course), f, func() error {
			if back && !b.CoveredBy(who.Account) {
				return fault.Absent
			}
			if p, err := checkCover(tx, person, b, v); err != nil {
				return err
			} else if p.Any() {
				return p
			}
			_, err := visits.Take(f)
			return err
		}, func() error { return tellOfCover(tx, tx.Course, person, b, f, true) })
	})
}

// move is v as a fact about b. Where it is there already, what it kept of the
// appointment stays as it was then.
func (v Cover) move(b course.Appointment, regular, by id.Account) *course.Move {
	m := course.Move{ID: v.ID, Appointment: b.ID, From: v.From, Instead: v.Instead, To: b.Arrangement,
		By: course.PartyService, Reason: v.Reason}
	if by == regular || b.CoveredBy(by) {
		m.By = course.PartyWorker
	}
	if m.To.Covers = regular; v.To == regular {
		m.To.Covers = ""
	}
	if was, is := b.Move(v.ID); is {
		m.By, m.To = was.By, was.To
	}
	m.To.Worker = v.To
	return &m
}

// checkCover reports what keeps v's worker from making b this time.
func checkCover(tx *kernel.Tx, person programme.Person, b course.Appointment, v Cover) (fault.Problems, error) {
	regular := tx.Scope.Worker
	if _, err := windowOf(tx, person); err != nil {
		return nil, err
	}
	theirs := b.Worker == regular || b.Covers == regular
	if !b.Start.After(tx.Now) {
		return nil, fault.New(fault.Conflict, "cover.begun")
	}
	if regular == "" || !theirs || person.State != programme.Consented || v.Instead != b.Worker {
		return nil, fault.New(fault.Conflict, "visit.moved.text")
	}
	var p fault.Problems
	p.If(v.ID == "", "id", "appointment.id.missing")
	p.If(v.To == "" || v.To == b.Worker, "to", "cover.to.missing")
	p.If(fault.TooLong(v.Reason, programme.MaxNote), "reason", "person.note.long", programme.MaxNote)
	if p.Any() {
		return p, nil
	}
	if v.To == regular {
		taken, err := tx.PlannedOf(regular, b.Start, b.End())
		if other, clash := b.Clash(b.ID, taken, 0); err == nil && clash {
			if v.back {
				return regularBusy(tx, regular)
			}
			return clashes(tx, "to", "appointment.clash", other)
		}
		return nil, err
	}
	free, err := coverers(tx, person, b, tx.Definition, tx.Today)
	p.If(!slices.ContainsFunc(free, func(a identity.Account) bool { return a.ID == v.To }), "to", "cover.to.not_free")
	return p, err
}

// regularBusy says that a visit can't be given back to its worker, who is elsewhere then:
// whoever gives it back chooses no other time, and has the lead to ring, or else who supervises.
func regularBusy(tx *kernel.Tx, regular id.Account) (fault.Problems, error) {
	names, err := tx.ListStaffNames()
	if err != nil {
		return nil, err
	}
	all, err := supportersOf(tx)
	list := all.leads
	if len(list) == 0 {
		list = all.supervisors
	}
	var ring []string
	for _, a := range list {
		ring = append(ring, strings.TrimSpace(a.Name+" "+string(a.Phone)))
	}
	if len(ring) == 0 {
		return fault.Problems{{Field: "reason", Key: "cover.back.busy_alone", Args: []any{names[regular]}}}, err
	}
	return fault.Problems{{Field: "reason", Key: "cover.back.busy",
		Args: []any{names[regular], strings.Join(ring, "; ")}}}, err
}

// A coverReader is a change or a look.
type coverReader interface {
	PlannedOfEach(from, to time.Time) (map[id.Account][]course.Appointment, error)
	ListWorkers(sessions int) ([]identity.Account, []workforce.Available, error)
	ListInRole(role string) ([]identity.Account, error)
	FindMatchHistory(programme.CourseOfSupport) ([]ledger.Received[workforce.MatchFact], error)
}

// coverers are the workers who could make b in its worker's place: who may visit, know
// nothing that speaks against it, and are free then, with time for the way, because the
// person who asks them doesn't see their day. The best fit comes first.
func coverers(tx coverReader, person programme.Person, b course.Appointment, d programme.Definition,
	today programme.Date) ([]identity.Account, error) {
	history, err := tx.FindMatchHistory(person.CurrentCourse())
	if err != nil {
		return nil, err
	}
	accounts, pool, err := tx.ListWorkers(d.Sessions)
	if err != nil {
		return nil, err
	}
	is := func(w id.Account) func(identity.Account) bool {
		return func(a identity.Account) bool { return a.ID == w }
	}
	taken, err := tx.PlannedOfEach(b.Start, b.End())
	if err != nil {
		return nil, err
	}
	var free []identity.Account
	to := personToMatch(person, workforce.MatchesIn(history))
	for _, candidate := range workforce.Candidates(to, pool, d, today) {
		w := candidate.Worker
		if w == b.Worker || w == b.Covers || !candidate.MayCover() {
			continue
		}
		if _, clash := b.Clash(b.ID, taken[w], course.BetweenVisits); !clash {
			free = append(free, accounts[slices.IndexFunc(accounts, is(w))])
		}
	}
	return free, nil
}

// SeeCoveredVisit shows one appointment of participant's to the worker who makes it in a
// colleague's place; once it is written up, what they wrote about it, and no more.
func (c *Care) SeeCoveredVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	a id.Appointment) (VisitRecord, course.Appointment, error) {
	var b course.Appointment
	r, err := kernel.View(ctx, c.Kernel, who, authz.SeeCoveredVisit, participant,
		func(tx *kernel.ReadTx) (VisitRecord, error) {
			person, err := findVisited(tx, tx.Definition, tx.Today, participant)
			if err != nil {
				return VisitRecord{}, err
			}
			if err := doubted(tx, &person); err != nil {
				return VisitRecord{}, err
			}
			r, err := visits(tx, person)
			if err != nil {
				return VisitRecord{}, err
			}
			if b, err = coveredVisit(r.History, r.Course, who.Account, a); err != nil {
				return VisitRecord{}, err
			}
			r.Covers = true
			awaited, near := b.State == course.AppointmentPlanned, lately(r.History.CoveredBy(who.Account), tx.Now)
			r.May = VisitSteps{
				Record: tx.May(authz.RecordCoveredVisit), CopyNote: tx.May(authz.CopyCoveredNote),
				GiveBack: awaited && b.Changeable(tx.Now) && tx.May(authz.GiveBackVisit), Support: true,
				SeeHomeNote: awaited && r.May.SeeHomeNote, Worry: near && r.May.Worry, Doubt: near && r.May.Doubt,
			}
			r.History = r.History.KnownTo(b, who.Account)
			if !awaited { // what else becomes of these visits is not theirs to know
				r.Life, r.ToTell, r.Told = life.Life{}, nil, nil
				r.Course.Appointments = slices.DeleteFunc(slices.Clone(r.Course.Appointments),
					func(o course.Appointment) bool { return o.State == course.AppointmentPlanned })
			}
			r.Copies, err = tx.NoteCopies(tx.Course).List()
			return r, err
		})
	return r, b, err
}

// coveredVisit finds a visit that worker makes in a colleague's place, or has written
// up; what somebody else has written up is as absent as any other.
func coveredVisit(h course.History, c course.Course, worker id.Account, a id.Appointment) (course.Appointment, error) {
	b, _ := c.Find(a)
	_, written := b.Visit()
	if written && !h.WrittenByCover(b) || !written && b.State != course.AppointmentPlanned || !b.CoveredBy(worker) {
		return course.Appointment{}, fault.Absent
	}
	return b, nil
}

// RecordCoveredVisit stores what came of a visit that who has made in a colleague's
// place. Sending it again is safe.
func (c *Care) RecordCoveredVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	v course.Visit) error {
	return c.happens(ctx, who, authz.RecordCoveredVisit, participant, course.Fact{Visited: &v},
		func(tx *kernel.Tx, person programme.Person, b course.Appointment) (fault.Problems, error) {
			history, err := tx.FindCourseHistory(tx.Course)
			if err != nil {
				return nil, err
			}
			if _, err := coveredVisit(history, history.Course(tx.Definition), who.Account, b.ID); err != nil {
				return nil, err
			}
			return checkVisit(tx, person, b, v)
		})
}

// CopyCoveredNote stores that who has copied the text about a visit that they made in a
// colleague's place. Sending it again is safe.
func (c *Care) CopyCoveredNote(ctx context.Context, who authz.Actor, participant id.Participant, a id.Appointment,
	v course.NoteCopy) error {
	return kernel.Change(ctx, c.Kernel, who, authz.CopyCoveredNote, participant, func(tx *kernel.Tx) error {
		history, err := tx.FindCourseHistory(tx.Course)
		if err != nil {
			return err
		}
		visits := history.Course(tx.Definition)
		return copyNote(tx, tx.Course, visits, a, v, func() error {
			_, err := coveredVisit(history, visits, who.Account, a)
			return err
		})
	})
}

// addCovering adds to load to whom its worker goes once, in a colleague's place, and what
// they wrote about such visits.
func addCovering(tx *kernel.ReadTx, worker id.Account, load *Caseload) (err error) {
	if load.Covering, err = coveringOf(tx, worker); err != nil {
		return err
	}
	var shown []programme.Person
	var marked []*programme.Person
	for i, v := range load.Covering {
		shown, marked = append(shown, v.Person), append(marked, &load.Covering[i].Person)
	}
	if err := doubted(tx, marked...); err != nil {
		return err
	}
	return kernel.Shows(tx, authz.SeeCoveredVisit, shown)
}

// coveringOf are those people, each with the visits and the notes that are the worker's.
func coveringOf(tx *kernel.ReadTx, worker id.Account) (list []*VisitedPerson, err error) {
	people, err := tx.ListCoveredBy(worker)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	histories, err := tx.CourseHistoriesOf(people)
	if err != nil {
		return nil, err
	}
	copies, err := tx.NoteCopiesOf(people)
	if err != nil {
		return nil, err
	}
	stopped, err := stoppedThere(tx, people...)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		d, err := content.Programme(p.Definition)
		if err != nil {
			return nil, err
		}
		v := &VisitedPerson{Person: p, History: histories[p.ID], Course: histories[p.ID].Course(d), Copies: copies[p.ID],
			Stopped: stopped[p.ID]}
		for _, b := range v.Course.Appointments {
			if _, err := coveredVisit(v.History, v.Course, worker, b.ID); err == nil {
				v.Covered = append(v.Covered, b.ID)
				v.ToCopy = append(v.ToCopy, v.Course.NotCopiedOf(b, copies[p.ID])...)
			}
		}
		if len(v.Covered) > 0 {
			list = append(list, v)
		}
	}
	return list, nil
}
