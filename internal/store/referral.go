package store

import (
	"database/sql"
	"errors"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// referralWords is the sealed part of a referral. Who the person is stands in
// their identity, what visitors should know in its restricted note.
type referralWords struct {
	OnCaseloadSince programme.Date          `json:"on_caseload_since"`
	Responsible     pathway.Responsible     `json:"responsible"`
	GP              pathway.GP              `json:"gp"`
	CareCoordinator pathway.CareCoordinator `json:"care_coordinator"`
	Eligibility     []pathway.Answer        `json:"eligibility"`
}

// AddReferral stores r and the person it is about. The same referral again is
// fault.Unchanged.
func (t *Tx) AddReferral(r pathway.Referral, study bool) error {
	if done, err := t.sameReferral(r); done || err != nil {
		return err
	}
	if err := t.addPerson(r, study); err != nil {
		return err
	}
	k, err := t.keyFor(string(r.Participant))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "referral", string(r.ID), referralWords{r.OnCaseloadSince, r.Responsible, r.GP, r.CareCoordinator, r.Eligibility})
	if err != nil {
		return err
	}
	digest, err := body(k, r)
	if err != nil {
		return err
	}
	err = t.q.AddReferral(t.ctx, rows.AddReferralParams{
		ParticipantID: string(r.Participant), ID: string(r.ID), TeamID: string(r.Team), At: instant.At(t.now),
		ByAccount: t.by, DischargedOn: r.DischargeDate.String(), Sealed: sealed, Body: digest,
	})
	if err != nil || r.HomeNote.Empty() {
		return busy(err)
	}
	return t.addHomeNote(r)
}

func (t *Tx) sameReferral(r pathway.Referral) (done bool, err error) {
	row, err := t.q.FindReferral(t.ctx, rows.FindReferralParams{ParticipantID: string(r.Participant), ID: string(r.ID)})
	if errors.Is(err, sql.ErrNoRows) {
		return false, t.refuseTaken(r.Participant)
	}
	if err != nil {
		return false, busy(err)
	}
	k, err := t.keyFor(string(r.Participant))
	if err != nil {
		return false, err
	}
	digest, err := body(k, r)
	if err != nil {
		return false, err
	}
	return true, again(row.Body, digest)
}

// refuseTaken answers a new referral under the id of somebody who is here
// already, in whatever organisation, as the conflict that it is.
func (t *Tx) refuseTaken(participant id.Participant) error {
	_, err := t.q.ScopeOfParticipant(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return busy(err)
	}
	return fault.New(fault.Conflict, "fault.conflict")
}

func (t *Tx) addHomeNote(r pathway.Referral) error {
	k, err := t.keyFor(string(r.Participant))
	if err != nil {
		return err
	}
	sealed, err := seal(k, "home_note", string(r.ID), r.HomeNote)
	if err != nil {
		return err
	}
	return busy(t.q.AddHomeNote(t.ctx, rows.AddHomeNoteParams{
		ParticipantID: string(r.Participant), ID: string(r.ID), At: instant.At(t.now), ByAccount: t.by,
		ReviewBy: r.HomeNote.ReviewBy.String(), Sealed: sealed,
	}))
}

// FindReferral finds the newest referral of participant. Its home note is not
// in it: that is restricted, and asked for by itself. Nor is who it is about:
// that is in their identity, which may have been corrected since.
func (t *ReadTx) FindReferral(participant id.Participant) (ledger.Received[pathway.Referral], error) {
	row, err := t.q.FindReferralOfParticipant(t.ctx, string(participant))
	if err != nil {
		return ledger.Received[pathway.Referral]{}, absent(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return ledger.Received[pathway.Referral]{}, err
	}
	var w referralWords
	if err := open(k, "referral", row.ID, row.Sealed, &w); err != nil {
		return ledger.Received[pathway.Referral]{}, err
	}
	discharged, err := programme.ParseDate(row.DischargedOn)
	if err != nil {
		return ledger.Received[pathway.Referral]{}, err
	}
	return ledger.Received[pathway.Referral]{
		At: row.At.Time, By: row.ByAccount,
		Fact: pathway.Referral{
			ID: id.Referral(row.ID), Participant: participant, Team: id.Team(row.TeamID), DischargeDate: discharged,
			OnCaseloadSince: w.OnCaseloadSince, Responsible: w.Responsible, GP: w.GP, CareCoordinator: w.CareCoordinator,
			Eligibility: w.Eligibility,
		},
	}, nil
}

// FindHomeNote finds what visitors to participant's home should know, newest
// first; an empty note when there is none.
func (t *ReadTx) FindHomeNote(participant id.Participant) (pathway.HomeNote, error) {
	row, err := t.q.FindHomeNote(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return pathway.HomeNote{}, nil
	}
	if err != nil {
		return pathway.HomeNote{}, busy(err)
	}
	k, err := t.keyFor(string(participant))
	if err != nil {
		return pathway.HomeNote{}, err
	}
	var note pathway.HomeNote
	return note, open(k, "home_note", row.ID, row.Sealed, &note)
}
