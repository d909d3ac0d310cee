package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// A Verdict is what verifying found. It is whole when Faults is empty.
type Verdict struct {
	Entries int64    // walked
	Rows    int64    // held against their digests
	Checks  []string // the database's own checks that ran
	Faults  []string // what is not as it was written, without anybody's words
	Ends    []End    // of the trails, to be kept elsewhere
}

// An End is how far a trail had come at a moment. Kept where nobody who has the database can
// write, it finds an older copy that was put back, and a trail that was taken away whole.
type End struct {
	Organisation id.Organisation `json:"organisation"`
	Chain        audit.Chain     `json:"chain"`
	Seq          int64           `json:"seq"`
	Head         string          `json:"head"` // of that entry, in hexadecimal; empty at the trail's beginning
}

// Whole tells whether everything is as it was written.
func (v Verdict) Whole() bool { return len(v.Faults) == 0 }

// fault notes a line. What somebody wrote into a key doesn't begin another.
func (v *Verdict) fault(format string, args ...any) {
	v.Faults = append(v.Faults, strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, fmt.Sprintf(format, args...)))
}

// A verifier carries the newest digest of every row that the trail covers.
type verifier struct {
	tx     *ReadTx
	v      Verdict
	newest map[string]map[string]covered // table, key
}

// A covered is a row's newest digest, and whose trail names the row.
type covered struct {
	digest []byte
	by     id.Organisation
}

// Verify walks every chain, holds the newest digest of every covered row
// against the row as stored, recomputes the lookups and what is projected, and runs the database's
// own checks. progress, if any, is told how many entries are done of how many.
// Each of expected, the ends that an earlier verification found, must lie on its trail still.
func (db *DB) Verify(ctx context.Context, progress func(done, of int64), expected ...End) (Verdict, error) {
	tx, err := db.View(ctx, "")
	if err != nil {
		return Verdict{}, err
	}
	defer tx.Close()
	w := &verifier{tx: tx.ReadTx, newest: map[string]map[string]covered{}}
	if err := w.walkAll(progress); err != nil {
		return w.v, err
	}
	for _, end := range expected {
		if err := w.reaches(end); err != nil {
			return w.v, err
		}
	}
	if err := w.holdAll(); err != nil {
		return w.v, err
	}
	if err := w.finding(); err != nil {
		return w.v, err
	}
	if err := w.lookups(); err != nil {
		return w.v, err
	}
	if err := w.projections(); err != nil {
		return w.v, err
	}
	if db.Engine == SQLite {
		if err := w.respelled(); err != nil {
			return w.v, err
		}
		if err := w.retyped(); err != nil {
			return w.v, err
		}
	}
	altered, err := db.Altered(ctx)
	if err != nil {
		return w.v, err
	}
	w.v.Faults = append(w.v.Faults, altered...)
	w.v.Checks = append(w.v.Checks, "schema")
	if err := db.ownChecks(ctx, tx.ReadTx, &w.v); err != nil || db.still == nil {
		return w.v, err
	}
	return w.v, db.still()
}

func (w *verifier) walkAll(progress func(done, of int64)) error {
	chains, err := w.tx.q.ListChains(w.tx.ctx)
	if err != nil {
		return busy(err)
	}
	if len(chains) == 0 {
		w.v.fault("there is no trail: nobody has set up an organisation here, or all of it was taken away")
	}
	total := int64(0)
	for _, c := range chains {
		total += c.Seq
	}
	for _, c := range chains {
		if err := w.walk(c, total, progress); err != nil {
			return err
		}
	}
	return w.strays(chains)
}

const walkAtOnce = 500

func (w *verifier) walk(c rows.Chain, total int64, progress func(done, of int64)) error {
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
		if progress != nil {
			progress(w.v.Entries, total)
		}
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
func (w *verifier) entries(c rows.Chain, after int64) ([]storedEntry, error) {
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
func (w *verifier) remember(e audit.Entry) {
	for _, r := range e.Rows {
		if w.newest[r.Table] == nil {
			w.newest[r.Table] = map[string]covered{}
		}
		before, written := w.newest[r.Table][r.Key]
		switch {
		case e.Chain != audit.Changes:
			w.v.fault("%s %s was written by a look, entry %d of organisation %s", r.Table, r.Key, e.Seq, e.Organisation)
		case written && before.by != e.Organisation:
			w.v.fault("%s %s was written by two organisations, %s and %s", r.Table, r.Key, before.by, e.Organisation)
		case written && !slices.Contains(rewritten, r.Table):
			w.v.fault("%s %s was written a second time, by entry %d of organisation %s", r.Table, r.Key, e.Seq, e.Organisation)
		}
		w.newest[r.Table][r.Key] = covered{r.Digest, e.Organisation}
	}
}

// Tables lists the tables that the trail covers, by name.
func Tables() []string {
	var list []string
	for _, table := range slices.Sorted(maps.Keys(tableKeys())) {
		if uncovered[table] == "" {
			list = append(list, table)
		}
	}
	return list
}

func (w *verifier) holdAll() error {
	for _, table := range Tables() {
		if err := w.hold(table); err != nil {
			return err
		}
	}
	for _, table := range slices.Sorted(maps.Keys(w.newest)) { // one that isn't there as well
		for _, key := range slices.Sorted(maps.Keys(w.newest[table])) {
			if uncovered[table] == "" && len(w.newest[table][key].digest) > 0 {
				w.v.fault("%s %s is missing", table, key)
			}
		}
	}
	return nil
}

// hold compares every row of a table with its newest digest, and strikes out
// what it found.
func (w *verifier) hold(table string) error {
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
		want, known := w.newest[table][key]
		switch {
		case !known || len(want.digest) == 0:
			w.v.fault("%s %s was not written by Footbridge", table, key)
		case !bytes.Equal(want.digest, digest):
			w.v.fault("%s %s is not as it was written", table, key)
		}
		delete(w.newest[table], key)
	}
	return busy(found.Err())
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
	if err != nil {
		return busy(err)
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

// lookups recomputes what finds each person and compares.
func (w *verifier) lookups() error {
	after := ""
	for {
		list, err := w.tx.q.ListAllIdentities(w.tx.ctx, rows.ListAllIdentitiesParams{ID: after, Limit: walkAtOnce})
		if err != nil {
			return busy(err)
		}
		for _, row := range list {
			if err := w.lookupsOf(row); err != nil {
				return err
			}
			after = row.ID
		}
		if len(list) < walkAtOnce {
			return nil
		}
	}
}

func (w *verifier) lookupsOf(row rows.ListAllIdentitiesRow) error {
	k, err := w.tx.key(row.ID, row.Wrapped)
	var who identityWords
	if err == nil {
		err = open(k, "identity", row.IdentityID, row.Sealed, &who)
	}
	if err != nil {
		w.v.fault("identity of participant %s does not open", row.ID)
		return nil
	}
	former, err := w.tx.formerIdentities(k, row.ID, row.IdentityID)
	if err != nil {
		w.v.fault("an earlier identity of participant %s does not open", row.ID)
		return nil
	}
	want := map[string]bool{}
	for kind, values := range lookupsOf(who.Identity, former) {
		for _, v := range values {
			want[kind+" "+w.tx.master.Lookup(row.OrganisationID, kind, v)] = true
		}
	}
	have, err := w.tx.q.ListLookups(w.tx.ctx, row.ID)
	if err != nil {
		return busy(err)
	}
	same := len(have) == len(want)
	for _, l := range have {
		same = same && want[l.Kind+" "+l.Digest]
	}
	if !same {
		w.v.fault("what finds participant %s is not what their identity gives", row.ID)
	}
	return nil
}

// ownChecks runs what the engine itself offers.
func (db *DB) ownChecks(ctx context.Context, tx *ReadTx, v *Verdict) error {
	if db.Engine == Postgres {
		return db.postgresChecks(ctx, tx, v)
	}
	for _, check := range []string{"integrity_check", "foreign_key_check"} {
		found, err := tx.rec.inner.QueryContext(ctx, "PRAGMA "+check)
		if err != nil {
			return busy(err)
		}
		n := 0
		for found.Next() {
			var first sql.NullString
			columns, err := found.Columns()
			if err != nil {
				return err
			}
			into := make([]any, len(columns))
			into[0] = &first
			for i := 1; i < len(into); i++ {
				into[i] = new(any)
			}
			if err := found.Scan(into...); err != nil {
				return err
			}
			if check != "integrity_check" || first.String != "ok" {
				n++
			}
		}
		if err := found.Err(); err != nil {
			return busy(err)
		}
		found.Close()
		v.Checks = append(v.Checks, "sqlite "+check)
		if n > 0 {
			v.fault("sqlite's %s finds %d faults", check, n)
		}
	}
	return nil
}

// postgresChecks: constraints that were switched off or never validated would
// let rows in that the schema forbids. Pages are read whole by holdAll, which
// is where a cluster with checksums notices damage.
func (db *DB) postgresChecks(ctx context.Context, tx *ReadTx, v *Verdict) error {
	var unvalidated, invalid int
	row := tx.rec.inner.QueryRowContext(ctx, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
	if err := row.Scan(&unvalidated); err != nil {
		return busy(err)
	}
	row = tx.rec.inner.QueryRowContext(ctx, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")
	if err := row.Scan(&invalid); err != nil {
		return busy(err)
	}
	v.Checks = append(v.Checks, "postgresql constraints", "postgresql indexes")
	if unvalidated+invalid > 0 {
		v.fault("postgresql has %d constraints not validated and %d indexes not valid", unvalidated, invalid)
	}
	return nil
}

// An Exception is a table that is unlike the others, and why.
type Exception struct{ Table, Why string }

// Rewritten lists the covered tables whose rows Footbridge writes again, by name.
func Rewritten() []string { return slices.Clone(rewritten) }

// Uncovered lists the tables that the trail does not cover, by name.
func Uncovered() []Exception { return exceptions(uncovered) }

func exceptions(why map[string]string) []Exception {
	var list []Exception
	for _, table := range slices.Sorted(maps.Keys(why)) {
		list = append(list, Exception{table, why[table]})
	}
	return list
}
