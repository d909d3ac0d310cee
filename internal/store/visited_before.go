package store

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// ListUnfinishedOfWorker lists the courses that have left a worker something to do.
func (t *ReadTx) ListUnfinishedOfWorker(worker id.Account) ([]course.Unfinished, error) {
	found, err := t.q.ListUnfinishedOfWorker(t.ctx, rows.ListUnfinishedOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: string(worker),
	})
	if err != nil {
		return nil, busy(err)
	}
	list := make([]course.Unfinished, len(found))
	for i, row := range found {
		p, err := t.person(row.Person)
		if err != nil {
			return nil, err
		}
		p.WorkedBefore = []id.Account{worker}
		list[i].Person = p
		if list[i].Was, err = t.earlierCourse(p, programme.CourseOf(p.ID, id.Course(row.CourseID))); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// UnfinishedBy is the worker to whom an earlier course has left something to do; none
// where there is nothing.
func (t *ReadTx) UnfinishedBy(of programme.CourseOfSupport) (id.Account, error) {
	found, err := t.q.ListVisitedBefore(t.ctx, string(of.Participant))
	for _, row := range found {
		if row.CourseID == string(of.ID) && row.Unfinished {
			return id.Account(row.WorkerID), nil
		}
	}
	return "", busy(err)
}

// workOutVisitedBefore is what is to be projected of participant's earlier courses, by
// their facts alone. The worker of one is who visited when it ended.
func (t *ReadTx) workOutVisitedBefore(participant string) ([]rows.VisitedBefore, error) {
	courses, err := t.endedCourses(id.Participant(participant))
	if err != nil {
		return nil, err
	}
	var all []rows.VisitedBefore
	for _, c := range courses {
		if c.worker == "" {
			continue
		}
		visits, copies, err := t.workIn(c.of)
		if err != nil {
			return nil, err
		}
		all = append(all, rows.VisitedBefore{ParticipantID: participant, CourseID: string(c.of.ID),
			OrganisationID: c.organisation, WorkerID: string(c.worker), Unfinished: visits.Unfinished(copies)})
	}
	slices.SortFunc(all, func(a, b rows.VisitedBefore) int { return cmp.Compare(a.CourseID, b.CourseID) })
	return all, nil
}

// leftBefore is the day of the first visit of participant's earlier courses that has left
// something to do, where its worker does it no more.
func (t *ReadTx) leftBefore(participant id.Participant) (first programme.Date, err error) {
	courses, err := t.endedCourses(participant)
	if err != nil {
		return first, err
	}
	for _, c := range courses {
		if c.worker != "" {
			continue
		}
		visits, copies, err := t.workIn(c.of)
		if err != nil {
			return first, err
		}
		if on := visits.Left("", copies); first.IsZero() || !on.IsZero() && on.Before(first) {
			first = on
		}
	}
	return first, nil
}

// Waits tells whether somebody in that course waits for need, as it was projected last,
// whichever day it is from.
func (t *ReadTx) Waits(of programme.CourseOfSupport, need course.Need) (bool, error) {
	found, err := t.waitingOf(of)
	return slices.ContainsFunc(found, func(w rows.Waiting) bool { return w.Need == string(need) }), err
}

// storedNeeds sets what of s is stored as a need alone, as it was projected last.
func (t *ReadTx) storedNeeds(of programme.CourseOfSupport, s *course.Situation) error {
	found, err := t.waitingOf(of)
	for _, row := range found {
		switch course.Need(row.Need) {
		case course.NeedsBefore:
			err = readDays(day{row.FromOn, &s.LeftBefore})
		case course.NeedsSpeaking:
			s.Unspoken = true
		}
	}
	return err
}

// An endedCourse is an earlier course of support, and who visited when it ended, unless
// that worker does so no more.
type endedCourse struct {
	of           programme.CourseOfSupport
	organisation string
	worker       id.Account
}

func (t *ReadTx) endedCourses(participant id.Participant) ([]endedCourse, error) {
	courses, err := t.earlierCourses(string(participant))
	if err != nil {
		return nil, err
	}
	list := make([]endedCourse, len(courses))
	for i, c := range courses {
		of := programme.CourseOf(participant, id.Course(c.ID))
		history, err := t.FindMatchHistory(of)
		if err != nil {
			return nil, err
		}
		now, _ := workforce.MatchesIn(history).Current()
		list[i] = endedCourse{of, c.OrganisationID, now.Worker}
	}
	return list, nil
}

// workIn is what became of the visits of a course, and of the notes about them.
func (t *ReadTx) workIn(of programme.CourseOfSupport) (course.History, []course.NoteCopy, error) {
	visits, err := t.FindCourseHistory(of)
	if err != nil {
		return nil, nil, err
	}
	copies, err := t.NoteCopies(of).List()
	return visits, ledger.Facts(copies), err
}

// keepVisitedBefore stores who visited participant in their earlier courses.
func (t *Tx) keepVisitedBefore(participant id.Participant) error {
	before, err := t.q.ListVisitedBefore(t.ctx, string(participant))
	if err != nil {
		return busy(err)
	}
	now, err := t.workOutVisitedBefore(string(participant))
	if err != nil {
		return err
	}
	return exchange(before, now, func(b rows.VisitedBefore) error {
		return t.q.DropVisitedBefore(t.ctx, rows.DropVisitedBeforeParams{
			ParticipantID: b.ParticipantID, CourseID: b.CourseID, OrganisationID: b.OrganisationID,
		})
	}, func(b rows.VisitedBefore) error { return t.q.AddVisitedBefore(t.ctx, rows.AddVisitedBeforeParams(b)) })
}
