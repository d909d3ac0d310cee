package store

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"footbridge.org/footbridge/internal/audit"
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

// add adds what another part found.
func (v *Verdict) add(more Verdict) {
	v.Entries += more.Entries
	v.Rows += more.Rows
	v.Checks = append(v.Checks, more.Checks...)
	v.Faults = append(v.Faults, more.Faults...)
	v.Ends = append(v.Ends, more.Ends...)
}

// fault notes a line. What somebody wrote into a key doesn't begin another.
func (v *Verdict) fault(format string, args ...any) {
	v.Faults = append(v.Faults, strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, fmt.Sprintf(format, args...)))
}

// A verifier verifies one part, by a look of its own at the moment that all parts see.
type verifier struct {
	tx    *ReadTx
	v     *Verdict
	ahead *ahead
}

// A check is one part of verifying, and what it found.
type check struct {
	do    func(*verifier) error
	found Verdict
}

// verifiersAtMost bounds how many parts are verified at once.
const verifiersAtMost = 4

// Verify walks every chain, holds the newest digest of every covered row
// against the row as stored, recomputes the lookups and what is projected, and runs the database's
// own checks: at once, as far as there are processors, and with what is found in one order all the
// same. progress, if any, is told how much is done of how much, never twice at once.
// Each of expected, the ends that an earlier verification found, must lie on its trail still.
func (db *DB) Verify(ctx context.Context, progress func(done, of int64), expected ...End) (Verdict, error) {
	m, err := db.moment(ctx, min(runtime.GOMAXPROCS(0), verifiersAtMost))
	if err != nil {
		return Verdict{}, err
	}
	defer m.close()
	first := m.looks[0].ReadTx
	chains, err := first.q.ListChains(m.ctx)
	if err != nil {
		return Verdict{}, busy(err)
	}
	everybody, err := first.everybody()
	if err != nil {
		return Verdict{}, err
	}
	ahead := aheadOf(chains, everybody, progress)

	trail := &check{do: func(w *verifier) error { return w.trail(chains, expected) }}
	finding := &check{do: (*verifier).finding}
	spelled := &check{do: func(w *verifier) error { return w.spelled(db.Engine) }}
	schema := &check{do: func(w *verifier) error { return w.schema(db) }}
	engine := db.ownChecks()
	names, projected := &check{}, &check{} // of everybody

	begun := slices.Concat([]*check{trail}, engine, []*check{finding, spelled, schema}) // what takes longest, first
	for _, batch := range everybody {
		begun = append(begun, &check{do: batch.verify})
	}
	err = m.each(len(begun), func(look *ReadTx, i int) error {
		return begun[i].do(&verifier{look, &begun[i].found, ahead})
	})
	if err != nil {
		return Verdict{}, err
	}
	for _, batch := range everybody {
		names.found.add(batch.names)
	}
	if err := (&verifier{first, &projected.found, ahead}).projections(everybody, m.looks); err != nil {
		return Verdict{}, err
	}

	var v Verdict // what was found, in the order in which it is said
	for _, c := range slices.Concat([]*check{trail, finding, names, projected, spelled, schema}, engine) {
		v.add(c.found)
	}
	if db.still == nil {
		return v, nil
	}
	return v, db.still()
}

// schema holds what the database is made of against what Footbridge makes.
func (w *verifier) schema(db *DB) error {
	altered, err := db.Altered(w.tx.ctx)
	w.v.Faults = append(w.v.Faults, altered...)
	w.v.Checks = append(w.v.Checks, "schema")
	return err
}

// An ahead tells how far verifying is, in what an entry takes.
type ahead struct {
	tell     func(done, of int64)
	mu       sync.Mutex
	done, of int64
	table    int64 // what the rows of a table take
}

const aPerson = 20 // takes as long as so many entries

func aheadOf(chains []rows.Chain, everybody []*batch, tell func(done, of int64)) *ahead {
	a := &ahead{tell: tell}
	for _, c := range chains {
		a.of += c.Seq
	}
	tables := int64(len(Tables()))
	a.table = a.of / tables // all of them about as long as the trail
	a.of += tables * a.table
	for _, batch := range everybody {
		a.of += aPerson * int64(len(batch.ids))
	}
	return a
}

func (a *ahead) move(by int64) {
	if a.tell == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.done += by
	a.tell(a.done, a.of)
}

// ownChecks are what the engine itself offers.
func (db *DB) ownChecks() []*check {
	if db.Engine == Postgres {
		return []*check{{do: (*verifier).postgresChecks}}
	}
	return []*check{
		{do: func(w *verifier) error { return w.sqliteCheck("integrity_check") }},
		{do: func(w *verifier) error { return w.sqliteCheck("foreign_key_check") }},
	}
}

func (w *verifier) sqliteCheck(pragma string) error {
	found, err := w.tx.rec.inner.QueryContext(w.tx.ctx, "PRAGMA "+pragma)
	if err != nil {
		return busy(err)
	}
	defer found.Close()
	n := 0
	for found.Next() {
		columns, err := found.Columns()
		if err != nil {
			return err
		}
		row, err := scanRow(found, len(columns))
		if err != nil {
			return err
		}
		if pragma != "integrity_check" || row[0] != "ok" {
			n++
		}
	}
	if err := found.Err(); err != nil {
		return busy(err)
	}
	w.v.Checks = append(w.v.Checks, "sqlite "+pragma)
	if n > 0 {
		w.v.fault("sqlite's %s finds %d faults", pragma, n)
	}
	return nil
}

// postgresChecks: constraints that were switched off or never validated would
// let rows in that the schema forbids. Pages are read whole by holdAll, which
// is where a cluster with checksums notices damage.
func (w *verifier) postgresChecks() error {
	var unvalidated, invalid int
	row := w.tx.rec.inner.QueryRowContext(w.tx.ctx, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
	if err := row.Scan(&unvalidated); err != nil {
		return busy(err)
	}
	row = w.tx.rec.inner.QueryRowContext(w.tx.ctx, "SELECT count(*) FROM pg_index WHERE NOT indisvalid")
	if err := row.Scan(&invalid); err != nil {
		return busy(err)
	}
	w.v.Checks = append(w.v.Checks, "postgresql constraints", "postgresql indexes")
	if unvalidated+invalid > 0 {
		w.v.fault("postgresql has %d constraints not validated and %d indexes not valid", unvalidated, invalid)
	}
	return nil
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
