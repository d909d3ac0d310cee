package care

import (
	"context"
	"fmt"
	"slices"
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
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// Visits are somebody's appointments, and the moment at which they are looked at.
type Visits struct {
	Person programme.Person
	Course course.Course
	Now    time.Time
	Today  programme.Date
	Before bool // of a course of support that is not the present one
	Covers bool // as whoever makes one of them in a colleague's place sees them
}

// About is whose visits they are.
func (v Visits) About() programme.Person { return v.Person }

// A VisitProgress is how far somebody's visits have come, and who makes them.
type VisitProgress struct {
	Visits
	Worker id.Account            // the peer support worker; empty while there is none
	Staff  map[id.Account]string // what staff are called
	Life   life.Life
	Window course.Window

	Elsewhere bool // another record of the same person goes on in place of this one
}

// A VisitRecord is all that has become of somebody's visits, and what can be done.
type VisitRecord struct {
	VisitProgress
	Definition programme.Definition
	History    course.History
	Ending     course.EndingHistory
	News       id.LifeEvent // the newest life event, if there was any
	Match      MatchRecord
	Holidays   programme.Calendar
	Copies     []ledger.Received[course.NoteCopy] // of the notes, into the clinical record, for those who copy
	Helpers    Helpers
	ToTell     []course.Appointment // of which staff still have to tell the person themselves
	Told       []ToldOfVisits
	Said       []pathway.KnownDoubt // what the person looking said is wrong, and was answered lately
	May        VisitSteps
	GoingOn
	Earlier []EarlierOf[VisitRecord] // of courses before, for the person themselves
}

// VisitSteps is what can be done from where somebody stands, by the person looking.
// Doing it asks again.
type VisitSteps struct {
	Match, Plan, Move, Cancel, Record, SeePerson, SeeHomeNote, Worry, ChangeOwn, SeeShared, CopyNote, Life, Ending bool

	Doubt, Support, Tell, Cover, GiveBack bool

	RecordColleagues bool // with Record: also what was made in the place of who visits them
}

// MayRecord tells whether the person looking can write b up, or correct it. Who came in
// a colleague's place was there, and the colleague was not. What a course before has left
// is its worker's again.
func (r VisitRecord) MayRecord(b course.Appointment) bool {
	return r.May.Record && (r.Before || r.Covers || r.May.RecordColleagues || !b.ByColleagueOf(r.Worker))
}

// SeeVisits shows staff what has become of participant's visits.
func (c *Care) SeeVisits(ctx context.Context, who authz.Actor, participant id.Participant) (VisitRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeVisits, participant, func(tx *kernel.ReadTx) (VisitRecord, error) {
		person, err := findVisited(tx, tx.Definition, tx.Today, participant)
		if err != nil {
			return VisitRecord{}, err
		}
		known, err := doubtsOf(tx, &person)
		if err != nil {
			return VisitRecord{}, err
		}
		r, err := visits(tx, person)
		r.Said = slices.DeleteFunc(saidBy(tx, known), pathway.KnownDoubt.Open) // the others are marked
		if r.May.CopyNote = tx.May(authz.CopyClinicalNote); err != nil || !r.May.CopyNote {
			return r, err
		}
		r.Copies, err = tx.NoteCopies(tx.Course).List()
		return r, err
	})
}

// SeeVisit shows staff one appointment of participant's, for doing something
// with it.
func (c *Care) SeeVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	a id.Appointment) (VisitRecord, course.Appointment, error) {
	r, err := c.SeeVisits(ctx, who, participant)
	if err != nil {
		return VisitRecord{}, course.Appointment{}, err
	}
	b, found := r.Course.Find(a)
	if !found {
		return VisitRecord{}, course.Appointment{}, fault.Absent
	}
	return r, b, nil
}

// SeeOwnVisits shows participant, who asks, who comes and when, and what was
// written.
func (c *Care) SeeOwnVisits(ctx context.Context, who authz.Actor) (VisitRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeOwnVisits, who.Participant,
		func(tx *kernel.ReadTx) (VisitRecord, error) {
			person, err := tx.FindPerson(who.Participant)
			if err != nil {
				return VisitRecord{}, err
			}
			r, err := visits(tx, person)
			if err != nil {
				return VisitRecord{}, err
			}
			if r.Copies, err = tx.NoteCopies(tx.Course).List(); err != nil {
				return VisitRecord{}, err
			}
			r.Earlier, err = visitsBefore(tx, person, r.Staff)
			return r, err
		})
}

func visits(tx *kernel.ReadTx, person programme.Person) (VisitRecord, error) {
	r := VisitRecord{Definition: tx.Definition}
	r.Person, r.Worker, r.Now, r.Today = person, tx.Scope.Worker, tx.Now, tx.Today
	var err error
	if r.History, err = tx.FindCourseHistory(tx.Course); err != nil {
		return VisitRecord{}, err
	}
	histories := map[id.Participant]course.History{person.ID: r.History}
	if err = markMistaken(tx, histories); err != nil {
		return VisitRecord{}, err
	}
	r.History = histories[person.ID]
	if r.Staff, err = tx.ListStaffApart(); err != nil {
		return VisitRecord{}, err
	}
	if r.Match, err = matchRecord(tx, person); err != nil {
		return VisitRecord{}, err
	}
	if r.Holidays, err = holidays(tx); err != nil {
		return VisitRecord{}, err
	}
	r.Course = r.History.Course(tx.Definition)
	if r.Ending, err = tx.FindEndingHistory(tx.Course); err != nil {
		return VisitRecord{}, err
	}
	if r.Life, r.News, err = lifeOf(tx, person.ID); err != nil {
		return VisitRecord{}, err
	}
	comes := r.Worker
	if !person.StaysVisited() {
		comes = ""
	}
	if r.Helpers, err = helpers(tx, comes); err != nil {
		return VisitRecord{}, err
	}
	if err = addTellings(tx, &r); err != nil {
		return VisitRecord{}, err
	}
	if err = addToldOfMatch(tx, &r); err != nil {
		return VisitRecord{}, err
	}
	r.Window = course.WindowFor(tx.Definition, person.Discharged, r.Life, tx.Today)
	lifeAllows := r.Life.State.Effects().Visits == life.Continues
	_, over := r.Ending.Ending()
	visited := r.Worker != "" && person.State == programme.Consented && lifeAllows
	goesOn := visited && !over
	if r.GoingOn, err = showGoingOn(tx, person); err != nil {
		return VisitRecord{}, err
	}
	r.Elsewhere = r.Instead
	r.Match.May.Ask = r.Match.May.Ask && goesOn && !r.Instead
	r.May = VisitSteps{
		Plan:   goesOn && !r.Instead && r.ToPlan() > 0 && tx.May(authz.PlanVisits),
		Move:   goesOn && tx.May(authz.MoveVisit),
		Cover:  goesOn && tx.May(authz.CoverVisit),
		Cancel: tx.May(authz.CancelVisit), Record: tx.May(authz.RecordVisit),
		RecordColleagues: r.Worker != tx.Actor.Account || looksAfterAll(tx.Actor),
		Doubt:            !person.Standing.Died() && tx.May(authz.AskDoubt),
		SeePerson:        tx.May(authz.SeePerson), SeeHomeNote: !person.Standing.Died() && tx.May(authz.SeeHomeNote),
		Worry: tx.May(authz.AskWorry), ChangeOwn: goesOn && tx.May(authz.MoveOwnVisit),
		SeeShared: goesOn && tx.May(authz.ListShared),
		Support:   r.Worker != "" && r.Worker == tx.Actor.Account,
		Tell:      !person.Standing.Died() && tx.May(authz.TellPerson),
		Life:      tx.May(authz.AskLife), Ending: tx.May(authz.SeeEnding),
	}
	if r.Worker == "" && r.Expected() && tx.May(authz.MakeMatch) {
		r.May.Match, err = hasVisits(tx, tx.Definition, tx.Today, person)
	}
	return r, err
}

// PlanVisits plans every session that has no appointment, in one go, at the
// programme's cadence. Sending it again under the same id is safe.
func (c *Care) PlanVisits(ctx context.Context, who authz.Actor, participant id.Participant, key id.Series,
	s course.Series) error {
	return kernel.Change(ctx, c.Kernel, who, authz.PlanVisits, participant, func(tx *kernel.Tx) error {
		s.ID, s.Participant, s.Worker = key, participant, tx.Scope.Worker
		var planned []course.PlannedAppointment
		return kernel.Record(tx, tx.Series(tx.Course), s, func() (err error) {
			if err = mayGoOn(tx); err == nil {
				planned, err = inSeries(tx, s)
			}
			return err
		}, func() error {
			for _, a := range planned {
				if err := tx.CourseFacts(tx.Course).Add(tx.Tx, course.Fact{Planned: &a}); err != nil {
					return err
				}
			}
			return tellOfPlan(tx, s.ID, planned)
		})
	})
}

// inSeries are the appointments that s asks for.
func inSeries(tx *kernel.Tx, s course.Series) ([]course.PlannedAppointment, error) {
	person, theirCourse, err := courseOf(tx)
	if err != nil {
		return nil, err
	}
	open := theirCourse.ToPlan()
	if s.Worker == "" || person.State != programme.Consented || len(open) == 0 {
		return nil, fault.New(fault.Conflict, "visit.moved.text")
	}
	window, err := windowOf(tx, person)
	if err != nil {
		return nil, err
	}
	closed, err := holidays(tx)
	if err != nil {
		return nil, err
	}
	p := s.Check(tx.Today)
	if err := askReady(tx, s, &p); err != nil {
		return nil, err
	}
	slots := course.PlanSeries(tx.Definition, s, open, tx.Zone, closed.Dates())
	lifeNow, err := tx.FindLife(person.ID)
	if err != nil {
		return nil, err
	}
	slots = slices.DeleteFunc(slots, func(at course.Slot) bool { return lifeNow.MovedBy(at.Local.Date) })
	p.If(len(slots) == 0 && !p.Any() && !lifeNow.Moves.IsZero(), "from", "appointment.after_move",
		say.English().ShortDay(lifeNow.Moves.Time()))
	p = append(p, s.CheckWindow(window, slots)...)
	ids := make([]id.Appointment, len(slots))
	for i := range ids {
		ids[i] = id.From[id.Appointment]([16]byte(tx.Draw(fmt.Sprintf("appointment/%s/%d", s.ID, i), 16)))
	}
	if p.Any() {
		return nil, p
	}
	planned := s.Appointments(window, slots, ids)
	return planned, checkSeriesFree(tx, s.Worker, planned)
}

// askReady asks where the worker of s may not visit at present, as nobody would choose them
// for a match: what they lack may be put right before the first of the visits.
func askReady(tx *kernel.Tx, s course.Series, p *fault.Problems) error {
	worker, err := tx.FindWorker(s.Worker)
	ready, _ := workforce.Ready(worker.Facts, tx.Definition, tx.Today)
	p.Ask(err == nil && !ready, s.Sure, "from", "appointment.worker.not_ready")
	return err
}

// holidays are the bank holidays where the organisation is. None is planned on
// by itself; whoever moves a visit to one has a reason.
func holidays(tx interface {
	FindOrganisation() (identity.Organisation, error)
}) (programme.Calendar, error) {
	home, err := tx.FindOrganisation()
	if err != nil {
		return programme.Calendar{}, err
	}
	return content.HolidaysFor(home.Help)
}

// MoveVisit stores that an appointment of participant's goes to another time or
// place. Sending it again is safe.
func (c *Care) MoveVisit(ctx context.Context, who authz.Actor, participant id.Participant, m course.Move) error {
	return c.happens(ctx, who, authz.MoveVisit, participant, course.Fact{Moved: &m},
		func(tx *kernel.Tx, person programme.Person, _ course.Appointment) (fault.Problems, error) {
			window, err := windowOf(tx, person)
			if err != nil {
				return nil, err
			}
			within, err := agreedSpan(tx, person)
			if err != nil {
				return nil, err
			}
			p := slices.Concat(m.Check(tx.Now), m.CheckWindow(window, tx.Zone), m.CheckHours(tx.Zone))
			within.CheckMomentAs("to.start", m.To.Start, tx.Now, tx.Zone, &p)
			if p.Any() {
				return p, nil
			}
			err = checkVisitDay(tx, person, "to.start", programme.Of(m.To.Start, tx.Zone), m.Sure, &p)
			if err != nil || p.Any() {
				return p, err
			}
			return checkMoveFree(tx, m)
		})
}

// CancelVisit stores that an appointment of participant's was called off
// beforehand. Sending it again is safe.
func (c *Care) CancelVisit(ctx context.Context, who authz.Actor, participant id.Participant,
	v course.Cancellation) error {
	return c.happens(ctx, who, authz.CancelVisit, participant, course.Fact{Cancelled: &v},
		func(*kernel.Tx, programme.Person, course.Appointment) (fault.Problems, error) {
			return v.Check(), nil
		})
}

// RecordVisit stores what came of an appointment of participant's. Sending it
// again is safe.
func (c *Care) RecordVisit(ctx context.Context, who authz.Actor, participant id.Participant, v course.Visit) error {
	return c.happens(ctx, who, authz.RecordVisit, participant, course.Fact{Visited: &v},
		func(tx *kernel.Tx, person programme.Person, b course.Appointment) (fault.Problems, error) {
			if who.Account == tx.Scope.Worker && b.ByColleagueOf(who.Account) && !looksAfterAll(who) {
				return nil, fault.New(fault.Conflict, "visit.moved.text")
			}
			return checkVisit(tx, person, b, v)
		})
}

func checkVisit(tx *kernel.Tx, person programme.Person, b course.Appointment, v course.Visit) (fault.Problems, error) {
	within, err := agreedSpan(tx, person)
	if err != nil {
		return nil, err
	}
	p := slices.Concat(v.Check(tx.Now, tx.Zone, within), v.CheckBegun(b, tx.Now, tx.Zone), v.CheckHours(b, tx.Zone))
	// A visit that came to nothing has its appointment's day. Of one that was recorded as
	// held after a death, that it came to nothing is what is right.
	if !v.InError && !v.Outcome.Attended() && v.Replaces == "" {
		within.CheckMomentAs(v.DayField(), b.Start, tx.Now, tx.Zone, &p)
	}
	_, own, err := courseOf(tx)
	if err != nil {
		return nil, err
	}
	return checkMeeting(tx, person, own, b, v, p)
}

// happens stores one fact about an appointment, if it keeps its rules and the
// appointment still stands where such a thing can happen to it.
func (c *Care) happens(
	ctx context.Context, who authz.Actor, action authz.Action, participant id.Participant, f course.Fact,
	check func(*kernel.Tx, programme.Person, course.Appointment) (fault.Problems, error),
) error {
	return kernel.Change(ctx, c.Kernel, who, action, participant, func(tx *kernel.Tx) error {
		person, visits, err := courseOf(tx)
		if err != nil {
			return err
		}
		b, found := visits.Find(f.Of())
		if !found {
			return fault.Absent // another's appointment is as absent as none
		}
		if f.Moved != nil {
			f.Moved.To.Covers = stillCovers(b, *f.Moved)
		}
		return kernel.Record(tx, tx.CourseFacts(tx.Course), f, func() error {
			if m := f.Moved; m != nil && (person.State != programme.Consented || m.To.Worker != "" &&
				m.To.Worker != b.Worker && (b.Covers != "" || m.To.Worker != tx.Scope.Worker)) {
				return fault.New(fault.Conflict, "visit.moved.text") // before anything is said of that worker's day
			}
			if p, err := check(tx, person, b); err != nil {
				return err
			} else if p.Any() {
				return p
			}
			_, err := visits.Take(f)
			return err
		}, func() error {
			return tellOfChange(tx, person, b, f)
		}, func() error {
			return keepStill(tx, person, f)
		}, func() error {
			return knowsWorker(tx, b, f)
		})
	})
}

// stillCovers is in whose place somebody comes to b after m, which says when and where.
func stillCovers(b course.Appointment, m course.Move) id.Account {
	if was, is := b.Move(m.ID); is {
		return was.To.Covers
	}
	return b.Covers
}

// keepStill calls off what taking back a visit would bring back for a day to
// come, when there are to be no visits: life has them wait, they have ended, or
// person wants none.
func keepStill(tx *kernel.Tx, person programme.Person, f course.Fact) error {
	if f.Visited == nil || !f.Visited.InError {
		return nil
	}
	_, err := windowOf(tx, person)
	if fault.Of(err) == fault.Conflict || err == nil && person.State != programme.Consented {
		return callOffAll(tx, callingOff{By: course.PartyService, Why: f.Key()})
	}
	return err
}

// A callingOff is why appointments are cancelled together, and by whom.
type callingOff struct {
	By     course.Party
	Reason string
	Why    string // the id of what cancels them: what is told of it is drawn for that
	Life   bool   // it is an event in somebody's life, of which one appointment can have several
	Over   bool   // the visits are over by it, that were to go on
	Led    bool   // another e-mail of the change leads the person to the days
}

// drawn is what the cancellations are drawn for.
func (o callingOff) drawn() string {
	if o.Life {
		return "life_cancellation/" + o.Why + "/"
	}
	return "cancellation/"
}

// callOffAll cancels every appointment to come of whom the change is about.
func callOffAll(tx *kernel.Tx, o callingOff) error {
	person, c, err := courseOf(tx)
	if err != nil {
		return err
	}
	return callOffEach(tx, tx.Course, person, c.ToCome(tx.Now), o)
}

// callOffEach cancels appointments of a course of support of person's. It is the one place
// where several are, so that nobody is left to find out: the person hears of it here.
func callOffEach(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, list []course.Appointment,
	o callingOff) error {
	for _, b := range list {
		v := course.Cancellation{ID: id.From[id.Cancellation]([16]byte(tx.Draw(o.drawn()+string(b.ID), 16))),
			Appointment: b.ID, By: o.By, Reason: o.Reason}
		if err := tx.CourseFacts(of).Add(tx.Tx, course.Fact{Cancelled: &v}); err != nil {
			return err
		}
		if err := tellOfCoverOff(tx, of.Participant, b, v); err != nil {
			return err
		}
	}
	return tellOfOff(tx, of, person, list, o)
}

// courseOf is whom a change is about, and what became of their visits.
func courseOf(tx *kernel.Tx) (programme.Person, course.Course, error) {
	person, err := tx.FindPerson(tx.Course.Participant)
	if err != nil {
		return programme.Person{}, course.Course{}, err
	}
	history, err := tx.FindCourseHistory(tx.Course)
	return person, history.Course(tx.Definition), err
}

// waits say why life has the visits wait, or stop.
var waits = map[life.State]string{life.Paused: "life.waits", life.Away: "life.waits_away",
	life.Stopped: "standing.became.died"}

// windowOf is the time for p's visits. While life has them wait, and once they
// have ended, there is none, and anybody who would plan or move one is told so.
func windowOf(tx *kernel.Tx, p programme.Person) (course.Window, error) {
	lifeNow, err := tx.FindLife(p.ID)
	if err == nil && lifeNow.State.Effects().Visits != life.Continues {
		err = fault.New(fault.Conflict, waits[lifeNow.State])
	}
	if err != nil {
		return course.Window{}, err
	}
	ending, err := tx.FindEndingHistory(tx.Course)
	if _, over := ending.Ending(); err == nil && over {
		err = fault.New(fault.Conflict, "ending.over")
	}
	return course.WindowFor(tx.Definition, p.Discharged, lifeNow, tx.Today), err
}
