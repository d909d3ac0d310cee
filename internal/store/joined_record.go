package store

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
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

var listStoppedElsewhere = journalQuery("ListStoppedElsewhere :many",
	"SELECT s.participant_id, s.at, s.stage FROM stopped_elsewhere s WHERE s.participant_id IN ("+marks(ownersAtOnce)+
		") ORDER BY s.stage DESC, s.at") // what is of everything comes after what is of the visits alone

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
	all := map[id.Participant]id.Participant{}
	err := t.eachOfJoined(query, people, func(found rows.Rows) error {
		var of, other id.Participant
		err := found.Scan(&of, &other)
		all[of] = other
		return err
	}, on.String())
	return all, err
}

// A StoppedElsewhere is what somebody stopped, or said no to, themselves in another record, and
// nobody has recorded since whether it holds in theirs.
type StoppedElsewhere struct {
	At    time.Time
	Stage programme.State // where the other one is since
}

// ListStoppedElsewhere lists it of those of people of whom it is so. Only of those who have
// another record is anything read.
func (t *ReadTx) ListStoppedElsewhere(people []programme.Person) (map[id.Participant]StoppedElsewhere, error) {
	all := map[id.Participant]StoppedElsewhere{}
	err := t.eachOfJoined(listStoppedElsewhere, people, func(found rows.Rows) error {
		var of id.Participant
		var at instant.Instant
		var stage programme.State
		err := found.Scan(&of, &at, &stage)
		all[of] = StoppedElsewhere{At: at.Time, Stage: stage}
		return err
	})
	return all, err
}

// eachOfJoined reads each row that query finds of those of people who have another record. Also
// is what it asks besides.
func (t *ReadTx) eachOfJoined(query string, people []programme.Person, read func(rows.Rows) error, also ...any) error {
	joined := slices.DeleteFunc(slices.Clone(people), func(p programme.Person) bool { return !p.Joined })
	for some := range slices.Chunk(joined, ownersAtOnce) {
		values := make([]any, ownersAtOnce, ownersAtOnce+len(also))
		for i := range values {
			values[i] = string(some[min(i, len(some)-1)].ID)
		}
		found, err := t.rec.QueryContext(t.ctx, query, append(values, also...)...)
		if err != nil {
			return busy(err)
		}
		if err := scanEach(found, read); err != nil {
			return busy(err)
		}
	}
	return nil
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

func scanEach(found rows.Rows, read func(rows.Rows) error) (err error) {
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		if err := read(found); err != nil {
			return err
		}
	}
	return found.Err()
}

var listJoinedOfMany = journalQuery("ListJoinedIDsOfMany :many",
	"SELECT participant_id, other_id FROM joined_pair WHERE participant_id IN ("+marks(ownersAtOnce)+") ORDER BY 1, 2")

// ofOnePerson lists the records of participant's person by what was said of each two last,
// theirs among them.
func (t *ReadTx) ofOnePerson(participant string) ([]string, error) {
	all := []string{participant}
	for i := 0; i < len(all); i++ {
		beside, walks, err := ofWalk(t, listJoinedOfMany, all[i], scanPair)
		if !walks || err != nil {
			beside, err = t.q.ListJoinedIDs(t.ctx, all[i])
		}
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
