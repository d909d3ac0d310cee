package care

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/workforce"
)

// callOffTelling cancels every appointment to come of whom the change is about, and
// has each worker who was to come told in one message, unless it was their doing. Where the
// visits are over by it, so has who visits them, be one planned or not.
func callOffTelling(tx *kernel.Tx, o callingOff) error {
	_, c, err := courseOf(tx)
	if err != nil {
		return err
	}
	var told []id.Account
	for _, b := range c.ToCome(tx.Now) {
		worker := cmp.Or(b.Covers, b.Worker) // who makes it in their place is told of that one visit
		if worker == tx.Actor.Account || slices.Contains(told, worker) {
			continue
		}
		told = append(told, worker)
		if err := tx.AddDue(jobs.NoticeCalledOff, string(worker), string(tx.Course.Participant), tx.Now); err != nil {
			return err
		}
	}
	return cmp.Or(tellOver(tx, o, told), callOffAll(tx, o))
}

// tellOver has the worker who visits told that the visits are over by o, unless it was their
// doing, or they are among those who were told.
func tellOver(tx *kernel.Tx, o callingOff, told []id.Account) error {
	worker := tx.Scope.Worker
	if !o.Over || worker == "" || worker == tx.Actor.Account || slices.Contains(told, worker) {
		return nil
	}
	return tx.AddDue(jobs.NoticeOver, string(worker), string(tx.Course.Participant), tx.Now)
}

// visitsGoOn tells whether p was to be visited by now, as far as that isn't life's to say.
func visitsGoOn(p programme.Person) bool {
	return p.State == programme.Consented && p.Standing.Is != programme.Ended
}

// noticeToWorker is the message that tells the worker of what happened in somebody's
// life: of a move, with the visits that no longer happen. Harder news isn't told in
// a list of dates, and that they go on not as if it were hard.
func noticeToWorker(tx *kernel.Tx, n life.News) (kind, item string, err error) {
	switch n.Fact.Kind {
	case life.GoingOn:
		return jobs.NoticeLight, string(n.Fact.ID), nil
	case life.DeathInError: // which their match may end before they read
		return jobs.NoticeMistaken, string(n.Fact.ID), nil
	case life.MovingAway, life.MovingAhead:
	default:
		return jobs.NoticeWorker, string(n.Fact.ID), nil
	}
	history, d, err := theirHistory(tx, n.Fact.Participant)
	off := history.OffSince(history.Course(d), tx.Now) // in this change: of those before, they know
	if err != nil || !slices.ContainsFunc(off, func(b course.Appointment) bool { return b.OwnOf(n.Worker) }) {
		return jobs.NoticeLight, string(n.Fact.ID), err
	}
	return jobs.NoticeCalledOff, string(n.Fact.Participant), nil
}

// tellWorkerOf has the worker who visits told that visits go on again, unless it was
// their doing.
func tellWorkerOf(tx *kernel.Tx, item string) error {
	worker := tx.Scope.Worker
	if worker == "" || worker == tx.Actor.Account {
		return nil
	}
	return tx.AddDue(jobs.NoticeLight, string(worker), item, tx.Now)
}

// A courseReader is a change or a look.
type courseReader interface {
	FindPerson(id.Participant) (programme.Person, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
}

// theirCourse is what has become of somebody's visits.
func theirCourse(tx courseReader, participant id.Participant) (course.Course, error) {
	history, d, err := theirHistory(tx, participant)
	return history.Course(d), err
}

func theirHistory(tx courseReader, participant id.Participant) (course.History, programme.Definition, error) {
	person, err := tx.FindPerson(participant)
	if err != nil {
		return nil, programme.Definition{}, err
	}
	d, err := content.Programme(person.Definition)
	if err != nil {
		return nil, d, err
	}
	history, err := tx.FindCourseHistory(person.CurrentCourse())
	return history, d, err
}

// calledOff are the times after now at which worker was to come until all that was to
// come was called off.
func calledOff(tx courseReader, participant id.Participant, worker id.Account, now time.Time) ([]time.Time, error) {
	history, d, err := theirHistory(tx, participant)
	var list []time.Time
	for _, b := range history.OffTogether(history.Course(d).Appointments) {
		if b.OwnOf(worker) && b.Start.After(now) {
			list = append(list, b.Start)
		}
	}
	return list, err
}

// visitsOff are the days on which a worker need not go.
func visitsOff(d post.Draft) ([]any, error) {
	off, err := calledOff(d, id.Participant(d.Due.Item), id.Account(d.Due.Subject), d.Now)
	return inLines(d, off), err
}

// inLines is each time on a line of its own, the earliest first.
func inLines(d post.Draft, times []time.Time) []any {
	slices.SortFunc(times, time.Time.Compare)
	var lines []string
	for _, t := range slices.CompactFunc(times, time.Time.Equal) {
		lines = append(lines, say.English().Moment(t.In(d.Zone)))
	}
	return []any{strings.Join(lines, "\n")}
}

// tellOfPlan has the person told of all the days in one message, where e-mail is
// safe: the worker who has planned them knows.
func tellOfPlan(tx *kernel.Tx, s id.Series, planned []course.PlannedAppointment) error {
	person, err := tx.FindPerson(tx.Course.Participant)
	if err != nil {
		return err
	}
	account, err := emailed(tx, person)
	if err != nil {
		return err
	}
	if account == "" {
		var t workforce.ToTell
		for _, a := range planned {
			t.Visits = append(t.Visits, a.ID)
		}
		return addToTell(tx, tx.Course, person, string(s), t)
	}
	return tx.AddDue(jobs.NoticePlanned, string(account), string(s), tx.Now)
}

// tellOfOff has person told of visits that o cancels, once, as a single one is: in one
// message where e-mail is safe, or else by staff. Who has asked for it, of whoever has
// entered it, needs no more than the message, and who has done it themselves not that.
func tellOfOff(tx *kernel.Tx, of programme.CourseOfSupport, person programme.Person, off []course.Appointment,
	o callingOff) error {
	account, err := emailed(tx, person)
	if err != nil {
		return err
	}
	t := workforce.ToTell{Off: true}
	for _, b := range off {
		t.Visits = append(t.Visits, b.ID)
	}
	led := false
	if o.Led {
		m, err := matchesOf(tx, of)
		if err != nil {
			return err
		}
		led = !m.ThePersonKnows()
	}
	if account != "" && len(t.Visits) > 0 && tx.Actor.Participant == "" && !led {
		if err := tx.AddDue(jobs.NoticeOwnOff, string(account), o.Why, tx.Now); err != nil {
			return err
		}
	}
	if account != "" || o.By == course.PartyParticipant {
		return nil
	}
	return addToTell(tx, of, person, "off/"+o.Why, t)
}

// tellOfErrorOff has who was taken for dead told of what was called off with it: nobody
// wrote to them then. Nobody writes before somebody has spoken with them either; who can
// have no e-mail hears it from those who do.
func tellOfErrorOff(tx *kernel.Tx, e life.Event, before life.Life) error {
	spoken := e.Kind == life.GoingOn && before.Unspoken
	if !spoken && (e.Kind != life.DeathInError || e.Back) {
		return nil
	}
	person, err := tx.FindPerson(e.Participant)
	if err != nil {
		return err
	}
	account, err := emailed(tx, person)
	if err != nil || account != "" && !spoken {
		return err
	}
	reported, err := deathReported(tx, e.Participant)
	if err != nil {
		return err
	}
	history, err := tx.FindCourseHistory(tx.Course)
	if err != nil {
		return err
	}
	facts, err := tx.Tellings(tx.Course).All()
	off := slices.DeleteFunc(history.OffSince(history.Course(tx.Definition), reported), func(b course.Appointment) bool {
		return !b.Start.After(tx.Now) || slices.ContainsFunc(facts, func(f workforce.TellingFact) bool {
			return f.ToTell != nil && f.ToTell.Off && slices.Contains(f.ToTell.Visits, b.ID)
		})
	})
	if err != nil || len(off) == 0 {
		return err
	}
	return tellOfOff(tx, tx.Course, person, off, callingOff{By: course.PartyService, Why: string(e.ID)})
}

// daysOff are the times of the visits to come of the person who is written to that were
// called off together, but for those at which one is planned anew, while e-mail is still
// safe.
func daysOff(d post.Draft) ([]time.Time, programme.Person, error) {
	a, err := d.FindAccount(id.Account(d.Due.Subject))
	if err != nil {
		return nil, programme.Person{}, err
	}
	person, err := d.FindPerson(a.Participant)
	if err != nil || !person.Contact.MayEmail() || person.Standing.Died() {
		return nil, person, err
	}
	history, definition, err := theirHistory(d, a.Participant)
	c := history.Course(definition)
	var list []time.Time
	for _, b := range history.OffTogether(c.Appointments) {
		if b.Start.After(d.Now) && !c.PlannedAt(b.Start) {
			list = append(list, b.Start)
		}
	}
	return list, person, err
}

// ownVisitsOff are those days, and whether somebody will be in touch: where no visits are
// to follow, that isn't promised.
func ownVisitsOff(d post.Draft) ([]any, error) {
	days, person, err := daysOff(d)
	if err != nil {
		return nil, err
	}
	now, err := d.FindLife(person.ID)
	if err != nil {
		return nil, err
	}
	elsewhere, err := kernel.GoesOnElsewhere(d, person, programme.Of(d.Now, d.Zone))
	next := "message.own_off.in_touch"
	if elsewhere || !person.StaysVisited() || now.State == life.Away || !now.Moves.IsZero() {
		next = "message.own_off.ask"
	}
	return append(inLines(d, days), say.English().Say(next)), err
}

func areOff(d post.Draft) (bool, error) {
	days, _, err := daysOff(d)
	return len(days) > 0, err
}

// daysPlanned are the times of the visits to come of the person who is written to.
func daysPlanned(d post.Draft) ([]time.Time, error) {
	a, err := d.FindAccount(id.Account(d.Due.Subject))
	if err != nil {
		return nil, err
	}
	c, err := theirCourse(d, a.Participant)
	var list []time.Time
	for _, b := range c.ToCome(d.Now) {
		list = append(list, b.Start)
	}
	return list, err
}

func visitsPlanned(d post.Draft) ([]any, error) {
	days, err := daysPlanned(d)
	return inLines(d, days), err
}

// arePlanned tells whether there is a day to tell, and e-mail is still safe.
func arePlanned(d post.Draft) (bool, error) {
	days, err := daysPlanned(d)
	if err != nil || len(days) == 0 {
		return false, err
	}
	a, err := d.FindAccount(id.Account(d.Due.Subject))
	if err != nil {
		return false, err
	}
	person, err := d.FindPerson(a.Participant)
	return person.Contact.MayEmail(), err
}
