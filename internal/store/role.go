package store

import (
	"database/sql"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// AddGrant gives a role.
func (t *Tx) AddGrant(g authz.Held) error {
	return busy(t.q.AddGrant(t.ctx, rows.AddGrantParams{
		ID: string(g.ID), OrganisationID: string(t.org), AccountID: string(g.Account), Role: string(g.Role),
		TeamID:    sql.NullString{String: string(g.Team), Valid: g.Team != ""},
		GrantedAt: instant.At(t.now), GrantedBy: t.by,
	}))
}

// EndGrant takes a role back; its holder loses it at their next request.
func (t *Tx) EndGrant(g authz.Held) error {
	return busy(t.q.EndGrant(t.ctx, rows.EndGrantParams{
		ID: string(g.ID), OrganisationID: string(t.org), AccountID: string(g.Account), EndedAt: instant.Maybe(t.now),
	}))
}

// ListGrants lists the roles that an account holds now.
func (t *ReadTx) ListGrants(a id.Account) ([]authz.Held, error) {
	found, err := t.q.ListGrants(t.ctx, string(a))
	list := make([]authz.Held, len(found))
	for i, g := range found {
		list[i] = held(g.ID, a, g.Role, g.TeamID.String, g.GrantedAt.Time)
	}
	return list, busy(err)
}

// ListGrantsOfStaff lists every role held in the organisation now.
func (t *ReadTx) ListGrantsOfStaff() ([]authz.Held, error) {
	found, err := t.q.ListGrantsOfStaff(t.ctx, string(t.org))
	list := make([]authz.Held, len(found))
	for i, g := range found {
		list[i] = held(g.ID, id.Account(g.AccountID), g.Role, g.TeamID.String, g.GrantedAt.Time)
	}
	return list, busy(err)
}

// ListTenures lists the roles that an account holds, or held, the oldest first.
func (t *ReadTx) ListTenures(a id.Account) (authz.Tenures, error) {
	found, err := t.q.ListTenures(t.ctx, string(a))
	list := make(authz.Tenures, len(found))
	for i, g := range found {
		list[i] = authz.Tenure{Held: held(g.ID, a, g.Role, g.TeamID.String, g.GrantedAt.Time), Until: g.EndedAt.Or()}
	}
	return list, busy(err)
}

// ListTenuresOfStaff lists every role that was ever held in the organisation, until when, and
// who gave it; each account's the oldest first.
func (t *ReadTx) ListTenuresOfStaff() (map[id.Account]authz.Tenures, error) {
	found, err := t.q.ListTenuresOfStaff(t.ctx, string(t.org))
	all := map[id.Account]authz.Tenures{}
	for _, g := range found {
		a := id.Account(g.AccountID)
		all[a] = append(all[a], authz.Tenure{Held: held(g.ID, a, g.Role, g.TeamID.String, g.GrantedAt.Time),
			Until: g.EndedAt.Or(), By: g.GrantedBy})
	}
	return all, busy(err)
}

func held(key string, a id.Account, role, team string, at time.Time) authz.Held {
	return authz.Held{ID: id.Grant(key), Account: a, Grant: authz.Grant{Role: authz.Role(role),
		Team: id.Team(team)}, GrantedAt: at}
}
