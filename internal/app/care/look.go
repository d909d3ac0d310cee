package care

import (
	"context"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// A Look is one time that somebody else looked at a person's record. Who it
// was is told by what they do here, never by name: staff can be found at home
// too.
type Look struct {
	At     time.Time
	Action string     // dotted, as the trail has it
	Role   authz.Role // empty when they no longer work here
	Team   string     // of a role that is held in a team
}

// Looks are one page of them, the newest first.
type Looks struct {
	Lines   []Look
	Access  []Look // the newest that was done to how they sign in, on the first page
	Earlier int64  // the number that the page before this one in time begins under; 0 when there is none
}

const looksAPage = 50

// SeeLooks shows a participant who has looked at their record; before is
// Looks.Earlier of the page shown last, or 0. Their own looks are left out.
func (c *Care) SeeLooks(ctx context.Context, who authz.Actor, participant id.Participant, before int64) (Looks, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeLooks, participant, func(tx *kernel.ReadTx) (Looks, error) {
		found, err := tx.ListLooks(participant, who.Account, before, looksAPage+1)
		if err != nil {
			return Looks{}, err
		}
		var page Looks
		if len(found) > looksAPage {
			found = found[:looksAPage]
			page.Earlier = found[looksAPage-1].Seq
		}
		if page.Lines, err = told(tx, found); err != nil || before > 0 {
			return page, err
		}
		acts, err := tx.ListActsOnAccess(participant)
		if err == nil {
			page.Access, err = told(tx, acts)
		}
		return page, err
	})
}

// told puts what each actor does here in the place of their account.
func told(tx *kernel.ReadTx, found []audit.Entry) ([]Look, error) {
	grants, err := tx.ListGrantsOfStaff()
	if err != nil {
		return nil, err
	}
	teams, err := tx.ListTeams()
	if err != nil {
		return nil, err
	}
	names := map[id.Team]string{}
	for _, t := range teams {
		names[t.ID] = t.Name
	}
	does := map[string]authz.Grant{}
	for _, g := range grants {
		if _, known := does[string(g.Account)]; !known {
			does[string(g.Account)] = g.Grant
		}
	}
	lines := make([]Look, len(found))
	for i, e := range found {
		g := does[e.Actor]
		lines[i] = Look{At: e.At, Action: e.Action, Role: g.Role, Team: names[g.Team]}
	}
	return lines, nil
}
