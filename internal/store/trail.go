package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// append writes e as the next of its chain: number and hash are given here, in
// commit order, while the organisation's turn is held.
func (t *Turn) append(e audit.Entry) error {
	end, err := t.chainEnd()
	if err != nil {
		return err
	}
	e.Organisation, e.Chain, e.Seq = t.org, t.chain, end.Seq+1
	e.At = instant.At(e.At).Time
	for _, row := range t.rec.touched {
		digest, err := t.rec.digest(t.ctx, row)
		if err != nil {
			return busy(err)
		}
		e.Rows = append(e.Rows, audit.Row{Table: row.table, Key: joinKey(row.key), Digest: digest})
	}
	t.rec.touched = nil
	hash := e.Hash(end.Head)
	if err := t.write(e, hash); err != nil {
		return busy(err)
	}
	return t.moveEnd(end, e.Seq, hash, cmp.Or(t.sealsBy, crypt.SealedBy(end.Seal)))
}

// moveEnd moves the chain's end, and seals it with the master key of that name.
func (t *Turn) moveEnd(end rows.FindChainRow, seq int64, hash []byte, by string) error {
	seal := t.headSeal(by, t.chain, seq, hash)
	if !bytes.Equal(end.Seal, t.headSeal(crypt.SealedBy(end.Seal), t.chain, end.Seq, end.Head)) {
		seal = end.Seal // to seal what follows an end that isn't ours would vouch for that, too
	}
	return busy(t.q.SetChain(t.ctx, rows.SetChainParams{
		OrganisationID: string(t.org), Chain: string(t.chain), Seq: seq, Head: hash, Seal: seal,
	}))
}

func (t *Turn) headSeal(by string, chain audit.Chain, seq int64, hash []byte) []byte {
	return t.master.Head(by, string(t.org), string(chain), fmt.Sprint(seq), string(hash))
}

// chainEnd finds the chain's newest entry, which nobody else moves in this turn.
func (t *Turn) chainEnd() (rows.FindChainRow, error) {
	if known := t.end; known != nil && t.chain == audit.Changes {
		t.end = nil
		return *known, nil
	}
	end, err := t.q.FindChain(t.ctx, rows.FindChainParams{OrganisationID: string(t.org), Chain: string(t.chain)})
	if errors.Is(err, sql.ErrNoRows) && t.chain == audit.Changes {
		by := t.master.Newest()
		return rows.FindChainRow{Seal: t.headSeal(by, t.chain, 0, nil)}, t.beginChains(by)
	}
	if err != nil {
		return end, busy(err)
	}
	return end, t.knows(crypt.SealedBy(end.Seal))
}

// seq is the number that this change's entry will have. Facts carry it: by it
// those of different journals are in one order.
func (t *Tx) seq() (int64, error) {
	if t.end == nil {
		end, err := t.q.FindChain(t.ctx, rows.FindChainParams{OrganisationID: string(t.org), Chain: string(audit.Changes)})
		if err != nil {
			return 0, busy(err)
		}
		if err := t.knows(crypt.SealedBy(end.Seal)); err != nil {
			return 0, err
		}
		t.end = &end
	}
	return t.end.Seq + 1, nil
}

// knows refuses to go on without the master key of that name, which another copy of the
// service has taken into use.
func (t *ReadTx) knows(name string) error {
	if !t.master.Has(name) {
		return errOtherKey
	}
	return nil
}

// beginChains begins an organisation's two trails with its first change. The
// trail of looks begins here too, sealed while it is empty, and nowhere else:
// taken away whole, it would otherwise begin anew as if nobody had ever looked.
func (t *Turn) beginChains(by string) error {
	for _, chain := range []audit.Chain{audit.Changes, audit.Reads} {
		err := t.q.AddChain(t.ctx, rows.AddChainParams{
			OrganisationID: string(t.org), Chain: string(chain), Head: []byte{}, Seal: t.headSeal(by, chain, 0, nil),
		})
		if err != nil {
			return busy(err)
		}
	}
	return nil
}

func (t *Turn) write(e audit.Entry, hash []byte) error {
	org, chain := string(e.Organisation), string(e.Chain)
	err := t.q.AddEntry(t.ctx, rows.AddEntryParams{
		OrganisationID: org, Chain: chain, Seq: e.Seq, At: instant.At(e.At), Actor: e.Actor, Action: e.Action,
		SubjectKind: e.SubjectKind, Subject: e.Subject, Refused: e.Refused, Hash: hash,
	})
	if err != nil {
		return err
	}
	lines := make([][]any, len(e.Rows))
	for n, r := range e.Rows {
		lines[n] = []any{org, chain, e.Seq, int64(n), r.Table, r.Key, r.Digest}
	}
	err = t.insertMany("entry_row", "", []string{"organisation_id", "chain", "seq", "n", "table_name",
		"row_key", "digest"}, lines)
	if err != nil {
		return err
	}
	seen := make([][]any, len(e.People))
	for n, who := range e.People {
		seen[n] = []any{org, chain, e.Seq, int64(n), who}
	}
	return t.insertMany("entry_person", "", []string{"organisation_id", "chain", "seq", "n", "participant_id"}, seen)
}

// clocksApart bounds how far the moment of an entry may be from those of its
// neighbours: a look is numbered when it has been taken, and copies of the service
// have clocks of their own.
const clocksApart = time.Hour

// ListNewestEntries returns up to limit entries of a chain before seq (0 for the
// newest) that are asked for, newest first.
func (t *ReadTx) ListNewestEntries(chain audit.Chain, of audit.Asked, before int64, limit int) ([]audit.Listed, error) {
	q := rows.ListNewestEntriesParams{OrganisationID: string(t.org), Chain: string(chain), Seq_2: orLast(before),
		At: instant.At(of.From), At_2: instant.At(orNever(of.Until)), Limit: int32(limit)}
	if err := t.boundNumbers(&q, of); err != nil {
		return nil, err
	}
	var list []audit.Listed
	add := func(f rows.ListNewestEntriesRow) {
		list = append(list, audit.Listed{Shown: int(f.People), Entry: audit.Entry{
			Organisation: t.org, Chain: chain, Seq: f.Seq, At: f.At.Time, Actor: f.Actor, Action: f.Action,
			SubjectKind: f.SubjectKind, Subject: f.Subject, Refused: f.Refused,
		}})
	}
	switch {
	case of.Person != "":
		found, err := t.q.ListNewestEntriesAbout(t.ctx, rows.ListNewestEntriesAboutParams{
			OrganisationID: q.OrganisationID, Chain: q.Chain, Seq: q.Seq, Seq_2: q.Seq_2, At: q.At, At_2: q.At_2,
			Subject: string(of.Person), Actor: string(of.But), Limit: q.Limit,
		})
		for _, f := range found {
			add(rows.ListNewestEntriesRow(f))
		}
		return list, busy(err)
	case of.By != "":
		found, err := t.q.ListNewestEntriesBy(t.ctx, rows.ListNewestEntriesByParams{
			OrganisationID: q.OrganisationID, Chain: q.Chain, Seq: q.Seq, Seq_2: q.Seq_2, At: q.At, At_2: q.At_2,
			Actor: string(of.By), Limit: q.Limit,
		})
		for _, f := range found {
			add(rows.ListNewestEntriesRow(f))
		}
		return list, busy(err)
	}
	found, err := t.q.ListNewestEntries(t.ctx, q)
	for _, f := range found {
		add(f)
	}
	return list, busy(err)
}

// boundNumbers has q pass over the entries of other days by their numbers: they are
// given in the order of time, but for clocksApart.
func (t *ReadTx) boundNumbers(q *rows.ListNewestEntriesParams, of audit.Asked) error {
	if !of.From.IsZero() {
		after, err := t.numberBefore(q.Chain, of.From.Add(-clocksApart))
		if err != nil {
			return err
		}
		q.Seq = after
	}
	if of.Until.IsZero() {
		return nil
	}
	until, err := t.numberBefore(q.Chain, of.Until.Add(clocksApart))
	q.Seq_2 = min(q.Seq_2, until+1)
	return err
}

// numberBefore is the last number that a chain's entries were given before a moment.
func (t *ReadTx) numberBefore(chain string, before time.Time) (int64, error) {
	seq, err := t.q.FindEntryBefore(t.ctx, rows.FindEntryBeforeParams{OrganisationID: string(t.org), Chain: chain,
		At: instant.At(before)})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return seq, busy(err)
}

// CountChangesBy counts what an actor changed, or was refused to, since a moment.
func (t *ReadTx) CountChangesBy(actor string, since time.Time) (int, error) {
	after, err := t.numberBefore(string(audit.Changes), since)
	if err != nil {
		return 0, err
	}
	n, err := t.q.CountEntriesBy(t.ctx, rows.CountEntriesByParams{OrganisationID: string(t.org), Actor: actor, Seq: after})
	return int(n), busy(err)
}

// CountDone counts how often an action was done to a subject since a moment.
func (t *ReadTx) CountDone(action, subject string, since time.Time) (int, error) {
	after, err := t.numberBefore(string(audit.Changes), since)
	if err != nil {
		return 0, err
	}
	n, err := t.q.CountEntriesOf(t.ctx, rows.CountEntriesOfParams{OrganisationID: string(t.org), Subject: subject,
		Seq: after, Action: action})
	return int(n), busy(err)
}

// ListLooks returns who looked at participant's record, alone or in a list,
// newest first, leaving out one actor: the person themselves.
func (t *ReadTx) ListLooks(participant id.Participant, but id.Account, before int64, limit int) ([]audit.Entry, error) {
	found, err := t.ListNewestEntries(audit.Reads, audit.Asked{Person: participant, But: but}, before, limit)
	list := make([]audit.Entry, len(found))
	for i, f := range found {
		list[i] = f.Entry
	}
	return list, err
}

// ListActsOnAccess returns the newest that staff did to how participant signs in, newest first.
func (t *ReadTx) ListActsOnAccess(participant id.Participant) ([]audit.Entry, error) {
	found, err := t.q.ListActsOnAccess(t.ctx, rows.ListActsOnAccessParams{OrganisationID: string(t.org),
		Subject: string(participant)})
	list := make([]audit.Entry, len(found))
	for i, f := range found {
		list[i] = audit.Entry{Organisation: t.org, Chain: audit.Changes, Seq: f.Seq, At: f.At.Time, Actor: f.Actor,
			Action: f.Action}
	}
	return list, busy(err)
}

func orLast(before int64) int64 {
	if before == 0 {
		return 1 << 62
	}
	return before
}

func orNever(t time.Time) time.Time {
	if t.IsZero() {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}
