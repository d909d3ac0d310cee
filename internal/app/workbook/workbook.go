// Package workbook owns the use cases of somebody's own workbook: opening it,
// writing in it, reading what was there before, choosing where two edits met,
// and sharing a page with the worker who visits them. It refuses everybody
// else: staff open nothing of it but a page that is shared with them.
package workbook

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workbook"
)

// Workbooks are the use cases of people's own workbooks.
type Workbooks struct {
	Kernel *kernel.Kernel
}

// A Book is the whole of somebody's workbook, as its first page shows it.
type Book struct {
	Definition workbook.Definition
	Answers    workbook.Answers
	Last       workbook.Page // the page that was written on last; the zero Page when none was
	MayWrite   bool
	Access     PageAccess
}

// A Page is one page of somebody's workbook with what they wrote on it.
type Page struct {
	Definition workbook.Definition
	Module     workbook.Module
	Page       workbook.Page
	Kept       workbook.Standings
	Past       map[string][]workbook.PastAnswer
	Today      programme.Date
	MayWrite   bool // anybody who has stopped taking part still reads
	Access     PageAccess
}

// SeeWorkbook shows who, a participant, their own workbook.
func (w *Workbooks) SeeWorkbook(ctx context.Context, who authz.Actor) (Book, error) {
	return kernel.View(ctx, w.Kernel, who, authz.SeeWorkbook, who.Participant, func(tx *kernel.ReadTx) (Book, error) {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return Book{}, err
		}
		b := Book{MayWrite: person.State.TakesPart()}
		if b.Definition, err = bookToRead(tx, person); err != nil {
			return Book{}, err
		}
		kept, err := tx.FindKept(who.Participant, b.Definition.Fields())
		if err != nil {
			return Book{}, err
		}
		b.Answers, b.Last = kept.Answers(b.Definition.Fields()), kept.Last(b.Definition)
		b.Access, err = pageAccess(tx, person)
		return b, err
	})
}

// bookOf is the workbook of somebody who stands there: anybody who takes part
// writes in it, anybody who has stopped may still read it, and before that there
// is none.
func bookOf(d programme.Definition, state programme.State) (workbook.Definition, error) {
	if !state.HasWorkbook() {
		return workbook.Definition{}, fault.Absent
	}
	return content.LatestWorkbook(d.Workbook)
}

// SeePage shows who, a participant, a page of their own workbook.
func (w *Workbooks) SeePage(ctx context.Context, who authz.Actor, module, page string) (Page, error) {
	return w.see(ctx, who, module, page, func(tx *kernel.ReadTx, p *Page) (err error) {
		p.Kept, err = tx.FindKept(who.Participant, p.Page.Fields)
		return err
	})
}

// SeeHistory shows who, a participant, all that they ever wrote on a page.
func (w *Workbooks) SeeHistory(ctx context.Context, who authz.Actor, module, page string) (Page, error) {
	return w.see(ctx, who, module, page, func(tx *kernel.ReadTx, p *Page) (err error) {
		if p.Kept, err = tx.FindKept(who.Participant, p.Page.Fields); err != nil {
			return err
		}
		p.Past, err = tx.ListPast(who.Participant, p.Page.Fields)
		return err
	})
}

// bookToRead is the workbook that p may read: what they wrote when they were with the
// service before is theirs still.
func bookToRead(tx *kernel.ReadTx, p programme.Person) (workbook.Definition, error) {
	has, err := tx.HasWorkbook(p)
	if err == nil && !has {
		err = fault.Absent
	}
	if err != nil {
		return workbook.Definition{}, err
	}
	return content.LatestWorkbook(tx.Definition.Workbook)
}

func (w *Workbooks) see(ctx context.Context, who authz.Actor, module, page string,
	look func(*kernel.ReadTx, *Page) error) (Page, error) {
	return kernel.View(ctx, w.Kernel, who, authz.SeeWorkbook, who.Participant, func(tx *kernel.ReadTx) (Page, error) {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return Page{}, err
		}
		p := Page{Today: tx.Today, MayWrite: person.State.TakesPart()}
		if p.Definition, err = bookToRead(tx, person); err != nil {
			return Page{}, err
		}
		if p.Module, p.Page, err = pageOf(p.Definition, module, page); err != nil {
			return Page{}, err
		}
		if p.Access, err = pageAccess(tx, person); err != nil {
			return Page{}, err
		}
		return p, look(tx, &p)
	})
}

func pageOf(d workbook.Definition, module, page string) (workbook.Module, workbook.Page, error) {
	m, p, there := d.Page(page)
	if !there || m.Key != module {
		return m, p, fault.Absent
	}
	return m, p, nil
}

// A SentPage is a page as it was sent.
type SentPage struct {
	Operation    id.Operation // drawn by the form, so that a retry is harmless
	Module, Page string
	Form         url.Values // named as workbook.Read has it
}

// SavePage stores what was written on a page, and returns what became of it:
// OtherKept where any answer met another one, Accepted where any stands anew,
// else Unchanged. Sending the same page again is safe; the same operation
// with other words is a conflict. When an answer breaks a rule, nothing is
// stored.
func (w *Workbooks) SavePage(ctx context.Context, who authz.Actor, s SentPage) (workbook.Verdict, error) {
	verdict := workbook.Unchanged
	err := w.write(ctx, who, s.Module, s.Page, func(wr *writing) error {
		var problems fault.Problems
		for _, f := range wr.page.Fields {
			problems = append(problems, workbook.Check(f, workbook.Read(f, s.Form, wr.tx.Today), wr.tx.Today)...)
		}
		if problems.Any() {
			return problems
		}
		var err error
		verdict, err = wr.all(wr.page.Operations(s.Form, s.Operation, wr.kept.Kept(), wr.tx.Today))
		return err
	})
	return verdict, err
}

// A Choice takes one version of an answer: another one that met it, an earlier
// one, or the one that stands.
type Choice struct {
	Operation    id.Operation
	Module, Page string
	Field        string
	From         id.Operation   // the version's; empty for the one that stands
	Base         workbook.Base  // what stood while they chose
	Settles      []id.Operation // the others that they saw, and don't want
}

// isOvertaken tells whether something else than value, which c takes, has come to stand since c's
// page was shown, or was chosen over what waited there. The same choice, made elsewhere, is none.
func (c Choice) isOvertaken(now workbook.Kept, value workbook.Answer) bool {
	moved := c.Base.Hash != now.Base().Hash
	if c.From == "" || workbook.Same(value, now.Answer) {
		return c.From == "" && moved
	}
	return moved || !now.Waits(c.Settles)
}

// Choose has a version of an answer stand. When something else has come to
// stand since the page was shown, or was chosen over the versions on it, that is a
// conflict, and nothing is stored: the person who chose has not seen it. Sending the
// same choice again is safe.
func (w *Workbooks) Choose(ctx context.Context, who authz.Actor, c Choice) error {
	return w.write(ctx, who, c.Module, c.Page, func(wr *writing) error {
		f, there := wr.page.Field(c.Field)
		if !there {
			return fault.Absent
		}
		value, err := wr.version(f, c.From)
		if err != nil {
			return err
		}
		op := workbook.Operation{ID: c.Operation, Field: f.Key, Base: c.Base, Value: value, Settles: c.Settles}
		if _, sent, err := wr.tx.SentBefore(wr.participant, op); sent || err != nil {
			return cmp.Or(err, fault.Unchanged)
		}
		if c.isOvertaken(wr.kept[f.Key].Kept, value) {
			return fault.New(fault.Conflict, "my_workbook.moved_on")
		}
		_, err = wr.all([]workbook.Operation{op})
		return err
	})
}

// version is the answer to f that from saved; what stands when from is empty.
func (wr *writing) version(f workbook.Field, from id.Operation) (workbook.Answer, error) {
	if from == "" {
		return wr.kept.Of(f), nil
	}
	past, err := wr.tx.ListPast(wr.participant, []workbook.Field{f})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(past[f.Key], func(p workbook.PastAnswer) bool { return p.From == from })
	if i < 0 {
		return nil, fault.Absent
	}
	return past[f.Key][i].Answer, nil
}
