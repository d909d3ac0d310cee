package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
)

// A ServiceReport is how the service goes, with what its figures are read by.
type ServiceReport struct {
	stats.Service
	People     int // who were referred, each once however often
	Definition programme.Definition
	TeamNames  map[id.Team]string
}

// SeeServiceReport counts how the service goes. Nobody is named; people of a
// study are left out.
func (c *Care) SeeServiceReport(ctx context.Context, who authz.Actor) (ServiceReport, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeServiceReport, who.Organisation,
		func(tx *kernel.ReadTx) (ServiceReport, error) {
			r := ServiceReport{Definition: tx.Definition, TeamNames: map[id.Team]string{}}
			teams, err := tx.ListTeams()
			if err != nil {
				return ServiceReport{}, err
			}
			order := make([]id.Team, len(teams))
			for i, t := range teams {
				order[i], r.TeamNames[t.ID] = t.ID, t.Name
			}
			counters, err := tx.FindServiceCounters(tx.Today)
			if err != nil {
				return ServiceReport{}, err
			}
			r.People = counters.People()
			r.Service, err = counters.Report(tx.Definition, order, tx.Today)
			return r, err
		})
}
