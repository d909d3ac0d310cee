package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// FindEndingFact answers fault.Unchanged when f is there already, a conflict
// when its id stands for another fact of participant's, and nothing when it is
// new.
func (t *Tx) FindEndingFact(participant id.Participant, f course.EndingFact) error {
	stored, err := t.q.FindEndingFactBody(t.ctx, rows.FindEndingFactBodyParams{ParticipantID: string(participant), ID: f.Key()})
	return t.sentAgain(string(participant), f, stored, err)
}

// AddEndingFact stores f, which is new, after all that is there.
func (t *Tx) AddEndingFact(participant id.Participant, f course.EndingFact) error {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "ending_fact", f.Key(), f)
	if err != nil {
		return err
	}
	before, err := t.q.CountEndingFacts(t.ctx, string(participant))
	if err != nil {
		return busy(err)
	}
	return busy(t.q.AddEndingFact(t.ctx, rows.AddEndingFactParams{
		ParticipantID: string(participant), ID: f.Key(), Kind: f.Kind(), At: instant.At(t.now), ByAccount: t.by, Step: before + 1, Sealed: sealed, Body: digest,
	}))
}

// FindEndingHistory finds what was planned and said about the end of
// participant's visits, in the server's order.
func (t *ReadTx) FindEndingHistory(participant id.Participant) (course.EndingHistory, error) {
	found, err := t.q.ListEndingFacts(t.ctx, string(participant))
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	history := make(course.EndingHistory, len(found))
	for i, row := range found {
		history[i].At, history[i].By = row.At.Time, row.ByAccount
		if err := open(k, "ending_fact", row.ID, row.Sealed, &history[i].Fact); err != nil {
			return nil, err
		}
	}
	return history, nil
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
