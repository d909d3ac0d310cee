package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
)

// invitationWords is the sealed part of an invitation.
type invitationWords struct {
	How          pathway.InvitationMethod `json:"how"`
	SheetVersion int                      `json:"sheet_version"`
}

var invitations = journal(Journal[programme.CourseOfSupport, pathway.Invitation]{
	Table:  "invitation",
	Undone: "undoing", Noun: "Invitation", Key: func(i pathway.Invitation) string { return string(i.ID) },
	Numbered: consentTables,
	Clear:    []Column[pathway.Invitation]{{"invited_on", func(i pathway.Invitation) any { return i.On.String() }}},
	Words: wordsOf(func(i pathway.Invitation) invitationWords { return invitationWords{i.How, i.SheetVersion} },
		func(row storedFact, w invitationWords) (pathway.Invitation, error) {
			i := pathway.Invitation{ID: id.Invitation(row.id), Participant: id.Participant(row.owner)}
			i.How, i.SheetVersion = w.How, w.SheetVersion
			return i, readDays(day{row.text("invited_on"), &i.On})
		}),
})

// Invitations are when somebody was given the information sheet.
func (t *ReadTx) Invitations(of programme.CourseOfSupport) Facts[pathway.Invitation] {
	return invitations.facts(t, of)
}

// ListInvited lists those who are thinking about it, those who were invited
// longest ago first, and how many there are.
func (t *ReadTx) ListInvited(page programme.Page, today programme.Date) ([]pathway.Invitee, int, error) {
	count, err := t.CountInState(programme.Invited, page.Only, today)
	if err != nil {
		return nil, 0, err
	}
	found, err := t.q.ListInvited(t.ctx, rows.ListInvitedParams{
		OrganisationID: string(t.org), Stage: string(programme.Invited), Column3: string(page.Only.Team),
		Column6: string(page.Only.Stands), Limit: int32(page.Limit()), Offset: int32(page.Offset()),
		OtherUntil: today.String(),
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

// CountInState counts the people in a state, of a team where only names one. For whom
// life has everything wait, or stop, is counted only where only says so; a record in whose
// place another goes on today, once it is accepted and before they agree, isn't.
func (t *ReadTx) CountInState(state programme.State, only programme.Only, today programme.Date) (int, error) {
	count, err := t.q.CountParticipantsInStage(t.ctx, rows.CountParticipantsInStageParams{OrganisationID: string(t.org),
		Stage: string(state), Column3: string(only.Team), Column4: string(only.Stands), OtherUntil: today.String()})
	return int(count), busy(err)
}
