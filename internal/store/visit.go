package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
)

var courseFacts = journal(Journal[programme.CourseOfSupport, course.Fact]{
	Table: "course_fact", Noun: "CourseFact", Key: course.Fact.Key, Only: "kind <> 'series'",
	Clear: []Column[course.Fact]{{"kind", func(f course.Fact) any { return f.Kind() }}},
})

// series are no part of a course: that appointments were asked for in one go. It
// tells a second tap from a second wish.
var series = journal(Journal[programme.CourseOfSupport, course.Series]{
	Table: "course_fact", Noun: "SeriesWish", Key: func(s course.Series) string { return string(s.ID) },
	Only:  "kind = 'series'",
	Clear: []Column[course.Series]{{"kind", func(course.Series) any { return "series" }}},
})

// CourseFacts are what became of somebody's visits.
func (t *ReadTx) CourseFacts(of programme.CourseOfSupport) Facts[course.Fact] {
	return courseFacts.facts(t, of)
}

// Series are the wishes to plan several visits.
func (t *ReadTx) Series(of programme.CourseOfSupport) Facts[course.Series] {
	return series.facts(t, of)
}

// FindCourseHistory finds what became of somebody's visits, in the server's order.
func (t *ReadTx) FindCourseHistory(of programme.CourseOfSupport) (course.History, error) {
	return courseFacts.List(t, of)
}

// CourseHistoriesOf finds what became of the visits of each of several people.
func (t *ReadTx) CourseHistoriesOf(people []programme.Person) (map[id.Participant]course.History, error) {
	found, err := courseFacts.Of(t, coursesOf(people))
	histories := map[id.Participant]course.History{}
	for of, list := range found {
		histories[of.Participant] = list
	}
	return histories, err
}

// A courseRow is what a list of many people's visits reads of each fact.
type courseRow struct {
	ParticipantID string
	ID            string
	Kind          string
	At            instant.Instant
	ByAccount     string
	Step          int64
	Sealed        []byte
}

// histories puts the facts of several people into one history each.
func (t *ReadTx) histories(found []courseRow) (histories map[id.Participant]course.History, err error) {
	histories = map[id.Participant]course.History{}
	for _, row := range found {
		participant := id.Participant(row.ParticipantID)
		if histories[participant], err = t.withFact(histories[participant], row); err != nil {
			return nil, err
		}
	}
	return histories, nil
}

func (t *ReadTx) withFact(history course.History, row courseRow) (course.History, error) {
	if row.Kind == "series" {
		return history, nil
	}
	f, err := courseFacts.open(t, storedFact{
		owner: row.ParticipantID, id: row.ID, by: row.ByAccount, at: row.At, step: row.Step, sealed: row.Sealed,
	})
	return append(history, f), err
}
