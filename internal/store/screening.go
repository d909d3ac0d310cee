package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// screeningWords is the sealed part of a decision.
type screeningWords struct {
	Referral id.Referral      `json:"referral"`
	Note     string           `json:"note"`
	Settled  []pathway.Answer `json:"settled"`
}

var screenings = journal(Journal[programme.CourseOfSupport, pathway.Decision]{
	Table:  "screening",
	Undone: "undoing", Noun: "Screening", Key: func(v pathway.Decision) string { return string(v.ID) }, Unnumbered: true,
	Clear: []Column[pathway.Decision]{
		{"accepted", func(v pathway.Decision) any { return v.Verdict == pathway.Accept }},
		{"reason", func(v pathway.Decision) any { return v.Reason }},
	},
	Words: wordsOf(func(v pathway.Decision) screeningWords { return screeningWords{v.Referral, v.Note, v.Settled} },
		func(row storedFact, w screeningWords) (pathway.Decision, error) {
			v := pathway.Decision{ID: id.Decision(row.id), Verdict: pathway.Decline, Reason: row.text("reason")}
			v.Referral, v.Note, v.Settled = w.Referral, w.Note, w.Settled
			if row.is("accepted") {
				v.Verdict = pathway.Accept
			}
			return v, nil
		}),
})

// Screenings are what was decided about a referral.
func (t *ReadTx) Screenings(of programme.CourseOfSupport) Facts[pathway.Decision] {
	return screenings.facts(t, of)
}
