package workbook

import (
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workbook"
)

// A writing is one change of one page.
type writing struct {
	tx          *kernel.Tx
	participant id.Participant
	of          workbook.Version
	page        workbook.Page
	kept        workbook.Standings // as it stood when the change took its turn
}

// write opens a page for anybody who takes part, and runs do on it.
func (w *Workbooks) write(ctx context.Context, who authz.Actor, module, page string, do func(*writing) error) error {
	return kernel.Change(ctx, w.Kernel, who, authz.WriteWorkbook, who.Participant, func(tx *kernel.Tx) error {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return err
		}
		d, err := bookOf(tx.Definition, person.State)
		if err != nil {
			return err
		}
		wr := &writing{tx: tx, participant: who.Participant, of: d.Ref()}
		if _, wr.page, err = pageOf(d, module, page); err != nil {
			return err
		}
		if !person.State.TakesPart() {
			return fault.New(fault.Denied, "fault.denied")
		}
		if wr.kept, err = tx.FindKept(wr.participant, wr.page.Fields); err != nil {
			return err
		}
		return do(wr)
	})
}

// all merges operations, and stores what came of each.
func (wr *writing) all(operations []workbook.Operation) (workbook.Verdict, error) {
	became, stored := workbook.Unchanged, false
	for _, op := range operations {
		verdict, wrote, err := wr.one(op)
		if err != nil {
			return became, err
		}
		became, stored = weightier(became, verdict), stored || wrote
	}
	if !stored {
		return became, fault.Unchanged
	}
	return became, nil
}

// one merges op into what stands, unless it was sent before: then the answer
// is what it was the first time.
func (wr *writing) one(op workbook.Operation) (verdict workbook.Verdict, wrote bool, err error) {
	if verdict, sent, err := wr.tx.SentBefore(wr.participant, op); sent || err != nil {
		return verdict, false, err
	}
	f, _ := wr.page.Field(op.Field)
	now := wr.kept[op.Field].Kept
	next, verdict := workbook.Merge(now, op)
	if verdict == workbook.Unchanged {
		return verdict, false, nil
	}
	if err := wr.tx.AddAnswer(wr.participant, f, wr.of, op, next, verdict); err != nil {
		return verdict, false, err
	}
	return verdict, true, wr.tx.SettleAnswers(wr.participant, op, now, next)
}

// weightier is what to tell of a page on which one answer became a and
// another b.
func weightier(a, b workbook.Verdict) workbook.Verdict {
	weights := []workbook.Verdict{workbook.Unchanged, workbook.Settled, workbook.Accepted, workbook.OtherKept}
	if slices.Index(weights, b) > slices.Index(weights, a) {
		return b
	}
	return a
}

// TryPage tells whether who may write on a page, and stores nothing: a button
// that only changes lines on the form asks it.
func (w *Workbooks) TryPage(ctx context.Context, who authz.Actor, module, page string) error {
	return w.write(ctx, who, module, page, func(*writing) error { return fault.Unchanged })
}
