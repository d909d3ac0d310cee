package store

import (
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// invitationWords is the sealed part of an invitation.
type invitationWords struct {
	How          pathway.Way `json:"how"`
	SheetVersion int         `json:"sheet_version"`
}

// AddInvitation stores i. The same invitation again is fault.Unchanged.
func (t *Tx) AddInvitation(i pathway.Invitation) error {
	s, err := t.step("invitation", i.Participant, string(i.ID), i, invitationWords{i.How, i.SheetVersion}, func(participant, key string) ([]byte, error) {
		return t.q.FindInvitationBody(t.ctx, rows.FindInvitationBodyParams{ParticipantID: participant, ID: key})
	})
	if err != nil {
		return err
	}
	return busy(t.q.AddInvitation(t.ctx, rows.AddInvitationParams{
		ParticipantID: s.ParticipantID, ID: s.ID, At: s.At, ByAccount: s.ByAccount, Step: s.Step,
		InvitedOn: i.On.String(), Sealed: s.Sealed, Body: s.Body,
	}))
}

func (t *ReadTx) listInvitations(participant id.Participant, k *crypt.Person) ([]pathway.Step, error) {
	found, err := t.q.ListInvitations(t.ctx, string(participant))
	if err != nil {
		return nil, busy(err)
	}
	steps := make([]pathway.Step, len(found))
	for i, row := range found {
		var w invitationWords
		if err := open(k, "invitation", row.ID, row.Sealed, &w); err != nil {
			return nil, err
		}
		on, err := programme.ParseDate(row.InvitedOn)
		if err != nil {
			return nil, err
		}
		v := pathway.Invitation{ID: id.Invitation(row.ID), Participant: participant, On: on, How: w.How, SheetVersion: w.SheetVersion}
		steps[i] = pathway.Step{Number: int(row.Step), At: row.At.Time, By: row.ByAccount, Invitation: &v}
	}
	return steps, nil
}

// ListInvited lists those who are thinking about it, whoever was invited
// longest ago first, and how many there are.
func (t *ReadTx) ListInvited(page programme.Page) ([]pathway.Invitee, int, error) {
	count, err := t.CountInState(programme.Invited)
	if err != nil {
		return nil, 0, err
	}
	found, err := t.q.ListInvited(t.ctx, rows.ListInvitedParams{
		OrganisationID: string(t.org), Stage: string(programme.Invited), Limit: int32(page.Limit()), Offset: int32(page.Offset()),
	})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]pathway.Invitee, len(found))
	for i, row := range found {
		list[i].Person, err = t.person(row.Person)
		if err != nil {
			return nil, 0, err
		}
		if list[i].InvitedOn, err = programme.ParseDate(row.InvitedOn); err != nil {
			return nil, 0, err
		}
	}
	return list, count, nil
}

// CountInState counts the people in a state.
func (t *ReadTx) CountInState(state programme.State) (int, error) {
	count, err := t.q.CountParticipantsInStage(t.ctx, rows.CountParticipantsInStageParams{OrganisationID: string(t.org), Stage: string(state)})
	return int(count), busy(err)
}
