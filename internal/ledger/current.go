package ledger

// Current returns the facts that hold, in their order: those that no other
// replaces and that weren't entered in error.
func Current[T any, K ~string](all []T, of func(T) (own, replaces K, inError bool)) []T {
	replaced := map[K]bool{}
	for _, x := range all {
		if _, replaces, _ := of(x); replaces != "" {
			replaced[replaces] = true
		}
	}
	var current []T
	for _, x := range all {
		if own, _, inError := of(x); !replaced[own] && !inError {
			current = append(current, x)
		}
	}
	return current
}

// CurrentOne returns the one fact that holds of a kind that somebody has one of:
// the end of the line of corrections that begins with the first. A fact that
// doesn't replace the one that held when it came changes nothing.
func CurrentOne[T any, K ~string](all []T, of func(T) (own, replaces K, inError bool)) (T, bool) {
	var current T
	var holds K
	seen := map[K]bool{}
	for _, x := range all {
		own, replaces, inError := of(x)
		if replaces != holds || seen[own] {
			continue
		}
		seen[own] = true
		current, holds = x, own
		if inError {
			var none T
			current, holds = none, ""
		}
	}
	return current, holds != ""
}
