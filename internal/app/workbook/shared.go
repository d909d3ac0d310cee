package workbook

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// SharedPages are what somebody chose to share, as the worker who visits them
// sees it: the pages, and nothing of what is on them.
type SharedPages struct {
	Person     programme.Person
	Definition workbook.Definition
	Shared     []workbook.Shared // the newest first
}

// ListShared shows a worker which pages participant, whom they visit, shares
// with them.
func (w *Workbooks) ListShared(ctx context.Context, who authz.Actor, participant id.Participant) (SharedPages, error) {
	return kernel.View(ctx, w.Kernel, who, authz.ListShared, participant, func(tx *kernel.ReadTx) (SharedPages, error) {
		return sharedPages(tx, participant)
	})
}

// SeeShared shows a worker a page that participant, whom they visit, shares
// with them. One that is not shared, or no longer, is as absent as one that
// never was.
func (w *Workbooks) SeeShared(ctx context.Context, who authz.Actor, participant id.Participant,
	page string) (SharedPage, error) {
	return kernel.View(ctx, w.Kernel, who, authz.SeeShared, participant, func(tx *kernel.ReadTx) (SharedPage, error) {
		c, err := sharedPages(tx, participant)
		if err != nil {
			return SharedPage{}, err
		}
		if _, shared := workbook.SharedWith(c.Shared, page, tx.Scope.Worker); !shared {
			return SharedPage{}, fault.Absent
		}
		return sharedPage(tx, c.Person, c.Definition, page)
	})
}

func sharedPages(tx *kernel.ReadTx, participant id.Participant) (SharedPages, error) {
	person, err := tx.FindPerson(participant)
	if err != nil || !isVisited(tx.Scope, person) {
		return SharedPages{Person: person}, err
	}
	c := SharedPages{Person: person}
	if c.Definition, err = bookOf(tx.Definition, person.State); err != nil {
		return SharedPages{}, err
	}
	shared, err := sharedNow(tx)
	if err != nil {
		return SharedPages{}, err
	}
	for _, s := range slices.Backward(shared) {
		_, _, there := c.Definition.Page(s.Page) // a later version of the workbook may lack it
		if there && s.To == tx.Scope.Worker {
			c.Shared = append(c.Shared, s)
		}
	}
	return c, nil
}
