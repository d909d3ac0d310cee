package store

import (
	"testing"
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
