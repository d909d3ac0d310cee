package store

import (
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
)

var homeNotes = journal(Journal[id.Participant, pathway.WrittenNote]{
	Table: "home_note_since", Noun: "HomeNoteSince", Key: func(n pathway.WrittenNote) string { return string(n.ID) },
})

// HomeNotes are what was written since the referral of what visitors to
// participant's home should know.
func (t *ReadTx) HomeNotes(participant id.Participant) Facts[pathway.WrittenNote] {
	return homeNotes.facts(t, participant)
}

// ListHomeNotes lists what visitors to participant's home should know, as it was
// written each time, the referral's own first. The last holds.
func (t *ReadTx) ListHomeNotes(participant id.Participant) ([]ledger.Received[pathway.HomeNote], error) {
	list, err := t.firstHomeNote(participant)
	if err != nil {
		return nil, err
	}
	since, err := homeNotes.List(t, participant)
	for _, n := range since {
		list = append(list, ledger.Received[pathway.HomeNote]{Fact: n.Fact.HomeNote, At: n.At, By: n.By, Number: n.Number})
	}
	return list, err
}

// firstHomeNote is the one that came with the referral, if one did.
func (t *ReadTx) firstHomeNote(participant id.Participant) ([]ledger.Received[pathway.HomeNote], error) {
	row, err := t.q.FindHomeNote(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	first := ledger.Received[pathway.HomeNote]{At: row.At.Time, By: row.ByAccount}
	err = open(k, "home_note", row.ID, row.Sealed, &first.Fact)
	return []ledger.Received[pathway.HomeNote]{first}, err
}
