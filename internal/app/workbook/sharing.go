package workbook

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// A PageAccess is who can see the pages of a workbook besides anybody who
// writes in it.
type PageAccess struct {
	Worker string            // the first name of the worker who visits them now; empty while nobody does
	Shared []workbook.Shared // while nobody visits, nobody sees these either
}

// Of finds the page among those that are shared.
func (s PageAccess) Of(page string) (workbook.Shared, bool) {
	return workbook.SharedWith(s.Shared, page, workbook.Worker)
}

// Any tells whether sharing is anything to this person: somebody visits them,
// or something is shared still.
func (s PageAccess) Any() bool { return s.Worker != "" || len(s.Shared) > 0 }

func pageAccess(tx *kernel.ReadTx, person programme.Person) (PageAccess, error) {
	history, err := tx.Sharings(tx.Course).List()
	if err != nil {
		return PageAccess{}, err
	}
	s := PageAccess{Shared: workbook.SharedAfter(history)}
	if isVisited(tx.Scope, person) {
		worker, err := tx.FindAccount(tx.Scope.Worker)
		if err != nil {
			return PageAccess{}, err
		}
		s.Worker = identity.FirstName(worker.Name)
	}
	return s, nil
}

// isVisited tells whether somebody visits person now. Sharing is with whoever
// that is: when the visits end, so does every look at what is shared.
func isVisited(scope authz.Resource, person programme.Person) bool {
	return scope.Worker != "" && person.State == programme.Consented && person.Standing.Is != programme.Ended
}

// A PageAct is one tap on the switch that says who can see a page.
type PageAct struct {
	ID           id.Sharing // drawn by the form, so that a retry is harmless
	Module, Page string
}

// SharePage lets the worker who visits who, a participant, read a page of their
// workbook from now on. Sending it again is safe.
func (w *Workbooks) SharePage(ctx context.Context, who authz.Actor, a PageAct) error {
	return w.changeSharing(ctx, who, authz.SharePage, workbook.Share, a)
}

// TakeBackPage ends that at once. It is never refused to anybody who has a
// workbook, whatever has become of the visits. Sending it again is safe.
func (w *Workbooks) TakeBackPage(ctx context.Context, who authz.Actor, a PageAct) error {
	return w.changeSharing(ctx, who, authz.TakeBackPage, workbook.TakeBack, a)
}

// changeSharing stores the act even where it changes nothing: else a tap that
// comes again late, after the page was taken back, would share it anew.
func (w *Workbooks) changeSharing(ctx context.Context, who authz.Actor, action authz.Action, act workbook.Act,
	a PageAct) error {
	return kernel.Change(ctx, w.Kernel, who, action, who.Participant, func(tx *kernel.Tx) error {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return err
		}
		d, err := bookOf(tx.Definition, person.State)
		if err != nil {
			return err
		}
		if _, _, err := pageOf(d, a.Module, a.Page); err != nil {
			return err
		}
		s := workbook.Sharing{ID: a.ID, Participant: person.ID, Page: a.Page, With: workbook.Worker, Act: act}
		if p := s.Check(d); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Sharings(tx.Course), s, func() error {
			if act == workbook.Share && !isVisited(tx.Scope, person) {
				return fault.New(fault.Conflict, "sharing.nobody")
			}
			return nil
		})
	})
}

// A SharedPage is a page as somebody else may read it: the answers that stand,
// no earlier ones, and none that wait for a choice.
type SharedPage struct {
	Person     programme.Person
	Definition workbook.Definition
	Module     workbook.Module
	Page       workbook.Page
	Kept       workbook.Standings
}

func sharedPage(tx *kernel.ReadTx, person programme.Person, d workbook.Definition, page string) (SharedPage, error) {
	m, p, there := d.Page(page)
	if !there {
		return SharedPage{}, fault.Absent
	}
	kept, err := tx.FindKept(person.ID, p.Fields)
	return SharedPage{Person: person, Definition: d, Module: m, Page: p, Kept: kept.WithoutOthers()}, err
}

// PreviewPage shows who, a participant, a page of theirs as the worker who
// visits them sees it or would see it. Who is visited by nobody has no such
// view.
func (w *Workbooks) PreviewPage(ctx context.Context, who authz.Actor, module, page string) (SharedPage, PageAccess,
	error) {
	var seen PageAccess
	found, err := kernel.View(ctx, w.Kernel, who, authz.SeeWorkbook, who.Participant,
		func(tx *kernel.ReadTx) (SharedPage, error) {
			person, err := tx.FindPerson(who.Participant)
			if err != nil {
				return SharedPage{}, err
			}
			d, err := bookOf(tx.Definition, person.State)
			if err != nil {
				return SharedPage{}, err
			}
			if _, _, err := pageOf(d, module, page); err != nil {
				return SharedPage{}, err
			}
			if seen, err = pageAccess(tx, person); err != nil {
				return SharedPage{}, err
			}
			if seen.Worker == "" {
				return SharedPage{}, fault.Absent
			}
			return sharedPage(tx, person, d, page)
		})
	return found, seen, err
}
