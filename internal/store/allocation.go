package store

import (
	"database/sql"
	"errors"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/trial"
)

// armWords is the sealed part of an allocation. Every one is of the same
// length, so that the length of the ciphertext doesn't tell the arm.
type armWords struct {
	Arm string `json:"arm"` // with spaces up to armLength
}

const armLength = 64

func padded(arm string) armWords {
	return armWords{Arm: arm + strings.Repeat(" ", max(0, armLength-len(arm)))}
}

func unpadded(w armWords) string { return strings.TrimRight(w.Arm, " ") }

// AddAllocation stores a, and that its participant takes part in the study. The
// same allocation again is fault.Unchanged; another one in the same study is a
// conflict.
func (t *Tx) AddAllocation(a trial.Allocation) error {
	k, err := t.keyFor(string(a.Study))
	if err != nil {
		return err
	}
	digest, err := body(k, a)
	if err != nil {
		return err
	}
	row, err := t.q.FindAllocation(t.ctx, rows.FindAllocationParams{ParticipantID: string(a.Participant),
		StudyID: string(a.Study)})
	if err := known(row.Body, digest, err); err != nil {
		return err
	}
	sealed, err := seal(k, "allocation", placeOfAllocation(string(a.Participant), string(a.ID)), padded(a.Arm))
	if err != nil {
		return err
	}
	err = t.q.AddAllocation(t.ctx, rows.AddAllocationParams{
		ParticipantID: string(a.Participant), ID: string(a.ID), StudyID: string(a.Study), At: instant.At(t.now),
		ByAccount: t.by, Sealed: sealed, Body: digest,
	})
	if err != nil {
		return busy(err)
	}
	return t.addTakingPart(a)
}

func (t *Tx) addTakingPart(a trial.Allocation) error {
	err := t.q.AddTakingPart(t.ctx, rows.AddTakingPartParams{
		ParticipantID: string(a.Participant), ID: string(a.ID), StudyID: string(a.Study), AllocatedOn: a.On.String(),
		At: instant.At(t.now), ByAccount: t.by,
	})
	if err != nil {
		return busy(err)
	}
	return busy(t.q.SetStudy(t.ctx, rows.SetStudyParams{ID: string(a.Participant),
		OrganisationID: string(t.org), Study: true}))
}

// placeOfAllocation names the row that an arm is sealed for. One key seals a
// whole study, so the participant is part of it: nobody's arm opens as another's.
func placeOfAllocation(participant, allocation string) string { return participant + "/" + allocation }

// FindArm returns the arm that participant is in, and the version of the
// programme whose arm it is. It is empty for somebody who was never allocated.
// Only what is open to anybody who may see participant's visits may ask.
func (t *ReadTx) FindArm(participant id.Participant) (string, programme.Version, error) {
	row, err := t.q.FindNewestAllocation(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return "", programme.Version{}, nil
	}
	if err != nil {
		return "", programme.Version{}, busy(err)
	}
	k, err := t.keyFor(row.StudyID)
	if err != nil {
		return "", programme.Version{}, err
	}
	var w armWords
	err = open(k, "allocation", placeOfAllocation(row.ParticipantID, row.ID), row.Sealed, &w)
	return unpadded(w), programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)}, err
}

// FindTakingPart returns the newest study that participant is in, arms apart, and whether
// they are in any.
func (t *ReadTx) FindTakingPart(participant id.Participant) (trial.TakingPart, bool, error) {
	row, err := t.q.FindTakingPart(t.ctx, string(participant))
	if errors.Is(err, sql.ErrNoRows) {
		return trial.TakingPart{}, false, nil
	}
	if err != nil {
		return trial.TakingPart{}, false, busy(err)
	}
	in, err := takingPart(row)
	return in, err == nil, err
}

func takingPart(row rows.FindTakingPartRow) (trial.TakingPart, error) {
	in := trial.TakingPart{
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
		Closed:     row.ClosedOn.String != "", Before: row.StageBefore.Valid,
		Withdrew: row.StageBefore.String == string(programme.Withdrawn), Another: row.Another,
	}
	discharged := row.DischargedOn
	if in.Before {
		discharged = row.DischargedBefore.String
	}
	return in, readDays(day{row.AllocatedOn, &in.AllocatedOn}, day{discharged, &in.Discharged})
}

// AddArms fills in the arm of each of people, who are all of a study's. Someone
// with no allocation is a fault.
func (t *ReadTx) AddArms(s id.Study, people []trial.Subject) error {
	k, err := t.keyFor(string(s))
	if err != nil {
		return err
	}
	found, err := t.q.ListAllocations(t.ctx, string(s))
	if err != nil {
		return busy(err)
	}
	arms := map[id.Participant]string{}
	for _, row := range found {
		var w armWords
		if err := open(k, "allocation", placeOfAllocation(row.ParticipantID, row.ID), row.Sealed, &w); err != nil {
			return err
		}
		arms[id.Participant(row.ParticipantID)] = unpadded(w)
	}
	for i, who := range people {
		arm, allocated := arms[who.Participant]
		if !allocated || len(arms) != len(people) {
			return fault.New(fault.Internal, "fault.internal")
		}
		people[i].Arm = arm
	}
	return nil
}
