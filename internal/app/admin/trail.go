package admin

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
)

// A Place is where a page of the trails begins: under these numbers of either
// chain. The zero Place is their newest end.
type Place struct{ Changes, Reads int64 }

// A TrailAsked is which page of the trails somebody asks for.
type TrailAsked struct {
	Chain    audit.Chain // both when it is empty
	From, To programme.Date
	Before   Place
}

// A Trail is one page of the trails, newest first.
type Trail struct {
	Entries []audit.Listed
	Staff   map[id.Account]string // what staff are called, those who have left included
	Roles   map[id.Account]authz.Tenures
	Teams   map[id.Team]string
	Next    Place // where the next page begins
	More    bool
}

const entriesAPage = 50

// SeeTrail shows who did what. Nothing in it is anybody's words, and no participant
// is named.
func (a *Admin) SeeTrail(ctx context.Context, who authz.Actor, asked TrailAsked) (Trail, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeTrail, who.Organisation, func(tx *kernel.ReadTx) (Trail, error) {
		return pageOf(tx, audit.Asked{}, asked)
	})
}

// SeePersonTrail shows who looked at a person's record, and who changed it. What they
// did themselves is left out.
func (a *Admin) SeePersonTrail(ctx context.Context, who authz.Actor, participant id.Participant,
	asked TrailAsked) (programme.Person, Trail, error) {
	var person programme.Person
	page, err := kernel.View(ctx, a.Kernel, who, authz.SeePersonTrail, participant,
		func(tx *kernel.ReadTx) (Trail, error) {
			own, err := tx.FindAccountOfParticipant(participant)
			if err != nil && fault.Of(err) != fault.NotFound {
				return Trail{}, err
			}
			if person, err = tx.FindToldApart(participant); err != nil {
				return Trail{}, err
			}
			return pageOf(tx, audit.Asked{Person: participant, But: own}, asked)
		})
	return person, page, err
}

// SeeStaffTrail shows what a member of staff looked at and did.
func (a *Admin) SeeStaffTrail(ctx context.Context, who authz.Actor, staff id.Account,
	asked TrailAsked) (identity.Account, Trail, error) {
	var account identity.Account
	page, err := kernel.View(ctx, a.Kernel, who, authz.SeeStaffTrail, staff, func(tx *kernel.ReadTx) (Trail, error) {
		var err error
		if account, err = tx.FindAccount(staff); err != nil {
			return Trail{}, err
		}
		return pageOf(tx, audit.Asked{By: staff}, asked)
	})
	return account, page, err
}

// A TrailFound is whose part of the trail can be read, of those who were searched for.
type TrailFound struct {
	programme.Matches
	Staff []identity.Account // in the order of their names, those who have left included
	Roles map[id.Account]authz.Tenures
	Teams map[id.Team]string
}

// FindInTrail finds people as a search does, and staff by a part of their name.
func (a *Admin) FindInTrail(ctx context.Context, who authz.Actor, typed string) (TrailFound, error) {
	return kernel.View(ctx, a.Kernel, who, authz.FindInTrail, who.Organisation,
		func(tx *kernel.ReadTx) (found TrailFound, err error) {
			if found.Matches, err = tx.FindSought(programme.ReadSought(typed, tx.Today), ""); err != nil {
				return found, err
			}
			names, err := tx.ListStaffApart()
			if err != nil {
				return found, err
			}
			for key, name := range names {
				if sounds := strings.ToLower(typed); sounds != "" && strings.Contains(strings.ToLower(name), sounds) {
					found.Staff = append(found.Staff, identity.Account{ID: key, Name: name})
				}
			}
			slices.SortFunc(found.Staff, func(a, b identity.Account) int {
				return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(a.ID), string(b.ID)))
			})
			if found.Roles, found.Teams, err = rolesHeld(tx); err != nil {
				return found, err
			}
			return found, kernel.Shows(tx, authz.SeePersonTrail, found.People)
		})
}

func pageOf(tx *kernel.ReadTx, of audit.Asked, asked TrailAsked) (Trail, error) {
	of.From, of.Until = asked.From.Begins(tx.Zone), asked.To.AddDays(1).Begins(tx.Zone)
	if asked.To.IsZero() {
		of.Until = time.Time{}
	}
	changes, err := newest(tx, audit.Changes, of, asked, asked.Before.Changes)
	if err != nil {
		return Trail{}, err
	}
	reads, err := newest(tx, audit.Reads, of, asked, asked.Before.Reads)
	if err != nil {
		return Trail{}, err
	}
	page := woven(changes, reads, asked.Before)
	if page.Staff, err = tx.ListStaffApart(); err != nil {
		return Trail{}, err
	}
	page.Roles, page.Teams, err = rolesHeld(tx)
	return page, err
}

func newest(tx *kernel.ReadTx, chain audit.Chain, of audit.Asked, asked TrailAsked,
	before int64) ([]audit.Listed, error) {
	if asked.Chain != "" && asked.Chain != chain {
		return nil, nil
	}
	return tx.ListNewestEntries(chain, of, before, entriesAPage+1)
}

// woven takes the later of two chains' next entries until the page is full.
// Each chain keeps its own order: numbers order the trail, clocks do not.
func woven(changes, reads []audit.Listed, from Place) Trail {
	page := Trail{Next: from}
	for len(page.Entries) < entriesAPage && len(changes)+len(reads) > 0 {
		if len(reads) == 0 || len(changes) > 0 && !changes[0].At.Before(reads[0].At) {
			page.Entries, page.Next.Changes, changes = append(page.Entries, changes[0]), changes[0].Seq, changes[1:]
			continue
		}
		page.Entries, page.Next.Reads, reads = append(page.Entries, reads[0]), reads[0].Seq, reads[1:]
	}
	page.More = len(changes)+len(reads) > 0
	return page
}

// rolesHeld are the roles that staff hold and held, and what the teams of them are called.
func rolesHeld(tx *kernel.ReadTx) (map[id.Account]authz.Tenures, map[id.Team]string, error) {
	roles, err := tx.ListTenuresOfStaff()
	if err != nil {
		return nil, nil, err
	}
	teams, err := tx.ListTeams()
	names := make(map[id.Team]string, len(teams))
	for _, t := range teams {
		names[t.ID] = t.Name
	}
	return roles, names, err
}
