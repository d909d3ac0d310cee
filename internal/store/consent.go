package store

import (
	"database/sql"
	"errors"
	"time"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// consentWords is the sealed part of a consent.
type consentWords struct {
	Items   []pathway.ItemAnswer `json:"items"`
	TakenBy id.Account           `json:"taken_by"`
	How     pathway.Taking       `json:"how"`
	Witness string               `json:"witness"`
	At      time.Time            `json:"at"`
}

// AddConsent stores c. The same consent again is fault.Unchanged.
func (t *Tx) AddConsent(c pathway.Consent) error {
	w := consentWords{c.Items, c.TakenBy, c.How, c.Witness, c.At}
	s, err := t.step("consent", c.Participant, string(c.ID), c, w, func(participant, key string) ([]byte, error) {
		return t.q.FindConsentBody(t.ctx, rows.FindConsentBodyParams{ParticipantID: participant, ID: key})
	})
	if err != nil {
		return err
	}
	return busy(t.q.AddConsent(t.ctx, rows.AddConsentParams(s)))
}

// A stepRow is what a fact of consent is stored as, whichever of the four it is.
type stepRow struct {
	ParticipantID string
	ID            string
	At            instant.Instant
	ByAccount     string
	Step          int64
	Sealed        []byte
	Body          []byte
}

// step makes the row of a fact, of which words is what is sealed. find looks
// for the body of one with the same id; when there is one, the answer is that of again.
func (t *Tx) step(table string, participant id.Participant, key string, fact, words any, find func(participant, key string) ([]byte, error)) (stepRow, error) {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return stepRow{}, err
	}
	digest, err := body(k, fact)
	if err != nil {
		return stepRow{}, err
	}
	stored, err := find(string(participant), key)
	if err == nil {
		return stepRow{}, again(stored, digest)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return stepRow{}, busy(err)
	}
	sealed, err := seal(k, table, key, words)
	if err != nil {
		return stepRow{}, err
	}
	before, err := t.q.CountConsentSteps(t.ctx, string(participant))
	return stepRow{string(participant), key, instant.At(t.now), t.by, before + 1, sealed, digest}, busy(err)
}

// FindConsentHistory finds what participant was asked and answered, in the
// server's order.
func (t *ReadTx) FindConsentHistory(participant id.Participant) (pathway.History, error) {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	var kinds [][]pathway.Step
	for _, list := range []func(id.Participant, *crypt.Person) ([]pathway.Step, error){
		t.listInvitations, t.listConsents, t.listDeclinings, t.listWithdrawals,
	} {
		steps, err := list(participant, k)
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, steps)
	}
	return pathway.InOrder(kinds...), nil
}

// ListConsents lists what participant consented to, and none of what became of
// it: who withdrew from visits was having them.
func (t *ReadTx) ListConsents(participant id.Participant) (pathway.History, error) {
	k, err := t.keyFor(string(participant))
	if err != nil {
		return nil, err
	}
	return t.listConsents(participant, k)
}

func (t *ReadTx) listConsents(participant id.Participant, k *crypt.Person) ([]pathway.Step, error) {
	found, err := t.q.ListConsents(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	steps := make([]pathway.Step, len(found))
	for i, row := range found {
		var w consentWords
		if err := open(k, "consent", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		c := pathway.Consent{ID: id.Consent(row.ID), Participant: participant, Items: w.Items, TakenBy: w.TakenBy, How: w.How, Witness: w.Witness, At: w.At}
		steps[i] = pathway.Step{Number: int(row.Step), At: row.At.Time, By: row.ByAccount, Consent: &c}
	}
	return steps, nil
}
