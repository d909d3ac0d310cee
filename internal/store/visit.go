package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
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

// A courseFound is a course that a query names, with the key of whose it is.
type courseFound = struct {
	ParticipantID string
	CourseID      string
	Wrapped       []byte
}

// historiesFound are what became of the visits of the courses found.
func historiesFound[R ~courseFound](t *ReadTx, found []R) ([]course.History, error) {
	courses := make([]programme.CourseOfSupport, len(found))
	for i, row := range found {
		named := courseFound(row)
		if _, err := t.key(named.ParticipantID, named.Wrapped); err != nil {
			return nil, err
		}
		courses[i] = programme.CourseOf(id.Participant(named.ParticipantID), id.Course(named.CourseID))
	}
	histories, err := courseFacts.Of(t, courses)
	list := make([]course.History, len(courses))
	for i, of := range courses {
		list[i] = histories[of]
	}
	return list, err
}
