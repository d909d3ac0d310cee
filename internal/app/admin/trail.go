package admin

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
)

// A Place is where a page of the trails begins: under these numbers of either
// chain. The zero Place is their newest end.
type Place struct{ Changes, Reads int64 }

// A Trail is one page of the trails, newest first.
type Trail struct {
	Entries []audit.Entry
	Staff   map[id.Account]string // what staff are called, those who have left included
	Teams   map[id.Team]string
	Next    Place // where the next page begins
	More    bool
}

const entriesAPage = 50

// SeeTrail shows who did what: one chain, or both when chain is empty. Nothing
// in it is anybody's words, and no participant is named.
func (a *Admin) SeeTrail(ctx context.Context, who authz.Actor, chain audit.Chain, before Place) (Trail, error) {
	return kernel.View(ctx, a.Kernel, who, authz.SeeTrail, who.Organisation, func(tx *kernel.ReadTx) (Trail, error) {
		changes, err := newest(tx, audit.Changes, chain, before.Changes)
		if err != nil {
			return Trail{}, err
		}
		reads, err := newest(tx, audit.Reads, chain, before.Reads)
		if err != nil {
			return Trail{}, err
		}
		page := woven(changes, reads, before)
		if page.Staff, err = tx.ListStaffNames(); err != nil {
			return Trail{}, err
		}
		page.Teams, err = teamNames(tx)
		return page, err
	})
}

func newest(tx *kernel.ReadTx, chain, wanted audit.Chain, before int64) ([]audit.Entry, error) {
	if wanted != "" && wanted != chain {
		return nil, nil
	}
	return tx.ListNewestEntries(chain, before, entriesAPage+1)
}

// woven takes the later of two chains' next entries until the page is full.
// Each chain keeps its own order: numbers order the trail, clocks do not.
func woven(changes, reads []audit.Entry, from Place) Trail {
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

func teamNames(tx *kernel.ReadTx) (map[id.Team]string, error) {
	teams, err := tx.ListTeams()
	names := make(map[id.Team]string, len(teams))
	for _, t := range teams {
		names[t.ID] = t.Name
	}
	return names, err
}
