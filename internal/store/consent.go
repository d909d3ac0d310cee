package store

import (
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// consentTables are those whose facts are one history, numbered together.
var consentTables = []string{"invitation", "consent", "declining", "withdrawal"}

// consentWords is the sealed part of a consent.
type consentWords struct {
	Items   []pathway.ItemAnswer  `json:"items"`
	TakenBy id.Account            `json:"taken_by"`
	How     pathway.ConsentMethod `json:"how"`
	Witness string                `json:"witness"`
	At      time.Time             `json:"at"`

	StillStopped bool `json:"still_stopped,omitempty"`
}

var consents = journal(Journal[programme.CourseOfSupport, pathway.Consent]{
	Table:  "consent",
	Undone: "undoing", Noun: "Consent", Key: func(c pathway.Consent) string { return string(c.ID) },
	Numbered: consentTables,
	Words: wordsOf(func(c pathway.Consent) consentWords {
		return consentWords{c.Items, c.TakenBy, c.How, c.Witness, c.At, c.StillStopped}
	}, func(row storedFact, w consentWords) (pathway.Consent, error) {
		return pathway.Consent{
			ID: id.Consent(row.id), Participant: id.Participant(row.owner),
			Items: w.Items, TakenBy: w.TakenBy, How: w.How, Witness: w.Witness, At: w.At,
			StillStopped: w.StillStopped,
		}, nil
	}),
})

// Consents are what somebody consented to.
func (t *ReadTx) Consents(of programme.CourseOfSupport) Facts[pathway.Consent] {
	return consents.facts(t, of)
}

// FindConsentHistory finds what somebody was asked and answered, in the server's
// order.
func (t *ReadTx) FindConsentHistory(of programme.CourseOfSupport) (pathway.History, error) {
	var kinds [4][]pathway.Step
	var err error
	for i, list := range []func() ([]pathway.Step, error){
		steps(t, of, invitations, func(s *pathway.Step, v pathway.Invitation) { s.Invitation = &v }),
		steps(t, of, consents, func(s *pathway.Step, v pathway.Consent) { s.Consent = &v }),
		steps(t, of, declinings, func(s *pathway.Step, v pathway.Declining) { s.Declining = &v }),
		steps(t, of, withdrawals, func(s *pathway.Step, v pathway.Withdrawal) { s.Withdrawal = &v }),
	} {
		if kinds[i], err = list(); err != nil {
			return nil, err
		}
	}
	return pathway.InOrder(kinds[:]...), nil
}

// ListConsents lists what somebody consented to, and none of what became of it:
// who withdrew from visits was having them.
func (t *ReadTx) ListConsents(of programme.CourseOfSupport) (pathway.History, error) {
	return steps(t, of, consents, func(s *pathway.Step, v pathway.Consent) { s.Consent = &v })()
}

// steps reads the facts of one of these journals as steps of the history.
func steps[F any](
	t *ReadTx, of programme.CourseOfSupport, j *Journal[programme.CourseOfSupport, F], put func(*pathway.Step, F),
) func() ([]pathway.Step, error) {
	return func() ([]pathway.Step, error) {
		list, err := j.List(t, of)
		steps := make([]pathway.Step, len(list))
		for i, f := range list {
			steps[i] = pathway.Step{Number: f.Number, At: f.At, By: f.By}
			put(&steps[i], f.Fact)
		}
		return steps, err
	}
}
