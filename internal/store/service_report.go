package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// ListCourseRecords lists the courses of everybody in the service. Nobody in a
// study is among them.
func (t *ReadTx) ListCourseRecords() ([]outcome.CourseRecord, error) {
	found, err := t.q.ListCourseRecords(t.ctx, string(t.org))
	if err != nil {
		return nil, busy(err)
	}
	list, at := make([]outcome.CourseRecord, len(found)), make(map[string]*outcome.CourseRecord, len(found))
	for i, row := range found {
		list[i] = outcome.CourseRecord{Participant: id.Participant(row.ParticipantID), Team: id.Team(row.TeamID),
			State:  programme.State(row.Stage),
			Stands: programme.Stands(row.Stands), EndingRecorded: row.EndingRecorded, Life: life.After(nil),
			ReferredAt: row.ReferredAt.Time, Visits: row.WorkerID.Valid, Earlier: row.Earlier}
		if err := readDays(day{row.DischargedOn, &list[i].Discharged}); err != nil {
			return nil, err
		}
		if _, err := t.key(row.ParticipantID, row.Wrapped); err != nil {
			return nil, err
		}
		at[row.CourseID] = &list[i]
	}
	for _, add := range []func(map[string]*outcome.CourseRecord) error{t.addConsents, t.addFirstMatches,
		t.addCourses, t.addLives, t.addFollowUps} {
		if err := add(at); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ListAllJoined lists which records are of one person: each pair of them that was joined
// and not taken apart since.
func (t *ReadTx) ListAllJoined() ([][2]id.Participant, error) {
	found, err := t.q.ListAllJoined(t.ctx, string(t.org))
	pairs := make([][2]id.Participant, len(found))
	for i, row := range found {
		pairs[i] = [2]id.Participant{id.Participant(row.ParticipantID), id.Participant(row.OtherID)}
	}
	return pairs, busy(err)
}

// courseKey is the id of the course that a row of somebody's hangs on.
func courseKey(participant string, course sql.NullString) string {
	return string(programme.CourseOf(id.Participant(participant), id.Course(course.String)).ID)
}

func (t *ReadTx) addConsents(at map[string]*outcome.CourseRecord) error {
	found, err := t.q.ListConsentsOfService(t.ctx, string(t.org))
	if err != nil {
		return busy(err)
	}
	for _, row := range found {
		p, known := at[courseKey(row.ParticipantID, row.CourseID)]
		if !known {
			continue // referred since the first query
		}
		var w consentWords
		if err := open(t.keys[row.ParticipantID], "consent", row.ID, row.Sealed, &w); err != nil {
			return err
		}
		p.Consents = append(p.Consents, pathway.Consent{Items: w.Items, How: w.How, At: w.At})
	}
	return nil
}

func (t *ReadTx) addFirstMatches(at map[string]*outcome.CourseRecord) error {
	found, err := t.q.ListFirstMatchesOfService(t.ctx, string(t.org))
	for _, row := range found {
		if p, known := at[courseKey(row.ParticipantID, row.CourseID)]; known {
			p.MatchedAt = row.At.Time
		}
	}
	return busy(err)
}

func (t *ReadTx) addFollowUps(at map[string]*outcome.CourseRecord) error {
	found, err := t.q.ListFollowUpsOfService(t.ctx, rows.ListFollowUpsOfServiceParams{OrganisationID: string(t.org),
		Stage: string(programme.Withdrawn)})
	if err != nil {
		return busy(err)
	}
	for _, row := range found {
		p, known := at[courseKey(row.ParticipantID, row.CourseID)]
		if !known {
			continue
		}
		var w followUpWords
		if err := open(t.keys[row.ParticipantID], "follow_up", row.ID, row.Sealed, &w); err != nil {
			return err
		}
		p.FollowUps = append(p.FollowUps, w.State)
	}
	return nil
}

func (t *ReadTx) addCourses(at map[string]*outcome.CourseRecord) error {
	found, err := t.q.ListCourseFactsOfService(t.ctx, string(t.org))
	if err != nil {
		return busy(err)
	}
	for _, row := range found {
		p, known := at[courseKey(row.ParticipantID, row.CourseID)]
		if !known {
			continue
		}
		f := courseRow{row.ParticipantID, row.ID, row.Kind, row.At, row.ByAccount, row.Step, row.Sealed}
		if p.History, err = t.withFact(p.History, f); err != nil {
			return err
		}
	}
	return nil
}

func (t *ReadTx) addLives(at map[string]*outcome.CourseRecord) error {
	found, err := t.q.ListLifeEventsOfService(t.ctx, string(t.org))
	if err != nil {
		return busy(err)
	}
	events := map[string][]ledger.Received[life.Event]{}
	for _, row := range found {
		e, err := t.lifeEvent(lifeEventRow(row))
		if err != nil {
			return err
		}
		events[row.ParticipantID] = append(events[row.ParticipantID], e)
	}
	for _, p := range at {
		if list := events[string(p.Participant)]; len(list) > 0 {
			p.Life = lifeAfter(list)
		}
	}
	return nil
}
