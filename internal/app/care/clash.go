package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// checkSeriesFree reports the first of the visits to be planned, the earliest first, at which the
// worker or the person is somewhere else.
func checkSeriesFree(tx *kernel.Tx, worker id.Account, planned []course.PlannedAppointment) error {
	if len(planned) == 0 {
		return nil
	}
	taken, err := takenFor(tx, worker, planned[0].Start, planned[len(planned)-1].End())
	if err != nil {
		return err
	}
	b, clash := course.FirstClash(planned, taken)
	if !clash {
		return nil
	}
	p, err := clashes(tx, "at", "appointment.clash", b)
	if err != nil {
		return err
	}
	return p
}

// checkMoveFree reports that the worker or the person is somewhere else when a visit
// is moved to.
func checkMoveFree(tx *kernel.Tx, m course.Move) (fault.Problems, error) {
	if p, err := afterTheirMove(tx, "to.start", m.To.Start); err != nil || p.Any() {
		return p, err
	}
	taken, err := takenFor(tx, m.To.Worker, m.To.Start, m.To.End())
	if err != nil {
		return nil, err
	}
	if b, clash := m.To.Clash(m.Appointment, taken, 0); clash {
		return clashes(tx, "to.start", "appointment.clash", b)
	}
	return nil, nil
}

// afterTheirMove reports, beside field, that the person moves away before a visit
// begins, or on its day: none of those is planned any more.
func afterTheirMove(tx *kernel.Tx, field string, begins time.Time) (p fault.Problems, err error) {
	now, err := tx.FindLife(tx.Course.Participant)
	p.If(now.MovedBy(programme.Of(begins, tx.Zone)), field, "appointment.after_move",
		say.English().ShortDay(now.Moves.Time()))
	return p, err
}

// clashes says, beside field, what is there already. Whom the worker visits then is
// not said.
func clashes(tx *kernel.Tx, field, words string, b course.Appointment) (fault.Problems, error) {
	v, from, to := say.English(), b.Start.In(tx.Zone), b.End().In(tx.Zone)
	theirs, err := isTheirs(tx, b)
	if err != nil {
		return nil, err
	}
	if theirs {
		return fault.Problems{{Field: field, Key: words + ".person",
			Args: []any{v.Day(from), v.Clock(from), v.Clock(to)}}}, nil
	}
	names, err := tx.ListStaffNames()
	return fault.Problems{{Field: field, Key: words + ".worker",
		Args: []any{names[b.Worker], v.Day(from), v.Clock(from), v.Clock(to)}}}, err
}

// isTheirs tells whether b is a visit to the person whom the change is about, in any of their
// records.
func isTheirs(tx *kernel.Tx, b course.Appointment) (bool, error) {
	if b.Participant == tx.Course.Participant {
		return true, nil
	}
	others, err := kernel.OtherRecords(tx, tx.Course.Participant)
	return slices.ContainsFunc(others, func(p programme.Person) bool { return p.ID == b.Participant }), err
}

// takenFor is what is planned already between two moments of worker, with whomever, and at any
// time of whom the change is about, with whichever worker and in whichever of their records.
func takenFor(tx *kernel.Tx, worker id.Account, from, to time.Time) ([]course.Appointment, error) {
	taken, err := tx.PlannedOf(worker, from, to)
	if err != nil {
		return nil, err
	}
	person, own, err := courseOf(tx)
	if err != nil {
		return nil, err
	}
	elsewhere, err := coursesElsewhere(tx, person)
	for _, c := range append(elsewhere, own) {
		taken = append(taken, c.Open()...)
	}
	return taken, err
}

// coursesElsewhere is what became of person's visits in their other records.
func coursesElsewhere(tx *kernel.Tx, person programme.Person) ([]course.Course, error) {
	if !person.Joined {
		return nil, nil
	}
	others, err := kernel.OtherRecords(tx, person.ID)
	if err != nil {
		return nil, err
	}
	histories, err := tx.CourseHistoriesOf(others)
	if err != nil {
		return nil, err
	}
	return coursesOf(others, histories)
}

// coursesOf is what became of the visits of each of people, by their histories.
func coursesOf(people []programme.Person, histories map[id.Participant]course.History) ([]course.Course, error) {
	courses := make([]course.Course, len(people))
	for i, p := range people {
		d, err := content.Programme(p.Definition)
		if err != nil {
			return nil, err
		}
		courses[i] = histories[p.ID].Course(d)
	}
	return courses, nil
}

// checkMeeting adds to p what keeps v, that b was held, from being so: its worker, or the
// person whose visits own are, was in another visit then, of any of their records, or there
// were none on its day. It asks about a day on which a colleague comes in the worker's place.
func checkMeeting(tx *kernel.Tx, person programme.Person, own course.Course, b course.Appointment, v course.Visit,
	p fault.Problems) (fault.Problems, error) {
	if v.Redates(b, tx.Zone) {
		day := programme.Of(v.StartedAt, tx.Zone)
		if err := checkVisitDay(tx, person, "started_at", day, v.Sure, &p); err != nil {
			return p, err
		}
	}
	if _, wrong := p.On("started_at"); wrong || !v.Retimes(b) {
		return p, nil
	}
	held, err := tx.HeldBy(b.Worker, v.StartedAt)
	if err != nil {
		return nil, err
	}
	elsewhere, err := coursesElsewhere(tx, person)
	if err != nil {
		return nil, err
	}
	for _, c := range append(elsewhere, own) {
		held = append(held, c.Met()...)
	}
	if other, clash := v.Met(b).Clash(b.ID, held, 0); clash {
		q, err := clashes(tx, "started_at", "visit.clash", other)
		return append(p, q...), err
	}
	day := programme.Of(v.StartedAt, tx.Zone)
	covered, err := tx.CoveredFor(b.Worker, day)
	if err != nil {
		return nil, err
	}
	for _, h := range covered {
		if colleague, away := h.InPlaceOf(b.Worker, day, tx.Zone); away {
			names, err := tx.ListStaffNames()
			p.Ask(b.Covers == "", v.Sure, "started_at", "visit.started_at.away", names[colleague], names[b.Worker])
			return p, err
		}
	}
	return p, nil
}
