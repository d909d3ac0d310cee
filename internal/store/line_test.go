package store

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

	"footbridge.org/footbridge/internal/audit"
)

func TestALineLetsInWhoCameFirstAndForgetsWhoGaveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		ok(t, l.enter(t.Context()))
		impatient, giveUp := context.WithCancel(t.Context())
		var in []int
		for n := range 20 {
			ctx := t.Context()
			if n%5 == 3 {
				ctx = impatient
			}
			go func() {
				if l.enter(ctx) == nil {
					in = append(in, n)
					l.leave()
				}
			}()
			synctest.Wait() // until this one waits
		}
		giveUp()
		synctest.Wait()
		l.leave()
		synctest.Wait()
		want := []int{0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 19}
		if !slices.Equal(in, want) {
			t.Errorf("they came in as %d", in)
		}
		if len(l) != 0 {
			t.Error("somebody who has gone is still in")
		}
	})
}

// Whatever becomes of a change, the next one can begin.
func TestAChangeThatEndsLetsInTheNext(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		org := organisationNamed(t, db, "one")
		for _, end := range []func(*Turn){
			func(tx *Turn) { tx.Close(); tx.Close() },
			func(tx *Turn) {
				ok(t, tx.Commit(audit.Entry{At: noon, Actor: "tester", Action: "x", SubjectKind: "organisation"}))
			},
		} {
			tx, err := db.Begin(t.Context(), org)
			ok(t, err)
			gone, cancel := context.WithCancel(t.Context())
			cancel()
			if waited, err := db.Begin(gone, org); err == nil {
				waited.Close()
				t.Error("a change of somebody who has gone began")
			}
			end(tx)
			next, err := db.Begin(t.Context(), org)
			ok(t, err)
			next.Close()
			tx.Close()
		}
	})
}
