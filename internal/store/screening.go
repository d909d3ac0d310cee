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
	Back     bool             `json:"taken_back,omitempty"` // by the team, in place of a verdict
}

// verdict is what w says, of a decision that accepted or did not.
func (w screeningWords) verdict(accepted bool) pathway.Verdict {
	switch {
	case w.Back:
		return pathway.TakeBack
	case accepted:
		return pathway.Accept
	}
	return pathway.Decline
}

var screenings = journal(Journal[programme.CourseOfSupport, pathway.Decision]{
	Table:  "screening",
	Undone: "undoing", Noun: "Screening", Key: func(v pathway.Decision) string { return string(v.ID) }, Unnumbered: true,
	Clear: []Column[pathway.Decision]{
		{"accepted", func(v pathway.Decision) any { return v.Verdict == pathway.Accept }},
		{"reason", func(v pathway.Decision) any { return v.Reason }},
	},
	Words: wordsOf(func(v pathway.Decision) screeningWords {
		return screeningWords{v.Referral, v.Note, v.Settled, v.Verdict == pathway.TakeBack}
	},
		func(row storedFact, w screeningWords) (pathway.Decision, error) {
			return pathway.Decision{ID: id.Decision(row.id), Verdict: w.verdict(row.is("accepted")), Reason: row.text("reason"),
				Referral: w.Referral, Note: w.Note, Settled: w.Settled}, nil
		}),
})

// Screenings are what was decided about a referral.
func (t *ReadTx) Screenings(of programme.CourseOfSupport) Facts[pathway.Decision] {
	return screenings.facts(t, of)
}
