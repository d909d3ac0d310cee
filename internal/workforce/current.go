package workforce

import "footbridge.org/footbridge/internal/fault"

// A Correction is what a fact says of an earlier one: facts are never edited.
type Correction[K ~string] struct {
	Replaces K    `json:"replaces,omitempty"` // none unless this corrects an earlier one
	InError  bool `json:"in_error,omitempty"` // only with Replaces: there was no such thing after all
}

func (c Correction[K]) check(own K, p *fault.Problems) {
	p.If(own != "" && c.Replaces == own, "replaces", "worker.replaces.itself")
	p.If(c.InError && c.Replaces == "", "in_error", "worker.in_error.of_nothing")
}

// current returns the facts that hold, in their order: those that no other
// replaces and that weren't entered in error.
func current[T any, K ~string](all []T, of func(T) (K, Correction[K])) []T {
	replaced := map[K]bool{}
	for _, x := range all {
		if _, c := of(x); c.Replaces != "" {
			replaced[c.Replaces] = true
		}
	}
	var hold []T
	for _, x := range all {
		if own, c := of(x); !replaced[own] && !c.InError {
			hold = append(hold, x)
		}
	}
	return hold
}
