package workforce

import "footbridge.org/footbridge/internal/id"

// FewestWorkers is the smallest group of workers that is counted: with three,
// a count is a name.
const FewestWorkers = 5

// A Count is a figure about workers. Its number is kept where nobody reads it
// by accident: among too few there is none to be told.
type Count struct{ n, of int }

// CountWorkers counts those of the workers for whom it is so. Whoever is named
// twice counts once.
func CountWorkers(workers []id.Account, so func(id.Account) bool) Count {
	var c Count
	seen := map[id.Account]bool{}
	for _, w := range workers {
		if seen[w] {
			continue
		}
		seen[w] = true
		c.of++
		if so(w) {
			c.n++
		}
	}
	return c.safe()
}

func (c Count) safe() Count {
	if c.of < FewestWorkers {
		return Count{}
	}
	return c
}

// Told returns how many of how many workers, and whether that may be told. If
// not, both are 0.
func (c Count) Told() (n, of int, ok bool) { return c.n, c.of, c.of >= FewestWorkers }
