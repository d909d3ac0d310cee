package store

import (
	"cmp"
	"database/sql"
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// CurrentCourse is the course of support that somebody is in now.
func (t *ReadTx) CurrentCourse(participant id.Participant) (programme.CourseOfSupport, error) {
	course, err := t.q.FindCurrentCourse(t.ctx, string(participant))
	return programme.CourseOf(participant, id.Course(course.String)), absent(err)
}

// ReferralSent answers fault.Unchanged when r is there already, of a person who is
// here, and a conflict when its id stands for another referral of theirs.
func (t *ReadTx) ReferralSent(r pathway.Referral) error {
	return referrals.Sent(t, againCourse(r), r)
}

// againCourse is the course that another referral of somebody opens. It has the
// referral's id.
func againCourse(r pathway.Referral) programme.CourseOfSupport {
	return programme.CourseOfSupport{Participant: r.Participant, ID: id.Course(r.ID)}
}

// AddReferralAgain stores r, another referral of before: it opens a new course of
// support, and the one that they were in is an earlier one from now on. Nothing of
// that one is moved. Who can sign in as them stays as it was: anybody can type an address,
// and nobody has accepted this one yet. The caller has checked that it isn't a repeat.
func (t *Tx) AddReferralAgain(before programme.Person, r pathway.Referral, study bool) error {
	if _, err := t.closeCourse(before); err != nil {
		return err
	}
	identity := t.drawIdentity(string(r.Participant), string(r.ID))
	err := t.q.SetCourse(t.ctx, rows.SetCourseParams{
		ID: string(r.Participant), OrganisationID: string(t.org), CourseID: maybe(string(r.ID)), TeamID: string(r.Team),
		DefinitionKey: r.DefinitionVersion.Programme, DefinitionVersion: int64(r.DefinitionVersion.Number),
		IdentityID: identity, DischargedOn: r.DischargeDate.String(), ReferredAt: instant.At(t.now), ReferredBy: t.by,
		Study: before.Study || study,
	})
	if err != nil {
		return busy(err)
	}
	if err := referrals.Add(t, againCourse(r), r); err != nil {
		return err
	}
	known := pathway.Known{Identity: r.Identity.Over(before.Identity), Contact: r.Contact.Over(before.Contact)}
	err = t.addIdentity(string(r.Participant), identity, identityWords{known.Identity, known.Contact})
	if err != nil {
		return err
	}
	if err != nil || r.HomeNote.Empty() {
		return err
	}
	return t.addHomeNote(r)
}

// ReopenCourse has p be in the course of again, an earlier one of theirs: what it said is the
// participant's once more, and the one that they were in is an earlier one from now on. Who
// they are stays as it is known.
func (t *Tx) ReopenCourse(p programme.Person, of programme.CourseOfSupport) error {
	was, err := t.q.FindEarlierCourse(t.ctx, rows.FindEarlierCourseParams{
		ParticipantID: string(p.ID), ID: string(of.ID),
	})
	if err != nil {
		return absent(err)
	}
	identity, err := t.closeCourse(p)
	if err != nil {
		return err
	}
	err = t.q.DropEarlierCourse(t.ctx, rows.DropEarlierCourseParams{
		ParticipantID: string(p.ID), ID: string(of.ID), OrganisationID: string(t.org),
	})
	if err != nil {
		return busy(err)
	}
	if !was.Study.Valid {
		was.Study.Bool = p.Study
	}
	course := maybe(string(of.ID))
	if of.First() { // older rows keep their digests
		course = sql.NullString{}
	}
	return busy(t.q.SetCourse(t.ctx, rows.SetCourseParams{
		ID: string(p.ID), OrganisationID: string(t.org), CourseID: course, TeamID: was.TeamID,
		DefinitionKey: was.DefinitionKey, DefinitionVersion: was.DefinitionVersion,
		IdentityID: identity, DischargedOn: was.DischargedOn, ReferredAt: was.ReferredAt, ReferredBy: was.ReferredBy,
		Study: was.Study.Bool,
	}))
}

// SettleEarlier brings where p stood in an earlier course, as everybody may know it, up to
// what they have taken back of it since.
func (t *Tx) SettleEarlier(p programme.Person) error {
	of := p.CurrentCourse()
	row, err := t.q.FindEarlierCourse(t.ctx, rows.FindEarlierCourseParams{
		ParticipantID: string(p.ID), ID: string(of.ID),
	})
	if err != nil {
		return absent(err)
	}
	stage, _, err := t.FindStage(of)
	if err != nil {
		return err
	}
	return busy(t.q.SetEarlierStage(t.ctx, rows.SetEarlierStageParams{
		ParticipantID: string(p.ID), ID: string(of.ID), OrganisationID: string(t.org),
		Stage: string(stage.ToldApart(row.Study.Bool || !row.Study.Valid && p.Study)),
	}))
}

// closeCourse keeps what the participant says of the course that p is in, and drops
// what was projected of it. It returns the identity that p has.
func (t *Tx) closeCourse(p programme.Person) (identity string, err error) {
	ended := false
	if !p.Study {
		if ended, err = t.HasEndingRecorded(p.ID); err != nil {
			return "", err
		}
	}
	if identity, err = t.q.FindIdentityID(t.ctx, string(p.ID)); err != nil {
		return "", busy(err)
	}
	err = t.q.AddEarlierCourse(t.ctx, rows.AddEarlierCourseParams{
		ParticipantID: string(p.ID), ID: string(p.Course), OrganisationID: string(t.org), TeamID: string(p.Team),
		DefinitionKey: p.Definition.Programme, DefinitionVersion: int64(p.Definition.Number),
		DischargedOn: p.Discharged.String(), ReferredAt: instant.At(p.ReferredAt), ReferredBy: p.ReferredBy,
		Stage: string(p.State), Stands: string(p.Standing.Is), Since: p.Standing.Since.String(), EndingRecorded: ended,
		At: instant.At(t.now), ByAccount: t.by, IdentityID: maybe(identity), Study: sql.NullBool{Bool: p.Study, Valid: true},
	})
	if err != nil {
		return "", busy(err)
	}
	return identity, t.dropProjected(p.CurrentCourse())
}

func (t *Tx) dropProjected(of programme.CourseOfSupport) error {
	if err := t.keepWaiting(of, nil); err != nil {
		return err
	}
	err := t.q.DropVisiting(t.ctx, rows.DropVisitingParams{ParticipantID: string(of.Participant),
		CourseID: string(of.ID), OrganisationID: string(t.org)})
	if err != nil {
		return busy(err)
	}
	return busy(t.q.DropStanding(t.ctx, rows.DropStandingParams{ParticipantID: string(of.Participant),
		CourseID: string(of.ID), OrganisationID: string(t.org)}))
}

// HasEndingRecorded tells whether somebody has said that the visits of the course
// that participant is in are over. In a study that reveals the arm.
func (t *ReadTx) HasEndingRecorded(participant id.Participant) (bool, error) {
	ended, err := t.q.HasEndingRecorded(t.ctx, string(participant))
	return ended, absent(err)
}

// ListEarlierCourses lists p as they stood in each course that they were in before,
// the newest first, as far as everybody may know.
func (t *ReadTx) ListEarlierCourses(p programme.Person) ([]programme.Person, error) {
	found, err := t.q.ListEarlierCourses(t.ctx, string(p.ID))
	if err != nil {
		return nil, busy(err)
	}
	list := make([]programme.Person, len(found))
	for i, row := range found {
		was := p
		was.Course, was.Team, was.TeamName = id.Course(row.ID), id.Team(row.TeamID), row.TeamName
		was.Definition = programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}
		was.ReferredAt, was.ReferredBy, was.State = row.ReferredAt.Time, row.ReferredBy, programme.State(row.Stage)
		was.Standing = programme.Standing{Is: programme.Stands(row.Stands)}
		was.Outlived = row.Outlived.Bool
		if err := readDays(day{row.DischargedOn, &was.Discharged}, day{row.Since, &was.Standing.Since}); err != nil {
			return nil, err
		}
		list[i] = was
	}
	return list, nil
}

// earlierCourse is p as they stood in the course of, an earlier one of theirs.
func (t *ReadTx) earlierCourse(p programme.Person, of programme.CourseOfSupport) (programme.Person, error) {
	list, err := t.ListEarlierCourses(p)
	i := slices.IndexFunc(list, func(was programme.Person) bool { return was.CurrentCourse() == of })
	if i < 0 {
		return p, cmp.Or(err, fault.Absent)
	}
	return list[i], err
}

// FindBefore is p as they were when the course of, an earlier one of theirs, ended: what
// they are called, and how they are reached, as it was known then.
func (t *ReadTx) FindBefore(p programme.Person, of programme.CourseOfSupport) (programme.Person, error) {
	was, err := t.earlierCourse(p, of)
	if err != nil {
		return p, err
	}
	row, err := t.q.FindIdentityBefore(t.ctx, rows.FindIdentityBeforeParams{
		ParticipantID: string(p.ID), ID: string(of.ID),
	})
	if err != nil {
		return p, absent(err)
	}
	k, err := t.keyFor(string(p.ID))
	if err != nil {
		return p, err
	}
	var who identityWords
	if err := open(k, "identity", row.ID, row.Sealed, &who); err != nil {
		return p, err
	}
	was.Identity, was.Contact = who.Identity, who.Contact
	return t.AsReferred(was)
}

// HasWorkbook tells whether p has a workbook: who takes part writes in it, and what
// they wrote in an earlier course stays theirs to read.
func (t *ReadTx) HasWorkbook(p programme.Person) (bool, error) {
	if p.State.HasWorkbook() || !p.Returned() {
		return p.State.HasWorkbook(), nil
	}
	earlier, err := t.ListEarlierCourses(p)
	return slices.ContainsFunc(earlier, func(was programme.Person) bool { return was.State.HasWorkbook() }), err
}
