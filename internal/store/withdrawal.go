package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// withdrawalWords is the sealed part of somebody's stopping.
type withdrawalWords struct {
	Scope  pathway.Scope  `json:"scope"`
	On     programme.Date `json:"on"`
	Reason string         `json:"reason"`
}

var withdrawals = journal(Journal[programme.CourseOfSupport, pathway.Withdrawal]{
	Table:  "withdrawal",
	Undone: "undoing_of_visits", Noun: "Withdrawal", Key: func(w pathway.Withdrawal) string { return string(w.ID) },
	Numbered: consentTables,
	Words: wordsOf(func(w pathway.Withdrawal) withdrawalWords { return withdrawalWords{w.Scope, w.On, w.Reason} },
		func(row storedFact, w withdrawalWords) (pathway.Withdrawal, error) {
			return pathway.Withdrawal{
				ID: id.Withdrawal(row.id), Participant: id.Participant(row.owner), Scope: w.Scope, On: w.On, Reason: w.Reason,
			}, nil
		}),
})

// Withdrawals are when somebody stopped, wholly or from visits only.
func (t *ReadTx) Withdrawals(of programme.CourseOfSupport) Facts[pathway.Withdrawal] {
	return withdrawals.facts(t, of)
}
