package store

import (
	"slices"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

var (
	undoings         = undoingsIn("undoing", "Undoing")
	undoingsOfVisits = undoingsIn("undoing_of_visits", "UndoingOfVisits")
)

func undoingsIn(table, noun string) *Journal[id.Participant, pathway.Undoing] {
	return journal(Journal[id.Participant, pathway.Undoing]{
		Table: table, Noun: noun, Key: func(u pathway.Undoing) string { return string(u.ID) },
		Clear: []Column[pathway.Undoing]{
			{"kind", func(u pathway.Undoing) any { return string(u.Of.Kind) }},
			{"fact_id", func(u pathway.Undoing) any { return u.Of.Fact }},
		},
	})
}

// Undoings are what takes back participant's facts of that kind.
func (t *ReadTx) Undoings(participant id.Participant, kind pathway.Undoable) Facts[pathway.Undoing] {
	if kind.TellsOfVisits() {
		return undoingsOfVisits.facts(t, participant)
	}
	return undoings.facts(t, participant)
}

// UndoingsOfVisitsOf are, of each of several people, what takes back facts that reveal visits.
func (t *ReadTx) UndoingsOfVisitsOf(people []id.Participant) (map[id.Participant][]ledger.Received[pathway.Undoing],
	error) {
	return undoingsOfVisits.Of(t, people)
}

// ListUndoings lists what was taken back of participant's, whatever kind it is of, the newest
// first. What went with it, in one act, isn't listed beside it.
func (t *ReadTx) ListUndoings(participant id.Participant) ([]ledger.Received[pathway.Undoing], error) {
	list, err := undoings.List(t, participant)
	if err != nil {
		return nil, err
	}
	more, err := undoingsOfVisits.List(t, participant)
	list = append(list, more...)
	slices.SortStableFunc(list, func(a, b ledger.Received[pathway.Undoing]) int { return b.At.Compare(a.At) })
	return slices.CompactFunc(list, func(a, b ledger.Received[pathway.Undoing]) bool {
		return a.At.Equal(b.At) && a.By == b.By && a.Fact.Why == b.Fact.Why
	}), err
}

// ListScreenings lists what was decided about a referral, and holds.
func (t *ReadTx) ListScreenings(of programme.CourseOfSupport) ([]ledger.Received[pathway.Decision], error) {
	return screenings.List(t, of)
}

// ListTellings lists what staff have to tell somebody of their visits, and have told.
func (t *ReadTx) ListTellings(of programme.CourseOfSupport) ([]ledger.Received[workforce.TellingFact], error) {
	return tellings.List(t, of)
}

// ListSentLetters lists the letters that went.
func (t *ReadTx) ListSentLetters(of programme.CourseOfSupport) ([]ledger.Received[course.SentLetter], error) {
	return letters.List(t, of)
}

// IsUndone tells whether that fact of participant's was taken back.
func (t *ReadTx) IsUndone(participant id.Participant, kind pathway.Undoable, fact string) (bool, error) {
	list, err := t.Undoings(participant, kind).All()
	return slices.ContainsFunc(list, func(u pathway.Undoing) bool { return u.Of.Kind == kind && u.Of.Fact == fact }), err
}
