package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// A trailVerifier carries the newest digest of every row that the trail covers. There may be
// millions: nothing of one is kept that points elsewhere.
type trailVerifier struct {
	*verifier
	newest        map[string]map[rowName]covered // by table
	organisations []id.Organisation
}

// A rowName stands for a row's key. If somebody found two that have the same, the digests would
// still be others: a key is in its row.
type rowName [sha256.Size / 2]byte

func nameOf(key string) rowName {
	sum := sha256.Sum256([]byte(key))
	return rowName(sum[:])
}

// A covered is a row's newest digest, all zero of a row that was removed, and whose trail names
// the row.
type covered struct {
	digest [sha256.Size]byte
	by     uint32 // of the organisations
}

func (c covered) removed() bool { return c.digest == [sha256.Size]byte{} }

// trail walks every chain, and then holds what they say of the rows against these.
func (w *verifier) trail(chains []rows.Chain, expected []End) error {
	t := &trailVerifier{verifier: w, newest: map[string]map[rowName]covered{}}
	if len(chains) == 0 {
		w.v.fault("there is no trail: nobody has set up an organisation here, or all of it was taken away")
	}
	for _, c := range chains {
		if err := t.walk(c); err != nil {
			return err
		}
	}
	if err := w.strays(chains); err != nil {
		return err
	}
	for _, end := range expected {
		if err := w.reaches(end); err != nil {
			return err
		}
	}
	return t.holdAll()
}

const walkAtOnce = 500

func (w *trailVerifier) walk(c rows.Chain) error {
	name := fmt.Sprintf("the %s trail of organisation %s", c.Chain, c.OrganisationID)
	var prev []byte
	last := int64(0)
	for {
		list, err := w.entries(c, last)
		if err := w.unreadable(err); err != nil {
			return err
		}
		if err != nil {
			w.v.fault("%s: what follows entry %d cannot be read", name, last)
			return nil
		}
		for _, e := range list {
			if e.entry.Seq != last+1 {
				w.v.fault("%s: entry %d follows entry %d", name, e.entry.Seq, last)
			}
			hash := e.entry.Hash(prev)
			if !bytes.Equal(hash, e.hash) {
				w.v.fault("%s: entry %d is not as it was written", name, e.entry.Seq)
			}
			prev, last = e.hash, e.entry.Seq
			w.remember(e.entry)
			w.v.Entries++
		}
		w.ahead.move(int64(len(list)))
		if len(list) < walkAtOnce {
			break
		}
	}
	w.v.Ends = append(w.v.Ends, End{Organisation: id.Organisation(c.OrganisationID), Chain: audit.Chain(c.Chain),
		Seq: last, Head: hex.EncodeToString(prev)})
	seal := w.tx.master.Head(crypt.SealedBy(c.Seal), c.OrganisationID, c.Chain, fmt.Sprint(last), string(prev))
	if last != c.Seq || !bytes.Equal(prev, c.Head) || !bytes.Equal(seal, c.Seal) {
		w.v.fault("%s: its end is not where it was sealed", name)
	}
	return nil
}

// reaches holds a trail against an end of its own from before: that entry is still there, with
// all that its hash says of what came before it.
func (w *verifier) reaches(end End) error {
	var hash []byte
	i := slices.IndexFunc(w.v.Ends, func(e End) bool {
		return e.Organisation == end.Organisation && e.Chain == end.Chain
	})
	if i < 0 {
		w.v.fault("the %s trail of organisation %s, which had %d entries, is gone", end.Chain, end.Organisation, end.Seq)
		return nil
	}
	if end.Seq > 0 {
		found, err := w.tx.q.FindEntryHash(w.tx.ctx, rows.FindEntryHashParams{OrganisationID: string(end.Organisation),
			Chain: string(end.Chain), Seq: end.Seq})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return busy(err)
		}
		hash = found
	}
	if hex.EncodeToString(hash) != end.Head {
		w.v.fault("the %s trail of organisation %s is not the one that had %d entries: it has %d", end.Chain,
			end.Organisation, end.Seq, w.v.Ends[i].Seq)
	}
	return nil
}

type storedEntry struct {
	entry audit.Entry
	hash  []byte
}

// entries reads the next entries of a chain with their rows and people.
func (w *trailVerifier) entries(c rows.Chain, after int64) ([]storedEntry, error) {
	ctx, q := w.tx.ctx, w.tx.q
	found, err := q.ListEntries(ctx, rows.ListEntriesParams{OrganisationID: c.OrganisationID, Chain: c.Chain, Seq: after,
		Limit: walkAtOnce})
	if err != nil || len(found) == 0 {
		return nil, busy(err)
	}
	list := make([]storedEntry, len(found))
	bySeq := map[int64]*audit.Entry{}
	for i, f := range found {
		list[i] = storedEntry{hash: f.Hash, entry: audit.Entry{
			Organisation: id.Organisation(c.OrganisationID), Chain: audit.Chain(c.Chain), Seq: f.Seq, At: f.At.Time,
			Actor: f.Actor, Action: f.Action, SubjectKind: f.SubjectKind, Subject: f.Subject, Refused: f.Refused,
		}}
		bySeq[f.Seq] = &list[i].entry
	}
	upTo := found[len(found)-1].Seq
	covered, err := q.ListEntryRows(ctx, rows.ListEntryRowsParams{OrganisationID: c.OrganisationID, Chain: c.Chain,
		Seq: after, Seq_2: upTo})
	if err != nil {
		return nil, busy(err)
	}
	for _, r := range covered {
		if e := bySeq[r.Seq]; e != nil {
			e.Rows = append(e.Rows, audit.Row{Table: r.TableName, Key: r.RowKey, Digest: r.Digest})
		}
	}
	seen, err := q.ListEntryPeople(ctx, rows.ListEntryPeopleParams{OrganisationID: c.OrganisationID, Chain: c.Chain,
		Seq: after, Seq_2: upTo})
	if err != nil {
		return nil, busy(err)
	}
	for _, p := range seen {
		if e := bySeq[p.Seq]; e != nil {
			e.People = append(e.People, p.ParticipantID)
		}
	}
	return list, nil
}

// rewritten are the covered tables whose rows Footbridge writes again. Those of the others are
// written once, and never removed.
var rewritten = []string{"account", "address", "attempt", "doubt", "due", "earlier_course", "follow_up",
	"life", "life_event", "own_number", "participant", "person_key", "remembered_phone", "role_grant", "rotation",
	"session", "sign_in", "study", "support_request", "verification", "worry"}

// remember keeps the newest digest of every row. Footbridge covers a fact once: a second entry
// about it is by somebody who altered it, and who may have had the key to seal that.
func (w *trailVerifier) remember(e audit.Entry) {
	by := slices.Index(w.organisations, e.Organisation)
	if by < 0 {
		by = len(w.organisations)
		w.organisations = append(w.organisations, e.Organisation)
	}
	for _, r := range e.Rows {
		if w.newest[r.Table] == nil {
			w.newest[r.Table] = map[rowName]covered{}
		}
		name := nameOf(r.Key)
		before, written := w.newest[r.Table][name]
		switch {
		case e.Chain != audit.Changes:
			w.v.fault("%s %s was written by a look, entry %d of organisation %s", r.Table, r.Key, e.Seq, e.Organisation)
		case written && before.by != uint32(by):
			w.v.fault("%s %s was written by two organisations, %s and %s", r.Table, r.Key, w.organisations[before.by],
				e.Organisation)
		case written && !slices.Contains(rewritten, r.Table):
			w.v.fault("%s %s was written a second time, by entry %d of organisation %s", r.Table, r.Key, e.Seq, e.Organisation)
		}
		w.newest[r.Table][name] = covered{keptDigest(r.Digest), uint32(by)}
	}
}

// keptDigest is a digest as it is kept. What has another length is the digest of no row, nor is
// what it is kept as.
func keptDigest(stored []byte) (kept [sha256.Size]byte) {
	if len(stored) == 0 || len(stored) == len(kept) {
		copy(kept[:], stored)
		return kept
	}
	return sha256.Sum256(stored)
}

func (w *trailVerifier) holdAll() error {
	for _, table := range Tables() {
		if err := w.hold(table); err != nil {
			return err
		}
		w.ahead.move(w.ahead.table)
	}
	return w.missing()
}

// hold compares every row of a table with its newest digest, and strikes out
// what it found.
func (w *trailVerifier) hold(table string) error {
	found, err := w.tx.rec.inner.QueryContext(w.tx.ctx, "SELECT * FROM "+table)
	if err != nil {
		return busy(err)
	}
	defer found.Close()
	for found.Next() {
		key, digest, err := digestRow(table, found)
		if err != nil {
			w.v.fault("%s: a row cannot be read back", table)
			continue
		}
		w.v.Rows++
		name := nameOf(key)
		want, known := w.newest[table][name]
		switch {
		case !known || want.removed():
			w.v.fault("%s %s was not written by Footbridge", table, key)
		case !bytes.Equal(want.digest[:], digest):
			w.v.fault("%s %s is not as it was written", table, key)
		}
		delete(w.newest[table], name)
	}
	return busy(found.Err())
}

// missing names what the trail covers and nobody has found, of tables that aren't there as well.
// The trail is asked for their keys again.
func (w *trailVerifier) missing() error {
	for _, table := range slices.Sorted(maps.Keys(w.newest)) {
		left := w.newest[table]
		maps.DeleteFunc(left, func(_ rowName, c covered) bool { return c.removed() || uncovered[table] != "" })
		if len(left) == 0 {
			continue
		}
		keys, err := w.keysOf(table, left)
		if err != nil {
			return err
		}
		for _, key := range keys {
			w.v.fault("%s %s is missing", table, key)
		}
	}
	return nil
}

// keysOf are the keys of those rows of a table.
func (w *trailVerifier) keysOf(table string, of map[rowName]covered) (keys []string, err error) {
	found, err := w.tx.rec.inner.QueryContext(w.tx.ctx,
		"SELECT DISTINCT row_key FROM entry_row WHERE CAST(table_name AS TEXT) = $1", table)
	if err != nil {
		return nil, busy(err)
	}
	defer found.Close()
	for found.Next() {
		var key string
		if err := found.Scan(&key); err != nil {
			return nil, busy(err)
		}
		if _, is := of[nameOf(key)]; is {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, busy(found.Err())
}

// finding holds what people are found by, as it is kept, against what is in use. It is kept
// where the master key doesn't give it; and once a change of the master key has wrapped
// anything anew, by that master key, or by one that a later change is about to wrap with.
func (w *verifier) finding() error {
	kept, err := w.tx.q.ListFindingKeys(w.tx.ctx)
	if err != nil {
		return busy(err)
	}
	changes, err := w.tx.q.ListRotations(w.tx.ctx)
	if err := w.unreadable(busy(err)); err != nil {
		return err
	}
	if err != nil {
		w.v.fault("what people are found by cannot be held against the changes of the master key")
		return nil
	}
	var by []string
	wrapped := func(r rows.ListRotationsRow) bool { return r.DoneCount > 0 || r.EndedAt.Valid }
	last := slices.IndexFunc(changes, wrapped)
	for _, r := range changes[:last+1] {
		by = append(by, r.ToKey)
	}
	if len(kept) == 0 && (last >= 0 || !w.tx.master.DerivesFinding()) {
		w.v.fault("what people are found by isn't kept any more")
	}
	for _, k := range kept {
		is, err := w.tx.master.WrapFinding(k.MasterKey)
		if err != nil || k.ID != findingKey || !bytes.Equal(is, k.Wrapped) ||
			last >= 0 && !slices.Contains(by, k.MasterKey) {
			w.v.fault("finding_key %s is not as it was written", k.ID)
		}
	}
	return nil
}
