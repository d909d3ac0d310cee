package store

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// referralWords is the sealed part of a referral. Who the person is stands in
// their identity, with what another referral left out: what it said itself stays here.
// What visitors should know is in its restricted note.
type referralWords struct {
	OnCaseloadSince programme.Date          `json:"on_caseload_since"`
	Responsible     pathway.Responsible     `json:"responsible"`
	GP              pathway.GP              `json:"gp"`
	CareCoordinator pathway.CareCoordinator `json:"care_coordinator"`
	Eligibility     []pathway.Answer        `json:"eligibility"`
	Said            identityWords           `json:"said,omitzero"` // none in older rows
}

var referrals = journal(Journal[programme.CourseOfSupport, pathway.Referral]{
	Table: "referral", Noun: "Referral", Key: func(r pathway.Referral) string { return string(r.ID) }, Unnumbered: true,
	Clear: []Column[pathway.Referral]{
		{"team_id", func(r pathway.Referral) any { return string(r.Team) }},
		{"discharged_on", func(r pathway.Referral) any { return r.DischargeDate.String() }},
	},
	Words: wordsOf(func(r pathway.Referral) referralWords {
		return referralWords{r.OnCaseloadSince, r.Responsible, r.GP, r.CareCoordinator, r.Eligibility,
			identityWords{r.Identity, r.Contact}}
	}, func(row storedFact, w referralWords) (pathway.Referral, error) {
		r := pathway.Referral{
			ID: id.Referral(row.id), Participant: id.Participant(row.owner), Team: id.Team(row.text("team_id")),
			OnCaseloadSince: w.OnCaseloadSince, Responsible: w.Responsible, GP: w.GP,
			CareCoordinator: w.CareCoordinator, Eligibility: w.Eligibility,
			Identity: w.Said.Identity, Contact: w.Said.Contact,
		}
		return r, readDays(day{row.text("discharged_on"), &r.DischargeDate})
	}),
})

// AddReferral stores r and the person it is about, whose first course of support
// begins with it. The same referral again is fault.Unchanged.
func (t *Tx) AddReferral(r pathway.Referral, study bool) error {
	of := programme.FirstCourse(r.Participant)
	if err := referrals.Sent(t.ReadTx, of, r); err != nil {
		return err
	}
	if err := t.refuseTaken(r.Participant); err != nil {
		return err
	}
	if err := t.addPerson(r, study); err != nil {
		return err
	}
	if err := referrals.Add(t, of, r); err != nil || r.HomeNote.Empty() {
		return err
	}
	return t.addHomeNote(r)
}

// refuseTaken answers a new referral under the id of somebody who is here
// already, in whatever organisation, as the conflict that it is.
func (t *Tx) refuseTaken(participant id.Participant) error {
	_, err := t.q.FindCurrentCourse(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return busy(err)
	}
	return fault.New(fault.Conflict, "fault.sent_before")
}

// addHomeNote keeps the note that came with the referral.
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

// FindSaid finds what the newest referral of a course itself says, with nothing of before
// nor since.
func (t *ReadTx) FindSaid(of programme.CourseOfSupport) (pathway.Known, error) {
	list, err := referrals.List(t, of)
	if err != nil || len(list) == 0 {
		return pathway.Known{}, cmp.Or(err, fault.Absent)
	}
	return list[len(list)-1].Fact.Said(), nil
}

// AsReferred is p as their referral itself says them, where it came to nothing: who they are
// known to be is another team's to tell.
func (t *ReadTx) AsReferred(p programme.Person) (programme.Person, error) {
	if !p.Void() {
		return p, nil
	}
	said, err := t.FindSaid(p.CurrentCourse())
	if err == nil && said.Identity.FamilyName != "" { // older rows don't have it
		p.Identity, p.Contact = said.Identity, said.Contact
	}
	return p, err
}

// FindReferral finds the newest referral of a course: whom it leaves out is as the one
// before it said, and then with what was put right of it since. Its home note is not in
// it: that is restricted, and asked for by itself. Nor is who it is about: that is
// in their identity, which may have been corrected since.
func (t *ReadTx) FindReferral(of programme.CourseOfSupport) (ledger.Received[pathway.Referral], error) {
	found, _, err := t.FindReferralPutRight(of)
	return found, err
}

// FindReferralPutRight is FindReferral, with every correction of what is known of who it is
// about.
func (t *ReadTx) FindReferralPutRight(of programme.CourseOfSupport) (found ledger.Received[pathway.Referral],
	made []ledger.Received[pathway.Correction], err error) {
	list, err := referrals.List(t, of)
	if err == nil && len(list) == 0 {
		err = fault.Absent
	}
	if err != nil {
		return found, nil, err
	}
	found = list[len(list)-1]
	if !of.First() {
		before, err := t.referralBefore(of)
		if err != nil {
			return found, nil, err
		}
		found.Fact = found.Fact.Over(before)
	}
	made, err = t.ListCorrections(of.Participant)
	found.Fact = putRight(found.Fact, made)
	return found, made, err
}

// referralBefore is the one of the course before of, a later one than the first.
func (t *ReadTx) referralBefore(of programme.CourseOfSupport) (pathway.Referral, error) {
	list, err := t.ListEarlierCourses(programme.Person{ID: of.Participant})
	i := slices.IndexFunc(list, func(was programme.Person) bool { return was.CurrentCourse() == of }) + 1
	if err != nil || i >= len(list) { // of the one that they are in now, the newest of them comes before
		return pathway.Referral{}, err
	}
	held := slices.IndexFunc(list[i:], func(was programme.Person) bool { return !was.Void() })
	if held < 0 {
		return pathway.Referral{}, nil
	}
	before, err := t.FindReferral(list[i+held].CurrentCourse())
	return before.Fact, err
}
