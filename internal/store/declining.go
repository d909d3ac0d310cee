package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// decliningWords is the sealed part of somebody's saying no.
type decliningWords struct {
	On     programme.Date `json:"on"`
	Reason string         `json:"reason"`
}

var declinings = journal(Journal[programme.CourseOfSupport, pathway.Declining]{
	Table:  "declining",
	Undone: "undoing", Noun: "Declining", Key: func(d pathway.Declining) string { return string(d.ID) },
	Numbered: consentTables,
	Words: wordsOf(func(d pathway.Declining) decliningWords { return decliningWords{d.On, d.Reason} },
		func(row storedFact, w decliningWords) (pathway.Declining, error) {
			d := pathway.Declining{ID: id.Declining(row.id), Participant: id.Participant(row.owner)}
			d.On, d.Reason = w.On, w.Reason
			return d, nil
		}),
})

// Declinings are when somebody said no.
func (t *ReadTx) Declinings(of programme.CourseOfSupport) Facts[pathway.Declining] {
	return declinings.facts(t, of)
}
