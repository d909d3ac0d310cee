package store

import (
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/programme"
)

var endingFacts = journal(Journal[programme.CourseOfSupport, course.EndingFact]{
	Table:  "ending_fact",
	Undone: "undoing_of_visits", Noun: "EndingFact", Key: course.EndingFact.Key,
	Clear: []Column[course.EndingFact]{{"kind", func(f course.EndingFact) any { return f.Kind() }}},
})

// EndingFacts are what was planned and said about the end of visits.
func (t *ReadTx) EndingFacts(of programme.CourseOfSupport) Facts[course.EndingFact] {
	return endingFacts.facts(t, of)
}

// FindEndingHistory finds what was planned and said about the end of visits, in
// the server's order.
func (t *ReadTx) FindEndingHistory(of programme.CourseOfSupport) (course.EndingHistory, error) {
	return endingFacts.List(t, of)
}
