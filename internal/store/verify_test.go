package store

import (
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/store/storetest"
)

// Somebody with the master key can have an entry say anything. Some of it nobody could have done.
func TestAnEntryThatNamesWhatItCannotHaveWrittenIsAFault(t *testing.T) {
	row := []audit.Row{{Table: "account", Key: "a", Digest: []byte{1}}}
	fact := []audit.Row{{Table: "letter", Key: "l", Digest: []byte{1}}}
	for name, c := range map[string]struct {
		entries []audit.Entry
		named   string
	}{
		"a look": {[]audit.Entry{{Organisation: "one", Chain: audit.Reads, Rows: row}}, "was written by a look"},
		"another organisation's row": {[]audit.Entry{{Organisation: "one", Chain: audit.Changes, Rows: row},
			{Organisation: "two", Chain: audit.Changes, Rows: row}}, "by two organisations, one and two"},
		"a fact": {[]audit.Entry{{Organisation: "one", Chain: audit.Changes, Rows: fact},
			{Organisation: "one", Chain: audit.Changes, Rows: fact}}, "a second time"},
		"a row that is written again": {[]audit.Entry{{Organisation: "one", Chain: audit.Changes, Rows: row},
			{Organisation: "one", Chain: audit.Changes, Rows: row}}, ""},
	} {
		w := &trailVerifier{verifier: &verifier{v: &Verdict{}}, newest: map[string]map[rowName]covered{}}
		for _, e := range c.entries {
			w.remember(e)
		}
		if said := strings.Join(w.v.Faults, "\n"); (said == "") != (c.named == "") || !strings.Contains(said, c.named) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

func TestWhatIsMissingOrOfNobodyIsAFault(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		db, err := openDB(url)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		live(t, db, 1, 2)
		in := breakIn(t, db, url)
		ok(t, in.exec("UPDATE entry_row SET table_name = $1 WHERE table_name = $2", "nothing\nelse", "team"))
		ok(t, in.exec("INSERT INTO chain (organisation_id, chain, seq, head, seal) VALUES ($1, 'read', 0, $2, $2)",
			"nobody", []byte{}))
		v, err := db.Verify(t.Context(), nil)
		ok(t, err)
		for _, want := range []string{"nothing\uFFFDelse ", "trails of organisations that are not there: 1"} {
			if !slices.ContainsFunc(v.Faults, func(f string) bool { return strings.HasPrefix(f, want) }) {
				t.Errorf("no fault begins with %q: %q", want, v.Faults)
			}
		}
	})
}

// A moment that isn't one is a finding, not a reason to stop.
func TestAChangeOfTheMasterKeyThatCannotBeReadIsAFault(t *testing.T) {
	path := "sqlite:" + t.TempDir() + "/footbridge.db"
	ok(t, migrate(path))
	db, err := openDB(path)
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	live(t, db, 1, 2)
	in := breakIn(t, db, path)
	ok(t, in.exec("UPDATE rotation SET ended_at = 'x'"))
	v, err := db.Verify(t.Context(), nil)
	ok(t, err)
	if want := "what people are found by cannot be held against the changes of the master key"; !slices.Contains(v.Faults,
		want) {
		t.Errorf("%q is not among %q", want, v.Faults)
	}
}
