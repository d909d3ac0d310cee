package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
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

// ListEndedOfWorker tells which of a worker's people have had their last visit.
func (t *ReadTx) ListEndedOfWorker(worker id.Account) (map[id.Participant]bool, error) {
	found, err := t.q.ListEndedOfWorker(t.ctx, rows.ListEndedOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	ended := make(map[id.Participant]bool, len(found))
	for _, participant := range found {
		ended[id.Participant(participant)] = true
	}
	return ended, busy(err)
}
