package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workbook"
)

// answerWords is the sealed part of an answer.
type answerWords struct {
	Answer  json.RawMessage  `json:"answer"`
	Version workbook.Version `json:"version"` // of the workbook that asked
}

// answerBody is what makes two savings the same.
type answerBody struct {
	Field   string         `json:"field"`
	Base    workbook.Base  `json:"base"`
	Answer  string         `json:"answer"`
	Settles []id.Operation `json:"settles"`
}

// workbookKey names the key of participant's workbook, which no other words are
// sealed under: it can be shredded, and the rest of the record stays.
func workbookKey(participant id.Participant) string { return string(participant) + ".workbook" }

// answerKey names the row of what op saved in a field.
func answerKey(op id.Operation, field string) string { return string(op) + "." + field }

// workbookKeyOf opens the key of participant's workbook, or makes one.
func (t *Tx) workbookKeyOf(participant id.Participant) (*crypt.Person, error) {
	k, err := t.keyFor(workbookKey(participant))
	if fault.Of(err) == fault.NotFound {
		return t.newKey(workbookKey(participant))
	}
	return k, err
}

// AddAnswer stores what op wrote in f: as revision next.Revision where verdict
// is that it stands now, and beside what stands where it met another one.
// Where op chose, the others that it names wait no longer.
func (t *Tx) AddAnswer(participant id.Participant, f workbook.Field, of workbook.Version, op workbook.Operation,
	next workbook.Kept, verdict workbook.Verdict) error {
	revision := 0
	switch verdict {
	case workbook.Accepted:
		revision = next.Revision
	case workbook.OtherKept:
	default:
		return nil
	}
	k, err := t.workbookKeyOf(participant)
	if err != nil {
		return err
	}
	digest, err := body(k, sameAnswer(op))
	if err != nil {
		return err
	}
	key := answerKey(op.ID, f.Key)
	sealed, err := seal(k, "workbook_answer", key, answerWords{workbook.Encode(op.Value), of})
	if err != nil {
		return err
	}
	return busy(t.q.AddWorkbookAnswer(t.ctx, rows.AddWorkbookAnswerParams{
		ParticipantID: string(participant), ID: key, At: instant.At(t.now), ByAccount: t.by,
		Operation: string(op.ID), Field: f.Key, Revision: int64(revision), Sealed: sealed, Body: digest,
	}))
}

func sameAnswer(op workbook.Operation) answerBody {
	return answerBody{op.Field, op.Base, string(workbook.Encode(op.Value)), op.Settles}
}

// SettleAnswers stores that those of before that are not in after wait no
// longer: op chose.
func (t *Tx) SettleAnswers(participant id.Participant, op workbook.Operation, before, after workbook.Kept) error {
	left := map[id.Operation]bool{}
	for _, o := range after.Others {
		left[o.From] = true
	}
	for _, o := range before.Others {
		if left[o.From] {
			continue
		}
		if err := t.q.AddWorkbookChoice(t.ctx, rows.AddWorkbookChoiceParams{
			ParticipantID: string(participant), ID: answerKey(o.From, op.Field), At: instant.At(t.now), ByAccount: t.by,
			Operation: string(op.ID),
		}); err != nil {
			return busy(err)
		}
	}
	return nil
}

// SentBefore tells whether op is stored already, and what became of it then.
// The same operation with other words is a conflict.
func (t *ReadTx) SentBefore(participant id.Participant, op workbook.Operation) (workbook.Verdict, bool, error) {
	row, err := t.q.FindWorkbookAnswer(t.ctx, rows.FindWorkbookAnswerParams{ParticipantID: string(participant),
		ID: answerKey(op.ID, op.Field)})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, busy(err)
	}
	k, err := t.keyFor(workbookKey(participant))
	if err != nil {
		return "", false, err
	}
	digest, err := body(k, sameAnswer(op))
	if err != nil {
		return "", false, err
	}
	if err := again(row.Body, digest); fault.Of(err) == fault.Conflict {
		return "", false, err
	}
	if row.Revision == 0 {
		return workbook.OtherKept, true, nil
	}
	return workbook.Accepted, true, nil
}

// FindKept finds what stands in those fields, and what stands beside it. A
// field in which nothing was ever written is not there.
func (t *ReadTx) FindKept(participant id.Participant, fields []workbook.Field) (workbook.Standings, error) {
	found, err := t.q.ListWorkbookAnswersNow(t.ctx, string(participant))
	kept := workbook.Standings{}
	if err != nil || len(found) == 0 {
		return kept, busy(err)
	}
	k, err := t.keyFor(workbookKey(participant))
	if err != nil {
		return nil, err
	}
	of := byKey(fields)
	for _, row := range found {
		f, asked := of[row.Field]
		if !asked {
			continue
		}
		a, err := openAnswer(k, f, row.ID, row.Sealed)
		if err != nil {
			return nil, err
		}
		now := kept[f.Key]
		if row.Revision == 0 {
			from := id.Operation(row.Operation)
			now.Others = append(now.Others, workbook.OtherAnswer{From: from, Answer: a})
			now.Since = since(now.Since, from, row.At.Time)
		} else {
			now.Revision, now.Answer, now.At = int(row.Revision), a, row.At.Time
		}
		kept[f.Key] = now
	}
	return kept, nil
}

// ListPast lists all that was ever kept in those fields, by field, the newest
// first.
func (t *ReadTx) ListPast(participant id.Participant, fields []workbook.Field) (map[string][]workbook.PastAnswer,
	error) {
	found, err := t.q.ListWorkbookAnswersEver(t.ctx, string(participant))
	past := map[string][]workbook.PastAnswer{}
	if err != nil || len(found) == 0 {
		return past, busy(err)
	}
	k, err := t.keyFor(workbookKey(participant))
	if err != nil {
		return nil, err
	}
	of := byKey(fields)
	for _, row := range found {
		f, asked := of[row.Field]
		if !asked {
			continue
		}
		a, err := openAnswer(k, f, row.ID, row.Sealed)
		if err != nil {
			return nil, err
		}
		past[f.Key] = append(past[f.Key], workbook.PastAnswer{
			From: id.Operation(row.Operation), Revision: int(row.Revision), Answer: a, At: row.At.Time,
			Settled: row.SettledAt.Valid,
		})
	}
	return past, nil
}

func since(all map[id.Operation]time.Time, op id.Operation, at time.Time) map[id.Operation]time.Time {
	if all == nil {
		all = map[id.Operation]time.Time{}
	}
	all[op] = at
	return all
}

func byKey(fields []workbook.Field) map[string]workbook.Field {
	of := map[string]workbook.Field{}
	for _, f := range fields {
		of[f.Key] = f
	}
	return of
}

func openAnswer(k *crypt.Person, f workbook.Field, row string, sealed []byte) (workbook.Answer, error) {
	var w answerWords
	if err := open(k, "workbook_answer", row, sealed, &w); err != nil {
		return nil, err
	}
	return workbook.Decode(f, w.Answer)
}
