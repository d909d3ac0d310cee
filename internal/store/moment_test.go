package store

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// meanwhile has do be done again and again until the test has done the rest.
func meanwhile(t *testing.T, do func(ctx context.Context) error) (end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	n := 0
	done.Go(func() {
		for ctx.Err() == nil {
			if err := do(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
				return
			}
			n++
		}
	})
	return func() {
		cancel()
		done.Wait()
		if n == 0 {
			t.Error("nobody wrote meanwhile")
		}
	}
}

// Looks that were opened while somebody wrote, each at another state, would find faults where
// there are none.
func TestAllLooksOfAMomentSeeTheSame(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		live(t, db, 1, 1)
		end := meanwhile(t, func(ctx context.Context) error {
			_, err := db.write.ExecContext(ctx, "UPDATE chain SET seq = seq + 1")
			return err
		})
		defer end()
		for range 50 {
			m, err := db.moment(t.Context(), 4)
			ok(t, err)
			var seen []int64
			for _, look := range m.looks {
				var sum int64
				ok(t, look.inner.QueryRowContext(t.Context(), "SELECT sum(seq) FROM chain").Scan(&sum))
				seen = append(seen, sum)
			}
			m.close()
			if len(slices.Compact(seen)) != 1 {
				t.Fatalf("the looks see %v", seen)
			}
		}
	})
}

// processors has the program use so many until the test ends.
func processors(t *testing.T, n int) {
	before := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

func TestVerifyingFindsNoFaultWhileOthersWrite(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		processors(t, verifiersAtMost)
		h := live(t, db, 2, 20)
		end := meanwhile(t, func(context.Context) error {
			h.refer(h.orgs[0])
			h.screen(h.orgs[0])
			return nil
		})
		defer end()
		for range 5 {
			v, err := db.Verify(t.Context(), nil)
			ok(t, err)
			if !v.Whole() {
				t.Fatalf("not whole: %v", v.Faults)
			}
		}
	})
}
