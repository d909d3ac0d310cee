package store

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/store/storetest"
)

// Verifying reads the facts of many people at once: asked for each by itself, a large
// service would take minutes.
func TestVerifyingAsksAFewQueriesForEachPerson(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 11, deep(60, 400))
		var n Cost
		v, err := db.Verify(Counting(t.Context(), &n), nil)
		ok(t, err)
		if !v.Whole() {
			t.Errorf("not whole: %v", v.Faults)
		}
		people := int64(count(t, db, "participant"))
		if each := n.Queries.Load() / people; each > 18 {
			t.Errorf("%d queries for each of %d people", each, people)
		}
	})
}

// What is found is said in one order, whichever part is done first.
func TestVerifyingAtOnceFindsTheSameAsOneAfterTheOther(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		db, err := openDB(url)
		ok(t, err)
		t.Cleanup(func() { db.Close() })
		live(t, db, 11, 400)
		in := breakIn(t, db, url)
		ok(t, in.exec("UPDATE standing SET stage = 'x'"))
		ok(t, in.exec("DELETE FROM lookup WHERE kind = 'name'"))
		ok(t, in.exec("DELETE FROM screening"))
		ok(t, in.exec("UPDATE referral SET team_id = 'x'"))
		ok(t, in.exec("UPDATE entry SET actor = 'x' WHERE seq % 7 = 0"))
		ok(t, in.exec("DELETE FROM counter WHERE kind = 'teams'"))
		processors(t, 1)
		want, err := db.Verify(t.Context(), nil)
		ok(t, err)
		if len(want.Faults) < 100 {
			t.Errorf("only %d faults", len(want.Faults))
		}
		runtime.GOMAXPROCS(verifiersAtMost)
		for range 3 {
			have, err := db.Verify(t.Context(), nil)
			ok(t, err)
			if fmt.Sprint(have) != fmt.Sprint(want) {
				t.Errorf("%v\nand not\n%v", have, want)
			}
		}
	})
}

// Who waits sees how far it is, from the first entry to the last person.
func TestVerifyingTellsHowFarItIs(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 11, 60)
		var done []int64
		of := int64(0)
		_, err := db.Verify(t.Context(), func(now, all int64) { done, of = append(done, now), all })
		ok(t, err)
		if !slices.IsSorted(done) || len(done) < len(Tables()) || done[len(done)-1] != of {
			t.Errorf("%v of %d", done, of)
		}
	})
}

// Of everybody no more is kept than what the trail says of their rows last: not their keys, and
// not what is projected of them.
func TestVerifyingKeepsLittleOfEachPerson(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		processors(t, 1)
		h := live(t, db, 11, 20)
		inUse := func() int64 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return int64(m.HeapAlloc)
		}
		most := func() (n int64) {
			for range 2 { // the first prepares the statements
				before := inUse()
				n = 0
				look := func() { n = max(n, inUse()-before) }
				_, err := db.Verify(Watching(t.Context(), func(query string) {
					if strings.HasPrefix(query, "-- name: ListEndingFactsOfMany") { // fifty people at a time
						look()
					}
				}), func(int64, int64) { look() })
				ok(t, err)
			}
			return n
		}
		refer := func(people int) {
			for range people {
				h.refer(h.orgs[0])
			}
		}
		refer(100)
		few := most()
		const more = 200
		refer(more)
		if each := (most() - few) / more; each > 1_000 {
			t.Errorf("%d bytes for each person more", each)
		}
	})
}
