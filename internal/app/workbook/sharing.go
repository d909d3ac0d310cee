package workbook

import (
	"cmp"
	"context"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
	"footbridge.org/footbridge/internal/workforce"
)

// A PageAccess is who can see the pages of a workbook besides anybody who
// writes in it.
type PageAccess struct {
	Worker string            // the first name of the worker who visits them now; empty while nobody does
	Now    id.Account        // that worker
	Shared []workbook.Shared // with each worker there was; only the one who visits now can look
	Names  map[id.Account]string
}

// Of finds the page among those that the worker who visits now can see.
func (s PageAccess) Of(page string) (workbook.Shared, bool) {
	return workbook.SharedWith(s.Shared, page, s.Now)
}

// Before finds the page among those that were shared with a worker who visited
// before, and with nobody who visits now: the newest such sharing, and with whom.
func (s PageAccess) Before(page string) (with string, shared workbook.Shared, is bool) {
	if _, now := s.Of(page); now {
		return "", workbook.Shared{}, false
	}
	for _, x := range slices.Backward(s.Shared) {
		if x.Page == page {
			return s.Names[x.To], x, true
		}
	}
	return "", workbook.Shared{}, false
}

// Any tells whether sharing is anything to this person: somebody visits them,
// or something is shared still.
func (s PageAccess) Any() bool { return s.Worker != "" || len(s.Shared) > 0 }

func pageAccess(tx *kernel.ReadTx, person programme.Person) (PageAccess, error) {
	shared, err := sharedNow(tx)
	if err != nil {
		return PageAccess{}, err
	}
	s := PageAccess{Shared: shared, Names: map[id.Account]string{}}
	if isVisited(tx.Scope, person) {
		s.Now = tx.Scope.Worker
	}
	for _, a := range append([]workbook.Shared{{To: s.Now}}, shared...) {
		if _, named := s.Names[a.To]; named || a.To == "" {
			continue
		}
		worker, err := tx.FindAccount(a.To)
		if err != nil {
			return PageAccess{}, err
		}
		s.Names[a.To] = identity.FirstName(worker.Name)
	}
	s.Worker = s.Names[s.Now]
	return s, nil
}

// sharedNow is what is shared, and with whom.
func sharedNow(tx *kernel.ReadTx) ([]workbook.Shared, error) {
	history, err := tx.Sharings(tx.Course).List()
	if err != nil || len(history) == 0 {
		return nil, err
	}
	matches, err := tx.FindMatchHistory(tx.Course)
	return workbook.SharedAfter(history, func(at time.Time) id.Account { return visitorAt(matches, at) }), err
}

// visitorAt is the worker whose match was the newest before a time; the first
// there was, for something that came with it.
func visitorAt(history []ledger.Received[workforce.MatchFact], at time.Time) (worker id.Account) {
	for _, x := range history {
		if m := x.Fact.Matched; m != nil && (worker == "" || x.At.Before(at)) {
			worker = m.Worker
		}
	}
	return worker
}

// isVisited tells whether somebody visits person now.
func isVisited(scope authz.Resource, person programme.Person) bool {
	return scope.Worker != "" && person.Shares()
}

// A PageAct is one tap on the switch that says who can see a page.
type PageAct struct {
	ID           id.Sharing // drawn by the form, so that a retry is harmless
	Module, Page string
	Worker       id.Account // for sharing, the one whom the page named; empty for who visits now
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
		if s.To, err = namedWorker(tx, act); err != nil {
			return err
		}
		if p := s.Check(d); p.Any() {
			return p
		}
		return kernel.Record(tx, tx.Sharings(tx.Course), s, func() error {
			named := cmp.Or(a.Worker, tx.Scope.Worker) // it isn't shared with somebody of whom they have not read
			if act == workbook.Share && (!isVisited(tx.Scope, person) || named != tx.Scope.Worker) {
				return fault.New(fault.Conflict, "sharing.nobody")
			}
			return nil
		})
	})
}

// namedWorker is the worker with whom something is shared now, where there was
// another before them: the first is known by the match.
func namedWorker(tx *kernel.Tx, act workbook.Act) (id.Account, error) {
	history, err := tx.FindMatchHistory(tx.Course)
	if err != nil || act != workbook.Share || len(workforce.MatchesIn(history).All) < 2 {
		return "", err
	}
	return tx.Scope.Worker, nil
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
