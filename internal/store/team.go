package store

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddTeam stores a team of the transaction's organisation.
func (t *Tx) AddTeam(v identity.Team) error {
	return busy(t.q.AddTeam(t.ctx, rows.AddTeamParams{
		ID: string(v.ID), OrganisationID: string(t.org), Name: v.Name, CreatedAt: instant.At(t.now),
	}))
}

// FindTeam finds one team of the organisation.
func (t *ReadTx) FindTeam(team id.Team) (identity.Team, error) {
	row, err := t.q.FindTeam(t.ctx, rows.FindTeamParams{OrganisationID: string(t.org), ID: string(team)})
	return identity.Team{ID: id.Team(row.ID), Name: row.Name}, absent(err)
}

// ListTeams lists the organisation's teams, oldest first.
func (t *ReadTx) ListTeams() ([]identity.Team, error) {
	found, err := t.q.ListTeams(t.ctx, string(t.org))
	list := make([]identity.Team, len(found))
	for i, r := range found {
		list[i] = identity.Team{ID: id.Team(r.ID), Name: r.Name}
	}
	return list, busy(err)
}
