package store

import (
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/store/rows"
)

// strayQueries count what walking the chains and holding the rows pass by:
// rows of the trail and lookups that hang on nothing.
var strayQueries = []struct{ what, query string }{
	{"rows said to be covered by an entry that is not there", `SELECT count(*) FROM entry_row r WHERE NOT EXISTS (
		SELECT 1 FROM entry e WHERE e.organisation_id = r.organisation_id AND e.chain = r.chain AND e.seq = r.seq)`},
	{"people said to be shown by an entry that is not there", `SELECT count(*) FROM entry_person r WHERE NOT EXISTS (
		SELECT 1 FROM entry e WHERE e.organisation_id = r.organisation_id AND e.chain = r.chain AND e.seq = r.seq)`},
	{"entries whose rows are not numbered as they were", `SELECT count(*) FROM (SELECT seq FROM entry_row
		GROUP BY organisation_id, chain, seq HAVING min(n) <> 0 OR max(n) <> count(*) - 1) x`},
	{"entries whose people are not numbered as they were", `SELECT count(*) FROM (SELECT seq FROM entry_person
		GROUP BY organisation_id, chain, seq HAVING min(n) <> 0 OR max(n) <> count(*) - 1) x`},
	{"lookups that find nobody of their organisation", `SELECT coalesce(sum(l.n), 0) FROM (
		SELECT owner_id, organisation_id, count(*) AS n FROM lookup GROUP BY owner_id, organisation_id) l
		WHERE NOT EXISTS (
		SELECT 1 FROM participant p WHERE p.id = l.owner_id AND p.organisation_id = l.organisation_id)`},
	{"people who are counted and not there", `SELECT count(*) FROM reported r WHERE NOT EXISTS (
		SELECT 1 FROM participant p WHERE p.id = r.participant_id)`},
	{"organisations without both of their trails", `SELECT count(*) FROM organisation o WHERE 2 <> (
		SELECT count(*) FROM chain c WHERE c.organisation_id = o.id)`},
	{"trails of organisations that are not there", `SELECT count(*) FROM chain c WHERE NOT EXISTS (
		SELECT 1 FROM organisation o WHERE o.id = c.organisation_id)`},
}

// strays finds what no chain's end accounts for.
func (w *verifier) strays(chains []rows.Chain) error {
	expected := int64(0)
	for _, c := range chains {
		expected += c.Seq
	}
	n, err := w.count("SELECT count(*) FROM entry")
	if err != nil {
		return err
	}
	if n != expected {
		w.v.fault("there are %d entries and the chains' ends account for %d", n, expected)
	}
	for _, s := range strayQueries {
		n, err := w.count(s.query)
		if err != nil {
			return err
		}
		if n > 0 {
			w.v.fault("%s: %d", s.what, n)
		}
	}
	return nil
}

func (w *verifier) count(query string) (n int64, err error) {
	return n, busy(w.tx.rec.inner.QueryRowContext(w.tx.ctx, query).Scan(&n))
}

// unreadable passes on what keeps us from verifying at all. A row that cannot
// be read back is a finding, not a reason to stop.
func (w *verifier) unreadable(err error) error {
	if err == nil || w.tx.ctx.Err() == nil && fault.Of(err) != fault.Unavailable {
		return nil
	}
	return err
}

// sqliteTime is how SQLite's driver spells a time that we give it.
const sqliteTime = "2006-01-02 15:04:05.999999999-07:00"

// spelled finds what SQLite holds otherwise than it was written.
func (w *verifier) spelled(by Engine) error {
	if by != SQLite {
		return nil
	}
	if err := w.respelled(); err != nil {
		return err
	}
	return w.retyped()
}

// respelled finds times that are stored as we did not store them. SQLite keeps
// a time as text, and many texts are the same moment: the digests are of the
// moment, so that both engines agree, and would not tell them apart.
func (w *verifier) respelled() error {
	for _, table := range slices.Sorted(maps.Keys(tableKeys())) {
		columns, err := w.timeColumns(table)
		if err != nil {
			return err
		}
		for _, c := range columns {
			if err := w.respelledIn(table, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *verifier) timeColumns(table string) (list []string, err error) {
	found, err := w.tx.rec.inner.QueryContext(w.tx.ctx,
		"SELECT name FROM pragma_table_info($1) WHERE upper(type) = 'TIMESTAMP'", table)
	if err != nil {
		return nil, busy(err)
	}
	defer found.Close()
	for found.Next() {
		var name string
		if err := found.Scan(&name); err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, busy(found.Err())
}

// respelledIn reads a column's bytes as they are stored, without the driver that reads many texts
// as a time.
func (w *verifier) respelledIn(table, column string) error {
	found, err := w.tx.rec.inner.QueryContext(w.tx.ctx, "SELECT CASE typeof("+column+") WHEN 'text' THEN CAST("+column+
		" AS BLOB) END FROM "+table+" WHERE "+column+" IS NOT NULL")
	if err != nil {
		return busy(err)
	}
	defer found.Close()
	n := 0
	for found.Next() {
		var stored sql.RawBytes
		if err := found.Scan(&stored); err != nil {
			return err
		}
		at, err := time.Parse(sqliteTime, string(stored))
		if err != nil || at.UTC().Format(sqliteTime) != string(stored) {
			n++
		}
	}
	if n > 0 {
		w.v.fault("%s: %d times in %s are not spelled as they were written", table, n, strings.ReplaceAll(column, "_", " "))
	}
	return busy(found.Err())
}

// retyped finds values that SQLite holds as another type than their column's. Bytes that spell
// an id read like it and are equal to none, so who looked would be on no list. A digest has the
// letters of the types: only what has none is asked.
func (w *verifier) retyped() error {
	for _, table := range slices.Sorted(maps.Keys(uncovered)) {
		var odd string
		err := w.tx.rec.inner.QueryRowContext(w.tx.ctx, `
			SELECT group_concat('typeof(' || name || ') NOT IN (''null'', ''' || CASE type
				WHEN 'BYTEA' THEN 'blob' WHEN 'TEXT' THEN 'text' WHEN 'TIMESTAMP' THEN 'text' ELSE 'integer'
				END || ''')', ' OR ')
			FROM pragma_table_info($1)`, table).Scan(&odd)
		if err != nil {
			return busy(err)
		}
		n, err := w.count("SELECT count(*) FROM " + table + " WHERE " + odd)
		if err != nil {
			return err
		}
		if n > 0 {
			w.v.fault("%s: %d rows hold a value of another type than its column's", table, n)
		}
	}
	return nil
}
