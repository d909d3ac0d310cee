package store

import (
	"errors"
	"slices"
	"strconv"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

var listGoingOnElsewhere = journalQuery("ListGoingOnElsewhere :many",
	"SELECT o.participant_id, o.other_id FROM other_record o WHERE o.participant_id IN ("+marks(ownersAtOnce)+
		") AND o.other_until >= $"+after+" AND (o.before OR o.goes_on_until < $"+after+") ORDER BY o.other_id")

// after is the number of the mark that follows as many.
var after = strconv.Itoa(ownersAtOnce + 1)

var listTakingPartElsewhere = journalQuery("ListTakingPartElsewhere :many",
	"SELECT a.participant_id, b.participant_id FROM joined_record a "+
		"JOIN joined_record b ON b.first_id = a.first_id AND b.participant_id <> a.participant_id "+
		"WHERE a.participant_id IN ("+marks(ownersAtOnce)+") AND b.goes_on_until >= $"+after+
		" AND b.reached = "+strconv.Itoa(course.Reached(programme.Consented))+" ORDER BY b.participant_id")

// ListGoingOnElsewhere tells of which of people another record goes on in place of theirs on a
// day, and which it is. Only of those who have another is anything read.
func (t *ReadTx) ListGoingOnElsewhere(people []programme.Person,
	on programme.Date) (map[id.Participant]id.Participant, error) {
	return t.listElsewhere(listGoingOnElsewhere, people, on)
}

// ListTakingPartElsewhere tells the same of those who take part in another record that goes on.
func (t *ReadTx) ListTakingPartElsewhere(people []programme.Person,
	on programme.Date) (map[id.Participant]id.Participant, error) {
	return t.listElsewhere(listTakingPartElsewhere, people, on)
}

func (t *ReadTx) listElsewhere(query string, people []programme.Person,
	on programme.Date) (map[id.Participant]id.Participant, error) {
	joined := slices.DeleteFunc(slices.Clone(people), func(p programme.Person) bool { return !p.Joined })
	all := map[id.Participant]id.Participant{}
	for some := range slices.Chunk(joined, ownersAtOnce) {
		values := make([]any, ownersAtOnce+1)
		for i := range values {
			values[i] = string(some[min(i, len(some)-1)].ID)
		}
		values[ownersAtOnce] = on.String()
		found, err := t.rec.QueryContext(t.ctx, query, values...)
		if err != nil {
			return nil, busy(err)
		}
		if err := scanInto(found, all); err != nil {
			return nil, busy(err)
		}
	}
	return all, nil
}

// FindAnsweredElsewhere finds under which other record participant said no, or stopped, after
// they were asked in this one; none where they didn't.
func (t *ReadTx) FindAnsweredElsewhere(participant id.Participant) (other id.Participant, err error) {
	found, err := t.q.ListAnsweredElsewhere(t.ctx, string(participant))
	if err == nil && len(found) > 0 {
		other = id.Participant(found[0])
	}
	return other, busy(err)
}

func scanInto(found rows.Rows, all map[id.Participant]id.Participant) (err error) {
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		var of, other id.Participant
		if err := found.Scan(&of, &other); err != nil {
			return err
		}
		all[of] = other
	}
	return found.Err()
}

// ofOnePerson lists the records of participant's person by what was said of each two last,
// theirs among them.
func (t *ReadTx) ofOnePerson(participant string) ([]string, error) {
	all := []string{participant}
	for i := 0; i < len(all); i++ {
		beside, err := t.q.ListJoinedIDs(t.ctx, all[i])
		if err != nil {
			return nil, busy(err)
		}
		for _, other := range beside {
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all, nil
}

// alsoJoined adds those whose rows change when participant's record is joined or taken apart.
func (t *ReadTx) alsoJoined(participant string) ([]string, error) {
	all, err := t.ofOnePerson(participant)
	if err != nil {
		return nil, err
	}
	before, err := t.q.ListJoinedRecords(t.ctx, participant)
	for _, r := range before {
		if !slices.Contains(all, r.ParticipantID) {
			all = append(all, r.ParticipantID)
		}
	}
	return all, busy(err)
}

// A projectedOf is what of somebody's own row a projection depends on.
type projectedOf struct {
	organisation, discharged string
	definition               programme.Version
}

// workOutJoined is what is to be projected of the record of somebody in situation s, where
// another is of the same person.
func (t *ReadTx) workOutJoined(of programme.CourseOfSupport, own projectedOf,
	s course.Situation) ([]rows.JoinedRecord, error) {
	all, err := t.ofOnePerson(string(of.Participant))
	if err != nil || len(all) == 1 {
		return nil, err
	}
	until, err := t.goesOnUntil(of, own, s)
	return []rows.JoinedRecord{{ParticipantID: string(of.Participant), OrganisationID: own.organisation,
		FirstID: slices.Min(all), Reached: int32(course.Reached(s.Stage)), GoesOnUntil: until.String()}}, err
}

func (t *ReadTx) goesOnUntil(of programme.CourseOfSupport, own projectedOf,
	s course.Situation) (until programme.Date, err error) {
	d, err := content.Programme(own.definition)
	if err != nil {
		return until, err
	}
	p := programme.Person{State: s.Stage.ToldApart(s.Study), Standing: s.Apart, Study: s.Study}
	if err := readDays(day{own.discharged, &p.Discharged}); err != nil {
		return until, err
	}
	if s.Study {
		return course.GoesOnUntil(d, p, course.Course{}, false, life.Life{}), nil
	}
	history, err := t.FindCourseHistory(of)
	if err != nil {
		return until, err
	}
	now, err := t.FindLife(of.Participant)
	return course.GoesOnUntil(d, p, history.Course(d), s.Over, now), err
}

// keepJoined stores it, or that no other record is of the same person any more.
func (t *Tx) keepJoined(of programme.CourseOfSupport, own projectedOf, s course.Situation) error {
	all, err := t.q.ListJoinedRecords(t.ctx, string(of.Participant))
	if err != nil {
		return busy(err)
	}
	before := slices.DeleteFunc(all, func(r rows.JoinedRecord) bool { return r.ParticipantID != string(of.Participant) })
	now, err := t.workOutJoined(of, own, s)
	if err != nil {
		return err
	}
	return exchange(before, now, func(r rows.JoinedRecord) error {
		return t.q.DropJoinedRecord(t.ctx, rows.DropJoinedRecordParams{ParticipantID: r.ParticipantID,
			OrganisationID: r.OrganisationID})
	}, func(r rows.JoinedRecord) error { return t.q.AddJoinedRecord(t.ctx, rows.AddJoinedRecordParams(r)) })
}
