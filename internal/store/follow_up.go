package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/trial"
)

// ListFollowUps lists the people in open studies, the longest allocated first,
// and how many there are. Who withdrew wholly is not among them.
func (t *ReadTx) ListFollowUps(page programme.Page) ([]trial.FollowUp, int, error) {
	count, err := t.q.CountFollowUps(t.ctx, rows.CountFollowUpsParams{OrganisationID: string(t.org), Stage: string(programme.Withdrawn)})
	if err != nil {
		return nil, 0, busy(err)
	}
	found, err := t.q.ListFollowUps(t.ctx, rows.ListFollowUpsParams{
		OrganisationID: string(t.org), Stage: string(programme.Withdrawn), Limit: int32(page.Limit()), Offset: int32(page.Offset()),
	})
	if err != nil {
		return nil, 0, busy(err)
	}
	list := make([]trial.FollowUp, len(found))
	for i, row := range found {
		if list[i], err = t.followUp(rows.FindFollowUpRow(row)); err != nil {
			return nil, 0, err
		}
	}
	return list, int(count), nil
}

// FindFollowUp finds one person in an open study.
func (t *ReadTx) FindFollowUp(sam id.Participant) (trial.FollowUp, error) {
	row, err := t.q.FindFollowUp(t.ctx, rows.FindFollowUpParams{
		OrganisationID: string(t.org), Stage: string(programme.Withdrawn), ID: string(sam),
	})
	if err != nil {
		return trial.FollowUp{}, absent(err)
	}
	return t.followUp(row)
}

func (t *ReadTx) followUp(row rows.FindFollowUpRow) (trial.FollowUp, error) {
	f := trial.FollowUp{
		Participant: id.Participant(row.ID), Organisation: id.Organisation(row.OrganisationID), Team: id.Team(row.TeamID),
		Study: id.Study(row.StudyID), StudyName: row.StudyName,
		Definition: programme.Version{Programme: row.DefinitionKey, Number: int(row.DefinitionVersion)},
	}
	if err := readDays(day{row.AllocatedOn, &f.AllocatedOn}, day{row.DischargedOn, &f.Discharged}); err != nil {
		return f, err
	}
	k, err := t.key(row.ID, row.Wrapped)
	if err != nil {
		return f, err
	}
	var who identityWords
	err = open(k, "identity", row.IdentityID, row.Sealed, &who)
	f.Identity, f.Contact = who.Identity, who.Contact
	return f, err
}
