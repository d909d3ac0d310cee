package store

import (
	"database/sql"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// FindNoteCopy answers fault.Unchanged when c is there already, a conflict when
// its id stands for another copy, and nothing when it is new.
func (t *Tx) FindNoteCopy(c course.NoteCopy) error {
	stored, err := t.q.FindNoteCopyBody(t.ctx, rows.FindNoteCopyBodyParams{ParticipantID: string(c.Participant), ID: string(c.ID)})
	return t.sentAgain(string(c.Participant), c, stored, err)
}

// AddNoteCopy stores c, which is new.
func (t *Tx) AddNoteCopy(c course.NoteCopy) error {
	participant := string(c.Participant)
	k, err := t.keyFor(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, c)
	if err != nil {
		return err
	}
	sealed, err := seal(k, "note_copy", string(c.ID), c)
	if err != nil {
		return err
	}
	return busy(t.q.AddNoteCopy(t.ctx, rows.AddNoteCopyParams{
		ParticipantID: participant, ID: string(c.ID), At: instant.At(t.now), ByAccount: t.by, Sealed: sealed, Body: digest,
	}))
}

// ListNoteCopies lists what was copied of participant's visits, the oldest first.
func (t *ReadTx) ListNoteCopies(participant id.Participant) ([]ledger.Received[course.NoteCopy], error) {
	found, err := t.q.ListNoteCopies(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]ledger.Received[course.NoteCopy], len(found))
	for i, row := range found {
		if list[i], err = t.noteCopy(rows.ListNoteCopiesOfWorkerRow(row)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ListNoteCopiesOfWorker lists what was copied of the visits of everybody whom a
// worker is matched with. Their keys come with the list of these people.
func (t *ReadTx) ListNoteCopiesOfWorker(worker id.Account) (map[id.Participant][]course.NoteCopy, error) {
	found, err := t.q.ListNoteCopiesOfWorker(t.ctx, rows.ListNoteCopiesOfWorkerParams{
		OrganisationID: string(t.org), WorkerID: sql.NullString{String: string(worker), Valid: true},
	})
	if err != nil {
		return nil, busy(err)
	}
	copies := map[id.Participant][]course.NoteCopy{}
	for _, row := range found {
		c, err := t.noteCopy(row)
		if err != nil {
			return nil, err
		}
		copies[c.Fact.Participant] = append(copies[c.Fact.Participant], c.Fact)
	}
	return copies, nil
}

func (t *ReadTx) noteCopy(row rows.ListNoteCopiesOfWorkerRow) (ledger.Received[course.NoteCopy], error) {
	c := ledger.Received[course.NoteCopy]{At: row.At.Time, By: row.ByAccount}
	k, err := t.keyFor(row.ParticipantID)
	if err != nil {
		return c, err
	}
	return c, open(k, "note_copy", row.ID, row.Sealed, &c.Fact)
}
